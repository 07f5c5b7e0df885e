//! Text -> tokens: runs of letters and digits, lower-cased.

use std::ops::Range;

/// Longest token kept, in bytes; longer ones are cut. Hardly a word is that long, 21 letters of Bengali, but addresses and
/// base64 are.
const LONGEST: usize = 64;

/// The tokens of one text, in a buffer that is used again for the next text.
///
/// Most are runs of ASCII letters, which stand in the text as they are once it is lower-cased.
#[derive(Default)]
pub(in crate::features) struct Tokens {
    /// The text with its ASCII letters lower-cased, then the tokens that do not stand in it.
    text: String,
    spans: Vec<Range<usize>>,
}

impl Tokens {
    /// Reads the tokens of a text: runs of letters and digits, lower-cased, with `'` inside a word kept; numbers become
    /// one `0` per digit; currency and other meaningful signs, and each letter of a script without spaces (Han, Kana, Thai, Lao,
    /// Burmese, Khmer) with its marks, are tokens by themselves.
    pub(in crate::features) fn read(&mut self, text: &str) {
        self.text.clear();
        self.text.push_str(text);
        self.text.make_ascii_lowercase();
        self.spans.clear();
        let mut at = 0;
        while at < text.len() {
            let rest = &self.text.as_bytes()[at..text.len()];
            let letters = rest.iter().take_while(|byte| byte.is_ascii_lowercase());
            let letters = letters.count();
            match rest.get(letters) {
                Some(next) if !is_ascii_space(*next) => at = self.build(text, at),
                _ if letters > LONGEST => at = self.build(text, at),
                _ => {
                    if letters > 0 {
                        self.spans.push(at..at + letters);
                    }
                    at += letters + 1;
                }
            }
        }
    }

    /// Builds the token that begins at a place of the text, if one does, letter by letter; where to read on.
    fn build(&mut self, text: &str, at: usize) -> usize {
        let start = self.text.len();
        let mut rest = &text[at..];
        while let Some(c) = rest.chars().next() {
            let next = &rest[c.len_utf8()..];
            match class(c) {
                Class::Alone if self.text.len() > start => break,
                Class::Alone => {
                    let (letter, next) = rest.split_at(with_marks(rest));
                    letter.chars().for_each(|c| self.push(start, c));
                    rest = next;
                    break;
                }
                Class::Lower => self.push(start, c),
                Class::Upper if self.text.len() - start < LONGEST => {
                    self.text.extend(c.to_lowercase())
                }
                Class::Upper => {}
                Class::Digit => self.push(start, '0'),
                Class::Apostrophe
                    if self.text.len() > start && next.starts_with(char::is_alphabetic) =>
                {
                    self.text.push('\'');
                }
                Class::Space | Class::Apostrophe => {
                    rest = next;
                    break;
                }
            }
            rest = next;
        }
        if self.text.len() > start {
            self.spans.push(start..self.text.len());
        }
        text.len() - rest.len()
    }

    /// Number of tokens.
    pub(in crate::features) fn len(&self) -> usize {
        self.spans.len()
    }

    /// A token.
    #[inline]
    pub(in crate::features) fn get(&self, index: usize) -> &str {
        &self.text[self.spans[index].clone()]
    }

    /// Adds a character to the token that starts there, unless it is too long already.
    #[inline]
    fn push(&mut self, start: usize, c: char) {
        if self.text.len() - start < LONGEST {
            self.text.push(c);
        }
    }
}

/// The letter at the start of a text in a script without spaces, or another sign that is a token by itself, with its marks.
pub(in crate::features) fn letter(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    // From Latin to the scripts of India letters make words.
    let makes_words = first.is_ascii() || ('\u{C0}'..'\u{E00}').contains(&first);
    if makes_words || !matches!(class(first), Class::Alone) {
        return None;
    }
    Some(&text[..with_marks(text)])
}

/// Length of the first character of a text and the marks on it, in bytes.
fn with_marks(text: &str) -> usize {
    let mut after = text.char_indices().skip(1);
    let end = after.find(|(_, c)| !is_mark_of_letter(*c));
    end.map_or(text.len(), |(end, _)| end)
}

/// Whether a token is a number.
pub(in crate::features) fn is_number(token: &str) -> bool {
    token.bytes().all(|byte| byte == b'0')
}

/// What a character is to the tokens.
#[derive(Clone, Copy)]
enum Class {
    /// Ends a word.
    Space,
    /// Belongs to a word as it is.
    Lower,
    /// Belongs to a word once it is lower-cased.
    Upper,
    Digit,
    /// A token by itself.
    Alone,
    Apostrophe,
}

/// The classes of ASCII.
const ASCII: [Class; 128] = {
    let mut classes = [Class::Space; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b'$' | b'%' | b'@' | b'#' | b'+' | b'|' => Class::Alone,
            b'\'' => Class::Apostrophe,
            _ => Class::Space,
        };
        byte += 1;
    }
    classes
};

/// Whether an ASCII character ends a word and is no token.
fn is_ascii_space(byte: u8) -> bool {
    let class = ASCII.get(byte as usize);
    class.is_some_and(|class| matches!(class, Class::Space))
}

#[inline]
fn class(c: char) -> Class {
    match ASCII.get(c as usize) {
        Some(class) => *class,
        None => class_of_wide(c),
    }
}

fn class_of_wide(c: char) -> Class {
    match c {
        // Signs that mean as much as a word, and scripts written without spaces.
        '\u{20A0}'..='\u{20CF}' | '£' | '¥' | '©' | '×' | '•' | '»' | '›' | '→' => {
            Class::Alone
        }
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' => Class::Alone,
        c if is_digit(c) => Class::Digit,
        '\u{0E01}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => Class::Alone,
        '\u{2019}' => Class::Apostrophe,
        c if c.is_alphanumeric() || is_mark(c) => Class::Upper,
        _ => Class::Space,
    }
}

/// Digits of other scripts: Arabic, Persian, Devanagari and the others of Unicode's Indic blocks, Thai, Lao, Burmese, Khmer.
fn is_digit(c: char) -> bool {
    matches!(c, '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}' | '\u{0E50}'..='\u{0E59}' | '\u{0ED0}'..='\u{0ED9}')
        || matches!(c, '\u{1040}'..='\u{1049}' | '\u{17E0}'..='\u{17E9}' | '\u{FF10}'..='\u{FF19}')
        || (matches!(c, '\u{0966}'..='\u{0D6F}') && matches!(c as u32 & 0x7F, 0x66..=0x6F))
}

/// Combining marks belong to the letter before them; in scripts of India letters do too, since marks stand among them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{065F}' | '\u{0900}'..='\u{0DFF}' | '\u{200C}' | '\u{200D}')
        || is_mark_of_letter(c)
}

/// Accents, and the marks of scripts without spaces: Thai, Lao, Burmese, Khmer, Kana.
fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' | '\u{0EB1}')
        || matches!(c, '\u{0EB4}'..='\u{0EBC}' | '\u{0EC8}'..='\u{0ECE}' | '\u{102B}'..='\u{103E}' | '\u{1056}'..='\u{1059}')
        || matches!(c, '\u{17B4}'..='\u{17D3}' | '\u{3099}' | '\u{309A}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let mut tokens = Tokens::default();
        tokens.read("an older text");
        tokens.read(text);
        (0..tokens.len())
            .map(|i| tokens.get(i).to_owned())
            .collect()
    }

    #[test]
    fn the_token_stream_of_a_mixed_text() {
        assert_eq!(
            tokens("Don’t miss out: $9.99/month! 東京 “ÉTÉ” 2026"),
            [
                "don't", "miss", "out", "$", "0", "00", "month", "東", "京", "été", "0000"
            ]
        );
        assert_eq!(tokens("' ’ - "), Vec::<String>::new());
    }

    #[test]
    fn letters_of_scripts_without_spaces_stand_alone() {
        assert_eq!(tokens("สมัคร"), ["ส", "มั", "ค", "ร"]);
        assert_eq!(
            tokens("¥1,000 ₹९९ ٢٠ 年"),
            ["¥", "0", "000", "₹", "00", "00", "年"]
        );
        assert_eq!(
            (letter("มัค"), letter("log"), letter("€5")),
            (Some("มั"), None, Some("€"))
        );
    }

    #[test]
    fn an_apostrophe_needs_letters_on_both_sides() {
        assert_eq!(
            tokens("l'été rock'n'roll 'quoted' boys' '5"),
            ["l'été", "rock'n'roll", "quoted", "boys", "0"]
        );
    }

    #[test]
    fn a_long_token_is_cut() {
        let cut = tokens(&"x".repeat(100));
        assert_eq!(cut, ["x".repeat(LONGEST)]);
    }
}
