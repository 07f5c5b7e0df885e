//! Lexicon: what is known of the tokens of one language, looked up once and kept from page to page.

use std::borrow::Cow;
use std::hash::{BuildHasherDefault, Hasher};

use rapidhash::v3::rapidhash_v3;

use super::concept::{self, Concepts};
use super::name::Word;
use super::stem::Stem;
use crate::Language;

/// Bytes of stems that are kept at once, of all languages together; with all that belongs to them they take ten times that.
const MOST_BYTES: usize = 2 << 20;

/// The lexicons of several languages, the one asked for last at the end.
#[derive(Default)]
pub(crate) struct Lexicons(Vec<Lexicon>);

impl Lexicons {
    /// The lexicon of a language, with room for a page more: those not asked for longest make it.
    pub(crate) fn of(&mut self, language: Option<Language>) -> &mut Lexicon {
        let kept = self.0.iter().position(|kept| kept.language == language);
        let asked = kept.map_or_else(|| Lexicon::new(language), |at| self.0.remove(at));
        self.0.push(asked);
        while self.n_bytes() > MOST_BYTES {
            self.0.remove(0);
        }
        if self.0.is_empty() {
            self.0.push(Lexicon::new(language));
        }
        self.0.last_mut().expect("the one asked for")
    }

    fn n_bytes(&self) -> usize {
        self.0.iter().map(|lexicon| lexicon.stems.len()).sum()
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
    fn the_languages_asked_for_last_are_kept() {
        let mut lexicons = Lexicons::default();
        let language = |code: &str| Some(code.parse().expect("a code"));
        for (code, bytes) in [("en", 10), ("de", MOST_BYTES - 20), ("fr", 10), ("en", 0)] {
            let lexicon = lexicons.of(language(code));
            lexicon.stems.push_str(&"x".repeat(bytes));
        }
        let kept = |lexicons: &Lexicons| {
            lexicons
                .0
                .iter()
                .map(|kept| kept.language)
                .collect::<Vec<_>>()
        };
        assert_eq!(kept(&lexicons), ["de", "fr", "en"].map(language));
        lexicons.of(None).stems.push('x');
        lexicons.of(language("en"));
        assert_eq!(kept(&lexicons), [language("fr"), None, language("en")]);
        lexicons.of(None).stems.push_str(&"x".repeat(MOST_BYTES));
        assert!(lexicons.of(None).stems.is_empty() && lexicons.0.len() == 1);
    }
}
