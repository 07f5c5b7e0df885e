//! Block: the cues of the lines of one block together.
//!
//! A sign-up box is known by its title, its field and its button; what is bare between them, a name, a list of topics, a
//! day of the week, is part of the offer because the block is one.

use crate::features::cue::CueSet;
use crate::features::family::Family;
use crate::features::name::Name;
use crate::features::template::{Template, templates};
use crate::structure::{Grouping, Structure};

templates! { Family::Block;
    CUES = "block-cue",
}

/// How many elements away the ancestor that two lines of a block share may be. Blocks of 1 and 3 beside it, and the tags of
/// those of 3, gained less than 0.001 macro F1 out of fold (`models/EXPERIMENTS.md`).
const DISTANCE: usize = 2;

/// A block of more paragraphs is most of a page, and says nothing about each.
const LARGEST: usize = 40;

/// What a block shows to its lines.
#[derive(Clone, Default)]
struct Block {
    paragraphs: usize,
    cues: CueSet,
}

/// The blocks of a page; none of a page of plain text.
pub(in crate::features) struct Blocks(Vec<Block>);

impl Blocks {
    /// From the cues that each paragraph of a page shows.
    pub(in crate::features) fn new(shown: &[CueSet], structure: &Structure) -> Blocks {
        let Some(grouping) = Blocks::grouping(structure) else {
            return Blocks(Vec::new());
        };
        let mut blocks = vec![Block::default(); grouping.n_groups];
        for (shown, block) in shown.iter().zip(&grouping.group_of) {
            let block = &mut blocks[*block as usize];
            block.paragraphs += 1;
            block.cues = block.cues.union(*shown);
        }
        Blocks(blocks)
    }

    /// Which block each paragraph is in.
    pub(in crate::features) fn grouping(structure: &Structure) -> Option<&Grouping> {
        Some(&structure.marked()?.blocks[DISTANCE])
    }

    /// The cues of a block, which all its lines have in common.
    pub(in crate::features) fn emit(&self, block: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let block = &self.0[block];
        if block.paragraphs > LARGEST {
            return;
        }
        for cue in block.cues.numbers() {
            sink(Family::Block, Name::Cue(CUES, cue));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::texts_of;
    use crate::features::families::cues;
    use crate::features::families::shape::Shape;
    use crate::features::families::words::Words;
    use crate::features::texts::Texts;
    use crate::{Marks, Page, Paragraph};

    fn page(lines: &[(&str, &str)]) -> Page {
        let paragraphs = lines.iter().map(|(text, path)| {
            let tag = path.split(['.', ' ']).next().unwrap_or_default();
            Paragraph::new(text).with_marks(Marks::new(tag, 0.0, *path))
        });
        Page::new(paragraphs.collect())
    }

    fn features(page: &Page, index: usize) -> Vec<String> {
        let structure = Structure::from_page(page);
        let mut texts = Texts::new(None);
        let words = Words::new(page, &mut texts);
        let shapes: Vec<Shape> = page
            .paragraphs()
            .iter()
            .map(|p| Shape::measure(p.text()))
            .collect();
        let blocks = Blocks::new(&cues::shown(&words, &shapes), &structure);
        let grouping = Blocks::grouping(&structure);
        texts_of(Family::Block, |sink| {
            if let Some(grouping) = grouping {
                blocks.emit(grouping.group_of[index] as usize, sink);
            }
        })
    }

    #[test]
    fn the_lines_of_a_block_share_its_cues() {
        let page = page(&[
            ("Tides", "h1 < body"),
            ("Subscribe", "h3 < div.box < main < body"),
            ("Every Monday", "p < div.box < main < body"),
        ]);
        // The box is one element away from its title and its line, and the body three from the headline.
        assert_eq!(
            features(&page, 2),
            ["block-cue subscribe", "block-cue date"]
        );
        assert_eq!(features(&page, 0), [""; 0]);
        assert!(features(&page.without_marks(), 2).is_empty());
    }

    #[test]
    fn a_block_that_is_most_of_a_page_has_no_features() {
        let lines = [("Subscribe", "li < ul < body"); LARGEST + 1];
        assert!(features(&page(&lines), 0).is_empty());
        assert!(!features(&page(&lines[1..]), 0).is_empty());
    }
}
