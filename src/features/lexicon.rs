//! Lexicon: what is known of the tokens of one language, looked up once and kept from page to page.

use std::borrow::Cow;
use std::hash::{BuildHasherDefault, Hasher};

use rapidhash::v3::rapidhash_v3;

use super::concept::{self, Concepts};
use super::name::Word;
use super::stem::Stem;
use crate::Language;

/// Bytes of stems that a lexicon keeps; one that has grown beyond is begun anew at the next page.
const MOST_BYTES: usize = 1 << 20;

/// Languages that are kept at once: a crawl has few, and a lexicon of a million bytes of stems takes ten.
const MOST_LANGUAGES: usize = 4;

/// The lexicons of several languages.
#[derive(Default)]
pub(crate) struct Lexicons(Vec<Lexicon>);

impl Lexicons {
    /// The lexicon of a language, with room for a page more.
    pub(crate) fn of(&mut self, language: Option<Language>) -> &mut Lexicon {
        let is_kept =
            |lexicon: &Lexicon| lexicon.language == language && lexicon.stems.len() <= MOST_BYTES;
        let at = self.0.iter().position(is_kept).unwrap_or_else(|| {
            self.0.retain(|lexicon| lexicon.language != language);
            if self.0.len() == MOST_LANGUAGES {
                self.0.clear();
            }
            self.0.push(Lexicon::new(language));
            self.0.len() - 1
        });
        &mut self.0[at]
    }
}

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
    pub(super) fn new(language: Option<Language>) -> Lexicon {
        Lexicon {
            language,
            stem: Stem::new(language),
            by_token: KeyMap::default(),
            entries: Vec::new(),
            stems: String::new(),
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
        let named = |entry| lexicon.concepts(entry).numbers().map(concept::name).next();
        assert_eq!(
            (named(ferries), named(subscribe)),
            (None, Some("subscribe"))
        );
    }

    #[test]
    fn a_language_is_kept_until_there_are_too_many() {
        let mut lexicons = Lexicons::default();
        let language = |code: &str| Some(code.parse().expect("a code"));
        lexicons.of(language("en")).enter("ferries");
        for other in ["de", "fr", "es"] {
            assert!(lexicons.of(language(other)).entries.is_empty());
        }
        assert_eq!(lexicons.of(language("en")).entries.len(), 1);
        assert!(lexicons.of(None).entries.is_empty() && lexicons.0.len() == 1);
    }
}
