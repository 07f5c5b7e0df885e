//! Words: stemmed in the page's language, alone and in pairs.

use super::Family;
use super::cache::TokenCache;
use super::cue::CueSet;
use super::name::{Name, Word};
use super::token::Tokens;
use crate::page::Page;
use crate::structure::without_bullet;

/// Words taken from the start of a paragraph, and from its end when it is longer than both together.
///
/// What a paragraph is for shows at its ends, and the weight of a word must not drown in a very long text.
const HEAD: usize = 40;
const TAIL: usize = 20;

/// What stands before the first word of a paragraph and after the last.
const START: Word<'_> = Word::new("^");
const END: Word<'_> = Word::new("$");

/// The stemmed words of every paragraph of a page.
pub(crate) struct Words<'l> {
    cache: &'l TokenCache,
    /// The words, as entries of the cache.
    entries: Vec<u32>,
    /// End of each paragraph, in words.
    ends: Vec<usize>,
    /// The cues of each paragraph.
    cues: Vec<CueSet>,
}

impl<'l> Words<'l> {
    pub(crate) fn new(page: &Page, cache: &'l mut TokenCache) -> Words<'l> {
        let (mut entries, mut ends, mut cues) = (Vec::new(), Vec::new(), Vec::new());
        let mut tokens = Tokens::default();
        for paragraph in page.paragraphs() {
            tokens.read(without_bullet(paragraph.text()));
            let start = entries.len();
            entries.extend(ends_of(tokens.len()).map(|i| cache.enter(tokens.get(i))));
            ends.push(entries.len());
            let of_words = entries[start..].iter().map(|entry| cache.cues(*entry));
            cues.push(of_words.fold(CueSet::default(), CueSet::union));
        }
        Words {
            cache,
            entries,
            ends,
            cues,
        }
    }

    fn entries(&self, index: usize) -> &[u32] {
        let start = index.checked_sub(1).map_or(0, |i| self.ends[i]);
        &self.entries[start..self.ends[index]]
    }

    /// The words of a paragraph, stemmed; of a long one, only its ends.
    pub(super) fn paragraph(&self, index: usize) -> impl Iterator<Item = Word<'_>> + '_ {
        let entries = self.entries(index).iter();
        entries.map(|entry| self.cache.word(*entry))
    }

    /// The key and the length in bytes of each word of a paragraph.
    pub(super) fn keys(&self, index: usize) -> impl Iterator<Item = (u64, usize)> + '_ {
        let entries = self.entries(index).iter();
        entries.map(|entry| self.cache.key(*entry))
    }

    /// The cues of a paragraph.
    pub(super) fn cues(&self, index: usize) -> CueSet {
        self.cues[index]
    }

    pub(super) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let mut previous = START;
        for word in self.paragraph(index) {
            sink(Family::Word, Name::One(word));
            sink(Family::Pair, Name::Two(previous, word));
            previous = word;
        }
        sink(Family::Pair, Name::Two(previous, END));
    }
}

/// Of so many words those that are taken.
fn ends_of(n: usize) -> impl Iterator<Item = usize> {
    let skipped = if n > HEAD + TAIL {
        HEAD..n - TAIL
    } else {
        0..0
    };
    (0..skipped.start).chain(skipped.end..n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_paragraph_keeps_its_ends() {
        let kept: Vec<usize> = ends_of(100).collect();
        assert_eq!(kept.len(), HEAD + TAIL);
        assert_eq!((kept[39], kept[40], kept[59]), (39, 80, 99));
        assert!(ends_of(60).eq(0..60) && ends_of(0).eq(0..0));
    }

    #[test]
    fn pairs_know_where_the_paragraph_starts_and_ends() {
        let page = Page::from_text("Sign in");
        let mut cache = TokenCache::new("en".parse().ok());
        let words = Words::new(&page, &mut cache);
        let (mut seen, mut text) = (Vec::new(), String::new());
        words.emit(0, &mut |family, name: Name<'_>| {
            name.write(&mut text);
            seen.push((family, text.clone()));
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
