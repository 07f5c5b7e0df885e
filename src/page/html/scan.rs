//! What can be read off a page's source without its tree: where things end, and what they are.

use memchr::{memchr_iter, memmem};

use super::tag;

/// Elements without content, and those that a tag cannot end.
pub(super) const ENDLESS: [&str; 21] = [
    "area",
    "base",
    "basefont",
    "bgsound",
    "body",
    "br",
    "col",
    "embed",
    "frame",
    "hr",
    "html",
    "img",
    "input",
    "keygen",
    "link",
    "meta",
    "param",
    "plaintext",
    "source",
    "track",
    "wbr",
];

/// Where the first end tag of this name starts.
pub(super) fn end_tag(text: &str, name: &str) -> Option<usize> {
    memchr_iter(b'<', text.as_bytes()).find(|start| {
        let rest = text[*start..].strip_prefix("</");
        rest.is_some_and(|rest| {
            starts_with(rest, name)
                && rest
                    .as_bytes()
                    .get(name.len())
                    .is_some_and(|byte| tag::is_space(*byte) || matches!(byte, b'/' | b'>'))
        })
    })
}

/// The length of a comment's text and end.
pub(super) fn end_of_comment(text: &[u8]) -> usize {
    let is_end = |end: &usize| text[..*end].ends_with(b"--") || text[..*end].ends_with(b"--!");
    let end = memchr_iter(b'>', text).find(is_end);
    end.map_or(text.len(), |end| end + 1)
}

/// Whether a start tag is that of JSON-LD, or could be.
pub(super) fn names_json_ld(tag: &str) -> bool {
    memmem::find(tag.as_bytes(), b"json").is_some()
        || memmem::find(tag.as_bytes(), b"JSON").is_some()
}

/// Whether a text begins with a prefix in any case.
pub(super) fn starts_with(text: &str, prefix: &str) -> bool {
    let start = text.as_bytes().get(..prefix.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}
