//! Alike: how the paragraphs look that stand in the same kind of element, or in the same block.
//!
//! A list of forty lines of three words, all links, is a menu whatever its words are.

use super::group::Group;
use super::name::Name;
use super::shape::{Shape, tenths};
use super::{Family, log_bucket};
use crate::page::Page;
use crate::structure::{Grouping, Structure};

/// Names of the features of the groupings looked at: by equal path, and by blocks of height 1 and 3. Each group has a
/// size, a mean length and a link density; then pairs of them, and the paragraph's place in the group.
const NAMES: [[Group; 6]; 3] = [
    [
        Group::of("path-size"),
        Group::of("path-mean"),
        Group::of("path-links"),
        Group::of("path-mean-links"),
        Group::of("path-size-mean"),
        Group::of("path-place"),
    ],
    [
        Group::of("block1-size"),
        Group::of("block1-mean"),
        Group::of("block1-links"),
        Group::of("block1-mean-links"),
        Group::of("block1-size-mean"),
        Group::of("block1-place"),
    ],
    [
        Group::of("block3-size"),
        Group::of("block3-mean"),
        Group::of("block3-links"),
        Group::of("block3-mean-links"),
        Group::of("block3-size-mean"),
        Group::of("block3-place"),
    ],
];

/// What the paragraphs of a group have in common.
#[derive(Clone, Copy, Default)]
struct Alikeness {
    paragraphs: usize,
    chars: usize,
    links: f32,
}

/// The groups of each paragraph of a page; nothing for a page of plain text.
pub(crate) struct Alike {
    /// For each grouping and each paragraph: its group, and how many of the group come before it.
    groups: Vec<Vec<(Alikeness, usize)>>,
}

impl Alike {
    pub(crate) fn of(page: &Page, shapes: &[Shape], structure: &Structure) -> Alike {
        let marked = structure.marked().into_iter();
        let groupings =
            marked.flat_map(|marked| [&marked.paths[0], &marked.blocks[1], &marked.blocks[3]]);
        Alike {
            groups: groupings
                .map(|grouping| groups(page, shapes, grouping))
                .collect(),
        }
    }

    pub(super) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        for (groups, names) in self.groups.iter().zip(NAMES) {
            let (group, before) = groups[index];
            let size = log_bucket(group.paragraphs);
            let mean = log_bucket(group.chars / group.paragraphs);
            let density = group.links / group.paragraphs as f32;
            // Densities from elsewhere may be anything.
            let links = (density * 4.0).round().clamp(0.0, 4.0) as usize;
            let place = tenths(before, group.paragraphs) / 2;
            let values = [
                size,
                mean,
                links,
                mean * 8 + links,
                size * 32 + mean,
                size * 8 + place,
            ];
            for (group, value) in names.iter().zip(values) {
                sink(Family::Alike, Name::Number(*group, value));
            }
        }
    }
}

/// For each paragraph its group, and how many of the group come before it.
fn groups(page: &Page, shapes: &[Shape], grouping: &Grouping) -> Vec<(Alikeness, usize)> {
    let mut groups = vec![Alikeness::default(); grouping.len];
    let paragraphs = page.paragraphs().iter().zip(shapes).zip(&grouping.of);
    let before: Vec<usize> = paragraphs
        .map(|((paragraph, shape), group)| {
            let group = &mut groups[*group as usize];
            group.paragraphs += 1;
            group.chars += shape.chars;
            group.links += paragraph.marks().map_or(0.0, |marks| marks.link_density());
            group.paragraphs - 1
        })
        .collect();
    let of = grouping.of.iter().map(|group| groups[*group as usize]);
    of.zip(before).collect()
}
