//! What a model says of a page.

use crate::page::{Page, Paragraph};
use crate::{Label, Language};

/// What a model says of one paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    probabilities: [f32; Label::COUNT],
    known_features: usize,
}

impl Prediction {
    pub(super) fn new(probabilities: [f32; Label::COUNT], known_features: usize) -> Prediction {
        Prediction {
            probabilities,
            known_features,
        }
    }

    /// The most probable label; of equally probable ones, the first in [`Label::ALL`].
    #[must_use]
    pub fn label(&self) -> Label {
        Label::argmax(self.probabilities)
    }

    /// The label's probability, 0.25 to 1.
    #[must_use]
    pub fn probability(&self) -> f32 {
        self.probabilities[self.label().index()]
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
        self.known_features
    }
}

/// What a model says of each paragraph of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Predictions<'a> {
    page: &'a Page,
    language: Option<Language>,
    predictions: Vec<Prediction>,
}

impl<'a> Predictions<'a> {
    pub(super) fn new(
        page: &'a Page,
        language: Option<Language>,
        predictions: Vec<Prediction>,
    ) -> Predictions<'a> {
        Predictions {
            page,
            language,
            predictions,
        }
    }

    /// The language the page was taken to be in: given, or detected, if either.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// Each paragraph with its prediction, top to bottom.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'a Paragraph, &Prediction)> + '_ {
        self.page.paragraphs().iter().zip(&self.predictions)
    }

    /// The predictions alone, in the order of the page's paragraphs.
    #[must_use]
    pub fn as_slice(&self) -> &[Prediction] {
        &self.predictions
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
        let tie = Prediction::new([0.0, 0.5, 0.5, 0.0], 0);
        assert_eq!((tie.label(), tie.margin()), (Label::SubscriptionPitch, 0.0));
    }
}
