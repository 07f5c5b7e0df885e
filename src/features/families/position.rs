//! Position: where on the page a paragraph is, and how far from running text.

use super::shape::Shape;
use crate::features::bucket::{log_bucket, tenths};
use crate::features::family::Family;
use crate::features::name::Name;
use crate::features::template::{Template, templates};
use crate::structure::{Grouping, Structure};

templates! { Family::Position;
    TWENTIETH = "twentieth",
    FROM_TOP = "from-top",
    FROM_END = "from-end",
    PARAGRAPHS = "paragraphs",
    LONG_SEEN = "long-seen",
    SINCE_LONG = "since-long",
    UNTIL_LONG = "until-long",
    BETWEEN_LONG = "between-long",
    CHARS_SINCE = "chars-since",
    CHARS_UNTIL = "chars-until",
    CHARS_SEEN = "chars-seen",
    CHARS_MEAN = "chars-mean",
    CHARS_TOP = "chars-top",
    MEAN_4 = "mean-4",
    MEAN_12 = "mean-12",
    MEAN_40 = "mean-40",
    REPEATED = "repeated",
    REPEAT_SEEN = "repeat-seen",
}

/// Means of lengths: what they are called, and over how many paragraphs above and below.
const MEANS: [(Template, usize); 3] = [(MEAN_4, 4), (MEAN_12, 12), (MEAN_40, 40)];

/// Where each paragraph of a page is.
pub(in crate::features) struct Positions {
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
    /// How often the same text is on the page, and how often before this paragraph.
    repeats: Vec<(usize, usize)>,
}

impl Positions {
    pub(in crate::features) fn new(shapes: &[Shape], structure: &Structure) -> Positions {
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

    pub(in crate::features) fn emit(
        &self,
        index: usize,
        shapes: &[Shape],
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let mut position =
            |template, bucket| sink(Family::Position, Name::Number(template, bucket));
        let n = shapes.len();
        let from_top = log_bucket(index).min(14);
        let long_seen = tenths(self.long_before[index], self.long_total);
        position(TWENTIETH, 20 * index / n);
        position(FROM_TOP, from_top);
        position(FROM_END, log_bucket(n - 1 - index).min(14));
        position(PARAGRAPHS, log_bucket(n));
        position(LONG_SEEN, long_seen);
        let since = log_bucket(self.since_long[index].min(64));
        let until = log_bucket(self.until_long[index].min(64));
        position(SINCE_LONG, since);
        position(UNTIL_LONG, until);
        position(BETWEEN_LONG, since * 16 + until);
        let chars = log_bucket(shapes[index].chars);
        position(CHARS_SINCE, chars * 16 + since);
        position(CHARS_UNTIL, chars * 16 + until);
        position(CHARS_SEEN, chars * 16 + long_seen);
        position(
            CHARS_MEAN,
            chars * 32 + log_bucket(self.mean_chars(index, 6)),
        );
        position(CHARS_TOP, chars * 32 + from_top);
        for (template, reach) in MEANS {
            position(template, log_bucket(self.mean_chars(index, reach)));
        }
        let (times, before) = self.repeats[index];
        if times > 1 {
            position(REPEATED, log_bucket(times).min(6));
            position(REPEAT_SEEN, before.min(1));
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

/// For each paragraph, how often its text is on the page and how often before it.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;
    use crate::features::emitted::texts_of;

    fn features(lines: &[&str], index: usize) -> Vec<String> {
        let page = Page::from_text(&lines.join("\n\n"));
        let paragraphs = page.paragraphs().iter();
        let shapes: Vec<Shape> = paragraphs.map(|p| Shape::measure(p.text())).collect();
        let positions = Positions::new(&shapes, &Structure::from_page(&page));
        texts_of(Family::Position, |sink| {
            positions.emit(index, &shapes, sink)
        })
    }

    #[track_caller]
    fn has(features: &[String], expected: &[&str]) {
        for name in expected {
            assert!(
                features.iter().any(|own| own == name),
                "{name}: {features:?}"
            );
        }
    }

    #[test]
    fn a_paragraph_between_two_long_ones() {
        // 1 + 150 + 4 + 150 + 1 characters.
        let long = "ferries ".repeat(19);
        let page = ["A", long.trim(), "Tide", long.trim(), "B"];
        let between = features(&page, 2);
        has(
            &between,
            &[
                "twentieth=8",
                "from-top=2",
                "from-end=2",
                "paragraphs=4",
                "long-seen=5",
            ],
        );
        has(
            &between,
            &["since-long=1", "until-long=1", "between-long=17"],
        );
        // 4 characters are bucket 4; the mean over the page is 61, bucket 11.
        has(
            &between,
            &[
                "chars-since=65",
                "chars-until=65",
                "chars-seen=69",
                "chars-top=130",
            ],
        );
        has(
            &between,
            &["mean-4=11", "mean-12=11", "mean-40=11", "chars-mean=139"],
        );
        let first = features(&page, 0);
        has(&first, &["since-long=4", "until-long=1", "long-seen=0"]);
        has(
            &features(&page, 1),
            &["since-long=0", "until-long=0", "long-seen=0"],
        );
        has(
            &features(&page, 4),
            &["from-end=0", "since-long=1", "until-long=4", "long-seen=10"],
        );
    }

    #[test]
    fn texts_that_are_there_twice_are_noticed() {
        let page = ["Share", "Tides", "Share"];
        has(&features(&page, 0), &["repeated=2", "repeat-seen=0"]);
        has(&features(&page, 2), &["repeated=2", "repeat-seen=1"]);
        assert!(
            features(&page, 1)
                .iter()
                .all(|own| !own.starts_with("repeat"))
        );
    }

    #[test]
    fn a_page_without_long_paragraphs_is_as_long_as_it_is() {
        let distances_of = |texts: &[&str]| {
            let shapes: Vec<Shape> = texts.iter().map(|text| Shape::measure(text)).collect();
            distances(shapes.iter(), shapes.len())
        };
        assert_eq!(distances_of(&["a", "b", "c"]), [3, 3, 3]);
        assert_eq!(running_sum([1, 2, 3].into_iter()), [0, 1, 3, 6]);
    }
}
