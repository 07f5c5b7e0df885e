//! The paragraph that a walk of the tree is reading.

use super::super::{Link, Marks};
use super::gaps::Gap;
use super::links::OpenLinks;
use super::targets::Targets;
use super::tree::{Id, Tree};

/// What of a paragraph is read so far.
#[derive(Default)]
pub(super) struct Open {
    /// White space as it stands.
    pub text: String,
    /// The element that its first visible text stands in, and where that is.
    pub element: Option<Id>,
    pub place: Vec<u32>,
    /// Whether that is in a `pre`.
    pub is_raw: bool,
    /// Characters in links.
    pub linked: usize,
    pub links: OpenLinks,
    /// What is no text since the paragraph above.
    pub beside: String,
    /// The space that may be missing before the next text.
    pub gap: Gap,
}

impl Open {
    /// The text, folded, and its links.
    pub fn fold(&mut self, tree: &Tree, targets: &Targets) -> (String, Vec<Link>) {
        self.links.fold(&self.text, tree, targets)
    }

    /// Marks with what is known here.
    pub fn add_to(&mut self, marks: Marks) -> Marks {
        let raw = &self.text[..self.text.floor_char_boundary(Marks::MAX_RAW_BYTES)];
        marks
            .with_place(self.place.clone())
            .with_beside(std::mem::take(&mut self.beside))
            .with_raw(self.is_raw.then(|| raw.to_owned()))
    }

    /// Goes on to the next paragraph. What stands beside the one that ended was not taken if that had no text, and belongs
    /// to the next.
    pub fn clear(&mut self) {
        self.text.clear();
        self.element = None;
        self.place.clear();
        self.linked = 0;
        self.links.clear();
        self.gap = Gap::None;
    }
}
