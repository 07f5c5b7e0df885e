//! Text -> tokens: runs of letters and digits, lower-cased.

use crate::ends::Ends;

/// Longest token kept, in bytes; longer ones are cut. Hardly a word is that long, 21 letters of Bengali, but addresses and
/// base64 are.
const LONGEST: usize = 64;

/// The tokens of one text, in a buffer that is used again for the next text.
#[derive(Default)]
pub(in crate::features) struct Tokens {
    text: String,
    /// End of each token.
    ends: Ends,
}

impl Tokens {
    /// Reads the tokens of a text: runs of letters and digits, lower-cased, with `'` inside a word kept; numbers become
    /// one `0` per digit; currency and other meaningful signs, and each letter of a script without spaces (Han, Kana, Thai, Lao,
    /// Burmese, Khmer) with its marks, are tokens by themselves.
    pub(in crate::features) fn read(&mut self, text: &str) {
        self.text.clear();
        self.ends.clear();
        // Whether the last token is a letter of a script without spaces, to which marks may be added.
        let mut is_letter = false;
        for (at, c) in text.char_indices() {
            if is_letter {
                if is_mark_of_letter(c) {
                    self.push(c);
                    continue;
                }
                self.finish();
                is_letter = false;
            }
            match class(c) {
                Class::Space => self.finish(),
                Class::Lower => self.push(c),
                Class::Upper if c.is_ascii() => self.push(c.to_ascii_lowercase()),
                Class::Upper => self.push_all(c.to_lowercase()),
                Class::Digit => self.push('0'),
                Class::Alone => {
                    self.finish();
                    self.text.push(c);
                    is_letter = true;
                }
                Class::Apostrophe => self.apostrophe(&text[at + c.len_utf8()..]),
            }
        }
        self.finish();
    }

    /// Number of tokens.
    pub(in crate::features) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A token.
    #[inline]
    pub(in crate::features) fn get(&self, index: usize) -> &str {
        &self.text[self.ends.range(index)]
    }

    #[inline]
    fn open(&self) -> usize {
        self.text.len() - self.ends.last()
    }

    #[inline]
    fn push(&mut self, c: char) {
        if self.open() < LONGEST {
            self.text.push(c);
        }
    }

    fn push_all(&mut self, lower: std::char::ToLowercase) {
        if self.open() < LONGEST {
            self.text.extend(lower);
        }
    }

    /// An apostrophe between letters belongs to the word.
    fn apostrophe(&mut self, rest: &str) {
        if self.open() > 0 && rest.chars().next().is_some_and(char::is_alphabetic) {
            self.text.push('\'');
        } else {
            self.finish();
        }
    }

    #[inline]
    fn finish(&mut self) {
        if self.open() > 0 {
            self.ends.push(self.text.len());
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
    let rest = &text[first.len_utf8()..];
    let marks = rest.find(|c| !is_mark_of_letter(c)).unwrap_or(rest.len());
    Some(&text[..first.len_utf8() + marks])
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
