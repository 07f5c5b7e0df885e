//! The paths of paragraphs, each of which has most of the one before.

use super::super::path::Path;
use super::names::add_to_path;
use super::tree::{Id, Tree};

/// Makes paths, as [`Path`] has them, and keeps the last.
#[derive(Default)]
pub(super) struct Paths {
    path: String,
    /// All its elements, outermost first, and how many bytes before its end each starts; none if some are left out of it.
    elements: Vec<(Id, usize)>,
    /// The elements of the next path that are not in this one, innermost first, and where each starts.
    inner: Vec<(Id, usize)>,
}

impl Paths {
    /// The path of an element.
    pub fn of(&mut self, tree: &Tree, element: Id) -> String {
        self.leave(tree, element);
        let is_whole = self.elements.len() + self.inner.len() <= Path::MAX_ELEMENTS;
        if !is_whole {
            self.elements.clear();
            self.leave(tree, element);
            self.inner.truncate(Path::MAX_ELEMENTS);
        }
        self.enter(tree);
        if !is_whole {
            self.elements.clear();
        }
        self.path.clone()
    }

    /// Goes out to the innermost element that both paths have.
    fn leave(&mut self, tree: &Tree, element: Id) {
        self.inner.clear();
        let mut at = Some(element);
        let mut shared = 0;
        while let Some(id) = at.filter(|_| self.inner.len() <= Path::MAX_ELEMENTS) {
            let known = self.elements.iter().rposition(|(known, _)| *known == id);
            if let Some(place) = known {
                shared = place + 1;
                break;
            }
            self.inner.extend(tree.element(id).map(|_| (id, 0)));
            at = tree.parent(id);
        }
        self.elements.truncate(shared);
    }

    /// Writes the path anew, up to what both have.
    fn enter(&mut self, tree: &Tree) {
        let shared = self.elements.last().map_or(0, |(_, length)| *length);
        let around = self.path.split_off(self.path.len() - shared);
        self.path.clear();
        for (id, start) in &mut self.inner {
            *start = self.path.len();
            if let Some(element) = tree.element(*id) {
                add_to_path(&mut self.path, tree, element);
            }
            self.path.push_str(Path::SEPARATOR);
        }
        self.path.push_str(&around);
        if around.is_empty() {
            self.path
                .truncate(self.path.len().saturating_sub(Path::SEPARATOR.len()));
        }
        let end = self.path.len();
        let inner = self.inner.iter().rev();
        self.elements
            .extend(inner.map(|(id, start)| (*id, end - start)));
    }
}
