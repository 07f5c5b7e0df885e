//! Text that stays text: what would mean something in Markdown gets a backslash.

/// Adds text that stands inside a line.
pub(super) fn push_inline(text: &str, to: &mut String) {
    let mut done = 0;
    // All that means something is ASCII: what is between is copied as it is.
    let signs = text.bytes().enumerate().filter(|(_, byte)| may_mean(*byte));
    for (at, byte) in signs {
        let is_end = matches!(byte, b'\n' | b'\r');
        if byte == b'&' && !is_entity(&text[at + 1..]) {
            continue;
        }
        to.push_str(&text[done..at]);
        // A line of Markdown ends here; in a paragraph that is white space.
        to.push(if is_end { ' ' } else { '\\' });
        done = at + usize::from(is_end);
    }
    to.push_str(&text[done..]);
}

/// Adds text that stands at the start of a line.
pub(super) fn push_start(text: &str, to: &mut String) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if text.starts_with(['#', '+', '-', '=', ':']) {
        to.push('\\');
        push_inline(text, to);
    } else if digits > 0 && text[digits..].starts_with(['.', ')']) {
        to.push_str(&text[..digits]);
        to.push('\\');
        push_inline(&text[digits..], to);
    } else {
        push_inline(text, to);
    }
}

/// A heading whose last number signs are part of it: a reader drops them else.
pub(super) fn closing(mut heading: String) -> String {
    let text = heading.trim_end_matches('#');
    if text.len() < heading.len() && text.ends_with(' ') {
        heading.insert(text.len(), '\\');
    }
    heading
}

/// Whether a byte means something anywhere in a line, or may. The braces do in some dialects, which run what is inside.
fn may_mean(byte: u8) -> bool {
    const MEANING: [bool; 256] = {
        let (signs, mut table) = (b"\\`*_{}[]<>|~&\n\r", [false; 256]);
        let mut at = 0;
        while at < signs.len() {
            table[signs[at] as usize] = true;
            at += 1;
        }
        table
    };
    MEANING[byte as usize]
}

/// Whether what follows an ampersand makes a character of it, as in `&lt;`.
pub(super) fn is_entity(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
    end.is_some_and(|end| end > 0 && rest[end..].starts_with(';'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inline(text: &str) -> String {
        let mut to = String::new();
        push_inline(text, &mut to);
        to
    }

    fn start(text: &str) -> String {
        let mut to = String::new();
        push_start(text, &mut to);
        to
    }

    /// What a reader makes of backslashes.
    fn read(markdown: &str) -> String {
        let mut text = String::new();
        let mut chars = markdown.chars().peekable();
        while let Some(c) = chars.next() {
            let escapes = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
            text.extend(if escapes { chars.next() } else { Some(c) });
        }
        text
    }

    #[test]
    fn markup_gets_a_backslash() {
        assert_eq!(inline("<script>"), r"\<script\>");
        assert_eq!(inline("a_b *c* [d](e) `f`"), r"a\_b \*c\* \[d\](e) \`f\`");
        assert_eq!(
            inline("Tide & Sons, &lt; &#60; & co;"),
            r"Tide & Sons, \&lt; \&#60; & co;"
        );
    }

    #[test]
    fn a_line_starts_as_text() {
        assert_eq!(start("# Tides"), r"\# Tides");
        assert_eq!(start("- Tides"), r"\- Tides");
        assert_eq!(start("1. Tides"), r"1\. Tides");
        assert_eq!(start("2024) Tides"), r"2024\) Tides");
        assert_eq!(start("3.5 m"), r"3\.5 m");
        assert_eq!(start("Tides - 1. High"), "Tides - 1. High");
    }

    #[test]
    fn a_heading_keeps_its_last_signs() {
        assert_eq!(closing("Tide in C #".into()), r"Tide in C \#");
        assert_eq!(closing("Tide in C#".into()), "Tide in C#");
    }

    proptest! {
        #[test]
        fn a_reader_sees_the_text(text in "[ -~é]{0,40}") {
            prop_assert_eq!(&read(&inline(&text)), &text);
            prop_assert_eq!(&read(&start(&text)), &text);
        }

        #[test]
        fn no_markup_remains(text in "[<>`*_\\[\\]{}|&;a#\\\\ ]{0,40}") {
            let escaped = start(&text);
            let mut chars = escaped.chars();
            while let Some(c) = chars.next() {
                if c == '\\' {
                    chars.next();
                    continue;
                }
                let is_markup = c != '&' && u8::try_from(c).is_ok_and(may_mean);
                prop_assert!(!is_markup, "{escaped}");
                prop_assert!(c != '&' || !is_entity(chars.as_str()), "{escaped}");
            }
        }
    }
}
