//! Shape: what a paragraph looks like without reading it: length, punctuation, case, digits, money.

mod counts;
mod signs;

use crate::features::bucket::{log_bucket, tenths};
use crate::features::family::Family;
use crate::features::name::Name;
use crate::features::template::{Template, templates};
use crate::structure::{is_long, length_of};
use counts::{ASCII, Counts, Kind, MOST_COUNTED};
pub(in crate::features) use signs::sign;
use signs::{ASCII_SIGNS, Signs, latin, number, sign_of};

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

/// Without either of them a text has no address.
const OF_ADDRESSES: [Signs; 2] = [Signs::one(number(':')), Signs::one(number('.'))];

/// The share of words with a capital in English prose, for pages without any.
const USUAL: f32 = 0.15;

/// The counts of one paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::features) struct Shape {
    /// How long it is, in Latin letters.
    pub(in crate::features) chars: usize,
    words: u32,
    /// Characters of scripts without spaces.
    wide: u32,
    capitalised: u32,
    upper: u32,
    letters: u32,
    digits: u32,
    sentences: u32,
    signs: Signs,
    first: CharClass,
    last: CharClass,
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
        match latin(c) {
            '.' => CharClass::Stop,
            '?' => CharClass::Question,
            '!' => CharClass::Exclamation,
            ':' => CharClass::Colon,
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

/// The kind of a character beyond ASCII, and the sign that it is.
fn wide(c: char) -> (Kind, Signs) {
    if c.is_alphabetic() {
        let is_capital = c.is_uppercase();
        return (
            if is_capital {
                Kind::Capital
            } else {
                Kind::Letter
            },
            Signs::NONE,
        );
    }
    if c.is_numeric() {
        return (Kind::Digit, Signs::NONE);
    }
    let latin = latin(c);
    let is_stop = matches!(latin, '.' | '?' | '!');
    let kind = if is_stop { Kind::Stop } else { Kind::Other };
    (kind, sign_of(latin))
}

impl Shape {
    /// The share of words with a capital in the long paragraphs of a page, 0 to 1: German writes every noun so.
    pub(in crate::features) fn usual_capitals(shapes: &[Shape]) -> f32 {
        let long = || shapes.iter().filter(|shape| shape.is_long());
        let words: u64 = long().map(|shape| u64::from(shape.words)).sum();
        if words == 0 {
            return USUAL;
        }
        let capitalised: u64 = long().map(|shape| u64::from(shape.capitalised)).sum();
        capitalised as f32 / words as f32
    }

    /// How far the share of words with a capital is from the usual one to all, in fifths.
    fn fifths_beyond(&self, usual: f32) -> usize {
        let share = self.capitalised as f32 / self.words.max(1) as f32;
        let beyond = (share - usual) / (1.0 - usual).max(f32::MIN_POSITIVE);
        (5.0 * beyond.clamp(0.0, 1.0)) as usize
    }

    pub(in crate::features) fn measure(text: &str) -> Shape {
        let mut shape = Shape::default();
        let (mut rest, mut previous) = (text, Kind::Space);
        while !rest.is_empty() {
            let ascii = rest.bytes().position(|byte| !byte.is_ascii());
            let (ascii, wide) = rest.split_at(ascii.unwrap_or(rest.len()));
            for ascii in ascii.as_bytes().chunks(MOST_COUNTED) {
                previous = shape.count_ascii(ascii, previous);
            }
            let mut wide = wide.chars();
            if let Some(c) = wide.next() {
                previous = shape.count_wide(c, previous);
            }
            rest = wide.as_str();
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

    /// Counts ASCII characters, at most [`MOST_COUNTED`]; the kind of the last one.
    fn count_ascii(&mut self, text: &[u8], mut previous: Kind) -> Kind {
        let (mut counts, mut signs) = (0, Signs::NONE);
        for byte in text {
            let kind = ASCII[*byte as usize];
            counts += Counts::AFTER[previous as usize][kind as usize].0;
            signs = signs.union(ASCII_SIGNS[*byte as usize]);
            previous = kind;
        }
        self.chars += text.len();
        self.signs = self.signs.union(signs);
        self.add(Counts(counts));
        previous
    }

    /// Counts a character beyond ASCII; its kind.
    fn count_wide(&mut self, c: char, previous: Kind) -> Kind {
        let (kind, sign) = wide(c);
        let length = length_of(c);
        self.chars += length;
        // A word is two such characters, more or less.
        self.wide = self.wide.saturating_add(u32::from(length > 1));
        self.signs = self.signs.union(sign);
        // No space follows a full stop of such a script.
        let is_stop = matches!(c, '。' | '？' | '！' | '｡');
        self.sentences = self.sentences.saturating_add(u32::from(is_stop));
        self.add(Counts::AFTER[previous as usize][kind as usize]);
        kind
    }

    fn add(&mut self, counts: Counts) {
        for (count, number) in [
            (&mut self.letters, Counts::LETTERS),
            (&mut self.upper, Counts::CAPITALS),
            (&mut self.digits, Counts::DIGITS),
            (&mut self.words, Counts::WORDS),
            (&mut self.capitalised, Counts::CAPITALISED),
            (&mut self.sentences, Counts::SENTENCES),
        ] {
            *count = count.saturating_add(counts.get(number));
        }
    }

    /// Whether the paragraph is long enough to be running text.
    pub(super) fn is_long(&self) -> bool {
        is_long(self.chars)
    }

    /// What a paragraph of that text looks like on any page.
    pub(in crate::features) fn emit(&self, text: &str, sink: &mut impl FnMut(Family, Name<'_>)) {
        let mut shape = |template, bucket| sink(Family::Shape, Name::Number(template, bucket));
        let (chars, sentences) = (log_bucket(self.chars), log_bucket(self.sentences as usize));
        let (first, last) = (self.first as usize, self.last as usize);
        shape(CHARS, chars);
        let words = self.words as usize + self.wide as usize / 2;
        shape(WORDS, log_bucket(words));
        shape(SENTENCES, sentences);
        shape(FIRST, first);
        shape(LAST, last);
        shape(ENDS, first * 16 + last);
        shape(CHARS_LAST, chars * 16 + last);
        shape(CHARS_SENTENCES, chars * 32 + sentences);
        shape(DIGITS, tenths(self.digits as usize, self.chars).div_ceil(2));
        if self.letters > 1 && self.upper == self.letters {
            shape(ALL_CAPITALS, 1);
        }
        for sign in self.signs.numbers() {
            shape(SIGN, sign.into());
        }
        let [colon, full_stop] = OF_ADDRESSES.map(|sign| self.signs.union(sign) == self.signs);
        if colon && text.contains("://") || full_stop && text.contains("www.") {
            shape(ADDRESS, 1);
        }
    }

    /// What it looks like on a page whose running text has that share of words with a capital.
    pub(in crate::features) fn emit_capitals(
        &self,
        usual: f32,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let mut shape = |template, bucket| sink(Family::Shape, Name::Number(template, bucket));
        let capitalised = self.fifths_beyond(usual);
        shape(CAPITALISED, capitalised);
        shape(CHARS_CAPITALISED, log_bucket(self.chars) * 8 + capitalised);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::texts_of;
    use crate::structure::LONG;

    fn features(text: &str) -> Vec<String> {
        texts_of(Family::Shape, |sink| {
            let shape = Shape::measure(text);
            shape.emit(text, sink);
            shape.emit_capitals(USUAL, sink);
        })
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
        let signs = [',', '.', '?'].map(|sign| Signs::one(number(sign)));
        assert_eq!(shape.signs, signs.into_iter().collect());
    }

    #[test]
    fn other_scripts_look_like_latin_ones() {
        let latin = Shape::measure("aa aa? aa, aa.");
        let han = Shape::measure("船来？是，好。");
        assert_eq!(
            (han.chars, han.sentences, han.last),
            (11, 2, CharClass::Stop)
        );
        assert_eq!((han.words + han.wide / 2, han.signs), (3, latin.signs));
        assert_eq!(Shape::measure("₹ 7").signs, Shape::measure("￥ 7").signs);
        assert_eq!(Shape::measure("कल।").last, CharClass::Stop);
    }

    #[test]
    fn capitals_count_beyond_those_of_the_running_text() {
        let prose = "Die Fähre fährt am Montag. ".repeat(6);
        let shapes = ["Fähre", &prose].map(Shape::measure);
        // Three words of five have one.
        let usual = Shape::usual_capitals(&shapes);
        assert!((usual - 0.6).abs() < 1e-6);
        assert_eq!(
            (
                shapes[0].fifths_beyond(usual),
                shapes[1].fifths_beyond(usual)
            ),
            (5, 0)
        );
        assert_eq!(Shape::measure("Die Fähre fährt").fifths_beyond(0.0), 3);
        assert_eq!(Shape::usual_capitals(&shapes[..1]), USUAL);
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
            "chars-last=99",
            "chars-sentences=192",
            "digits=1",
            "sign=17",
            "capitalised=0",
            "chars-capitalised=48",
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
