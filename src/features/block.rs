//! Block: what the lines of one block speak of together, and the tags they stand in.
//!
//! A sign-up box is known by its title, its field and its button; what stands bare between them, a name, a list of topics,
//! a day of the week, is part of the offer because the block is one.

use super::Family;
use super::concept::Concepts;
use super::group::Group;
use super::name::{Name, Word};
use crate::page::Page;
use crate::structure::{Grouping, Structure};

/// How high one may climb from line to line in a block, and what the concepts of such blocks are called.
const HEIGHTS: [(usize, Group); 3] = [
    (1, Group::of("block1")),
    (2, Group::of("block2")),
    (3, Group::of("block3")),
];

/// The height of the blocks whose tags count.
const TAGS_OF: usize = 3;

/// A block of more paragraphs is most of a page, and says nothing of each.
const LARGEST: usize = 40;

/// What a block shows to its lines.
#[derive(Clone, Default)]
struct Block<'a> {
    paragraphs: usize,
    concepts: Concepts,
    /// Each tag once, in the order in which they come, of blocks whose tags count.
    tags: Vec<&'a str>,
}

/// The blocks of a page, by [`HEIGHTS`]; none of a page of plain text.
pub(crate) struct Blocks<'a>(Vec<Vec<Block<'a>>>);

impl<'a> Blocks<'a> {
    /// Number of heights.
    pub(super) const HEIGHTS: usize = HEIGHTS.len();

    /// Of a page and the concepts that each paragraph shows.
    pub(super) fn of(page: &'a Page, shown: &[Concepts], structure: &Structure) -> Blocks<'a> {
        let of_height = |height| of_height(page, shown, height, structure);
        Blocks((0..Self::HEIGHTS).filter_map(of_height).collect())
    }

    /// Which block of a height each paragraph is in.
    pub(super) fn grouping(height: usize, structure: &Structure) -> Option<&Grouping> {
        Some(&structure.marked()?.blocks[HEIGHTS[height].0])
    }

    /// What a block of a height says, which all its lines have in common.
    pub(super) fn emit(
        &self,
        height: usize,
        block: usize,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let (block, (_, group)) = (&self.0[height][block], HEIGHTS[height]);
        if block.paragraphs > LARGEST {
            return;
        }
        for concept in block.concepts.numbers() {
            sink(Family::Block, Name::Concept(group, concept));
        }
        for tag in &block.tags {
            let name = Name::Two(const { Word::new("tag") }, Word::new(tag));
            sink(Family::Block, name);
        }
    }
}

fn of_height<'a>(
    page: &'a Page,
    shown: &[Concepts],
    height: usize,
    structure: &Structure,
) -> Option<Vec<Block<'a>>> {
    let grouping = Blocks::grouping(height, structure)?;
    let mut blocks = vec![Block::default(); grouping.len];
    let paragraphs = page.paragraphs().iter().zip(shown);
    for ((paragraph, shown), block) in paragraphs.zip(&grouping.of) {
        let block = &mut blocks[*block as usize];
        block.paragraphs += 1;
        block.concepts = block.concepts.and(*shown);
        let marks = paragraph.marks().filter(|_| HEIGHTS[height].0 == TAGS_OF);
        let tag = marks.map(|marks| marks.tag());
        block
            .tags
            .extend(tag.filter(|tag| !block.tags.contains(tag)));
    }
    Some(blocks)
}

#[cfg(test)]
mod tests {
    use super::super::concept;
    use super::super::lexicon::Lexicon;
    use super::super::shape::Shape;
    use super::super::words::Words;
    use super::*;
    use crate::{Marks, Paragraph};

    fn page(lines: &[(&str, &str)]) -> Page {
        let paragraphs = lines.iter().map(|(text, path)| {
            let tag = path.split(['.', ' ']).next().unwrap_or_default();
            Paragraph::new(text).with_marks(Marks::new(tag, 0.0, *path))
        });
        Page::new(paragraphs.collect())
    }

    fn features(page: &Page, height: usize, index: usize) -> Vec<String> {
        let structure = Structure::of(page);
        let mut lexicon = Lexicon::new(None);
        let words = Words::of(page, &mut lexicon);
        let shapes: Vec<Shape> = page
            .paragraphs()
            .iter()
            .map(|p| Shape::of(p.text()))
            .collect();
        let blocks = Blocks::of(page, &concept::shown(&words, &shapes), &structure);
        let (mut seen, mut text) = (Vec::new(), String::new());
        if let Some(grouping) = Blocks::grouping(height, &structure) {
            let block = grouping.of[index] as usize;
            blocks.emit(height, block, &mut |_, name: Name<'_>| {
                name.write(&mut text);
                seen.push(text.clone());
            });
        }
        seen
    }

    #[test]
    fn the_lines_of_a_block_share_what_it_speaks_of() {
        let page = page(&[
            ("Tides", "h1 < body"),
            ("Subscribe", "h3 < div.box < body"),
            ("Every Monday", "p < div.box < body"),
        ]);
        // One climbs one element from the title of the box to its line, and two from the headline.
        assert_eq!(features(&page, 0, 2), ["block1 subscribe", "block1 date"]);
        assert_eq!(features(&page, 0, 0), [""; 0]);
        let of_box = features(&page, 2, 2);
        assert!(of_box.contains(&"tag h3".to_owned()), "{of_box:?}");
        assert!(features(&page.without_marks(), 0, 2).is_empty());
    }

    #[test]
    fn a_block_that_is_most_of_a_page_says_nothing() {
        let lines = [("Subscribe", "li < ul < body"); LARGEST + 1];
        assert!(features(&page(&lines), 0, 0).is_empty());
        assert!(!features(&page(&lines[1..]), 0, 0).is_empty());
    }
}
