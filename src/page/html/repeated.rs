//! Names and classes that many elements have, each kept once: that they are the same is seen without reading them.

use html5ever::LocalName;
use rapidhash::v3::rapidhash_v3;

use super::super::text::without_gaps;
use super::names::add_words;
use super::tree::{Piece, Tree};

/// How many are remembered of each; others are kept again.
const SLOTS: usize = 256;

/// Classes as a path has them, and as the page has them.
#[derive(Clone, Copy, Default)]
pub(super) struct Classes {
    pub in_path: Piece,
    pub in_page: Piece,
}

/// Names and classes, the last of each slot remembered.
pub(super) struct Repeated {
    names: Vec<(LocalName, Piece)>,
    classes: Vec<Classes>,
}

impl Repeated {
    pub fn new() -> Repeated {
        Repeated {
            names: vec![Default::default(); SLOTS],
            classes: vec![Classes::default(); SLOTS],
        }
    }

    /// Keeps the name of an element. Any but a few characters can stand in it; as white space they would end it in a path.
    pub fn name(&mut self, tree: &mut Tree, name: &LocalName) -> Piece {
        // The hashes of short names are the names themselves, and differ anywhere: multiplied, they do so at their top.
        let hash = name.get_hash().wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let (known, piece) = &mut self.names[(hash >> 32) as usize % SLOTS];
        if known != name {
            *known = name.clone();
            *piece = tree.keep(&without_gaps(name));
        }
        *piece
    }

    /// Keeps the classes of an element.
    pub fn classes(&mut self, tree: &mut Tree, classes: &str) -> Classes {
        let slot = &mut self.classes[rapidhash_v3(classes.as_bytes()) as usize % SLOTS];
        if tree.words(slot.in_page) != classes {
            let in_path = tree.keep_added(|words| add_words(classes, words));
            let is_same = tree.words(in_path) == classes;
            let in_page = if is_same { in_path } else { tree.keep(classes) };
            *slot = Classes { in_path, in_page };
        }
        *slot
    }
}
