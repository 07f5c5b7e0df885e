//! The encoding of a page's bytes, by what the page says and what they are.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::{memchr, memmem};

use super::super::encoding::{guess, is_nearly_utf8};
use super::scanner::{Next, Scanner};

/// Where browsers look for what a page says of its encoding, in bytes.
const HEAD: usize = 1_024;

/// The encoding of a page without a byte-order mark, by the rule at [`Page::from_html_bytes`](crate::Page).
pub(in super::super) fn encoding(bytes: &[u8]) -> &'static Encoding {
    if !bytes.is_ascii() && is_nearly_utf8(bytes) {
        return UTF_8;
    }
    match named(&bytes[..bytes.len().min(HEAD)]) {
        // It is not: see above.
        Some(encoding) if encoding != UTF_8 => encoding,
        _ => guess(bytes),
    }
}

/// The encoding that the first `<meta>` that names one names.
fn named(head: &[u8]) -> Option<&'static Encoding> {
    // Encodings that HTML allows agree on the characters that markup is made of.
    let head: String = head.iter().map(|byte| char::from(*byte)).collect();
    let mut at = 0;
    while let Some(found) = memchr(b'<', &head.as_bytes()[at..]) {
        at += found;
        let rest = &head[at..];
        at += match rest.as_bytes() {
            [_, b'!', b'-', b'-', ..] => memmem::find(&rest.as_bytes()[2..], b"-->")? + 5,
            [_, b'/', letter, ..] | [_, letter, ..] if letter.is_ascii_alphabetic() => {
                let mut scanner = Scanner::new(rest, 1);
                let name = scanner.element();
                let named = meta(rest, &mut scanner)?.filter(|_| name.eq_ignore_ascii_case("meta"));
                if named.is_some() {
                    return named;
                }
                scanner.at
            }
            [_, b'!' | b'/' | b'?', ..] => memchr(b'>', rest.as_bytes())? + 1,
            _ => 1,
        };
    }
    None
}

/// The encoding that a tag names, if it does; nothing at all if the tag has no end.
fn meta(source: &str, tag: &mut Scanner<'_>) -> Option<Option<&'static Encoding>> {
    let (mut charset, mut content, mut is_type) = (None, None, false);
    loop {
        match tag.next() {
            Next::Attribute(found) => {
                let value = &source[found.value];
                match &*found.name.to_ascii_lowercase() {
                    "charset" => charset = charset.or(Some(value)),
                    "content" => content = content.or_else(|| charset_in(value)),
                    "http-equiv" => is_type = value.eq_ignore_ascii_case("content-type"),
                    _ => {}
                }
            }
            Next::End { .. } => break,
            Next::Nothing => return None,
        }
    }
    let label = charset.or(content.filter(|_| is_type));
    Some(label.and_then(by_label))
}

/// What follows `charset=` in a content type.
fn charset_in(content: &str) -> Option<&str> {
    let lower = content.to_ascii_lowercase();
    let after = &content[lower.find("charset")? + "charset".len()..];
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quoted = |quote| value.strip_prefix(quote)?.split(quote).next();
    let bare = value.split([';', ' ', '\t', '\n', '\r', '\x0C']).next();
    quoted('"').or_else(|| quoted('\'')).or(bare)
}

fn by_label(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    // A page whose markup could be read is in neither, says the HTML standard.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else if encoding == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        encoding
    })
}
