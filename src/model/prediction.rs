//! What a model says of one paragraph.

mod stored;

use serde::{Deserialize, Serialize};

use crate::Label;

/// What a model says of one paragraph.
///
/// As JSON it is an object with `label`, `probability`, `probabilities` by label and `known_features`. What is read must be
/// what could have been written: probabilities that sum to 1, and the label of the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    into = "stored::StoredPrediction",
    try_from = "stored::StoredPrediction"
)]
pub struct Prediction {
    probabilities: [f32; Label::COUNT],
    known_features: u32,
}

impl Prediction {
    pub(super) fn new(probabilities: [f32; Label::COUNT], known_features: usize) -> Prediction {
        Prediction {
            probabilities,
            known_features: u32::try_from(known_features).unwrap_or(u32::MAX),
        }
    }

    /// The most probable label; of equally probable ones, the first in [`Label::ALL`].
    #[must_use]
    pub fn label(&self) -> Label {
        Label::argmax(self.probabilities)
    }

    /// The probability of the most probable label, 0.25 to 1.
    #[must_use]
    pub fn probability(&self) -> f32 {
        self.probability_of(self.label())
    }

    /// The probability of one label, 0 to 1.
    #[must_use]
    pub fn probability_of(&self, label: Label) -> f32 {
        self.probabilities[label.index()]
    }

    /// The probability of each label in [`Label::ALL`]'s order; they sum to 1.
    #[must_use]
    pub fn probabilities(&self) -> [f32; Label::COUNT] {
        self.probabilities
    }

    /// How far the label's probability is above the next one's, 0 to 1.
    #[must_use]
    pub fn margin(&self) -> f32 {
        let best = self.label().index();
        let others = (0..Label::COUNT).filter(|&i| i != best);
        let next = others.map(|i| self.probabilities[i]).fold(0.0, f32::max);
        self.probabilities[best] - next
    }

    /// How many of the paragraph's own features the model knew. With none, intercepts and neighbours decide.
    #[must_use]
    pub fn known_features(&self) -> usize {
        self.known_features as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_probability_and_margin_agree() {
        let prediction = Prediction::new([0.125, 0.5, 0.25, 0.125], 7);
        assert_eq!(prediction.label(), Label::SubscriptionPitch);
        assert_eq!((prediction.probability(), prediction.margin()), (0.5, 0.25));
        assert_eq!(prediction.probability_of(Label::Navigation), 0.25);
        let tie = Prediction::new([0.0, 0.5, 0.5, 0.0], 0);
        assert_eq!((tie.label(), tie.margin()), (Label::SubscriptionPitch, 0.0));
    }
}
