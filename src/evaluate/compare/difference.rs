//! How far a figure of one model is from that of another one on the same pages, and how sure that is.
//!
//! The bootstrap of `interval`, but paired: each draw of pages is measured for both models, and the interval is that of the
//! differences. What makes a page easy or hard for both falls out of it, so it is far narrower than the intervals of both.

use std::iter::Sum;

use serde::Serialize;

use crate::Label;
use crate::evaluate::Confusion;
use crate::evaluate::interval::{Estimate, estimates};

/// A figure of two models on the same pages, and its difference with a 95 % interval.
///
/// An interval that does not hold 0 says that other pages of the same kind would hardly turn the difference round. A single
/// page always gives itself again when resampled: the interval is then the difference, which does not mean that it is certain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The figure of model `a`, 0 to 1; 0 where it is undefined.
    pub a: f64,
    /// The figure of model `b`, likewise.
    pub b: f64,
    /// `b` - `a`, -1 to 1.
    pub difference: f64,
    /// Lower end of the interval of the difference.
    pub low: f64,
    /// Upper end of the interval of the difference.
    pub high: f64,
}

/// The counts of some pages for two models.
#[derive(Clone, Copy, Default)]
pub(super) struct Pair(pub(super) [Confusion; 2]);

impl<'a> Sum<&'a Pair> for Pair {
    fn sum<I: Iterator<Item = &'a Pair>>(pairs: I) -> Pair {
        pairs.fold(Pair::default(), |mut sum, pair| {
            sum.0
                .iter_mut()
                .zip(&pair.0)
                .for_each(|(sum, own)| *sum += own);
            sum
        })
    }
}

/// Accuracy, macro F1, and each label's F1.
const FIGURES: usize = 2 + Label::COUNT;

fn figures(counts: &Confusion) -> [Option<f64>; FIGURES] {
    let [a, b, c, d] = Label::ALL.map(|label| counts.defined_f1(label));
    [Some(counts.accuracy()), Some(counts.macro_f1()), a, b, c, d]
}

/// The figures of some pages, one pair each. A draw on which a figure is undefined for one of the models, because its label
/// does not occur there, is left out of that figure's interval.
pub(super) fn differences(pages: &[Pair]) -> [Difference; FIGURES] {
    let intervals: [Estimate; FIGURES] = estimates(pages, |draw| {
        let [a, b] = draw.0.map(|counts| figures(&counts));
        std::array::from_fn(|i| Some(b[i]? - a[i]?))
    });
    let whole: Pair = pages.iter().sum();
    let [a, b] = whole.0.map(|counts| figures(&counts));
    std::array::from_fn(|i| {
        let (a, b) = (a[i].unwrap_or(0.0), b[i].unwrap_or(0.0));
        Difference {
            a,
            b,
            difference: b - a,
            low: intervals[i].low,
            high: intervals[i].high,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of ten articles, of which the models recognise so many.
    fn page(a: u64, b: u64) -> Pair {
        Pair([a, b].map(|hits| Confusion([[hits, 0, 10 - hits, 0], [0; 4], [0; 4], [0; 4]])))
    }

    #[test]
    fn what_is_hard_for_both_falls_out_of_the_interval() {
        // From 1 to 8 of 10 by page, but always one more: alone, either figure is uncertain by 0.1.
        let pages: Vec<Pair> = (0..24).map(|i| page(1 + i % 8, 2 + i % 8)).collect();
        let [accuracy, ..] = differences(&pages);
        assert!((accuracy.a - 0.45).abs() < 1e-12 && (accuracy.b - 0.55).abs() < 1e-12);
        for value in [accuracy.difference, accuracy.low, accuracy.high] {
            assert!((value - 0.1).abs() < 1e-12, "{accuracy:?}");
        }
    }

    #[test]
    fn a_difference_of_few_pages_is_uncertain() {
        // Better by 4 of 10 on a third of the pages, worse by 1 on the others.
        let pages: Vec<Pair> = (0..12)
            .map(|i| if i % 3 == 0 { page(4, 8) } else { page(6, 5) })
            .collect();
        let [accuracy, ..] = differences(&pages);
        assert!((accuracy.difference - (4.0 * 0.4 - 8.0 * 0.1) / 12.0).abs() < 1e-12);
        assert!(accuracy.low < 0.0 && accuracy.high > 0.15, "{accuracy:?}");
    }

    #[test]
    fn a_label_that_is_nowhere_does_not_differ() {
        let [.., related] = differences(&[page(4, 8), page(5, 5)]);
        assert_eq!(related, Difference::default());
    }
}
