//! Siblings: what the groups look like that a paragraph belongs to: those of the same path, and of the same block.
//!
//! A list of forty lines of three words, all links, is a menu whatever its words are.

use super::shape::Shape;
use crate::features::bucket::{log_bucket, tenths};
use crate::features::family::Family;
use crate::features::name::Name;
use crate::features::template::{Template, templates};
use crate::page::Page;
use crate::structure::{Grouping, Structure};

templates! { Family::Siblings;
    PATH_SIZE = "path-size",
    PATH_MEAN = "path-mean",
    PATH_LINKS = "path-links",
    PATH_MEAN_LINKS = "path-mean-links",
    PATH_SIZE_MEAN = "path-size-mean",
    PATH_POSITION = "path-position",
    BLOCK1_SIZE = "block1-size",
    BLOCK1_MEAN = "block1-mean",
    BLOCK1_LINKS = "block1-links",
    BLOCK1_MEAN_LINKS = "block1-mean-links",
    BLOCK1_SIZE_MEAN = "block1-size-mean",
    BLOCK1_POSITION = "block1-position",
    BLOCK3_SIZE = "block3-size",
    BLOCK3_MEAN = "block3-mean",
    BLOCK3_LINKS = "block3-links",
    BLOCK3_MEAN_LINKS = "block3-mean-links",
    BLOCK3_SIZE_MEAN = "block3-size-mean",
    BLOCK3_POSITION = "block3-position",
}

/// The templates of the groupings looked at: by equal path, and by blocks of ancestor distance 1 and 3. Each group has a
/// size, a mean length and a link density; then pairs of them, and the paragraph's position in the group.
#[rustfmt::skip]
const OF_GROUPINGS: [[Template; 6]; 3] = [
    [PATH_SIZE, PATH_MEAN, PATH_LINKS, PATH_MEAN_LINKS, PATH_SIZE_MEAN, PATH_POSITION],
    [BLOCK1_SIZE, BLOCK1_MEAN, BLOCK1_LINKS, BLOCK1_MEAN_LINKS, BLOCK1_SIZE_MEAN, BLOCK1_POSITION],
    [BLOCK3_SIZE, BLOCK3_MEAN, BLOCK3_LINKS, BLOCK3_MEAN_LINKS, BLOCK3_SIZE_MEAN, BLOCK3_POSITION],
];

/// What is counted of a group of paragraphs. Small, for there is one for each paragraph of a page and each grouping.
#[derive(Clone, Copy, Default)]
pub(super) struct GroupStats {
    paragraphs: u32,
    chars: u32,
    links: f32,
}

impl GroupStats {
    pub(super) fn paragraphs(self) -> usize {
        self.paragraphs as usize
    }

    pub(super) fn mean_chars(self) -> usize {
        (self.chars / self.paragraphs.max(1)) as usize
    }

    /// Counts one more paragraph; how many came before it.
    fn add(&mut self, chars: usize, links: f32) -> u32 {
        let before = self.paragraphs;
        self.paragraphs += 1;
        self.chars = self
            .chars
            .saturating_add(u32::try_from(chars).unwrap_or(u32::MAX));
        self.links += links;
        before
    }
}

/// A paragraph's group, and how many of the group come before it.
pub(super) type Member = (GroupStats, u32);

/// The groups of each paragraph of a page; nothing for a page of plain text.
pub(in crate::features) struct Siblings {
    /// For each grouping and each paragraph.
    groups: Vec<Vec<Member>>,
}

impl Siblings {
    pub(in crate::features) fn new(
        page: &Page,
        shapes: &[Shape],
        structure: &Structure,
    ) -> Siblings {
        let marked = structure.marked().into_iter();
        let groupings =
            marked.flat_map(|marked| [&marked.paths[0], &marked.blocks[1], &marked.blocks[3]]);
        Siblings {
            groups: groupings
                .map(|grouping| group_stats(page, shapes, grouping))
                .collect(),
        }
    }

    pub(in crate::features) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        for (groups, templates) in self.groups.iter().zip(OF_GROUPINGS) {
            let (group, before) = groups[index];
            let size = log_bucket(group.paragraphs());
            let mean = log_bucket(group.mean_chars());
            let density = group.links / group.paragraphs as f32;
            let links = (density * 4.0).round().clamp(0.0, 4.0) as usize;
            let position = tenths(before as usize, group.paragraphs()) / 2;
            let values = [
                size,
                mean,
                links,
                mean * 8 + links,
                size * 32 + mean,
                size * 8 + position,
            ];
            for (template, value) in templates.into_iter().zip(values) {
                sink(Family::Siblings, Name::Number(template, value));
            }
        }
    }
}

/// For each paragraph its group, and how many of the group come before it.
pub(super) fn group_stats(page: &Page, shapes: &[Shape], grouping: &Grouping) -> Vec<Member> {
    let mut groups = vec![GroupStats::default(); grouping.n_groups];
    let paragraphs = page.paragraphs().iter().zip(shapes);
    let before: Vec<u32> = paragraphs
        .zip(&grouping.group_of)
        .map(|((paragraph, shape), group)| {
            let links = paragraph.marks().map_or(0.0, |marks| marks.link_density());
            groups[*group as usize].add(shape.chars, links)
        })
        .collect();
    let of_paragraphs = grouping
        .group_of
        .iter()
        .map(|group| groups[*group as usize]);
    of_paragraphs.zip(before).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::texts_of;
    use crate::{Marks, Paragraph};

    fn features(page: &Page, index: usize) -> Vec<String> {
        let paragraphs = page.paragraphs().iter();
        let shapes: Vec<Shape> = paragraphs.map(|p| Shape::measure(p.text())).collect();
        let siblings = Siblings::new(page, &shapes, &Structure::from_page(page));
        texts_of(Family::Siblings, |sink| siblings.emit(index, sink))
    }

    #[test]
    fn groups_by_path_and_by_block() {
        let paragraph =
            |text, density, path| Paragraph::new(text).with_marks(Marks::new("li", density, path));
        let page = Page::new(vec![
            paragraph("Tides", 0.0, "h1 < body < html"),
            paragraph("Low", 1.0, "li < ul < nav < body < html"),
            paragraph("Highest", 1.0, "li < ul < nav < body < html"),
            paragraph("Neap", 0.25, "li < ul < nav < body < html"),
        ]);
        // Three paragraphs of 14 characters: 4 each, bucket 4; density 0.75; the second is in the second fifth.
        let list = [
            "path-size=3",
            "path-mean=4",
            "path-links=3",
            "path-mean-links=35",
            "path-size-mean=100",
            "path-position=25",
        ];
        let found = features(&page, 2);
        assert_eq!(found[..6], list);
        // Line to line the nearest common ancestor is the list; the headline is three elements away.
        assert_eq!(found[6], "block1-size=3");
        assert_eq!(found[12..14], ["block3-size=4", "block3-mean=4"]);
        let headline = features(&page, 0);
        assert_eq!(
            headline[..3],
            ["path-size=1", "path-mean=4", "path-links=0"]
        );
        assert_eq!(
            (&*headline[6], &*headline[12]),
            ("block1-size=1", "block3-size=4")
        );
        assert!(features(&page.without_marks(), 2).is_empty());
    }
}
