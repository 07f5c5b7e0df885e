//! A stranger's text as it is shown: cut, and without what steers a screen or the direction of what stands around it.

use maud::{Markup, html};

/// A text over several lines, cut after `most` characters, and then how many were left out.
pub(super) fn text(text: &str, most: usize) -> Markup {
    let (start, rest) = text.split_at(end(text, most));
    let left_out = rest.chars().count();
    html! {
        (visible(start))
        @if left_out > 0 {
            span.cut { " … " (left_out) " more characters" }
        }
    }
}

/// A text in one line, cut after `most` characters.
pub(super) fn line(text: &str, most: usize) -> String {
    let (start, rest) = text.split_at(end(text, most));
    let words: Vec<&str> = start.split_whitespace().collect();
    let mut line = visible(&words.join(" "));
    if !rest.is_empty() {
        line.push('…');
    }
    line
}

/// Where the first `most` characters end, in bytes.
fn end(text: &str, most: usize) -> usize {
    let mut places = text.char_indices();
    places.nth(most).map_or(text.len(), |(at, _)| at)
}

/// The text with `\u{202e}` and the like for what is obeyed instead of shown.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_obeyed(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether a character is obeyed instead of shown. Marks of direction that Arabic and Hebrew texts need are none of them: each
/// quoted text is set apart from what stands around it.
fn is_obeyed(c: char) -> bool {
    let is_control = c.is_control() && c != '\n' && c != '\t';
    is_control
        || matches!(c,
            // Separators of lines and paragraphs, embeddings and overrides.
            '\u{2028}'..='\u{202E}'
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
    fn texts_are_cut_by_characters_and_say_so() {
        assert_eq!(text("Fähre", 5).into_string(), "Fähre");
        assert_eq!(
            text("Fähren", 4).into_string(),
            "Fähr<span class=\"cut\"> … 2 more characters</span>"
        );
        assert_eq!(line(" two\n  words ", 99), "two words");
        assert_eq!(line("two words", 5), "two w…");
        assert_eq!(text("", 0).into_string(), "");
    }

    #[test]
    fn what_a_screen_obeys_is_shown_as_an_escape() {
        assert_eq!(
            line("a\0b\u{1b}[31m \u{202e}exe", 99),
            r"a\u{0}b\u{1b}[31m \u{202e}exe"
        );
        assert_eq!(text("a\tb\nc\r", 99).into_string(), "a\tb\nc\\r");
        assert_eq!(
            line("שלום\u{200f} – می\u{200c}خواهم", 99),
            "שלום\u{200f} – می\u{200c}خواهم"
        );
    }
}
