//! What a line of plain text looks like: how long, and whether it is an item of a list.

use std::ops::Range;

use crate::page::Page;

/// From this many characters on a paragraph counts as long: a line of running text, hardly ever a menu item.
pub(crate) const LONG: usize = 120;

/// What a line looks like in a list of its like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum LengthClass {
    /// A word or two.
    Short,
    /// A line.
    Line,
    /// Running text.
    Long,
}

impl LengthClass {
    /// Number of length_classes.
    pub(crate) const COUNT: usize = 3;

    /// Most bytes of a short line.
    const SHORT: usize = 40;

    pub(super) fn of_text(text: &str) -> LengthClass {
        let text = without_bullet(text);
        if text.len() <= LengthClass::SHORT {
            LengthClass::Short
        } else if is_long(text) {
            LengthClass::Long
        } else {
            LengthClass::Line
        }
    }
}

/// The runs of two lines and more that begin with one bullet.
pub(super) fn lists(page: &Page) -> Vec<Range<usize>> {
    let bullets: Vec<Option<char>> = page.paragraphs().iter().map(|p| bullet(p.text())).collect();
    let mut start = 0;
    let runs = bullets.chunk_by(|a, b| a == b).map(|run| {
        let end = start + run.len();
        (std::mem::replace(&mut start, end)..end, run[0].is_some())
    });
    let lists = runs.filter(|(run, is_list)| *is_list && run.len() > 1);
    lists.map(|(run, _)| run).collect()
}

/// The sign that makes a text an item of a list.
fn bullet(text: &str) -> Option<char> {
    let is_item = without_bullet(text).len() < text.len();
    text.chars().next().filter(|_| is_item)
}

/// A text without the sign that makes it an item of a list, which HTML has markup for and plain text has not.
pub(crate) fn without_bullet(text: &str) -> &str {
    let is_bullet = |c| {
        matches!(
            c,
            '•' | '‣' | '◦' | '·' | '*' | '-' | '–' | '▪' | '■' | '●' | '✓' | '✔'
        )
    };
    match text.strip_prefix(is_bullet) {
        Some(rest) if rest.starts_with(' ') && rest.len() > 1 => &rest[1..],
        _ => text,
    }
}

/// Whether a text is long enough to be running text.
pub(super) fn is_long(text: &str) -> bool {
    text.len() >= LONG && text.chars().nth(LONG - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_a_run_of_one_bullet() {
        let page = |text| Page::from_text(text);
        assert_eq!(lists(&page("Plans\n• One\n• Two\nEnd\n")), vec![1..3]);
        assert_eq!(
            lists(&page("• One\n• Two\n- Three\n- Four\n")),
            [0..2, 2..4]
        );
        assert!(lists(&page("• One\nTwo\n-5 degrees\n-7 degrees\n")).is_empty());
    }

    #[test]
    fn a_bullet_is_a_sign_and_a_space() {
        assert_eq!(without_bullet("• Sport"), "Sport");
        assert_eq!(without_bullet("-5 degrees"), "-5 degrees");
        assert_eq!((without_bullet("•"), without_bullet("• ")), ("•", "• "));
    }
}
