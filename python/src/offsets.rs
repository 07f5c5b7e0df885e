//! Bytes -> code points, which is what Python's strings count in.

use std::ops::Range;

use unpitch::Page;

/// Where each paragraph stands, in code points: in the text that was given, or where there is none (HTML) in the page's
/// visible text, its paragraphs joined by line feeds.
pub fn spans(page: &Page, text: Option<&str>) -> Vec<Range<usize>> {
    match text {
        Some(text) => in_text(page, text),
        None => joined(page),
    }
}

/// One walk over the text: paragraphs stand in its order and do not overlap.
fn in_text(page: &Page, text: &str) -> Vec<Range<usize>> {
    let (mut bytes, mut points) = (0, 0);
    let mut points_at = |at: usize| {
        points += text[bytes..at].chars().count();
        bytes = at;
        points
    };
    let spans = page.paragraphs().iter().map(|paragraph| {
        let span = paragraph.span();
        points_at(span.start)..points_at(span.end)
    });
    spans.collect()
}

fn joined(page: &Page) -> Vec<Range<usize>> {
    let mut start = 0;
    let spans = page.paragraphs().iter().map(|paragraph| {
        let end = start + paragraph.text().chars().count();
        // The next one stands behind a line feed.
        std::mem::replace(&mut start, end + 1)..end
    });
    spans.collect()
}
