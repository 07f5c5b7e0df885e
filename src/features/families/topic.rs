//! Topic: whether a paragraph has its words in common with the page's running text.

use super::shape::Shape;
use super::words::Words;
use crate::features::bucket::{log_bucket, tenths};
use crate::features::family::Family;
use crate::features::key_map::KeyMap;
use crate::features::name::Name;
use crate::features::template::{Template, templates};

templates! { Family::Topic;
    SHARE = "share",
    SHARED = "shared",
    SHARE_CHARS = "share-chars",
    SHARE_DISTINCT = "share-distinct",
}

/// Shorter words, in bytes of their stems, are mostly those of any text.
const SHORTEST: usize = 5;

/// How many of each paragraph's words are those of long paragraphs.
pub(in crate::features) struct Topic {
    /// Of each paragraph: distinct long words, and how many of them are in another long paragraph too.
    shares: Vec<(usize, usize)>,
}

impl Topic {
    pub(in crate::features) fn new(words: &Words<'_>, shapes: &[Shape]) -> Topic {
        // For each word of long paragraphs, in how many of them it is, and the last of them.
        let mut in_long: KeyMap<(u32, u32)> = KeyMap::default();
        for (index, shape) in shapes.iter().enumerate() {
            if shape.is_long() {
                for word in long_words(words, index) {
                    let (n, last) = in_long.entry(word).or_default();
                    // Their numbers start at 1.
                    let number = index as u32 + 1;
                    *n += u32::from(*last != number);
                    *last = number;
                }
            }
        }
        let mut distinct: Vec<u64> = Vec::new();
        let shares = shapes.iter().enumerate().map(|(index, shape)| {
            distinct.clear();
            distinct.extend(long_words(words, index));
            distinct.sort_unstable();
            distinct.dedup();
            let own = u32::from(shape.is_long());
            let is_shared = |word: &&u64| in_long.get(*word).is_some_and(|(n, _)| *n > own);
            (distinct.len(), distinct.iter().filter(is_shared).count())
        });
        Topic {
            shares: shares.collect(),
        }
    }

    pub(in crate::features) fn emit(
        &self,
        index: usize,
        shapes: &[Shape],
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let (distinct, shared) = self.shares[index];
        let share = tenths(shared, distinct);
        let mut topic = |template, n| sink(Family::Topic, Name::Number(template, n));
        topic(SHARE, share);
        topic(SHARED, log_bucket(shared));
        let chars = log_bucket(shapes[index].chars);
        topic(SHARE_CHARS, share * 32 + chars);
        let distinct = log_bucket(distinct).min(12);
        topic(SHARE_DISTINCT, share * 32 + distinct);
    }
}

/// The keys of a paragraph's long words.
fn long_words(words: &Words<'_>, index: usize) -> impl Iterator<Item = u64> {
    let keys = words.keys(index).filter(|(_, length)| *length >= SHORTEST);
    keys.map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;
    use crate::features::emitted::texts_of;
    use crate::features::texts::Texts;

    #[test]
    fn words_of_other_long_paragraphs_are_shared() {
        let long = "harbour ferry ".repeat(10);
        let lines = [
            "harbour lighthouse",
            &long,
            &(long.clone() + "tides"),
            "at sea",
        ];
        let page = Page::from_text(&lines.join("\n\n"));
        let mut texts = Texts::new(None);
        let words = Words::new(&page, &mut texts);
        let paragraphs = page.paragraphs().iter();
        let shapes: Vec<Shape> = paragraphs.map(|p| Shape::measure(p.text())).collect();
        let topic = Topic::new(&words, &shapes);
        // Distinct long words, and those of them in another long paragraph; `ferry` has five letters, `at` and `sea` less.
        assert_eq!(topic.shares, [(2, 1), (2, 2), (3, 2), (0, 0)]);
        let features = |index| texts_of(Family::Topic, |sink| topic.emit(index, &shapes, sink));
        // 18 characters are bucket 8.
        assert_eq!(
            features(0),
            [
                "share=5",
                "shared=1",
                "share-chars=168",
                "share-distinct=162"
            ]
        );
        assert_eq!(features(3)[..2], ["share=0", "shared=0"]);
    }

    #[test]
    fn a_word_of_one_long_paragraph_is_not_shared_with_itself() {
        let page = Page::from_text(&"harbour ".repeat(20));
        let mut texts = Texts::new(None);
        let words = Words::new(&page, &mut texts);
        let shapes = [Shape::measure(page.paragraphs()[0].text())];
        assert_eq!(Topic::new(&words, &shapes).shares, [(1, 0)]);
    }
}
