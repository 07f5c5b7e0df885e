//! What a terminal would obey is shown as an escape instead.
//!
//! Addresses, names and texts come from strangers. A control sequence in one of them could recolour the screen, retitle
//! the window or hide a line, and a mark of writing direction could show a name backwards.

use std::borrow::Cow;

/// The text for people's eyes: control characters and marks of direction as `\n` or `\u{1b}`, all else as it is.
pub fn neutral(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_obeyed(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Whether a character steers a terminal or the direction of writing, or hides text.
fn is_obeyed(c: char) -> bool {
    // C0, DEL and C1.
    c.is_control()
        || matches!(c,
            // Arabic letter mark, left-to-right and right-to-left mark.
            '\u{61C}' | '\u{200E}' | '\u{200F}'
            // Separators of lines and paragraphs, embeddings and overrides.
            | '\u{2028}'..='\u{202E}'
            // Isolates and the deprecated marks behind them.
            | '\u{2066}'..='\u{206F}'
            // Annotations, and the invisible copies of ASCII.
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped() {
        let cases = [
            ("a\u{1b}[31mb\u{7}", r"a\u{1b}[31mb\u{7}"),
            ("one\ntwo\r\t", r"one\ntwo\r\t"),
            ("\u{9b}2J\u{7f}\0", r"\u{9b}2J\u{7f}\u{0}"),
            ("gpj.\u{202e}exe", r"gpj.\u{202e}exe"),
            (
                "\u{2066}\u{2069}\u{200f}\u{61c}",
                r"\u{2066}\u{2069}\u{200f}\u{61c}",
            ),
            ("\u{2028}\u{2029}\u{e0041}", r"\u{2028}\u{2029}\u{e0041}"),
        ];
        for (text, shown) in cases {
            assert_eq!(neutral(text), shown);
        }
    }

    #[test]
    fn writing_of_any_kind_is_left_alone() {
        // Joiners shape Persian and Hindi words, and families of emoji; a soft hyphen shows nothing.
        for text in [
            "Fähre – 東京",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "👩\u{200d}👧",
            "so\u{ad}ft",
        ] {
            assert!(matches!(neutral(text), Cow::Borrowed(same) if same == text));
        }
    }
}
