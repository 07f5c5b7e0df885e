//! Bytes -> UTF-16 units, which is what JavaScript's strings count in.

use std::ops::Range;

use unpitch::Page;

/// Where each paragraph stands, in UTF-16 units: in the text that was given, or where there is none (HTML) in the page's
/// visible text, its paragraphs joined by line feeds.
pub fn spans(page: &Page, text: Option<&str>) -> Vec<Range<usize>> {
    match text {
        Some(text) => in_text(page, text),
        None => joined(page),
    }
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// One walk over the text: paragraphs stand in its order and do not overlap.
fn in_text(page: &Page, text: &str) -> Vec<Range<usize>> {
    let (mut bytes, mut before) = (0, 0);
    let mut units_at = |at: usize| {
        before += units(&text[bytes..at]);
        bytes = at;
        before
    };
    let spans = page.paragraphs().iter().map(|paragraph| {
        let span = paragraph.span();
        units_at(span.start)..units_at(span.end)
    });
    spans.collect()
}

fn joined(page: &Page) -> Vec<Range<usize>> {
    let mut start = 0;
    let spans = page.paragraphs().iter().map(|paragraph| {
        let end = start + units(paragraph.text());
        // The next one stands behind a line feed.
        std::mem::replace(&mut start, end + 1)..end
    });
    spans.collect()
}
