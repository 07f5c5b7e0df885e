//! Words: stemmed in the page's language, alone and in pairs.

use crate::ends::Ends;
use crate::features::cue::CueSet;
use crate::features::family::Family;
use crate::features::name::{Name, Word};
use crate::features::text::cache::TokenCache;
use crate::features::text::token::Tokens;
use crate::page::Page;
use crate::structure::without_bullet;

/// Words taken from the start of a paragraph, and from its end when it is longer than both together.
///
/// What a paragraph is for shows at its ends, and the weight of a word must not drown in a very long text.
const HEAD: usize = 40;
const TAIL: usize = 20;

/// What pairs have in place of a word before the first and after the last.
const START: Word<'_> = Word::new("^");
const END: Word<'_> = Word::new("$");

/// The stemmed words of every paragraph of a page.
pub(in crate::features) struct Words<'c> {
    cache: &'c TokenCache,
    /// The words, as entries of the cache.
    entries: Vec<u32>,
    /// End of each paragraph, in words.
    ends: Ends,
    /// The cues of each paragraph.
    cues: Vec<CueSet>,
}

impl<'c> Words<'c> {
    pub(in crate::features) fn new(page: &Page, cache: &'c mut TokenCache) -> Words<'c> {
        let (mut entries, mut ends, mut cues) = (Vec::new(), Ends::default(), Vec::new());
        let mut tokens = Tokens::default();
        for paragraph in page.paragraphs() {
            tokens.read(without_bullet(paragraph.text()));
            let start = entries.len();
            entries.extend(head_and_tail(tokens.len()).map(|i| cache.enter(tokens.get(i))));
            ends.push(entries.len());
            cues.push(cache.cues(&entries[start..]));
        }
        Words {
            cache,
            entries,
            ends,
            cues,
        }
    }

    fn entries(&self, index: usize) -> &[u32] {
        &self.entries[self.ends.range(index)]
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
    pub(in crate::features) fn cues(&self, index: usize) -> CueSet {
        self.cues[index]
    }

    /// Each word, and each with the one before it.
    pub(in crate::features) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let mut previous = START;
        for word in self.paragraph(index) {
            sink(Family::Word, Name::One(word));
            sink(Family::Pair, Name::Two(previous, word));
            previous = word;
        }
        sink(Family::Pair, Name::Two(previous, END));
    }
}

/// Which of `n` words are taken.
pub(in crate::features) fn head_and_tail(n: usize) -> impl Iterator<Item = usize> {
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
    use crate::features::emitted::texts_of;

    #[test]
    fn a_long_paragraph_keeps_its_ends() {
        let kept: Vec<usize> = head_and_tail(100).collect();
        assert_eq!(kept.len(), HEAD + TAIL);
        assert_eq!((kept[39], kept[40], kept[59]), (39, 80, 99));
        assert!(head_and_tail(60).eq(0..60) && head_and_tail(0).eq(0..0));
    }

    #[test]
    fn pairs_know_where_the_paragraph_starts_and_ends() {
        let page = Page::from_text("• Sign in");
        let mut cache = TokenCache::new("en".parse().ok());
        let words = Words::new(&page, &mut cache);
        let texts = |family| texts_of(family, |sink| words.emit(0, sink));
        assert_eq!(texts(Family::Word), ["sign", "in"]);
        assert_eq!(texts(Family::Pair), ["^ sign", "sign in", "in $"]);
    }
}
