//! What a line looks like: how long it is, whether it is an item of a list, whether it is a heading.

use std::ops::Range;

use crate::page::Page;
use crate::page::path::Path;

/// From this length on a paragraph counts as long: a line of running text, hardly ever a menu item.
pub(crate) const LONG: usize = 120;

/// How long a character is, in Latin letters: one of Han, Kana or Hangul says what takes two or three of them, and is as
/// wide as two.
#[inline]
pub(crate) fn length_of(c: char) -> usize {
    match c {
        '\0'..'\u{1100}' => 1,
        '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}' => 2,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}' => 2,
        _ => 1,
    }
}

/// How long a text is, in Latin letters.
pub(crate) fn length(text: &str) -> usize {
    // The first bytes of characters that are longer than one; looked for at all bytes, many at a time.
    let may_be_wide = |byte: u8| matches!(byte, 0xE1 | 0xE3..=0xED | 0xF0);
    if text.is_ascii() {
        text.len()
    } else if text
        .bytes()
        .fold(false, |found, byte| found | may_be_wide(byte))
    {
        text.chars().map(length_of).sum()
    } else {
        text.chars().count()
    }
}

/// The length of each paragraph of a page.
pub(super) fn lengths(page: &Page) -> Vec<usize> {
    let texts = page.paragraphs().iter().map(|paragraph| paragraph.text());
    texts.map(length).collect()
}

/// A heading is at most so long.
const LONGEST_HEADING: usize = 200;

/// How long a line is, among others of a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum LengthClass {
    /// A word or two.
    Short,
    /// A line.
    Line,
    /// Running text.
    Long,
}

impl LengthClass {
    /// The longest short line.
    const SHORT: usize = 40;

    /// Of a line and its length; a bullet and the space behind it don't count.
    pub(super) fn of_line(text: &str, length: usize) -> LengthClass {
        let has_bullet = without_bullet(text).len() < text.len();
        match length - 2 * usize::from(has_bullet) {
            0..=LengthClass::SHORT => LengthClass::Short,
            length if is_long(length) => LengthClass::Long,
            _ => LengthClass::Line,
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

/// Whether a paragraph of that length is long enough to be running text.
pub(crate) const fn is_long(length: usize) -> bool {
    length >= LONG
}

/// The nearest heading above each paragraph, of which the lengths are given: the last line that `is_heading` and is not too
/// long.
pub(super) fn headings(lengths: &[usize], is_heading: impl Fn(usize) -> bool) -> Vec<Option<u32>> {
    let mut last = None;
    let lengths = lengths.iter().enumerate();
    let above = lengths.map(|(index, length)| {
        let heading = last;
        if *length <= LONGEST_HEADING && is_heading(index) {
            last = Some(index as u32);
        }
        heading
    });
    above.collect()
}

/// Whether a line of plain text looks like a heading: it ends in a colon, or the next one is twice as long.
pub(super) fn looks_like_heading(page: &Page, lengths: &[usize], index: usize) -> bool {
    let text = page.paragraphs()[index].text();
    let below = lengths.get(index + 1).copied().unwrap_or_default();
    text.ends_with([':', '：']) || below >= 2 * lengths[index]
}

/// Whether a path leads through `h1` to `h6`.
pub(super) fn is_in_heading(path: &str) -> bool {
    Path::parse(path).any(|element| matches!(element.tag().as_bytes(), [b'h', b'1'..=b'6']))
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
    fn a_text_is_as_long_as_what_it_says() {
        assert_eq!((length("ferry"), length("fährt"), length("“é”")), (5, 5, 3));
        assert_eq!(
            (length("船は出る"), length("배"), length("паром")),
            (8, 2, 5)
        );
    }

    #[test]
    fn a_bullet_is_a_sign_and_a_space() {
        assert_eq!(without_bullet("• Sport"), "Sport");
        assert_eq!(without_bullet("-5 degrees"), "-5 degrees");
        assert_eq!((without_bullet("•"), without_bullet("• ")), ("•", "• "));
    }

    #[test]
    fn length_classes_go_by_bytes_and_characters() {
        let class = |text: &str| LengthClass::of_line(text, length(text));
        assert_eq!(class(&"a".repeat(40)), LengthClass::Short);
        assert_eq!(class(&format!("• {}", "a".repeat(40))), LengthClass::Short);
        assert_eq!(class(&"a".repeat(41)), LengthClass::Line);
        assert_eq!(class(&"a".repeat(119)), LengthClass::Line);
        assert_eq!(class(&"a".repeat(120)), LengthClass::Long);
        // 100 characters of two bytes each are no running text yet.
        assert_eq!(class(&"ü".repeat(100)), LengthClass::Line);
        assert_eq!(class(&"ü".repeat(120)), LengthClass::Long);
    }

    #[test]
    fn the_last_heading_above_counts() {
        let page = Page::from_text("Tides\n\nOne\n\nTwo\n\nNews\n\nThree\n");
        let headings_of = |is_heading: fn(usize) -> bool| headings(&lengths(&page), is_heading);
        let expected = [None, Some(0), Some(0), Some(0), Some(3)];
        assert_eq!(headings_of(|index| index % 3 == 0), expected);
        assert_eq!(headings_of(|_| false), [None; 5]);
        let long = Page::from_text(&format!("{}\n\nTides\n", "a".repeat(LONGEST_HEADING + 1)));
        assert_eq!(headings(&lengths(&long), |_| true), [None, None]);
    }

    #[test]
    fn headings_of_text_and_of_markup() {
        let page = Page::from_text("Plans:\n\nFree\n\nFor all\n\nFor you\n");
        let found = [0, 1, 2, 3].map(|index| looks_like_heading(&page, &lengths(&page), index));
        assert_eq!(found, [true, false, false, false]);
        let page = Page::from_text("Tides\n\nHigh at noon\n");
        assert!(looks_like_heading(&page, &lengths(&page), 0));
        assert!(is_in_heading("a < h2.title < body") && is_in_heading("h6"));
        assert!(!is_in_heading("p < header < hr") && !is_in_heading("h7 < body.h1"));
    }
}
