//! Words in a page's source, whatever elements they stand in: a page without paragraphs should have none.

use memchr::{memchr, memmem};

use super::scan::{end_tag, starts_with};

/// Elements whose content is not meant to be read, even where nothing else is.
const CODE: [&str; 2] = ["script", "style"];

/// Whether there are words outside of tags, comments, scripts and style sheets.
pub(super) fn has_words(html: &str) -> bool {
    let mut rest = html;
    let mut is_open = [true; CODE.len()];
    while !rest.is_empty() {
        let text = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        if rest[..text].contains(char::is_alphabetic) && !is_entities(&rest[..text]) {
            return true;
        }
        rest = after_markup(&rest[text..], &mut is_open);
    }
    false
}

/// What follows the tag or comment that a text begins with. A script that does not end is none: perhaps it should
/// have closed itself; `is_open` notes which elements have no end any more.
fn after_markup<'s>(text: &'s str, is_open: &mut [bool; CODE.len()]) -> &'s str {
    if text.starts_with("<!--") {
        return memmem::find(text.as_bytes(), b"-->").map_or("", |end| &text[end + 3..]);
    }
    let rest = memchr(b'>', text.as_bytes()).map_or("", |end| &text[end + 1..]);
    for (name, is_open) in CODE.iter().zip(is_open) {
        let is_it = text
            .strip_prefix('<')
            .is_some_and(|text| starts_with(text, name));
        if is_it && *is_open {
            match end_tag(rest, name) {
                Some(end) => return &rest[end..],
                None => *is_open = false,
            }
        }
    }
    rest
}

/// Whether a text is nothing but character references, such as no-break spaces.
fn is_entities(text: &str) -> bool {
    text.split_whitespace()
        .all(|word| word.starts_with('&') && word.ends_with(';'))
}
