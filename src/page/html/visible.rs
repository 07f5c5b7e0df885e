//! The visible text of a page, and hidden text that is the page: scripts of some pages show their text only once they run.
//!
//! So nothing is hidden where that would take most of a page's text, or most of its prose, whatever hides it.

use super::super::Paragraph;
use super::blocks::walk;
use super::hiding::Shown;
use super::targets::Targets;
use super::tree::Tree;
use crate::deadline::Deadline;
use crate::error::Result;

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
///
/// # Errors
/// Past the deadline.
pub(super) fn read(tree: &Tree, targets: &Targets, deadline: Deadline) -> Result<Visible> {
    let mut shown = Shown::default();
    loop {
        let found = walk(tree, targets, &shown, deadline)?;
        match found.amounts.to_show().filter(|_| !shown.is_all()) {
            Some(by) => shown.add(by),
            None => {
                return Ok(Visible {
                    paragraphs: found.paragraphs,
                    is_truncated: found.is_truncated,
                    shown_hidden: !shown.is_empty(),
                    hidden_bytes: found.amounts.hidden_bytes(),
                });
            }
        }
    }
}
