//! Block: what the lines of one block speak of together, and the tags they stand in.
//!
//! A sign-up box is known by its title, its field and its button; what stands bare between them, a name, a list of topics,
//! a day of the week, is part of the offer because the block is one.

use super::Family;
use super::concept::Concepts;
use super::group::Group;
use super::name::{Name, Word};
use super::shape::Shape;
use super::words::Words;
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

/// Longer paragraphs, in characters, are running text: whatever they mention, they offer nothing.
const LONGEST: usize = 300;

/// What a block shows to its lines.
#[derive(Clone, Default)]
struct Block<'a> {
    paragraphs: usize,
    concepts: Concepts,
    /// Each tag once, in the order in which they come.
    tags: Vec<&'a str>,
}

/// The blocks of a page, by [`HEIGHTS`]; none of a page of plain text.
pub(crate) struct Blocks<'a>(Vec<Vec<Block<'a>>>);

impl<'a> Blocks<'a> {
    /// Number of heights.
    pub(super) const HEIGHTS: usize = HEIGHTS.len();

    pub(crate) fn of(
        page: &'a Page,
        words: &Words<'_>,
        shapes: &[Shape],
        structure: &Structure,
    ) -> Blocks<'a> {
        let marked = structure.marked().into_iter();
        let groupings = marked.flat_map(|marked| HEIGHTS.map(|(height, _)| &marked.blocks[height]));
        Blocks(
            groupings
                .map(|blocks| of_height(page, words, shapes, blocks))
                .collect(),
        )
    }

    /// Which block of a height a paragraph is in.
    pub(super) fn block(height: usize, index: usize, structure: &Structure) -> Option<usize> {
        let blocks = &structure.marked()?.blocks[HEIGHTS[height].0];
        Some(blocks.of[index] as usize)
    }

    /// Number of blocks of a height.
    pub(super) fn len(&self, height: usize) -> usize {
        self.0.get(height).map_or(0, Vec::len)
    }

    /// What a block of a height says, which all its lines have in common.
    pub(super) fn emit(
        &self,
        height: usize,
        block: usize,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let (block, (climb, group)) = (&self.0[height][block], HEIGHTS[height]);
        if block.paragraphs > LARGEST {
            return;
        }
        for concept in block.concepts.numbers() {
            sink(Family::Block, Name::Concept(group, concept));
        }
        if climb == TAGS_OF {
            for tag in &block.tags {
                let name = Name::Two(const { Word::new("tag") }, Word::new(tag));
                sink(Family::Block, name);
            }
        }
    }
}

fn of_height<'a>(
    page: &'a Page,
    words: &Words<'_>,
    shapes: &[Shape],
    grouping: &Grouping,
) -> Vec<Block<'a>> {
    let mut blocks = vec![Block::default(); grouping.len];
    for (index, block) in grouping.of.iter().enumerate() {
        let block = &mut blocks[*block as usize];
        block.paragraphs += 1;
        if shapes[index].chars < LONGEST {
            block.concepts = block.concepts.and(words.concepts(index));
        }
        let tag = page.paragraphs()[index].marks().map(|marks| &*marks.tag);
        if let Some(tag) = tag.filter(|tag| !block.tags.contains(tag)) {
            block.tags.push(tag);
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::*;
    use crate::{Marks, Paragraph};

    fn page(lines: &[(&str, &str)]) -> Page {
        let paragraphs = lines.iter().map(|(text, path)| {
            let tag = path.split(['.', ' ']).next().unwrap_or_default();
            Paragraph::new(text).with_marks(Marks {
                tag: tag.to_owned(),
                link_density: 0.0,
                path: (*path).to_owned(),
            })
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
        let blocks = Blocks::of(page, &words, &shapes, &structure);
        let (mut seen, mut text) = (Vec::new(), String::new());
        if let Some(block) = Blocks::block(height, index, &structure) {
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
