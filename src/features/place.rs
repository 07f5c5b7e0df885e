//! Place: where on the page a paragraph stands, and how the running text lies around it.

use std::collections::HashMap;

use super::shape::{Shape, tenths};
use super::{Family, Name, log_bucket};
use crate::page::Page;

/// What is known of every paragraph's surroundings.
pub(crate) struct Places {
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

impl Places {
    pub(crate) fn of(page: &Page, shapes: &[Shape]) -> Places {
        let n = shapes.len();
        let since_long = distances(shapes.iter(), n);
        let mut until_long = distances(shapes.iter().rev(), n);
        until_long.reverse();
        let long_chars = |shape: &Shape| if shape.is_long() { shape.chars } else { 0 };
        let long_before = running_sum(shapes.iter().map(long_chars));
        Places {
            since_long,
            until_long,
            long_total: long_before[n],
            long_before,
            chars_before: running_sum(shapes.iter().map(|shape| shape.chars)),
            repeats: repeats(page),
        }
    }

    pub(super) fn emit(
        &self,
        index: usize,
        shapes: &[Shape],
        name: &mut Name,
        sink: &mut impl FnMut(Family, &str),
    ) {
        let n = shapes.len();
        let mut place =
            |group: &str, bucket: usize| sink(Family::Place, name.number(group, bucket));
        place("twentieth", 20 * index / n);
        place("from-top", log_bucket(index).min(14));
        place("from-end", log_bucket(n - 1 - index).min(14));
        place("paragraphs", log_bucket(n));
        place(
            "long-seen",
            tenths(self.long_before[index], self.long_total),
        );
        let since = log_bucket(self.since_long[index].min(64));
        let until = log_bucket(self.until_long[index].min(64));
        place("since-long", since);
        place("until-long", until);
        place("between-long", since * 16 + until);
        let chars = log_bucket(shapes[index].chars);
        place("chars-since", chars * 16 + since);
        place("chars-until", chars * 16 + until);
        place(
            "chars-seen",
            chars * 16 + tenths(self.long_before[index], self.long_total),
        );
        place(
            "chars-mean",
            chars * 32 + log_bucket(self.mean_chars(index, 6)),
        );
        place("chars-top", chars * 32 + log_bucket(index).min(14));
        for (group, reach) in [("mean-4", 4), ("mean-12", 12), ("mean-40", 40)] {
            place(group, log_bucket(self.mean_chars(index, reach)));
        }
        let (times, before) = self.repeats[index];
        if times > 1 {
            place("repeated", log_bucket(times).min(6));
            place("repeat-seen", before.min(1));
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
fn repeats(page: &Page) -> Vec<(usize, usize)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let before: Vec<usize> = page
        .paragraphs()
        .iter()
        .map(|paragraph| {
            let count = seen.entry(paragraph.text()).or_default();
            *count += 1;
            *count - 1
        })
        .collect();
    let times = page.paragraphs().iter().map(|p| seen[p.text()]);
    times.zip(before).collect()
}
