//! Topic: whether a paragraph speaks of what the page's running text speaks of.

use std::collections::HashMap;

use super::shape::{Shape, tenths};
use super::words::Words;
use super::{Family, Name, log_bucket};

pub(crate) struct Topic {
    /// Of each paragraph: distinct long words, and how many of them stand in another long paragraph.
    shares: Vec<(usize, usize)>,
}

impl Topic {
    pub(crate) fn of(words: &Words, shapes: &[Shape]) -> Topic {
        let mut in_long: HashMap<&str, (usize, usize)> = HashMap::new();
        for (index, shape) in shapes.iter().enumerate() {
            if shape.is_long() {
                for word in words.paragraph(index).filter(tells) {
                    let entry = in_long.entry(word).or_insert((0, usize::MAX));
                    if entry.1 != index {
                        *entry = (entry.0 + 1, index);
                    }
                }
            }
        }
        let shares = shapes.iter().enumerate().map(|(index, shape)| {
            let mut distinct: Vec<&str> = words.paragraph(index).filter(tells).collect();
            distinct.sort_unstable();
            distinct.dedup();
            let own = usize::from(shape.is_long());
            let shared = distinct
                .iter()
                .filter(|word| in_long.get(*word).is_some_and(|(n, _)| *n > own))
                .count();
            (distinct.len(), shared)
        });
        Topic {
            shares: shares.collect(),
        }
    }

    pub(super) fn emit(
        &self,
        index: usize,
        shapes: &[Shape],
        name: &mut Name,
        sink: &mut impl FnMut(Family, &str),
    ) {
        let (distinct, shared) = self.shares[index];
        let share = tenths(shared, distinct);
        let mut topic = |group: &str, n: usize| sink(Family::Topic, name.number(group, n));
        topic("share", share);
        topic("shared", log_bucket(shared));
        topic("share-chars", share * 32 + log_bucket(shapes[index].chars));
        topic("share-distinct", share * 32 + log_bucket(distinct).min(12));
    }
}

/// Words of content, by their length.
fn tells(word: &&str) -> bool {
    word.len() > 4
}
