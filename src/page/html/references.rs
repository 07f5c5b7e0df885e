//! Character references, as the HTML standard has them.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// Longest name, in bytes, with the semicolon that all but old ones need.
const LONGEST_NAME: usize = 32;

/// Longest name that needs no semicolon.
const LONGEST_OLD_NAME: usize = 6;

/// What a reference stands for, and its length; `text` is what follows its `&`.
pub(super) fn reference(
    text: &str,
    is_in_attribute: bool,
) -> Option<(impl Iterator<Item = char>, usize)> {
    let (characters, length) = match text.strip_prefix('#') {
        Some(number) => numbered(number).map(|(c, length)| ([Some(c), None], length + 1))?,
        None => named(text, is_in_attribute)?,
    };
    Some((characters.into_iter().flatten(), length))
}

/// `8217;`, `x2019;`
fn numbered(text: &str) -> Option<(char, usize)> {
    let (radix, digits) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (16, digits),
        None => (10, text),
    };
    let (mut number, mut length) = (0_u32, 0);
    for digit in digits.chars().map_while(|c| c.to_digit(radix)) {
        number = number.saturating_mul(radix).saturating_add(digit);
        length += 1;
    }
    if length == 0 {
        return None;
    }
    length += usize::from(digits[length..].starts_with(';'));
    Some((character(number), text.len() - digits.len() + length))
}

/// Numbers of control characters mean those of windows-1252.
fn character(number: u32) -> char {
    let replaced = number
        .checked_sub(0x80)
        .and_then(|n| *C1_REPLACEMENTS.get(n as usize)?);
    let character = replaced.or_else(|| char::from_u32(number).filter(|c| *c != '\0'));
    character.unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// `amp;`, and `amp`, but not in an attribute's `?a=b&amp=c`.
fn named(text: &str, is_in_attribute: bool) -> Option<([Option<char>; 2], usize)> {
    let bytes = text.as_bytes();
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric();
    let length = bytes.iter().take(LONGEST_NAME).take_while(is_part).count();
    if bytes.get(length) == Some(&b';')
        && let Some(characters) = known(&text[..=length])
    {
        return Some((characters, length + 1));
    }
    let lengths = (1..=length.min(LONGEST_OLD_NAME)).rev();
    let mut old = lengths.filter_map(|length| Some((known(&text[..length])?, length)));
    old.next().filter(|(_, length)| {
        let next = bytes.get(*length);
        let goes_on = next.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'=');
        !(is_in_attribute && goes_on)
    })
}

/// What a name stands for; beginnings of names stand for nothing.
fn known(name: &str) -> Option<[Option<char>; 2]> {
    let &(first, second) = NAMED_ENTITIES.get(name).filter(|(first, _)| *first != 0)?;
    Some([first, second].map(|number| char::from_u32(number).filter(|c| *c != '\0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, is_in_attribute: bool) -> Option<(String, usize)> {
        let (characters, length) = reference(text, is_in_attribute)?;
        Some((characters.collect(), length))
    }

    #[test]
    fn references_are_numbers_or_names() {
        for (text, characters, length) in [
            ("amp;lt;", "&", 4),
            ("ampx", "&", 3),
            ("notin;", "∉", 6),
            ("notit;", "¬", 3),
            ("NotEqualTilde;", "≂\u{338}", 14),
            ("CounterClockwiseContourIntegral;", "∳", 32),
            ("#8217;s", "’", 6),
            ("#X2019z", "’", 6),
            ("#146;", "’", 5),
            ("#129;", "\u{81}", 5),
            ("#0", "\u{FFFD}", 2),
            ("#xD800;", "\u{FFFD}", 7),
            ("#99999999999;", "\u{FFFD}", 13),
        ] {
            assert_eq!(
                read(text, false),
                Some((characters.to_owned(), length)),
                "{text}"
            );
        }
        for text in ["", " amp;", "#;", "#x;", "#xg", "hellip", "a", ";", "é"] {
            assert_eq!(read(text, false), None, "{text}");
        }
    }

    #[test]
    fn in_attributes_old_names_end_with_a_word() {
        for text in ["amp=x", "ampx", "copy2"] {
            assert_eq!(read(text, true), None, "{text}");
        }
        for (text, length) in [("amp", 3), ("amp;=", 4), ("amp,", 3)] {
            assert_eq!(read(text, true), Some(("&".to_owned(), length)), "{text}");
        }
    }

    #[test]
    fn names_are_no_longer_than_is_looked_at() {
        let longest = |is_old: bool| {
            let names = NAMED_ENTITIES.entries();
            let whole = names.filter(|(name, found)| found.0 != 0 && name.ends_with(';') != is_old);
            whole.map(|(name, _)| name.len()).max()
        };
        assert_eq!(
            (longest(false), longest(true)),
            (Some(LONGEST_NAME), Some(LONGEST_OLD_NAME))
        );
    }
}
