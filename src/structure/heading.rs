//! Which line governs which paragraphs.

use crate::page::Page;
use crate::page::path::Path;

/// A heading has at most so many bytes.
const LONGEST_HEADING: usize = 200;

/// The nearest heading above each paragraph: the last line that `governs` and is not too long.
pub(super) fn headings(page: &Page, governs: impl Fn(usize) -> bool) -> Vec<Option<u32>> {
    let mut last = None;
    let paragraphs = page.paragraphs().iter().enumerate();
    let above = paragraphs.map(|(index, paragraph)| {
        let governing = last;
        if paragraph.text().len() <= LONGEST_HEADING && governs(index) {
            last = Some(index as u32);
        }
        governing
    });
    above.collect()
}

/// Whether a path leads through `h1` to `h6`.
pub(super) fn names_heading(path: &str) -> bool {
    Path::parse(path).any(|element| matches!(element.tag().as_bytes(), [b'h', b'1'..=b'6']))
}
