//! Words -> stems, without the panics of the stemmers underneath.
//!
//! rust-stemmers 1.2 is generated from Snowball, and its Greek stemmer panics at two places, where it goes on to use
//! the bounds of an ending that it has already cut off:
//!
//! - `r_steps3`, for words that start `ισαισ`;
//! - `r_step5c`, for an ending `ετε` after one of 27 stems after one of 25 prefixes, as in `αναιρετε`.
//!
//! Both look only at rules for whole words: the prefix must be at the word's start. So Greek words that could get
//! there are stemmed with a Latin letter in front, which no rule knows, and the letter is taken off the stem. All other
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

/// A letter that occurs in none of the Greek stemmer's rules.
const GREEK_SHIELD: char = 'q';

/// Stems words of one language; words of a language without a stemmer stay as they are.
pub(super) struct Stem {
    algorithm: Option<Algorithm>,
    stemmer: Option<Stemmer>,
}

impl Stem {
    /// The stemmer of a language, if it is known and has one.
    pub(super) fn new(language: Option<Language>) -> Stem {
        Stem::with(language.and_then(Language::stemmer))
    }

    fn with(algorithm: Option<Algorithm>) -> Stem {
        Stem {
            algorithm,
            stemmer: algorithm.map(Stemmer::create),
        }
    }

    /// The stem of a lower-case word, which is the word itself where no rule applies or the word is over 160 bytes.
    pub(super) fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        match &self.stemmer {
            Some(stemmer) if word.len() <= LONGEST => {
                if self.algorithm == Some(Algorithm::Greek) && needs_shield(word) {
                    stem_shielded(stemmer, word)
                } else {
                    stem_caught(stemmer, word)
                }
            }
            _ => Cow::Borrowed(without_particles(word)),
        }
    }
}

/// The first two syllables of a word of Hangul: what follows is mostly a particle, an ending or the rest of a compound.
fn without_particles(word: &str) -> &str {
    let is_syllable = |c: char| matches!(c, '\u{AC00}'..='\u{D7A3}');
    let mut syllables = word.char_indices().take_while(|(_, c)| is_syllable(*c));
    match syllables.nth(2) {
        Some((end, _)) => &word[..end],
        None => word,
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    #[test]
    fn words_of_hangul_lose_what_follows_the_second_syllable() {
        let stem = Stem::new("ko".parse().ok());
        let stems = ["신문에서", "신문", "로그인", "a신문사"].map(|word| stem.stem(word));
        assert_eq!(stems, ["신문", "신문", "로그", "a신문사"]);
    }

    const ALL: [Algorithm; 18] = [
        Algorithm::Arabic,
        Algorithm::Danish,
        Algorithm::Dutch,
        Algorithm::English,
        Algorithm::Finnish,
        Algorithm::French,
        Algorithm::German,
        Algorithm::Greek,
        Algorithm::Hungarian,
        Algorithm::Italian,
        Algorithm::Norwegian,
        Algorithm::Portuguese,
        Algorithm::Romanian,
        Algorithm::Russian,
        Algorithm::Spanish,
        Algorithm::Swedish,
        Algorithm::Tamil,
        Algorithm::Turkish,
    ];

    fn stem(code: &str, word: &str) -> String {
        Stem::new(code.parse().ok()).stem(word).into_owned()
    }

    #[test]
    fn inflected_words_share_a_stem() {
        assert_eq!(stem("en", "subscriptions"), stem("en", "subscription"));
        assert_eq!(stem("de", "abonnements"), stem("de", "abonnement"));
        assert_eq!(stem("el", "μένετε"), stem("el", "μένουμε"));
    }

    #[test]
    fn words_without_stemmer_and_endless_words_stay() {
        assert_eq!(stem("pl", "subskrypcje"), "subskrypcje");
        assert_eq!(Stem::new(None).stem("subscriptions"), "subscriptions");
        let endless = "subscription".repeat(20_000) + "s";
        assert_eq!(stem("en", &endless), endless);
    }

    #[test]
    fn greek_words_that_the_stemmer_cannot_take_are_shielded() {
        for word in [
            "αναιρετε",
            "υενθετε",
            "αναιρέτε",
            "ισαισε",
            "ισαΐσατε",
            "ισαισειζω",
        ] {
            assert!(needs_shield(word), "{word}");
            let plain: String = word.chars().map(without_accent).collect();
            let stem = stem("el", word);
            assert!(
                !stem.is_empty() && stem.len() <= plain.len(),
                "{word} {stem}"
            );
        }
        assert!(!needs_shield("έχουμε"));
    }

    /// Words of letters with and without marks, in the scripts of the stemmers and in others.
    fn word() -> impl Strategy<Value = String> {
        let piece = select(vec![
            "[a-z']{1,4}",
            "[à-žıi\u{307}ğşț]{1,3}",
            "[ά-ώἀ-ῼ]{1,5}",
            "[а-ё]{1,5}",
            "[ء-ي\u{64B}-\u{652}]{1,5}",
            "[அ-ஹ\u{BBE}-\u{BCD}]{1,5}",
            "[\u{300}-\u{345}]",
            "\\PC{1,2}",
        ]);
        prop::collection::vec(piece.prop_flat_map(|pattern| pattern), 1..5)
            .prop_map(|pieces| pieces.concat().to_lowercase())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn no_word_panics(word in word()) {
            for algorithm in ALL {
                let stemmer = Stemmer::create(algorithm);
                let stem = if algorithm == Algorithm::Greek && needs_shield(&word) {
                    stemmer.stem(&format!("{GREEK_SHIELD}{word}")).into_owned()
                } else {
                    stemmer.stem(&word).into_owned()
                };
                prop_assert!(stem.len() <= 3 * word.len() + 8);
                Stem::with(Some(algorithm)).stem(&word);
            }
        }

        #[test]
        fn greek_affixes_never_panic(parts in prop::collection::vec(select(vec![
            "ισα", "ισε", "ισατε", "ισεσ", "ετε", "ησετε", "αιρ", "ενθ", "συν", "υ", "αν", "θ", "κοπ", "ιζω", "ωθηκα", "αγαμε",
        ]), 1..6)) {
            let word = parts.concat();
            let stemmer = Stemmer::create(Algorithm::Greek);
            if needs_shield(&word) {
                stemmer.stem(&format!("{GREEK_SHIELD}{word}"));
            } else {
                stemmer.stem(&word);
            }
        }
    }
}
