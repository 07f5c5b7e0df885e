//! Position: where on the page a paragraph stands, and how the running text lies around it.

use super::name::Name;
use super::shape::{Shape, tenths};
use super::template::Template;
use super::{Family, log_bucket};
use crate::structure::{Grouping, Structure};

/// Means of lengths: what they are called, and over how many paragraphs above and below.
const MEANS: [(Template, usize); 3] = [
    (Template::named("mean-4"), 4),
    (Template::named("mean-12"), 12),
    (Template::named("mean-40"), 40),
];

/// What is known of every paragraph's surroundings.
pub(crate) struct Positions {
    /// Paragraphs since the last long one (0 for a long one); none yet: the number of paragraphs on the page.
    since_long: Vec<usize>,
    /// Paragraphs to the next long one, likewise.
    until_long: Vec<usize>,
    /// Characters in long paragraphs up to and without this one.
    long_before: Vec<usize>,
    /// Characters in long paragraphs on the whole page.
    long_total: usize,
    /// Characters up to and without each paragraph, then all: for means over windows.
    chars_before: Vec<usize>,
    /// How often the same text stands on the page, and how often before this paragraph.
    repeats: Vec<(usize, usize)>,
}

impl Positions {
    pub(crate) fn new(shapes: &[Shape], structure: &Structure) -> Positions {
        let n = shapes.len();
        let since_long = distances(shapes.iter(), n);
        let mut until_long = distances(shapes.iter().rev(), n);
        until_long.reverse();
        let long_chars = |shape: &Shape| if shape.is_long() { shape.chars } else { 0 };
        let long_before = running_sum(shapes.iter().map(long_chars));
        Positions {
            since_long,
            until_long,
            long_total: long_before[n],
            long_before,
            chars_before: running_sum(shapes.iter().map(|shape| shape.chars)),
            repeats: repeats(structure.same_text()),
        }
    }

    pub(super) fn emit(
        &self,
        index: usize,
        shapes: &[Shape],
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let n = shapes.len();
        let mut position = |group, bucket| sink(Family::Position, Name::Number(group, bucket));
        position(const { Template::named("twentieth") }, 20 * index / n);
        position(
            const { Template::named("from-top") },
            log_bucket(index).min(14),
        );
        position(
            const { Template::named("from-end") },
            log_bucket(n - 1 - index).min(14),
        );
        position(const { Template::named("paragraphs") }, log_bucket(n));
        position(
            const { Template::named("long-seen") },
            tenths(self.long_before[index], self.long_total),
        );
        let since = log_bucket(self.since_long[index].min(64));
        let until = log_bucket(self.until_long[index].min(64));
        position(const { Template::named("since-long") }, since);
        position(const { Template::named("until-long") }, until);
        position(
            const { Template::named("between-long") },
            since * 16 + until,
        );
        let chars = log_bucket(shapes[index].chars);
        position(const { Template::named("chars-since") }, chars * 16 + since);
        position(const { Template::named("chars-until") }, chars * 16 + until);
        position(
            const { Template::named("chars-seen") },
            chars * 16 + tenths(self.long_before[index], self.long_total),
        );
        position(
            const { Template::named("chars-mean") },
            chars * 32 + log_bucket(self.mean_chars(index, 6)),
        );
        position(
            const { Template::named("chars-top") },
            chars * 32 + log_bucket(index).min(14),
        );
        for (group, reach) in MEANS {
            position(group, log_bucket(self.mean_chars(index, reach)));
        }
        let (times, before) = self.repeats[index];
        if times > 1 {
            position(
                const { Template::named("repeated") },
                log_bucket(times).min(6),
            );
            position(const { Template::named("repeat-seen") }, before.min(1));
        }
    }

    /// Mean number of characters of the paragraphs at most `reach` away.
    fn mean_chars(&self, index: usize, reach: usize) -> usize {
        let start = index.saturating_sub(reach);
        let end = (index + reach + 1).min(self.chars_before.len() - 1);
        (self.chars_before[end] - self.chars_before[start]) / (end - start)
    }
}

/// For each paragraph, how many there are since the last long one; `none` where there was none.
fn distances<'a>(shapes: impl Iterator<Item = &'a Shape>, none: usize) -> Vec<usize> {
    let mut last = none;
    shapes
        .map(|shape| {
            last = if shape.is_long() {
                0
            } else {
                last.saturating_add(1)
            };
            last.min(none)
        })
        .collect()
}

/// The sum before each value, then the whole sum.
fn running_sum(values: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut sums = vec![0];
    for value in values {
        sums.push(sums[sums.len() - 1] + value);
    }
    sums
}

/// For each paragraph, how often its text stands on the page and how often before it.
fn repeats(same_text: &Grouping) -> Vec<(usize, usize)> {
    let mut seen = vec![0; same_text.n_groups];
    let before: Vec<usize> = same_text
        .group_of
        .iter()
        .map(|group| {
            seen[*group as usize] += 1;
            seen[*group as usize] - 1
        })
        .collect();
    let times = same_text.group_of.iter().map(|group| seen[*group as usize]);
    times.zip(before).collect()
}
