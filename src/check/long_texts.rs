//! Texts that are long enough not to be the same by chance, and stand more than once.

use std::collections::BTreeMap;

use super::Place;
use super::pages::FilePage;
use crate::Label;

/// Least length of a text, in characters, of which it matters that it comes again: menu words and buttons repeat rightly.
pub const LEAST_CHARS: usize = 60;

/// A paragraph that has some text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// The page's number.
    pub(super) page: usize,
    /// The paragraph's number on the page, from 0.
    pub(super) paragraph: usize,
}

impl Occurrence {
    pub(super) fn label(self, pages: &[FilePage<'_>]) -> Label {
        pages[self.page].page.labels()[self.paragraph]
    }

    pub(super) fn file(self, pages: &[FilePage<'_>]) -> usize {
        pages[self.page].file
    }

    pub(super) fn place(self, pages: &[FilePage<'_>]) -> Place {
        Place::row(pages[self.page].page, self.paragraph)
    }
}

/// Texts that stand more than once, sorted, each with where it stands, in the order of pages and paragraphs.
pub(super) type LongTexts<'a> = BTreeMap<&'a str, Vec<Occurrence>>;

/// The long texts of all pages. White space is single spaces there already.
pub(super) fn long_texts<'a>(pages: &[FilePage<'a>]) -> LongTexts<'a> {
    let mut texts = LongTexts::new();
    for (number, own) in pages.iter().enumerate() {
        for (paragraph, text) in own.page.page().paragraphs().iter().enumerate() {
            let text = text.text();
            if text.chars().nth(LEAST_CHARS - 1).is_some() {
                let at = Occurrence {
                    page: number,
                    paragraph,
                };
                texts.entry(text).or_default().push(at);
            }
        }
    }
    texts.retain(|_, occurrences| occurrences.len() > 1);
    texts
}

#[cfg(test)]
mod tests {
    use super::super::pages::pages;
    use super::super::tests::survey;
    use super::*;

    #[test]
    fn texts_of_60_characters_that_stand_twice_are_kept() {
        let (short, long) = ("é".repeat(59), "é".repeat(60));
        let rows = [&short, &long, "alone", &short, &long];
        let rows: String = rows
            .iter()
            .map(|text| format!("{text},article\n"))
            .collect();
        let files = [survey("a.csv", &format!("text,label\n{rows}"))];
        let texts = long_texts(&pages(&files));
        let at = |page| Occurrence { page, paragraph: 0 };
        assert_eq!(texts, LongTexts::from([(&*long, vec![at(1), at(4)])]));
    }
}
