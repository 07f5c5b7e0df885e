//! Whether bytes are HTML, by their beginning, and where HTTP headers before a page end.
//!
//! What the MIME Sniffing Standard takes for HTML is HTML here too, but XML only if its root is `html`. Beyond the
//! standard, which knows the first tags of whole pages only, there are:
//! - fragments that begin with any other element of HTML, or with a custom element, if more speaks for mark-up: an end
//!   tag, an attribute with a value, a second tag;
//! - texts that begin with words, if at least half of their characters stand in lines with mark-up. Tags that are
//!   only talked about, in quotes or without an end, are not mark-up, and in program code nothing is.

mod tags;

use std::borrow::Cow;

use encoding_rs::Encoding;

use tags::{Markup, Tag, markup, tag};

/// How much of the beginning is looked at, in bytes.
const HEAD: usize = 1 << 14;

/// Longest headers that are skipped, in bytes: servers refuse to send more.
const LONGEST_HEADERS: usize = 1 << 16;

/// The elements that a page begins with, by the standard.
const FIRST: [&str; 17] = [
    "a", "b", "body", "br", "div", "font", "h1", "head", "html", "iframe", "link", "meta", "p",
    "script", "style", "table", "title",
];

/// Whether bytes are HTML: see [`Page::looks_like_html`](crate::Page::looks_like_html).
pub(super) fn looks_like_html(bytes: &[u8]) -> bool {
    let head = text(&bytes[..bytes.len().min(HEAD)]);
    let headers = headers(head.as_bytes());
    if says_html(&head[..headers]) {
        return true;
    }
    let body = trimmed(&head[headers..]);
    match Beginning::of_body(body) {
        Beginning::Html => true,
        Beginning::Xml => xml_root(body).is_some_and(|root| root.eq_ignore_ascii_case("html")),
        Beginning::Element(first) => is_fragment(&first, body),
        Beginning::Text => markup(body).is_marked_up(),
    }
}

/// What stands at the beginning.
enum Beginning<'a> {
    Html,
    Xml,
    Element(Tag<'a>),
    Text,
}

impl Beginning<'_> {
    fn of_body(body: &str) -> Beginning<'_> {
        if starts_with(body, "<?xml") {
            return Beginning::Xml;
        }
        if let Some(kind) = after(body, "<!doctype") {
            let is_html = kind.is_empty() || starts_with(kind.trim_start(), "html");
            return if is_html {
                Beginning::Html
            } else {
                Beginning::Xml
            };
        }
        match tag(body) {
            _ if body.starts_with("<!--") => Beginning::Html,
            Some(first) if !first.is_end && first.is_any(&FIRST) => Beginning::Html,
            Some(first) if first.is_known() || first.is_custom() => Beginning::Element(first),
            _ => Beginning::Text,
        }
    }
}

/// Whether a text that begins with this tag is a fragment of HTML.
fn is_fragment(first: &Tag<'_>, body: &str) -> bool {
    let found: Markup = markup(body);
    let is_ended = found.ends.contains(&first.name.to_ascii_lowercase());
    let has_company = found.known > usize::from(first.is_known());
    found.known >= found.unknown && (first.n_values > 0 || is_ended || has_company)
}

/// The name of an XML document's root element, or of its document type.
fn xml_root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = &rest[memchr::memchr(b'<', rest.as_bytes())?..];
        if let Some(kind) = after(rest, "<!doctype") {
            return kind.split_whitespace().next();
        }
        rest = match rest.as_bytes() {
            [b'<', b'!', b'-', b'-', ..] => rest.split_once("-->")?.1,
            [b'<', b'?' | b'!', ..] => rest.split_once('>')?.1,
            _ => return tag(rest).map(|root| root.name.rsplit(':').next().unwrap_or(root.name)),
        };
    }
}

/// The text of the beginning. Mark-up is ASCII in all encodings but UTF-16, which has its mark.
fn text(head: &[u8]) -> Cow<'_, str> {
    match Encoding::for_bom(head) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&head[mark..]).0,
        None => String::from_utf8_lossy(head),
    }
}

/// The text without white space and byte-order marks before it.
fn trimmed(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
}

/// How many bytes of HTTP headers stand before a page, as `curl -i` writes them: one block per answer, of which
/// redirections give several. None if they are not whole.
pub(super) fn headers(bytes: &[u8]) -> usize {
    let limit = bytes.len().min(LONGEST_HEADERS);
    let mut end = 0;
    while let Some(length) = header_block(&bytes[end..limit]) {
        end += length;
    }
    end
}

/// The bytes of one block of headers, the blank line that ends it included.
fn header_block(bytes: &[u8]) -> Option<usize> {
    let start = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let mut at = bytes.len() - start.len();
    let mut is_first = true;
    loop {
        let length = memchr::memchr(b'\n', &bytes[at..])?;
        let line = bytes[at..at + length].trim_ascii_end();
        at += length + 1;
        let is_header = if is_first {
            is_status(line)
        } else {
            is_field(line)
        };
        match line {
            [] => return Some(at),
            _ if !is_header => return None,
            _ => is_first = false,
        }
    }
}

/// `HTTP/1.1 200 OK`.
fn is_status(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"HTTP/") else {
        return false;
    };
    let mut words = rest.split(|byte| *byte == b' ');
    let is_version = |word: &[u8]| word.first().is_some_and(u8::is_ascii_digit) && word.len() <= 3;
    let is_code = |word: &[u8]| word.len() == 3 && word.iter().all(u8::is_ascii_digit);
    words.next().is_some_and(is_version) && words.next().is_some_and(is_code)
}

/// `content-type: text/html`, or what goes on with the line above.
fn is_field(line: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.!#$%&'*+^`|~".contains(byte);
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    matches!(line, [b' ' | b'\t', ..])
        || (name.len() < line.len() && !name.is_empty() && name.iter().all(is_name))
}

/// Whether headers name the content HTML.
fn says_html(headers: &str) -> bool {
    let mut types = headers
        .lines()
        .rev()
        .filter_map(|line| after(line, "content-type:"));
    let last = types.next().unwrap_or_default().trim_start();
    starts_with(last, "text/html") || starts_with(last, "application/xhtml+xml")
}

fn starts_with(text: &str, prefix: &str) -> bool {
    after(text, prefix).is_some()
}

/// What follows a prefix in any case.
fn after<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let start = text.get(..prefix.len())?;
    start
        .eq_ignore_ascii_case(prefix)
        .then(|| &text[prefix.len()..])
}

#[cfg(test)]
mod tests;
