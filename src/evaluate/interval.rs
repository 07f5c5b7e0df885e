//! How far a figure would move if other pages of the same kind had been labelled.
//!
//! The bootstrap (Efron, *Bootstrap methods: another look at the jackknife*, 1979): draw as many pages as there are,
//! with replacement, compute the figure on the draw, repeat, and take the middle 95 % of what comes out. Whole pages are
//! drawn because the paragraphs of one page are not independent: drawing paragraphs would give intervals that are too
//! narrow. Since only counts matter, a draw sums one 4 x 4 table per page and never looks at paragraphs.

use std::iter::Sum;

use serde::Serialize;

/// Draws for each interval. Enough for the second decimal of an interval's ends, and a matter of milliseconds.
pub const RESAMPLES: usize = 1_000;

/// Where the random numbers start: any fixed number will do, so that a report can be reproduced.
const SEED: u64 = 0x756e_7069_7463_6821;

/// The ends of the middle 95 %, as shares of the sorted draws.
const ENDS: (f64, f64) = (0.025, 0.975);

/// A figure, 0 to 1, and its 95 % interval.
///
/// A single page always gives itself again when resampled: the interval is then the value, which does not mean that
/// the figure is certain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Estimate {
    /// The figure on all pages.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// Figures of all `pages` together, whose counts can be summed, each with its interval.
///
/// `figures` gives `None` for what is undefined on a draw; such a draw is left out of that figure's interval. (Macro F1 is
/// defined on every draw, as the mean over the labels that the draw has.) What is undefined on all pages is 0. Takes
/// `RESAMPLES * pages.len()` table sums.
pub(super) fn estimates<Counts: for<'a> Sum<&'a Counts>, const N: usize>(
    pages: &[Counts],
    figures: impl Fn(&Counts) -> [Option<f64>; N],
) -> [Estimate; N] {
    let mut draws: [Vec<f64>; N] = std::array::from_fn(|_| Vec::with_capacity(RESAMPLES));
    let mut random = SplitMix64(SEED);
    for _ in 0..RESAMPLES {
        let draw = resample(pages, &mut random);
        for (values, value) in draws.iter_mut().zip(figures(&draw)) {
            values.extend(value);
        }
    }
    let values = figures(&pages.iter().sum());
    std::array::from_fn(|i| {
        draws[i].sort_by(f64::total_cmp);
        Estimate {
            value: values[i].unwrap_or(0.0),
            low: quantile(&draws[i], ENDS.0),
            high: quantile(&draws[i], ENDS.1),
        }
    })
}

/// The sum of as many pages as there are, drawn with replacement.
fn resample<Counts: for<'a> Sum<&'a Counts>>(pages: &[Counts], random: &mut SplitMix64) -> Counts {
    (0..pages.len())
        .map(|_| &pages[random.below(pages.len())])
        .sum()
}

/// The value that a share of `sorted` is below, straight between the two nearest values (numpy's default); 0 of none.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return 0.0;
    };
    let position = share * last as f64;
    let below = position as usize;
    let above = (below + 1).min(last);
    sorted[below] + (position - below as f64) * (sorted[above] - sorted[below])
}

/// SplitMix64 (Steele, Lea, Flood, *Fast splittable pseudorandom number generators*, 2014): the same numbers on every
/// machine, and more than good enough to draw pages.
struct SplitMix64(u64);

impl SplitMix64 {
    /// The next 64 random bits.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is not 0. Some numbers are likelier than others by `n / 2^64`, which is nothing.
    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Confusion;

    fn accuracy(pages: &[Confusion]) -> Estimate {
        estimates(pages, |c| [Some(c.accuracy())])[0]
    }

    /// A page of ten articles, `hits` of them recognised.
    fn page(hits: u64) -> Confusion {
        Confusion([[hits, 0, 10 - hits, 0], [0; 4], [0; 4], [0; 4]])
    }

    #[test]
    fn the_generator_is_the_published_one() {
        // First outputs for the seed 1234567 of the reference implementation in C (prng.di.unimi.it/splitmix64.c).
        let mut random = SplitMix64(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn the_interval_is_around_the_value_repeats_and_narrows_with_more_pages() {
        let few: Vec<_> = (0..10).map(|i| page(5 + i % 5)).collect();
        let many: Vec<_> = (0..160).map(|i| page(5 + i % 5)).collect();
        let (wide, narrow) = (accuracy(&few), accuracy(&many));
        assert_eq!(wide, accuracy(&few));
        for estimate in [wide, narrow] {
            // 5, 6, 7, 8 or 9 of 10.
            assert!((estimate.value - 0.7).abs() < 1e-12);
            assert!(estimate.low < 0.7 && 0.7 < estimate.high);
        }
        // The spread of a mean falls with the root of the number of pages: 16 times the pages, a quarter.
        let shrinkage = (narrow.high - narrow.low) / (wide.high - wide.low);
        assert!((0.2..0.3).contains(&shrinkage), "{shrinkage}");
        // By formula: 1.96 * sqrt(0.02 / 160) = 0.0219 to either side.
        assert!((narrow.high - narrow.low - 0.0438).abs() < 0.004);
    }

    #[test]
    fn one_page_is_its_own_interval_and_none_is_zero() {
        let one = accuracy(&[page(7)]);
        assert_eq!((one.value, one.low, one.high), (0.7, 0.7, 0.7));
        assert_eq!(accuracy(&[]), Estimate::default());
    }

    #[test]
    fn draws_that_say_nothing_on_a_label_do_not_pull_it_down() {
        // Only one of three pages has a pitch, and it is recognised: many draws miss that page.
        let mut pages = [page(10), page(10), page(10)];
        pages[0].0[1][1] = 1;
        let [f1] = estimates(&pages, |c| [c.defined_f1(crate::Label::SubscriptionPitch)]);
        assert_eq!((f1.value, f1.low, f1.high), (1.0, 1.0, 1.0));
    }

    #[test]
    fn a_quantile_between_two_values_is_their_blend() {
        assert_eq!(quantile(&[0.0, 1.0, 3.0], 0.75), 2.0);
        assert_eq!(quantile(&[0.0, 1.0, 3.0], 1.0), 3.0);
    }
}
