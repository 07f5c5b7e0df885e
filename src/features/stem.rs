//! Words -> stems, without the panics of the stemmers underneath.
//!
//! rust-stemmers 1.2 is generated from Snowball, and its Greek stemmer panics at two places, where it goes on to use
//! the bounds of an ending that it has already cut off:
//!
//! - `r_steps3`, for words that start `ισαισ`;
//! - `r_step5c`, for an ending `ετε` after one of 27 stems after one of 25 prefixes, as in `αναιρετε`.
//!
//! Both look only at rules for whole words: the prefix must stand at the word's start. So Greek words that could get
//! there are stemmed with a letter in front that no rule knows, and the letter is taken off the stem. All other
//! words go to the stemmer as they are. (All 486 million strings of three of the Greek stemmer's own affixes were
//! tried: no other word panics without this, and none with it. Nor did any of 3 million words for each of the other
//! languages, made of their affixes and letters of other scripts.)

use std::borrow::Cow;
use std::panic;

use rust_stemmers::{Algorithm, Stemmer};

use crate::Language;

/// Longest word that is stemmed, in bytes: longer than words of any language here, in any script. Beyond it lie
/// links and encoded data, for which stemming would mean nothing, and the stemmers' time grows with the square.
const LONGEST: usize = 160;

/// A letter that none of the Greek stemmer's whole-word rules start with.
const GREEK_SHIELD: char = 'ψ';

/// Stems words of one language; words of a language without stemmer stay as they are.
pub(crate) struct Stem {
    algorithm: Option<Algorithm>,
    stemmer: Option<Stemmer>,
}

impl Stem {
    /// The stemmer of a language, if it is known and has one.
    pub(crate) fn new(language: Option<Language>) -> Stem {
        Stem::with(language.and_then(Language::stemmer))
    }

    fn with(algorithm: Option<Algorithm>) -> Stem {
        Stem {
            algorithm,
            stemmer: algorithm.map(Stemmer::create),
        }
    }

    /// The stem of a lower-case word, which is the word itself where no rule applies or the word is over 160 bytes.
    pub(crate) fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        match &self.stemmer {
            Some(stemmer) if word.len() <= LONGEST => {
                if self.algorithm == Some(Algorithm::Greek) && needs_shield(word) {
                    stem_shielded(stemmer, word)
                } else {
                    stem_caught(stemmer, word)
                }
            }
            _ => Cow::Borrowed(word),
        }
    }
}

/// The stem, or the word if the stemmer panics, which no word is known to make it do.
fn stem_caught<'a>(stemmer: &Stemmer, word: &'a str) -> Cow<'a, str> {
    panic::catch_unwind(|| stemmer.stem(word)).unwrap_or(Cow::Borrowed(word))
}

/// Whether a Greek word might reach one of the two places: it holds `ετε` or starts `ισαισ`, accents aside.
fn needs_shield(word: &str) -> bool {
    let mut letters = word.chars().map(without_accent);
    let starts = "ισαισ".chars().all(|c| letters.next() == Some(c));
    starts || holds_ete(word)
}

fn holds_ete(word: &str) -> bool {
    let (mut before, mut last) = (' ', ' ');
    word.chars().map(without_accent).any(|c| {
        let found = (before, last, c) == ('ε', 'τ', 'ε');
        (before, last) = (last, c);
        found
    })
}

/// The letters in question as the stemmer sees them: without tonos and dialytika, capitals and final sigma folded.
fn without_accent(c: char) -> char {
    match c {
        'ά' | 'Ά' | 'Α' => 'α',
        'έ' | 'Έ' | 'Ε' => 'ε',
        'ί' | 'ϊ' | 'ΐ' | 'Ί' | 'Ϊ' | 'Ι' => 'ι',
        'ς' | 'Σ' => 'σ',
        'Τ' => 'τ',
        _ => c,
    }
}

/// The stem of a word that is kept from matching rules for whole words.
fn stem_shielded<'a>(stemmer: &Stemmer, word: &'a str) -> Cow<'a, str> {
    let shielded = format!("{GREEK_SHIELD}{word}");
    let stem = stem_caught(stemmer, &shielded);
    match stem.strip_prefix(GREEK_SHIELD) {
        Some(stem) if !stem.is_empty() => Cow::Owned(stem.to_owned()),
        _ => Cow::Borrowed(word),
    }
}
