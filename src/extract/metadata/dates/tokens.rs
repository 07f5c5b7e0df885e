//! A text -> numbers, words and signs, as dates are made of them.

use crate::extract::words::fold::fold;

/// How much of a text is looked at, in bytes: a dateline is short.
const LONGEST: usize = 400;

/// What a token is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, and of how many digits.
    Number(u64, usize),
    /// A word, folded.
    Word(String),
    /// Any other character but white space; and those that Chinese, Japanese and Korean put behind numbers.
    Sign(char),
}

/// A piece of a text.
#[derive(Debug)]
pub(super) struct Token {
    pub kind: Kind,
    /// Where it starts and ends, in bytes.
    pub start: usize,
    pub end: usize,
}

impl Token {
    /// The number, if it has at most this many digits.
    pub fn number(&self, most_digits: usize) -> Option<u64> {
        match self.kind {
            Kind::Number(value, digits) if digits <= most_digits => Some(value),
            _ => None,
        }
    }

    /// The word, or nothing.
    pub fn word(&self) -> &str {
        match &self.kind {
            Kind::Word(word) => word,
            _ => "",
        }
    }

    /// The sign, if it is one.
    pub fn sign(&self) -> Option<char> {
        match self.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }
}

/// Whether a text has a number: without one it names no date.
pub(super) fn has_digit(text: &str) -> bool {
    let is_other = |c: char| !c.is_ascii() && digit(c).is_some();
    text.bytes().any(|byte| byte.is_ascii_digit()) || (!text.is_ascii() && text.contains(is_other))
}

/// The tokens of a text's beginning.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let mut tokens = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        let class = Class::classify(first);
        let mut end = start + first.len_utf8();
        while class.runs_on()
            && let Some((_, next)) = characters.next_if(|(_, c)| Class::classify(*c) == class)
        {
            end += next.len_utf8();
        }
        let kind = match class {
            Class::Space => continue,
            Class::Digit => number(&text[start..end]),
            Class::Letter => Kind::Word(fold(&text[start..end])),
            Class::Sign => Kind::Sign(first),
        };
        tokens.push(Token { kind, start, end });
    }
    tokens
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Digit,
    Letter,
    Sign,
}

impl Class {
    fn classify(c: char) -> Class {
        match c {
            c if c.is_whitespace() => Class::Space,
            c if digit(c).is_some() => Class::Digit,
            '年' | '月' | '日' | '년' | '월' | '일' => Class::Sign,
            // Accents that stand alone, and the signs in words of Hindi that are no letters.
            '\u{300}'..='\u{36F}' | '\u{93C}' | '\u{94D}' => Class::Letter,
            c if c.is_alphabetic() => Class::Letter,
            _ => Class::Sign,
        }
    }

    fn runs_on(self) -> bool {
        self != Class::Sign
    }
}

/// The value of a digit, of Latin, Arabic, Persian, Devanagari and wide ones.
fn digit(c: char) -> Option<u64> {
    let zeros = ['0', '\u{660}', '\u{6F0}', '\u{966}', '\u{FF10}'];
    let values = zeros.map(|zero| u64::from(c).wrapping_sub(u64::from(zero)));
    values.into_iter().find(|value| *value < 10)
}

fn number(digits: &str) -> Kind {
    let values = digits.chars().filter_map(digit);
    let value = values.fold(0_u64, |sum, digit| {
        sum.saturating_mul(10).saturating_add(digit)
    });
    Kind::Number(value, digits.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let shown = |token: Token| match token.kind {
            Kind::Number(value, digits) => format!("{value}/{digits}"),
            Kind::Word(word) => word,
            Kind::Sign(sign) => format!("<{sign}>"),
        };
        tokens(text).into_iter().map(shown).collect()
    }

    #[test]
    fn numbers_words_and_signs_are_apart() {
        assert_eq!(
            shown("27th Märch, 08h15"),
            ["27/2", "th", "march", "<,>", "8/2", "h", "15/2"]
        );
        assert_eq!(shown("2024年3月"), ["2024/4", "<年>", "3/1", "<月>"]);
        assert_eq!(shown("٢٧ २७ ２７"), ["27/2"; 3]);
        assert_eq!(shown("अक्टूबर १").len(), 2);
    }
}
