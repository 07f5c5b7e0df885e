//! Texts that were read in a wrong encoding once: UTF-8 as Windows-1252, by far the most frequent case, and lost bytes.
//!
//! A text is turned back: where characters are, as bytes of Windows-1252, those of UTF-8, it was garbled. By chance that
//! hardly happens in any language, but for a capital before a quotation mark: `IRMÃ”`, `CAFÉ»`.

use encoding_rs::WINDOWS_1252;

use super::pages::FilePage;
use super::{Finding, Place, Rule};
use crate::dataset::excerpt;

/// Stands for bytes that could not be read.
const LOST: char = '\u{fffd}';

/// The rule of garbled texts.
pub(super) fn find(pages: &[FilePage<'_>]) -> Vec<Finding> {
    let specials = specials();
    let mut found = Vec::new();
    for own in pages {
        for (number, paragraph) in own.page.page().paragraphs().iter().enumerate() {
            if let Some(message) = message(paragraph.text(), &specials) {
                let at = Place::row(own.page, number);
                found.push(Finding::new(Rule::GarbledText, at, message));
            }
        }
    }
    found
}

fn message(text: &str, specials: &Specials) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    if let Some(at) = text.find(LOST) {
        let found = excerpt(around(text, at));
        return Some(format!(
            "a character was lost and is U+FFFD now ({found}); take the text from its source again"
        ));
    }
    let (at, meant) = garbled(text, specials)?;
    let found = excerpt(around(text, at));
    Some(format!(
        "the text is UTF-8 that was read as Windows-1252 ({found} was {meant:?}); read its source as UTF-8"
    ))
}

/// The text from a word or so before a place.
fn around(text: &str, at: usize) -> &str {
    &text[text.floor_char_boundary(at.saturating_sub(12))..]
}

/// What the bytes from 0x80 to 0x9F mean in Windows-1252.
type Specials = [char; 32];

fn specials() -> Specials {
    std::array::from_fn(|i| {
        let byte = [0x80 + i as u8];
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(&byte);
        text.chars().next().expect("a character for each byte")
    })
}

/// The byte of a character beyond ASCII.
fn byte(c: char, specials: &Specials) -> Option<u8> {
    match u32::from(c) {
        0x80..=0xff => u8::try_from(u32::from(c)).ok(),
        _ => {
            let at = specials.iter().position(|special| *special == c)?;
            Some(0x80 + at as u8)
        }
    }
}

/// The first place of a text that was garbled, and what stood there.
fn garbled(text: &str, specials: &Specials) -> Option<(usize, char)> {
    // Where the last character that can be turned back ends, and how it began.
    let mut last: Option<(usize, usize, char)> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if let Some((meant, length)) = turned_back(&text[at..], specials) {
            let ends_capitals =
                before.is_uppercase() && !text[at + length..].starts_with(char::is_alphabetic);
            if is_telling(meant, ends_capitals) {
                return Some((at, meant));
            }
            if let Some((end, start, first)) = last
                && end == at
            {
                return Some((start, first));
            }
            last = Some((at + length, at, meant));
        }
        before = c;
    }
    None
}

/// Whether one such character is enough: an accented letter or sign of Western Europe that is not at the end of capitals, a
/// dash or quotation mark, `€` and `™`. Of others it takes two in a row.
fn is_telling(meant: char, ends_capitals: bool) -> bool {
    match meant {
        '\u{a0}'..='\u{ff}' => !ends_capitals,
        '\u{2010}'..='\u{2044}' | '€' | '™' => true,
        _ => false,
    }
}

/// The character whose UTF-8 a text begins with, one character for each byte, and how long that is there.
fn turned_back(text: &str, specials: &Specials) -> Option<(char, usize)> {
    let mut chars = text.char_indices();
    let lead = byte(chars.next()?.1, specials)?;
    let n = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = vec![lead];
    for _ in 1..n {
        bytes.push(byte(chars.next()?.1, specials)?);
    }
    let meant = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let length = chars.next().map_or(text.len(), |(end, _)| end);
    (!meant.is_control()).then_some((meant, length))
}

#[cfg(test)]
mod tests {
    use super::super::tests::lines;
    use super::*;

    /// A text as it is when its UTF-8 is read as Windows-1252.
    fn misread(text: &str) -> String {
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
        text.into_owned()
    }

    #[test]
    fn misread_texts_are_found() {
        for text in [
            "Fähre",
            "it’s",
            "Übersee",
            "2 €",
            "Überfahrt: 3 Å–Ö",
            "паром",
            "「船」",
            "GRÜẞE",
            "5 °C",
        ] {
            let read = misread(text);
            assert!(garbled(&read, &specials()).is_some(), "{read}");
            assert_eq!(garbled(text, &specials()), None, "{text}");
        }
        assert_eq!(garbled(&misread("it’s"), &specials()), Some((2, '’')));
        assert_eq!(
            lines(
                &format!("text,label\nFähre,article\n{},article\n", misread("Fähre")),
                Rule::GarbledText
            ),
            [3]
        );
    }

    #[test]
    fn text_as_people_write_it_is_left_alone() {
        for text in [
            "A MINHA IRMÃ”",
            "AU CAFÉ»",
            "Å–Ö",
            "São Tomé – «não»",
            "ÄÖÜ, äöü, ß",
            "Ærø Ðóra Þór",
            "Ça coûte 5 €…",
            "Île d’Yeu",
        ] {
            assert_eq!(garbled(text, &specials()), None, "{text}");
        }
    }

    #[test]
    fn lost_characters_are_found() {
        assert_eq!(
            lines("text,label\nF\u{fffd}hre,article\n", Rule::GarbledText),
            [2]
        );
    }
}
