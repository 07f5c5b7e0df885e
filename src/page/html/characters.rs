//! Source -> the characters that it stands for: character references resolved, each line end a line feed.

use memchr::{memchr2, memchr3};

use super::references::reference;

/// How many bytes of text are read at a time, about.
pub(super) const CHUNK: usize = 1 << 14;

/// Where character references are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum References {
    InText,
    InAttribute,
    /// Raw text has none.
    Nowhere,
}

/// Where the first character is that stands for others than itself.
fn special(text: &str, references: References) -> Option<usize> {
    match references {
        References::Nowhere => memchr2(b'\r', b'\0', text.as_bytes()),
        _ => memchr3(b'&', b'\r', b'\0', text.as_bytes()),
    }
}

/// Whether a text stands for itself.
pub(super) fn is_plain(text: &str, references: References) -> bool {
    special(text, references).is_none()
}

/// Adds the characters that a text stands for, about [`CHUNK`] bytes of them; what is left of the text.
pub(super) fn read<'t>(text: &'t str, references: References, out: &mut String) -> &'t str {
    let (mut rest, most) = (text, out.len() + CHUNK);
    while out.len() < most {
        let at = special(rest, references).unwrap_or(rest.len());
        let plain = &rest[..rest.floor_char_boundary(at.min(CHUNK))];
        out.push_str(plain);
        rest = &rest[plain.len()..];
        if plain.len() == at {
            match rest.chars().next() {
                Some(sign) => rest = after_special(sign, &rest[1..], references, out),
                None => break,
            }
        }
    }
    rest
}

/// Adds what a special character stands for, with some of the text behind it; what is left of that.
fn after_special<'t>(
    sign: char,
    text: &'t str,
    references: References,
    out: &mut String,
) -> &'t str {
    match sign {
        '\r' => {
            out.push('\n');
            text.strip_prefix('\n').unwrap_or(text)
        }
        '\0' => {
            out.push(char::REPLACEMENT_CHARACTER);
            text
        }
        _ => match reference(text, references == References::InAttribute) {
            Some((characters, length)) => {
                out.extend(characters);
                &text[length..]
            }
            None => {
                out.push(sign);
                text
            }
        },
    }
}
