//! The products of one feature with the paragraphs that see it. The number of its columns is known to the compiler, which
//! keeps their weights or sums in registers.

pub(crate) use crate::scores::add_scaled;

/// One value per label.
pub(crate) type Four = crate::scores::Four<f64>;

/// Whether a sum takes the values of the matrix or their squares.
#[derive(Clone, Copy)]
pub(crate) enum Values {
    Plain,
    Squared,
}

/// One feature's columns of `X' r`.
pub(super) fn gather_columns<const WIDTH: usize>(
    entries: &[(u32, f32)],
    values: Values,
    residuals: &[Four],
) -> [Four; WIDTH] {
    let mut sums = [[0.0; 4]; WIDTH];
    for &(first, value) in entries {
        let value = match values {
            Values::Plain => f64::from(value),
            Values::Squared => f64::from(value).powi(2),
        };
        let window = &residuals[first as usize..first as usize + WIDTH];
        for (sum, residual) in sums.iter_mut().zip(window.iter().rev()) {
            add_scaled(sum, value, residual);
        }
    }
    sums
}

/// Adds one feature's part of `X v` to the scores; the places of `scores` begin at `start`.
pub(super) fn scatter_columns<const WIDTH: usize>(
    entries: &[(u32, f32)],
    start: usize,
    weights: &[Four],
    scores: &mut [Four],
) {
    let weights: &[Four; WIDTH] = weights.try_into().expect("as many weights as columns");
    for &(first, value) in entries {
        let first = first as usize - start;
        let window = &mut scores[first..first + WIDTH];
        for (score, weight) in window.iter_mut().rev().zip(weights) {
            add_scaled(score, f64::from(value), weight);
        }
    }
}
