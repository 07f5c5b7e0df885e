//! Words: stemmed in the page's language, alone and in pairs.

use super::shape::Shape;
use crate::features::cue::CueSet;
use crate::features::family::Family;
use crate::features::name::{Name, Word};
use crate::features::texts::Texts;
use crate::page::Page;

/// What pairs have in place of a word before the first and after the last.
const START: Word<'_> = Word::new("^");
const END: Word<'_> = Word::new("$");

/// The stemmed words of every paragraph of a page.
pub(in crate::features) struct Words<'c> {
    texts: &'c Texts,
    /// The number of each paragraph's text.
    numbers: Vec<u32>,
}

impl<'c> Words<'c> {
    pub(in crate::features) fn new(page: &Page, texts: &'c mut Texts) -> Words<'c> {
        let paragraphs = page.paragraphs().iter();
        let numbers = paragraphs.map(|paragraph| texts.enter(paragraph.text()));
        Words {
            numbers: numbers.collect(),
            texts,
        }
    }

    fn entries(&self, index: usize) -> &[u32] {
        self.texts.words(self.numbers[index])
    }

    /// What a paragraph looks like.
    pub(in crate::features) fn shape(&self, index: usize) -> &Shape {
        self.texts.shape(self.numbers[index])
    }

    /// What tells a paragraph's text from others, in this language or another.
    pub(in crate::features) fn text_key(&self, index: usize) -> u64 {
        self.texts.key(self.numbers[index])
    }

    /// The words of a paragraph, stemmed; of a long one, only its ends.
    pub(super) fn paragraph(&self, index: usize) -> impl Iterator<Item = Word<'_>> + '_ {
        let entries = self.entries(index).iter();
        entries.map(|entry| self.texts.tokens().word(*entry))
    }

    /// The key and the length in bytes of each word of a paragraph.
    pub(super) fn keys(&self, index: usize) -> impl Iterator<Item = (u64, usize)> + '_ {
        let entries = self.entries(index).iter();
        entries.map(|entry| self.texts.tokens().key(*entry))
    }

    /// The cues of a paragraph.
    pub(in crate::features) fn cues(&self, index: usize) -> CueSet {
        self.texts.cues(self.numbers[index])
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::texts_of;

    #[test]
    fn pairs_know_where_the_paragraph_starts_and_ends() {
        let page = Page::from_text("• Sign in");
        let mut texts = Texts::new("en".parse().ok());
        let words = Words::new(&page, &mut texts);
        let texts = |family| texts_of(family, |sink| words.emit(0, sink));
        assert_eq!(texts(Family::Word), ["sign", "in"]);
        assert_eq!(texts(Family::Pair), ["^ sign", "sign in", "in $"]);
    }
}
