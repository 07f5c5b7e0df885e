//! Topic: whether a paragraph speaks of what the page's running text speaks of.

use super::cache::KeyMap;
use super::name::Name;
use super::shape::{Shape, tenths};
use super::template::Template;
use super::words::Words;
use super::{Family, log_bucket};

pub(crate) struct Topic {
    /// Of each paragraph: distinct long words, and how many of them stand in another long paragraph.
    shares: Vec<(usize, usize)>,
}

impl Topic {
    pub(crate) fn new(words: &Words<'_>, shapes: &[Shape]) -> Topic {
        // For each word of long paragraphs, in how many of them it stands, and the last of them.
        let mut in_long: KeyMap<(usize, usize)> = KeyMap::default();
        for (index, shape) in shapes.iter().enumerate() {
            if shape.is_long() {
                for word in telling(words, index) {
                    let entry = in_long.entry(word).or_insert((0, usize::MAX));
                    if entry.1 != index {
                        *entry = (entry.0 + 1, index);
                    }
                }
            }
        }
        let mut distinct: Vec<u64> = Vec::new();
        let shares = shapes.iter().enumerate().map(|(index, shape)| {
            distinct.clear();
            distinct.extend(telling(words, index));
            distinct.sort_unstable();
            distinct.dedup();
            let own = usize::from(shape.is_long());
            let is_shared = |word: &&u64| in_long.get(*word).is_some_and(|(n, _)| *n > own);
            (distinct.len(), distinct.iter().filter(is_shared).count())
        });
        Topic {
            shares: shares.collect(),
        }
    }

    pub(super) fn emit(
        &self,
        index: usize,
        shapes: &[Shape],
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let (distinct, shared) = self.shares[index];
        let share = tenths(shared, distinct);
        let mut topic = |group, n| sink(Family::Topic, Name::Number(group, n));
        topic(const { Template::named("share") }, share);
        topic(const { Template::named("shared") }, log_bucket(shared));
        let chars = log_bucket(shapes[index].chars);
        topic(const { Template::named("share-chars") }, share * 32 + chars);
        let distinct = log_bucket(distinct).min(12);
        topic(
            const { Template::named("share-distinct") },
            share * 32 + distinct,
        );
    }
}

/// The keys of a paragraph's words of content, told by their length.
fn telling(words: &Words<'_>, index: usize) -> impl Iterator<Item = u64> {
    let keys = words.keys(index).filter(|(_, length)| *length > 4);
    keys.map(|(key, _)| key)
}
