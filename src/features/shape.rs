//! Shape: what a paragraph looks like from afar. Length, punctuation, case, digits, money.

use super::name::Name;
use super::template::Template;
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
    fn classify(c: char) -> CharClass {
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

/// What a character counts as.
#[derive(Clone, Copy)]
enum Kind {
    Letter,
    Capital,
    Digit,
    Space,
    /// By its place in [`SIGNS`].
    Sign(u8),
    Other,
}

/// The kinds of ASCII.
const ASCII: [Kind; 128] = {
    let mut kinds = [Kind::Other; 128];
    let mut sign = 0;
    while sign < SIGNS.len() {
        if SIGNS[sign].is_ascii() {
            kinds[SIGNS[sign] as usize] = Kind::Sign(sign as u8);
        }
        sign += 1;
    }
    let mut byte = 0;
    while byte < 128 {
        match byte {
            b'a'..=b'z' => kinds[byte as usize] = Kind::Letter,
            b'A'..=b'Z' => kinds[byte as usize] = Kind::Capital,
            b'0'..=b'9' => kinds[byte as usize] = Kind::Digit,
            b' ' => kinds[byte as usize] = Kind::Space,
            _ => {}
        }
        byte += 1;
    }
    kinds
};

impl Kind {
    #[inline]
    fn classify(c: char) -> Kind {
        match ASCII.get(c as usize) {
            Some(kind) => *kind,
            None => Kind::classify_wide(c),
        }
    }

    fn classify_wide(c: char) -> Kind {
        if c.is_uppercase() && c.is_alphabetic() {
            Kind::Capital
        } else if c.is_alphabetic() {
            Kind::Letter
        } else if c.is_numeric() {
            Kind::Digit
        } else {
            let sign = SIGNS.iter().position(|sign| *sign == c);
            sign.map_or(Kind::Other, |sign| Kind::Sign(sign as u8))
        }
    }
}

impl Shape {
    pub(crate) fn measure(text: &str) -> Shape {
        let mut shape = Shape::default();
        let mut previous = ' ';
        for c in text.chars() {
            shape.count(c, previous);
            previous = c;
        }
        shape.first = text
            .chars()
            .next()
            .map_or(CharClass::None, CharClass::classify);
        shape.last = text
            .chars()
            .next_back()
            .map_or(CharClass::None, CharClass::classify);
        shape
    }

    #[inline]
    fn count(&mut self, c: char, previous: char) {
        self.chars += 1;
        let starts_word = previous == ' ' && c != ' ';
        self.words += usize::from(starts_word);
        match Kind::classify(c) {
            Kind::Letter => self.letters += 1,
            Kind::Capital => {
                self.letters += 1;
                self.upper += 1;
                self.capitalised += usize::from(starts_word);
            }
            Kind::Digit => self.digits += 1,
            Kind::Space => {
                self.sentences += usize::from(matches!(previous, '.' | '?' | '!'));
            }
            Kind::Sign(sign) => self.signs |= 1 << sign,
            Kind::Other => {}
        }
    }

    /// Whether the paragraph is long enough to be running text.
    pub(crate) fn is_long(&self) -> bool {
        self.chars >= LONG
    }

    pub(super) fn emit(&self, text: &str, sink: &mut impl FnMut(Family, Name<'_>)) {
        let mut shape = |group, bucket| sink(Family::Shape, Name::Number(group, bucket));
        shape(const { Template::named("chars") }, log_bucket(self.chars));
        shape(const { Template::named("words") }, log_bucket(self.words));
        shape(
            const { Template::named("sentences") },
            log_bucket(self.sentences),
        );
        shape(const { Template::named("first") }, self.first as usize);
        shape(const { Template::named("last") }, self.last as usize);
        shape(
            const { Template::named("ends") },
            self.first as usize * 16 + self.last as usize,
        );
        shape(
            const { Template::named("capitalised") },
            tenths(self.capitalised, self.words) / 2,
        );
        let chars = log_bucket(self.chars);
        shape(
            const { Template::named("chars-last") },
            chars * 16 + self.last as usize,
        );
        shape(
            const { Template::named("chars-capitalised") },
            chars * 8 + tenths(self.capitalised, self.words) / 2,
        );
        shape(
            const { Template::named("chars-sentences") },
            chars * 32 + log_bucket(self.sentences),
        );
        shape(
            const { Template::named("digits") },
            tenths(self.digits, self.chars).div_ceil(2),
        );
        if self.letters > 1 && self.upper == self.letters {
            shape(const { Template::named("all-capitals") }, 1);
        }
        for (i, _) in SIGNS.iter().enumerate() {
            if self.signs & (1 << i) != 0 {
                shape(const { Template::named("sign") }, i);
            }
        }
        if text.contains("://") || text.contains("www.") {
            shape(const { Template::named("address") }, 1);
        }
    }
}

/// A share in tenths, 0 to 10; 0 of nothing is 0.
pub(super) fn tenths(part: usize, whole: usize) -> usize {
    (10 * part).checked_div(whole).unwrap_or(0).min(10)
}
