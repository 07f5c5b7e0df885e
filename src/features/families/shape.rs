//! Shape: what a paragraph looks like without reading it: length, punctuation, case, digits, money.

use crate::features::bucket::{log_bucket, tenths};
use crate::features::family::Family;
use crate::features::name::Name;
use crate::features::template::{Template, templates};
use crate::structure::is_long;

templates! { Family::Shape;
    CHARS = "chars",
    WORDS = "words",
    SENTENCES = "sentences",
    FIRST = "first",
    LAST = "last",
    ENDS = "ends",
    CAPITALISED = "capitalised",
    CHARS_LAST = "chars-last",
    CHARS_CAPITALISED = "chars-capitalised",
    CHARS_SENTENCES = "chars-sentences",
    DIGITS = "digits",
    ALL_CAPITALS = "all-capitals",
    SIGN = "sign",
    ADDRESS = "address",
}

/// Signs whose presence is a feature.
const SIGNS: [char; 22] = [
    ',', '.', '?', '!', '"', '\'', '|', '©', '@', '–', '»', '…', ':', '/', '(', '&', '+', '€', '$',
    '£', '%', '“',
];

/// The counts of one paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::features) struct Shape {
    pub(in crate::features) chars: usize,
    words: usize,
    capitalised: usize,
    upper: usize,
    letters: usize,
    digits: usize,
    signs: u32,
    first: CharClass,
    last: CharClass,
    sentences: usize,
}

/// What a character is, where it is the first or last of a paragraph.
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
enum CountedAs {
    Letter,
    Capital,
    Digit,
    Space,
    /// By its index in [`SIGNS`].
    Sign(u8),
    Other,
}

/// What each ASCII character counts as.
const ASCII: [CountedAs; 128] = {
    let mut classes = [CountedAs::Other; 128];
    let mut sign = 0;
    while sign < SIGNS.len() {
        if SIGNS[sign].is_ascii() {
            classes[SIGNS[sign] as usize] = CountedAs::Sign(sign as u8);
        }
        sign += 1;
    }
    let mut byte = 0;
    while byte < 128 {
        match byte {
            b'a'..=b'z' => classes[byte as usize] = CountedAs::Letter,
            b'A'..=b'Z' => classes[byte as usize] = CountedAs::Capital,
            b'0'..=b'9' => classes[byte as usize] = CountedAs::Digit,
            b' ' => classes[byte as usize] = CountedAs::Space,
            _ => {}
        }
        byte += 1;
    }
    classes
};

impl CountedAs {
    #[inline]
    fn classify(c: char) -> CountedAs {
        match ASCII.get(c as usize) {
            Some(class) => *class,
            None => CountedAs::classify_wide(c),
        }
    }

    fn classify_wide(c: char) -> CountedAs {
        if c.is_uppercase() && c.is_alphabetic() {
            CountedAs::Capital
        } else if c.is_alphabetic() {
            CountedAs::Letter
        } else if c.is_numeric() {
            CountedAs::Digit
        } else {
            let sign = SIGNS.iter().position(|sign| *sign == c);
            sign.map_or(CountedAs::Other, |sign| CountedAs::Sign(sign as u8))
        }
    }
}

impl Shape {
    pub(in crate::features) fn measure(text: &str) -> Shape {
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
        match CountedAs::classify(c) {
            CountedAs::Letter => self.letters += 1,
            CountedAs::Capital => {
                self.letters += 1;
                self.upper += 1;
                self.capitalised += usize::from(starts_word);
            }
            CountedAs::Digit => self.digits += 1,
            CountedAs::Space => {
                self.sentences += usize::from(matches!(previous, '.' | '?' | '!'));
            }
            CountedAs::Sign(sign) => self.signs |= 1 << sign,
            CountedAs::Other => {}
        }
    }

    /// Whether the paragraph is long enough to be running text.
    pub(super) fn is_long(&self) -> bool {
        is_long(self.chars)
    }

    pub(in crate::features) fn emit(&self, text: &str, sink: &mut impl FnMut(Family, Name<'_>)) {
        let mut shape = |template, bucket| sink(Family::Shape, Name::Number(template, bucket));
        let (chars, sentences) = (log_bucket(self.chars), log_bucket(self.sentences));
        let capitalised = tenths(self.capitalised, self.words) / 2;
        let (first, last) = (self.first as usize, self.last as usize);
        shape(CHARS, chars);
        shape(WORDS, log_bucket(self.words));
        shape(SENTENCES, sentences);
        shape(FIRST, first);
        shape(LAST, last);
        shape(ENDS, first * 16 + last);
        shape(CAPITALISED, capitalised);
        shape(CHARS_LAST, chars * 16 + last);
        shape(CHARS_CAPITALISED, chars * 8 + capitalised);
        shape(CHARS_SENTENCES, chars * 32 + sentences);
        shape(DIGITS, tenths(self.digits, self.chars).div_ceil(2));
        if self.letters > 1 && self.upper == self.letters {
            shape(ALL_CAPITALS, 1);
        }
        for (sign, _) in SIGNS.iter().enumerate() {
            if self.signs & (1 << sign) != 0 {
                shape(SIGN, sign);
            }
        }
        if text.contains("://") || text.contains("www.") {
            shape(ADDRESS, 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::texts_of;
    use crate::structure::LONG;

    fn features(text: &str) -> Vec<String> {
        texts_of(Family::Shape, |sink| Shape::measure(text).emit(text, sink))
    }

    #[test]
    fn counts_by_hand() {
        let shape = Shape::measure("Ferries sail. Again? Yes, 3 boats");
        assert_eq!((shape.chars, shape.words, shape.sentences), (33, 6, 2));
        assert_eq!((shape.capitalised, shape.upper), (3, 3));
        assert_eq!((shape.letters, shape.digits), (24, 1));
        assert_eq!(
            (shape.first, shape.last),
            (CharClass::Upper, CharClass::Lower)
        );
        let signs = [',', '.', '?'].map(|sign| SIGNS.iter().position(|own| *own == sign));
        let signs = signs.map(|sign| 1 << sign.expect("a sign"));
        assert_eq!(shape.signs, signs.into_iter().sum::<u32>());
    }

    #[test]
    fn the_features_of_a_price() {
        let expected = [
            "chars=6",
            "words=3",
            "sentences=0",
            "first=13",
            "last=3",
            "ends=211",
            "capitalised=0",
            "chars-last=99",
            "chars-capitalised=48",
            "chars-sentences=192",
            "digits=1",
            "sign=17",
        ];
        assert_eq!(features("€ per 10"), expected);
    }

    #[test]
    fn capitals_addresses_and_long_texts_are_noticed() {
        let has = |text: &str, feature: &str| features(text).iter().any(|own| own == feature);
        assert!(has("SIGN IN", "all-capitals=1") && !has("A", "all-capitals=1"));
        assert!(!has("SIGN iN", "all-capitals=1"));
        assert!(has("see www.example.org", "address=1") && has("ftp://a", "address=1"));
        assert!(!has("see example.org", "address=1"));
        let of_chars = |n| Shape::measure(&"ü".repeat(n)).is_long();
        assert_eq!((of_chars(LONG - 1), of_chars(LONG)), (false, true));
    }

    #[test]
    fn nothing_has_a_shape_too() {
        let shape = Shape::measure("");
        assert_eq!(shape, Shape::default());
        assert!(features("").contains(&"first=0".to_owned()));
    }
}
