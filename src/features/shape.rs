//! Shape: what a paragraph looks like from afar. Length, punctuation, case, digits, money.

use super::name::{Name, Word};
use super::{Family, log_bucket};
use crate::structure::LONG;

/// Signs whose presence is a feature.
const SIGNS: [char; 22] = [
    ',', '.', '?', '!', '"', '\'', '|', '©', '@', '–', '»', '…', ':', '/', '(', '&', '+', '€', '$',
    '£', '%', '“',
];

/// The counts of one paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shape {
    pub(crate) chars: usize,
    pub(crate) words: usize,
    capitalised: usize,
    upper: usize,
    letters: usize,
    digits: usize,
    signs: u32,
    first: CharClass,
    last: CharClass,
    pub(crate) sentences: usize,
}

/// What a character is, as far as a paragraph's first and last ones tell something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum CharClass {
    #[default]
    None,
    Upper,
    Lower,
    Digit,
    Stop,
    Question,
    Exclamation,
    Colon,
    Comma,
    Ellipsis,
    Quote,
    Closing,
    Arrow,
    Other,
}

impl CharClass {
    fn of(c: char) -> CharClass {
        match c {
            '.' | '。' => CharClass::Stop,
            '?' | '？' => CharClass::Question,
            '!' | '！' => CharClass::Exclamation,
            ':' | '：' => CharClass::Colon,
            ',' | ';' => CharClass::Comma,
            '…' => CharClass::Ellipsis,
            '"' | '“' | '”' | '„' | '«' | '‘' | '’' | '\'' => CharClass::Quote,
            ')' | ']' | '}' => CharClass::Closing,
            '»' | '›' | '→' | '>' | '▼' | '▾' | '▶' => CharClass::Arrow,
            c if c.is_numeric() => CharClass::Digit,
            c if c.is_uppercase() => CharClass::Upper,
            c if c.is_alphabetic() => CharClass::Lower,
            _ => CharClass::Other,
        }
    }
}

impl Shape {
    pub(crate) fn of(text: &str) -> Shape {
        let mut shape = Shape::default();
        let mut previous = ' ';
        for c in text.chars() {
            shape.count(c, previous);
            previous = c;
        }
        shape.first = text.chars().next().map_or(CharClass::None, CharClass::of);
        shape.last = text
            .chars()
            .next_back()
            .map_or(CharClass::None, CharClass::of);
        shape
    }

    fn count(&mut self, c: char, previous: char) {
        self.chars += 1;
        let starts_word = previous == ' ' && c != ' ';
        self.words += usize::from(starts_word);
        if c.is_alphabetic() {
            self.letters += 1;
            let upper = c.is_uppercase();
            self.upper += usize::from(upper);
            self.capitalised += usize::from(upper && starts_word);
        } else if c.is_numeric() {
            self.digits += 1;
        } else if c == ' ' {
            self.sentences += usize::from(matches!(previous, '.' | '?' | '!'));
        } else if let Some(sign) = SIGNS.iter().position(|&sign| sign == c) {
            self.signs |= 1 << sign;
        }
    }

    /// Whether the paragraph is long enough to be running text.
    pub(crate) fn is_long(&self) -> bool {
        self.chars >= LONG
    }

    pub(super) fn emit(&self, text: &str, sink: &mut impl FnMut(Family, Name<'_>)) {
        let mut shape = |group, bucket| sink(Family::Shape, Name::Number(group, bucket));
        shape(const { Word::new("chars") }, log_bucket(self.chars));
        shape(const { Word::new("words") }, log_bucket(self.words));
        shape(const { Word::new("sentences") }, log_bucket(self.sentences));
        shape(const { Word::new("first") }, self.first as usize);
        shape(const { Word::new("last") }, self.last as usize);
        shape(
            const { Word::new("ends") },
            self.first as usize * 16 + self.last as usize,
        );
        shape(
            const { Word::new("capitalised") },
            tenths(self.capitalised, self.words) / 2,
        );
        let chars = log_bucket(self.chars);
        shape(
            const { Word::new("chars-last") },
            chars * 16 + self.last as usize,
        );
        shape(
            const { Word::new("chars-capitalised") },
            chars * 8 + tenths(self.capitalised, self.words) / 2,
        );
        shape(
            const { Word::new("chars-sentences") },
            chars * 32 + log_bucket(self.sentences),
        );
        shape(
            const { Word::new("digits") },
            tenths(self.digits, self.chars).div_ceil(2),
        );
        if self.letters > 1 && self.upper == self.letters {
            shape(const { Word::new("all-capitals") }, 1);
        }
        for (i, _) in SIGNS.iter().enumerate() {
            if self.signs & (1 << i) != 0 {
                shape(const { Word::new("sign") }, i);
            }
        }
        if text.contains("://") || text.contains("www.") {
            shape(const { Word::new("address") }, 1);
        }
    }
}

/// A share in tenths, 0 to 10; 0 of nothing is 0.
pub(super) fn tenths(part: usize, whole: usize) -> usize {
    (10 * part).checked_div(whole).unwrap_or(0).min(10)
}
