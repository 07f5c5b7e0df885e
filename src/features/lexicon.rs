//! Lexicon: what is known of the tokens of one language, looked up once and kept from page to page.

use std::borrow::Cow;
use std::hash::{BuildHasherDefault, Hasher};

use rapidhash::v3::rapidhash_v3;

use super::concept::{self, Concepts};
use super::name::Word;
use super::stem::Stem;
use crate::Language;

/// Bytes of stems that are kept; a lexicon that has grown beyond is begun anew at the next page.
const MOST_BYTES: usize = 4 << 20;

/// A map whose keys are hashes already.
pub(super) type KeyMap<V> = std::collections::HashMap<u64, V, BuildHasherDefault<KeyHasher>>;

/// The tokens of one language that have been seen, their stems and concepts.
pub(crate) struct Lexicon {
    language: Option<Language>,
    stem: Stem,
    /// The entry of each token, by the token's hash.
    by_token: KeyMap<u32>,
    entries: Vec<Entry>,
    stems: String,
}

#[derive(Clone, Copy)]
struct Entry {
    /// The stem's place in `stems`.
    start: u32,
    end: u32,
    key: u64,
    concepts: Concepts,
}

impl Lexicon {
    /// An empty lexicon; without a language words stay as they are.
    pub(crate) fn new(language: Option<Language>) -> Lexicon {
        Lexicon {
            language,
            stem: Stem::new(language),
            by_token: KeyMap::default(),
            entries: Vec::new(),
            stems: String::new(),
        }
    }

    /// Makes room for a page of a language: forgets what is of another, or too much.
    pub(crate) fn turn_to(&mut self, language: Option<Language>) {
        if self.language != language || self.stems.len() > MOST_BYTES {
            *self = Lexicon::new(language);
        }
    }

    /// The number of a token's entry.
    #[inline]
    pub(super) fn enter(&mut self, token: &str) -> u32 {
        let key = rapidhash_v3(token.as_bytes());
        match self.by_token.get(&key) {
            Some(entry) => *entry,
            None => self.enter_new(key, token),
        }
    }

    fn enter_new(&mut self, key: u64, token: &str) -> u32 {
        let stem: Cow<'_, str> = self.stem.stem(token);
        let start = self.stems.len() as u32;
        self.stems.push_str(&stem);
        let number = self.entries.len() as u32;
        self.entries.push(Entry {
            start,
            end: self.stems.len() as u32,
            key: Word::new(&stem).key(),
            concepts: concept::of(token).map_or(Concepts::default(), Concepts::one),
        });
        self.by_token.insert(key, number);
        number
    }

    /// The stem of an entry.
    #[inline]
    pub(super) fn word(&self, entry: u32) -> Word<'_> {
        let Entry {
            start, end, key, ..
        } = self.entries[entry as usize];
        Word::with_key(&self.stems[start as usize..end as usize], key)
    }

    /// The key of an entry's stem, and the stem's length in bytes.
    #[inline]
    pub(super) fn key(&self, entry: u32) -> (u64, usize) {
        let entry = &self.entries[entry as usize];
        (entry.key, (entry.end - entry.start) as usize)
    }

    /// The concepts of an entry: one or none.
    #[inline]
    pub(super) fn concepts(&self, entry: u32) -> Concepts {
        self.entries[entry as usize].concepts
    }
}

/// Leaves a hash as it is.
#[derive(Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are u64")
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_entered_once_and_stemmed() {
        let mut lexicon = Lexicon::new("en".parse().ok());
        let (ferries, subscribe) = (lexicon.enter("ferries"), lexicon.enter("subscribe"));
        assert_eq!(lexicon.enter("ferries"), ferries);
        assert_eq!(lexicon.key(ferries), (Word::new("ferri").key(), 5));
        let named = |entry| lexicon.concepts(entry).names().map(Word::key).next();
        let expected = Some(Word::new("subscribe").key());
        assert_eq!((named(ferries), named(subscribe)), (None, expected));
    }

    #[test]
    fn another_language_begins_anew() {
        let mut lexicon = Lexicon::new("en".parse().ok());
        lexicon.enter("ferries");
        lexicon.turn_to("en".parse().ok());
        assert_eq!(lexicon.entries.len(), 1);
        lexicon.turn_to("de".parse().ok());
        assert!(lexicon.entries.is_empty() && lexicon.by_token.is_empty());
    }
}
