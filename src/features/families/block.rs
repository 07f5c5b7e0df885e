//! Block: the cues of the lines of one block together, and the tags that they are in.
//!
//! A sign-up box is known by its title, its field and its button; what is bare between them, a name, a list of topics, a
//! day of the week, is part of the offer because the block is one.

use crate::features::cue::CueSet;
use crate::features::family::Family;
use crate::features::name::{Name, Word};
use crate::features::scope::Scope;
use crate::features::template::{Template, templates};
use crate::page::Page;
use crate::structure::{Grouping, Structure};

templates! { Family::Block;
    BLOCK1 = "block1",
    BLOCK2 = "block2",
    BLOCK3 = "block3",
}

/// How many elements away the ancestor that two lines of a block share may be, and the template of such a block's cues.
const SIZES: [(usize, Template); Scope::BLOCKS.len()] = [(1, BLOCK1), (2, BLOCK2), (3, BLOCK3)];

/// The distance of the blocks whose tags count.
const TAGS_AT: usize = 3;

/// A block of more paragraphs is most of a page, and says nothing about each.
const LARGEST: usize = 40;

/// What a block shows to its lines.
#[derive(Clone, Default)]
struct Block<'a> {
    paragraphs: usize,
    cues: CueSet,
    /// Each tag once, in the order in which they come, of blocks whose tags count.
    tags: Vec<&'a str>,
}

/// The blocks of a page, by [`SIZES`]; none of a page of plain text.
pub(in crate::features) struct Blocks<'a>(Vec<Vec<Block<'a>>>);

impl<'a> Blocks<'a> {
    /// From a page and the cues that each paragraph shows.
    pub(in crate::features) fn new(
        page: &'a Page,
        shown: &[CueSet],
        structure: &Structure,
    ) -> Blocks<'a> {
        let of_size = |size| blocks_of_size(page, shown, size, structure);
        Blocks((0..SIZES.len()).filter_map(of_size).collect())
    }

    /// Which block of a size each paragraph is in.
    pub(in crate::features) fn grouping(size: usize, structure: &Structure) -> Option<&Grouping> {
        Some(&structure.marked()?.blocks[SIZES[size].0])
    }

    /// The cues and tags of a block, which all its lines have in common.
    pub(in crate::features) fn emit(
        &self,
        size: usize,
        block: usize,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let (block, (_, template)) = (&self.0[size][block], SIZES[size]);
        if block.paragraphs > LARGEST {
            return;
        }
        for cue in block.cues.numbers() {
            sink(Family::Block, Name::Cue(template, cue));
        }
        for tag in &block.tags {
            let name = Name::Two(const { Word::new("tag") }, Word::new(tag));
            sink(Family::Block, name);
        }
    }
}

fn blocks_of_size<'a>(
    page: &'a Page,
    shown: &[CueSet],
    size: usize,
    structure: &Structure,
) -> Option<Vec<Block<'a>>> {
    let grouping = Blocks::grouping(size, structure)?;
    let mut blocks = vec![Block::default(); grouping.n_groups];
    let paragraphs = page.paragraphs().iter().zip(shown);
    for ((paragraph, shown), block) in paragraphs.zip(&grouping.group_of) {
        let block = &mut blocks[*block as usize];
        block.paragraphs += 1;
        block.cues = block.cues.union(*shown);
        let marks = paragraph.marks().filter(|_| SIZES[size].0 == TAGS_AT);
        let tag = marks.map(|marks| marks.tag());
        block
            .tags
            .extend(tag.filter(|tag| !block.tags.contains(tag)));
    }
    Some(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::texts_of;
    use crate::features::families::cues;
    use crate::features::families::shape::Shape;
    use crate::features::families::words::Words;
    use crate::features::text::cache::TokenCache;
    use crate::{Marks, Paragraph};

    fn page(lines: &[(&str, &str)]) -> Page {
        let paragraphs = lines.iter().map(|(text, path)| {
            let tag = path.split(['.', ' ']).next().unwrap_or_default();
            Paragraph::new(text).with_marks(Marks::new(tag, 0.0, *path))
        });
        Page::new(paragraphs.collect())
    }

    fn features(page: &Page, size: usize, index: usize) -> Vec<String> {
        let structure = Structure::from_page(page);
        let mut cache = TokenCache::new(None);
        let words = Words::new(page, &mut cache);
        let shapes: Vec<Shape> = page
            .paragraphs()
            .iter()
            .map(|p| Shape::measure(p.text()))
            .collect();
        let blocks = Blocks::new(page, &cues::shown(&words, &shapes), &structure);
        let grouping = Blocks::grouping(size, &structure);
        texts_of(Family::Block, |sink| {
            if let Some(grouping) = grouping {
                blocks.emit(size, grouping.group_of[index] as usize, sink);
            }
        })
    }

    #[test]
    fn the_lines_of_a_block_share_its_cues() {
        let page = page(&[
            ("Tides", "h1 < body"),
            ("Subscribe", "h3 < div.box < body"),
            ("Every Monday", "p < div.box < body"),
        ]);
        // The box is one element away from its title and its line, and the body two from the headline.
        assert_eq!(features(&page, 0, 2), ["block1 subscribe", "block1 date"]);
        assert_eq!(features(&page, 0, 0), [""; 0]);
        let of_box = features(&page, 2, 2);
        assert!(of_box.contains(&"tag h3".to_owned()), "{of_box:?}");
        assert!(features(&page.without_marks(), 0, 2).is_empty());
    }

    #[test]
    fn a_block_that_is_most_of_a_page_has_no_features() {
        let lines = [("Subscribe", "li < ul < body"); LARGEST + 1];
        assert!(features(&page(&lines), 0, 0).is_empty());
        assert!(!features(&page(&lines[1..]), 0, 0).is_empty());
    }
}
