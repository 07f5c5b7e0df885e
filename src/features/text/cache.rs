//! The token cache: stem, key and cue of the tokens of one language, looked up once and kept from page to page.

use std::borrow::Cow;
use std::hash::{BuildHasherDefault, Hasher};

use rapidhash::v3::rapidhash_v3;

use super::stem::Stem;
use crate::Language;
use crate::features::cue::{self, CueSet};
use crate::features::name::Word;

/// Bytes of stems that are kept at once, of all languages together; with all that belongs to them they take ten times that.
const MOST_BYTES: usize = 2 << 20;

/// The caches of several languages, the one asked for last at the end.
#[derive(Default)]
pub(crate) struct TokenCaches(Vec<TokenCache>);

impl TokenCaches {
    /// The cache of a language, with room for one more page: the caches that were not asked for longest are dropped.
    pub(crate) fn for_language(&mut self, language: Option<Language>) -> &mut TokenCache {
        let kept = self.0.iter().position(|kept| kept.language == language);
        let asked = kept.map_or_else(|| TokenCache::new(language), |at| self.0.remove(at));
        self.0.push(asked);
        while self.n_bytes() > MOST_BYTES {
            self.0.remove(0);
        }
        if self.0.is_empty() {
            self.0.push(TokenCache::new(language));
        }
        self.0.last_mut().expect("the one asked for")
    }

    fn n_bytes(&self) -> usize {
        self.0.iter().map(|cache| cache.stems.len()).sum()
    }
}

/// A map whose keys are hashes already.
pub(in crate::features) type KeyMap<V> =
    std::collections::HashMap<u64, V, BuildHasherDefault<KeyHasher>>;

/// The tokens of one language that have been seen, their stems and cues.
pub(crate) struct TokenCache {
    language: Option<Language>,
    stem: Stem,
    /// The entry of each token, by the token's hash.
    by_token: KeyMap<u32>,
    entries: Vec<Entry>,
    stems: String,
}

#[derive(Clone, Copy)]
struct Entry {
    /// Where the stem is in `stems`.
    start: u32,
    end: u32,
    key: u64,
    cues: CueSet,
}

impl TokenCache {
    /// An empty cache; without a language words stay as they are.
    pub(in crate::features) fn new(language: Option<Language>) -> TokenCache {
        TokenCache {
            language,
            stem: Stem::new(language),
            by_token: KeyMap::default(),
            entries: Vec::new(),
            stems: String::new(),
        }
    }

    /// The number of a token's entry.
    #[inline]
    pub(in crate::features) fn enter(&mut self, token: &str) -> u32 {
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
            cues: cue::classify(token).map_or(CueSet::default(), CueSet::one),
        });
        self.by_token.insert(key, number);
        number
    }

    /// The stem of an entry.
    #[inline]
    pub(in crate::features) fn word(&self, entry: u32) -> Word<'_> {
        let Entry {
            start, end, key, ..
        } = self.entries[entry as usize];
        Word::with_key(&self.stems[start as usize..end as usize], key)
    }

    /// The key of an entry's stem, and the stem's length in bytes.
    #[inline]
    pub(in crate::features) fn key(&self, entry: u32) -> (u64, usize) {
        let entry = &self.entries[entry as usize];
        (entry.key, (entry.end - entry.start) as usize)
    }

    /// The cues of an entry: one or none.
    #[inline]
    pub(in crate::features) fn cues(&self, entry: u32) -> CueSet {
        self.entries[entry as usize].cues
    }
}

/// Leaves a hash as it is.
#[derive(Default)]
pub(in crate::features) struct KeyHasher(u64);

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
        let mut cache = TokenCache::new("en".parse().ok());
        let (ferries, subscribe) = (cache.enter("ferries"), cache.enter("subscribe"));
        assert_eq!(cache.enter("ferries"), ferries);
        assert_eq!(cache.key(ferries), (Word::new("ferri").key(), 5));
        let named = |entry| cache.cues(entry).numbers().map(cue::name).next();
        assert_eq!(
            (named(ferries), named(subscribe)),
            (None, Some("subscribe"))
        );
    }

    #[test]
    fn the_languages_asked_for_last_are_kept() {
        let mut caches = TokenCaches::default();
        let language = |code: &str| Some(code.parse().expect("a code"));
        for (code, bytes) in [("en", 10), ("de", MOST_BYTES - 20), ("fr", 10), ("en", 0)] {
            let cache = caches.for_language(language(code));
            cache.stems.push_str(&"x".repeat(bytes));
        }
        let kept = |caches: &TokenCaches| {
            caches
                .0
                .iter()
                .map(|kept| kept.language)
                .collect::<Vec<_>>()
        };
        assert_eq!(kept(&caches), ["de", "fr", "en"].map(language));
        caches.for_language(None).stems.push('x');
        caches.for_language(language("en"));
        assert_eq!(kept(&caches), [language("fr"), None, language("en")]);
        caches
            .for_language(None)
            .stems
            .push_str(&"x".repeat(MOST_BYTES));
        assert!(caches.for_language(None).stems.is_empty() && caches.0.len() == 1);
    }
}
