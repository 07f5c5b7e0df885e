//! Cues: what characteristic words mean, whatever the language.
//!
//! Pitches in the rarer languages are few, but `Abonnieren`, `S'abonner` and `Suscríbete` all ask for the same. A cue is a
//! meaning with its words in many languages, so that what is learned in one of them counts in all. The words are in
//! `cue/languages`, a file a language, which a speaker can correct without reading Rust; the page's language says which
//! file is read, and English is read beside it, since pages in all languages have a `Newsletter` and a `Login`.

mod fold;
mod languages;
mod meaning;
mod table;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::bits::bit_set;
use crate::Language;
pub(super) use fold::fold;
#[cfg(test)]
pub(super) use languages::texts;
pub(super) use meaning::COUNT;
use meaning::MEANINGS;
use table::Table;
pub(super) use table::{Phrase, Second, Seconds, word_key};

bit_set! {
    /// A set of cues.
    CueSet(u128)
}

/// The names of all cues, in the order of their numbers.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    MEANINGS.into_iter()
}

/// The name of a cue.
pub(super) const fn name(cue: u8) -> &'static str {
    MEANINGS[cue as usize]
}

/// The cue of a name, if there is one.
#[cfg(any(test, feature = "train"))]
pub(super) fn find(name: &str) -> Option<u8> {
    let at = MEANINGS.iter().position(|own| *own == name);
    at.map(|cue| cue as u8)
}

/// The words of a language, and those of English.
#[derive(Clone, Copy)]
pub(super) struct Cues {
    own: Option<&'static Table>,
    english: &'static Table,
}

impl Cues {
    /// Those of a language; those of English alone for a language that is not known or has no file.
    pub(super) fn for_language(language: Option<Language>) -> Cues {
        Cues {
            own: language.and_then(languages::table),
            english: languages::english(),
        }
    }

    /// What a folded word means by itself; hands over the phrases of several words whose first it is. The own language goes
    /// before English, a word before a beginning, a longer beginning before a shorter one.
    pub(super) fn look_up(self, word: &str, mut phrases: impl FnMut(&'static Phrase)) -> Meaning {
        let mut meaning = Meaning::default();
        for table in self.own.into_iter().chain([self.english]) {
            for phrase in table.starting_with(word) {
                if phrase.is_long() {
                    phrases(phrase);
                } else if phrase.at_start {
                    meaning.at_start.get_or_insert(phrase.cue);
                } else {
                    meaning.anywhere.get_or_insert(phrase.cue);
                }
            }
        }
        meaning
    }

    /// The cue of a lower-case word of an address or of a class.
    pub(super) fn in_name(self, word: &str) -> Option<CueSet> {
        let meaning = self.look_up(&fold(word), |_| {});
        meaning.anywhere.or(meaning.at_start).map(CueSet::one)
    }
}

/// The words of an address, lower-cased: what stands between signs, in whatever case.
pub(super) fn words_of_address(address: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let words = address.split(|c: char| !c.is_alphabetic());
    let words = words.filter(|word| word.len() > 1);
    words.map(|word| {
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            Cow::Borrowed(word)
        } else {
            Cow::Owned(word.to_lowercase())
        }
    })
}

/// The cue of a word wherever it stands, and the one it has at the start of a paragraph.
#[derive(Clone, Copy, Default)]
pub(super) struct Meaning {
    pub(super) anywhere: Option<u8>,
    pub(super) at_start: Option<u8>,
}
