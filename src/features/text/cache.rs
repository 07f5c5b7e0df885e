//! The token cache: stem, key and cue of the tokens of one language, looked up once and kept from page to page.

use std::borrow::Cow;

use rapidhash::v3::rapidhash_v3;

use super::stem::Stem;
use crate::Language;
use crate::features::cue::{CueSet, Cues, Meaning, Phrase, Second, Seconds, fold, word_key};
use crate::features::key_map::KeyMap;
use crate::features::name::Word;

/// The tokens of one language that have been seen, their stems and cues.
pub(crate) struct TokenCache {
    stem: Stem,
    words: Cues,
    /// The entry of each token, by the token's hash.
    by_token: KeyMap<u32>,
    entries: Vec<Entry>,
    /// In UTF-8, as bytes: a part of a string is looked at where it begins and ends, and those who score need no more than keys.
    stems: Vec<u8>,
    /// The tokens, folded.
    folded: String,
    /// The phrases that begin with each token, each behind its second word.
    phrases: Vec<(Second, &'static Phrase)>,
}

/// What is known of a token: one line of a processor's cache.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Entry {
    /// Where the stem is in `stems`.
    start: u32,
    end: u32,
    key: u64,
    /// Where the folded token is in `folded`, its key and its first byte.
    folded_start: u32,
    folded_end: u32,
    folded_key: u64,
    folded_first: u8,
    /// Where its phrases are in `phrases`, and which second words they may have.
    phrases: (u32, u32),
    seconds: Seconds,
    meaning: Meaning,
}

const _: () = assert!(size_of::<Entry>() == 64);

impl TokenCache {
    /// An empty cache; without a language words stay as they are.
    pub(in crate::features) fn new(language: Option<Language>) -> TokenCache {
        TokenCache::with_stem(language, Stem::new(language))
    }

    /// An empty cache for those who ask for cues alone: stems take time.
    pub(in crate::features) fn without_stems(language: Option<Language>) -> TokenCache {
        TokenCache::with_stem(language, Stem::new(None))
    }

    fn with_stem(language: Option<Language>, stem: Stem) -> TokenCache {
        TokenCache {
            stem,
            words: Cues::for_language(language),
            by_token: KeyMap::default(),
            entries: Vec::new(),
            stems: Vec::new(),
            folded: String::new(),
            phrases: Vec::new(),
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
        self.stems.extend_from_slice(stem.as_bytes());
        let number = self.entries.len() as u32;
        let folded = fold(token);
        let folded_start = self.folded.len() as u32;
        self.folded.push_str(&folded);
        let first = self.phrases.len() as u32;
        let (phrases, mut seconds) = (&mut self.phrases, Seconds::default());
        let meaning = self.words.look_up(&folded, |phrase| {
            seconds.add(phrase.second);
            phrases.push((phrase.second, phrase));
        });
        self.entries.push(Entry {
            start,
            end: self.stems.len() as u32,
            key: Word::new(&stem).key(),
            folded_start,
            folded_end: self.folded.len() as u32,
            folded_key: word_key(&folded),
            folded_first: folded.bytes().next().unwrap_or_default(),
            phrases: (first, self.phrases.len() as u32),
            seconds,
            meaning,
        });
        self.by_token.insert(key, number);
        number
    }

    /// About how many bytes the tokens take.
    pub(in crate::features) fn n_bytes(&self) -> usize {
        self.stems.len() + self.folded.len() + size_of_val(&*self.phrases)
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

    /// The cues of the tokens of a paragraph: of each by itself, and of phrases.
    pub(in crate::features) fn cues(&self, tokens: &[u32]) -> CueSet {
        let mut cues = CueSet::default();
        for (at, token) in tokens.iter().enumerate() {
            let Entry { meaning, .. } = self.entries[*token as usize];
            let at_start = meaning.at_start.filter(|_| at == 0);
            for cue in meaning.anywhere.into_iter().chain(at_start) {
                cues = cues.union(CueSet::one(cue));
            }
            cues = cues.union(self.phrases_at(tokens, at));
        }
        cues
    }

    /// The cues of the phrases that start at a token of a paragraph.
    #[inline]
    fn phrases_at(&self, tokens: &[u32], at: usize) -> CueSet {
        let entry = &self.entries[tokens[at] as usize];
        let (first, last) = entry.phrases;
        let mut cues = CueSet::default();
        let Some(next) = tokens.get(at + 1).filter(|_| first < last) else {
            return cues;
        };
        let next = &self.entries[*next as usize];
        let (key, byte) = (next.folded_key, next.folded_first);
        if !entry.seconds.may_be(key, byte) {
            return cues;
        }
        for (second, phrase) in &self.phrases[first as usize..last as usize] {
            if second.may_be(key, byte) && self.is_said(phrase, tokens, at) {
                cues = cues.union(CueSet::one(phrase.cue));
            }
        }
        cues
    }

    /// Whether a phrase whose first word is the token at a place is said there.
    fn is_said(&self, phrase: &Phrase, tokens: &[u32], at: usize) -> bool {
        let follow = tokens[at + 1..].iter().map(|token| self.folded(*token));
        (at == 0 || !phrase.at_start) && phrase.goes_on(follow)
    }

    /// A token without its accents.
    fn folded(&self, entry: u32) -> &str {
        let entry = &self.entries[entry as usize];
        &self.folded[entry.folded_start as usize..entry.folded_end as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::cue;

    #[test]
    fn a_token_is_entered_once_and_stemmed() {
        let mut cache = TokenCache::new("en".parse().ok());
        let (ferries, subscribe) = (cache.enter("ferries"), cache.enter("subscribe"));
        assert_eq!(cache.enter("ferries"), ferries);
        assert_eq!(cache.key(ferries), (Word::new("ferri").key(), 5));
        let named = |entry| cache.cues(&[entry]).numbers().map(cue::name).next();
        assert_eq!(
            (named(ferries), named(subscribe)),
            (None, Some("subscribe"))
        );
    }
}
