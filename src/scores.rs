//! Four numbers, one per label: scores, probabilities, weights of one column.

use std::ops::{Add, AddAssign, Div, Mul, Sub};

use crate::Label;

/// One value per label, in [`Label::ALL`]'s order. The passes count in `f32`, fits in `f64`.
pub(crate) type Four<T> = [T; Label::COUNT];

/// Scores, probabilities or weights as a model holds them.
pub(crate) type Scores = Four<f32>;

/// A floating-point number. Its exponential is `libm`'s, which is the same on every machine.
pub(crate) trait Real:
    Copy
    + PartialOrd
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
{
    const ZERO: Self;
    const LEAST: Self;

    fn exp(self) -> Self;

    /// The larger one; a NaN never is.
    fn larger(self, other: Self) -> Self;
}

impl Real for f32 {
    const ZERO: f32 = 0.0;
    const LEAST: f32 = f32::NEG_INFINITY;

    #[inline]
    fn exp(self) -> f32 {
        libm::expf(self)
    }

    #[inline]
    fn larger(self, other: f32) -> f32 {
        self.max(other)
    }
}

impl Real for f64 {
    const ZERO: f64 = 0.0;
    const LEAST: f64 = f64::NEG_INFINITY;

    #[inline]
    fn exp(self) -> f64 {
        libm::exp(self)
    }

    #[inline]
    fn larger(self, other: f64) -> f64 {
        self.max(other)
    }
}

/// `sum += factor * values`.
#[inline(always)]
pub(crate) fn add_scaled<T: Real>(sum: &mut Four<T>, factor: T, values: &Four<T>) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += factor * *value;
    }
}

/// `sum += values`.
#[inline(always)]
pub(crate) fn add<T: Real>(sum: &mut Four<T>, values: &Four<T>) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += *value;
    }
}

/// The largest score; a NaN never is.
#[inline]
pub(crate) fn largest<T: Real>(scores: &Four<T>) -> T {
    scores.iter().copied().fold(T::LEAST, T::larger)
}

/// Scores -> probabilities that sum to 1: `exp(s_k - max s) / sum_j exp(s_j - max s)`, with the row's own maximum, so that no
/// exponential overflows.
pub(crate) fn softmax<T: Real>(scores: Four<T>) -> Four<T> {
    let max = largest(&scores);
    let exps = scores.map(|score| (score - max).exp());
    let sum = exps.into_iter().fold(T::ZERO, T::add);
    exps.map(|exp| exp / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn softmax_of_scores_a_thousand_apart() {
        assert_eq!(
            softmax([1000.0f32, 0.0, -1000.0, 0.0]),
            [1.0, 0.0, 0.0, 0.0]
        );
        assert_eq!(softmax([-5000.0f64; 4]), [0.25; 4]);
        // exp(0) : exp(-ln 2) : exp(-ln 4) : exp(-ln 8) = 8 : 4 : 2 : 1.
        let ln2 = std::f64::consts::LN_2;
        let scores = [0.0, -ln2, -2.0 * ln2, -3.0 * ln2];
        let single = softmax(scores.map(|score| score as f32));
        for ((p, single), expected) in softmax(scores).iter().zip(single).zip([8.0, 4.0, 2.0, 1.0])
        {
            assert!((p - expected / 15.0).abs() < 1e-15);
            assert!((f64::from(single) - expected / 15.0).abs() < 1e-6);
        }
    }

    #[test]
    fn sums_and_the_largest_by_hand() {
        let mut sum = [1.0, 2.0, 3.0, 4.0];
        add_scaled(&mut sum, -2.0, &[0.5, 1.0, 0.0, 2.0]);
        assert_eq!(sum, [0.0, 0.0, 3.0, 0.0]);
        add(&mut sum, &[1.0, 0.0, -4.0, 0.5]);
        assert_eq!((sum, largest(&sum)), ([1.0, 0.0, -1.0, 0.5], 1.0));
        assert_eq!(largest(&[f32::NAN, -3.0, f32::NAN, -2.0]), -2.0);
    }
}
