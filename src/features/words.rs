//! Words: lower-cased, stemmed in the page's language, alone and in pairs.

use std::collections::HashMap;

use super::stem::Stem;
use super::{Family, Name};
use crate::Language;
use crate::page::Page;
use crate::structure::without_bullet;

/// Words taken from the start of a paragraph, and from its end when it is longer than both together.
///
/// What a paragraph is for shows at its ends, and the weight of a word must not drown in a very long text.
const HEAD: usize = 40;
const TAIL: usize = 20;

/// Longest token kept, in bytes; longer ones are cut. No language's words are, but addresses and base64 are.
const LONGEST: usize = 40;

/// The stemmed words of every paragraph of a page, in one string.
#[derive(Default)]
pub(crate) struct Words {
    arena: String,
    /// End of each word in `arena`.
    ends: Vec<usize>,
    /// The concept of each word, or [`NONE`].
    concepts: Vec<u8>,
    /// End of each paragraph, in words.
    paragraph_ends: Vec<usize>,
}

/// No concept.
const NONE: u8 = u8::MAX;

impl Words {
    pub(crate) fn of(page: &Page, language: Option<Language>) -> Words {
        let mut words = Words::default();
        let mut stems = Stems::new(language);
        for paragraph in page.paragraphs() {
            words.push_ends_of(without_bullet(paragraph.text()), &mut stems);
            words.paragraph_ends.push(words.ends.len());
        }
        words
    }

    /// Appends the words of a text's head and tail.
    fn push_ends_of(&mut self, text: &str, stems: &mut Stems) {
        let tokens: Vec<String> = tokens(text);
        let skipped = if tokens.len() > HEAD + TAIL {
            HEAD..tokens.len() - TAIL
        } else {
            0..0
        };
        for (i, token) in tokens.iter().enumerate() {
            if !skipped.contains(&i) {
                let (stem, concept) = stems.get(token);
                self.arena.push_str(stem);
                self.ends.push(self.arena.len());
                self.concepts.push(*concept);
            }
        }
    }

    /// The words of a paragraph, stemmed; of a long one, only its ends.
    pub(crate) fn paragraph(&self, index: usize) -> impl Iterator<Item = &str> + '_ {
        let start = index.checked_sub(1).map_or(0, |i| self.paragraph_ends[i]);
        (start..self.paragraph_ends[index]).map(|i| {
            let from = i.checked_sub(1).map_or(0, |i| self.ends[i]);
            &self.arena[from..self.ends[i]]
        })
    }

    /// The concepts of a paragraph, as often as they occur.
    pub(super) fn concepts(&self, index: usize) -> impl Iterator<Item = u8> + '_ {
        let start = index.checked_sub(1).map_or(0, |i| self.paragraph_ends[i]);
        self.concepts[start..self.paragraph_ends[index]]
            .iter()
            .copied()
            .filter(|c| *c != NONE)
    }

    pub(super) fn emit(&self, index: usize, name: &mut Name, sink: &mut impl FnMut(Family, &str)) {
        let mut previous = "^";
        for word in self.paragraph(index) {
            sink(Family::Word, word);
            sink(Family::Pair, name.pair(previous, word));
            previous = word;
        }
        sink(Family::Pair, name.pair(previous, "$"));
    }
}

/// Stems of one language, remembered by word.
struct Stems {
    stem: Stem,
    known: HashMap<String, (String, u8)>,
}

impl Stems {
    fn new(language: Option<Language>) -> Stems {
        Stems {
            stem: Stem::new(language),
            known: HashMap::new(),
        }
    }

    fn get(&mut self, word: &str) -> &(String, u8) {
        if !self.known.contains_key(word) {
            let stem = self.stem.stem(word).into_owned();
            let concept = super::concept::of(word).unwrap_or(NONE);
            self.known.insert(word.to_owned(), (stem, concept));
        }
        &self.known[word]
    }
}

/// The tokens of a text: runs of letters and digits, lower-cased, with `'` inside a word kept;
/// numbers become one `0` a digit; currency and other telling signs, and each Han or Kana character, stand alone.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if stands_alone(c) {
            finish(&mut word, &mut tokens);
            tokens.push(c.to_string());
        } else if c.is_alphanumeric() || is_mark(c) {
            push_lower(&mut word, c);
        } else if matches!(c, '\'' | '\u{2019}')
            && !word.is_empty()
            && chars.peek().is_some_and(|next| next.is_alphabetic())
        {
            word.push('\'');
        } else {
            finish(&mut word, &mut tokens);
        }
    }
    finish(&mut word, &mut tokens);
    tokens
}

fn push_lower(word: &mut String, c: char) {
    if word.len() >= LONGEST {
        return;
    }
    if c.is_ascii_digit() {
        word.push('0');
    } else {
        word.extend(c.to_lowercase());
    }
}

fn finish(word: &mut String, tokens: &mut Vec<String>) {
    if !word.is_empty() {
        tokens.push(std::mem::take(word));
    }
}

/// Signs that say as much as a word, and scripts written without spaces.
fn stands_alone(c: char) -> bool {
    matches!(
        c,
        '$' | '€' | '£' | '¥' | '%' | '©' | '@' | '#' | '+' | '×' | '•' | '»' | '›' | '→' | '|'
    ) || matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{065F}' | '\u{0900}'..='\u{0DFF}' | '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_long_paragraph_keeps_its_ends() {
        let text: Vec<String> = (0..100)
            .map(|i| format!("w{}", "abcdefghij".chars().nth(i / 10).unwrap()))
            .collect();
        let page = Page::from_text(&text.join(" "));
        let words = Words::of(&page, None);
        let kept: Vec<&str> = words.paragraph(0).collect();
        assert_eq!(kept.len(), HEAD + TAIL);
        assert_eq!((kept[39], kept[40]), ("wd", "wi"));
    }

    #[test]
    fn pairs_know_where_the_paragraph_starts_and_ends() {
        let page = Page::from_text("Sign in");
        let words = Words::of(&page, "en".parse().ok());
        let mut seen = Vec::new();
        words.emit(0, &mut Name::default(), &mut |family, name: &str| {
            seen.push((family, name.to_owned()));
        });
        let expected = [
            (Family::Word, "sign"),
            (Family::Pair, "^ sign"),
            (Family::Word, "in"),
            (Family::Pair, "sign in"),
            (Family::Pair, "in $"),
        ];
        assert_eq!(seen, expected.map(|(f, n)| (f, n.to_owned())));
    }
}
