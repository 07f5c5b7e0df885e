//! JSON strings -> text, also where a stricter reader would refuse them.

/// The text of a string between its quotes.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    /// Whether half a surrogate pair was replaced by U+FFFD: cut-off emoji, mostly.
    pub had_lone_surrogate: bool,
}

/// The text of a JSON string, quotes included; `None` where it is not one. Control characters may stand for themselves.
pub fn decode(json: &str) -> Option<Text> {
    let mut rest = json.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(rest.len());
    let mut had_lone_surrogate = false;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let (character, after) = escape(&rest[at + 1..])?;
        had_lone_surrogate |= character.is_none();
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        rest = after;
    }
    text.push_str(rest);
    Some(Text {
        text,
        had_lone_surrogate,
    })
}

/// The character that follows a backslash, `None` where it is half of one; and what comes after it.
fn escape(rest: &str) -> Option<(Option<char>, &str)> {
    let character = match rest.as_bytes().first()? {
        b'u' => return unicode(&rest[1..]),
        byte @ (b'"' | b'\\' | b'/') => char::from(*byte),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        _ => return None,
    };
    Some((Some(character), &rest[1..]))
}

/// The character of four hexadecimal digits, or of eight with a `\u` between them.
fn unicode(rest: &str) -> Option<(Option<char>, &str)> {
    let (unit, after) = unit(rest)?;
    let second = after.strip_prefix("\\u").and_then(self::unit);
    if let (0xD800..=0xDBFF, Some((low @ 0xDC00..=0xDFFF, after))) = (unit, second) {
        let code = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        return Some((char::from_u32(code), after));
    }
    Some((char::from_u32(unit), after))
}

fn unit(rest: &str) -> Option<(u32, &str)> {
    let digits = rest.get(..4)?;
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let unit = u32::from_str_radix(digits, 16).ok();
    unit.filter(|_| are_digits).map(|unit| (unit, &rest[4..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_serde_json_writes_comes_back(text in any::<String>()) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(decode(&json).unwrap().text, text);
        }

        #[test]
        fn strings_that_serde_json_reads_are_read_alike(inner in r#"(\\u?|[0-9a-fA-FnD8"/]|é){0,14}"#) {
            let json = format!("\"{inner}\"");
            if let Ok(text) = serde_json::from_str::<String>(&json) {
                let expected = Text { text, had_lone_surrogate: false };
                prop_assert_eq!(decode(&json), Some(expected));
            }
        }
    }

    #[test]
    fn pairs_are_joined_and_halves_replaced() {
        let text = |json| decode(json).map(|text| (text.text, text.had_lone_surrogate));
        let is = |text: &str, had| Some((text.to_owned(), had));
        assert_eq!(text(r#""\ud83d\ude00""#), is("😀", false));
        assert_eq!(text(r#""a\ud800b""#), is("a\u{fffd}b", true));
        assert_eq!(text(r#""\ud83d\ud83d\ude00""#), is("\u{fffd}😀", true));
        assert_eq!(text(r#""\ude00\u0041""#), is("\u{fffd}A", true));
        assert_eq!(text("\"a\tb\""), is("a\tb", false));
        for broken in [r#""\x41""#, r#""\u12""#, r#""\u+123""#, r#""\"#, "a", "\""] {
            assert_eq!(decode(broken), None, "{broken}");
        }
    }
}
