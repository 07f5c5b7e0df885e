//! The parameters that are worth trying, and the values that are tried.

use crate::logistic::LabelWeights;
use crate::train::TrainParams;

/// A parameter that a search may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Knob {
    /// Strength of the penalty, 0.04 to 4.
    Alpha,
    /// Share of the features that adagrad leaves out, 0 to 0.5.
    Dropout,
    /// Least paragraphs of a feature, 1 to 8.
    MinDf,
    /// Most features of a family, 3,000 to 48,000.
    MaxFeatures,
    /// Weights of the labels: uniform, balanced, or pitches up to three times.
    LabelWeights,
}

impl Knob {
    /// Every parameter.
    pub const ALL: [Knob; 5] = [
        Knob::Alpha,
        Knob::Dropout,
        Knob::MinDf,
        Knob::MaxFeatures,
        Knob::LabelWeights,
    ];

    /// Turns the knob as far as a trial's number says, and says how far.
    pub(super) fn turn(self, params: TrainParams, trial: usize) -> (TrainParams, String) {
        let share = self.share(trial);
        match self {
            Knob::Alpha => {
                // Two digits: nobody can tell apart what is closer.
                let alpha = rounded(0.04 * libm::pow(100.0, share));
                (params.alpha(alpha), format!("alpha {alpha}"))
            }
            Knob::Dropout => {
                let dropout = step(share, 6) as f32 / 10.0;
                (params.dropout(dropout), format!("dropout {dropout}"))
            }
            Knob::MinDf => {
                let min_df = 1 + step(share, 8);
                (params.min_df(min_df), format!("min_df {min_df}"))
            }
            Knob::MaxFeatures => {
                let most = 3_000 << step(share, 5);
                (params.max_features(most), format!("max_features {most}"))
            }
            Knob::LabelWeights => {
                let weights = WEIGHTS[step(share, WEIGHTS.len())];
                let change = format!("label_weights {weights}");
                (params.label_weights(weights), change)
            }
        }
    }

    /// How far a trial turns the knob, 0 to 1: the additive recurrence of Roberts (*The unreasonable effectiveness of quasirandom
    /// sequences*, 2018), which covers the cube of all knobs evenly however many trials there are.
    fn share(self, trial: usize) -> f64 {
        /// The positive root of x^6 = x + 1.
        const PHI: f64 = 1.134_724_138_401_519_4;
        let step = libm::pow(PHI, -(1.0 + self as usize as f64));
        (0.5 + step * trial as f64).fract()
    }
}

/// The weights of labels that are tried.
const WEIGHTS: [LabelWeights; 4] = [
    LabelWeights::Uniform,
    LabelWeights::Given([1.0, 1.5, 1.0, 1.0]),
    LabelWeights::Given([1.0, 3.0, 1.0, 1.0]),
    LabelWeights::Balanced,
];

/// One of `n` steps.
fn step(share: f64, n: usize) -> usize {
    ((share * n as f64) as usize).min(n - 1)
}

/// To two significant digits.
fn rounded(value: f64) -> f64 {
    let text = format!("{value:.1e}");
    text.parse().expect("digits that were just written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turned_knobs_are_parameters_that_can_be_used_and_differ() {
        let mut seen = std::collections::BTreeSet::new();
        for trial in 1..=64 {
            for knob in Knob::ALL {
                let (params, change) = knob.turn(TrainParams::default(), trial);
                params.check().expect(&change);
                seen.insert(change);
            }
        }
        // 6 shares, 8 counts, 5 sizes, 4 weights, and as many alphas as two digits tell apart.
        assert!(seen.len() > 6 + 8 + 5 + 4 + 40, "{}", seen.len());
    }

    #[test]
    fn numbers_are_rounded_to_two_digits() {
        assert_eq!([0.123_45, 3.96, 0.04].map(rounded), [0.12, 4.0, 0.04]);
    }
}
