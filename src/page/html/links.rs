//! The links of a paragraph while it is being read: stretches of its text that stand in `<a>`.

use std::ops::Range;

use super::super::Link;
use super::super::text::fold_ranges;
use super::targets::Targets;
use super::tree::{Id, Tree};

/// Most links of a paragraph that are kept: more is a list that a page did not mark up as one.
const MOST_LINKS: usize = 64;

/// Stretches of a paragraph's text, white space not folded yet, and the links that they stand in.
#[derive(Debug, Default)]
pub(super) struct OpenLinks {
    elements: Vec<Id>,
    ranges: Vec<Range<usize>>,
}

impl OpenLinks {
    /// Notes that the bytes `range` of the text stand in a link.
    pub fn add(&mut self, element: Id, range: Range<usize>) {
        if self.elements.last() == Some(&element) {
            self.ranges.last_mut().expect("one per element").end = range.end;
        } else if self.elements.len() < MOST_LINKS {
            self.elements.push(element);
            self.ranges.push(range);
        }
    }

    pub fn clear(&mut self) {
        self.elements.clear();
        self.ranges.clear();
    }

    /// The text, folded, and its links.
    pub fn fold(&mut self, text: &str, tree: &Tree, targets: &Targets) -> (String, Vec<Link>) {
        let folded = fold_ranges(text, &mut self.ranges);
        let stretches = self.elements.iter().zip(&self.ranges);
        let links = stretches.filter_map(|(id, range)| {
            let element = tree.element(*id).filter(|_| !range.is_empty())?;
            let target = targets.relative(tree.words(element.target));
            Some(Link::new(range.clone(), &target, tree.words(element.rel)))
        });
        (folded, links.collect())
    }
}
