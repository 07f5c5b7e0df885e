//! The visible text of a page, and hidden text that is the page: scripts of some pages show their text only once they run.
//!
//! So nothing is hidden where that would take most of a page's text, or most of its prose, whatever hides it.

use super::super::Paragraph;
use super::blocks::walk;
use super::hiding::Shown;
use super::targets::Targets;
use super::tree::Tree;

/// What is read of a page whose hidden text may be the page.
pub(super) struct Visible {
    pub paragraphs: Vec<Paragraph>,
    /// Whether that is not all of them.
    pub is_truncated: bool,
    /// Whether hidden text was read.
    pub shown_hidden: bool,
    /// Bytes of hidden text that was not.
    pub hidden_bytes: usize,
}

/// Reads the visible text of a page.
pub(super) fn read(tree: &Tree, targets: &Targets) -> Visible {
    let mut shown = Shown::default();
    loop {
        let found = walk(tree, targets, &shown);
        match found.amounts.to_show().filter(|_| !shown.is_all()) {
            Some(by) => shown.add(by),
            None => {
                return Visible {
                    paragraphs: found.paragraphs,
                    is_truncated: found.is_truncated,
                    shown_hidden: !shown.is_empty(),
                    hidden_bytes: found.amounts.hidden_bytes(),
                };
            }
        }
    }
}
