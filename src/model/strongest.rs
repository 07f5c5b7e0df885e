//! What a model has learned of each label: its strongest features.

use std::fmt;

use super::Model;
use super::explain::write_feature;
use crate::Label;
use crate::features::Family;
use crate::first_pass::unpack;

/// A feature and what it weighs for a label.
#[derive(Clone, Debug, PartialEq)]
pub struct WeighedFeature {
    /// The feature's family.
    pub family: Family,
    /// The feature's name within its family, such as a stemmed word.
    pub feature: String,
    /// The paragraph that it stands in, relative to the one that is labelled: -1 is the one above.
    pub offset: i32,
    /// What it adds to the label's score in the first pass where it stands alone in its family, above the mean of all labels.
    pub amount: f32,
}

/// The feature as a person reads it.
impl fmt::Display for WeighedFeature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_feature(f, self.offset, self.family, &self.feature)
    }
}

impl Model {
    /// The `n` features of some families that speak most for a label, strongest first; of equals the first of the vocabulary.
    #[must_use]
    pub fn strongest_features(
        &self,
        label: Label,
        n: usize,
        has: impl Fn(Family) -> bool,
    ) -> Vec<WeighedFeature> {
        let features = 0..self.vectorizer.vocabulary().n_features() as u32;
        let mut amounts: Vec<(f32, u32, i32)> = features
            .filter(|feature| has(self.vectorizer.vocabulary().family(*feature)))
            .flat_map(|feature| self.amounts(feature, label))
            .collect();
        amounts.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        amounts.truncate(n);
        let vocabulary = self.vectorizer.vocabulary();
        let strongest = amounts
            .into_iter()
            .map(|(amount, feature, offset)| WeighedFeature {
                family: vocabulary.family(feature),
                feature: vocabulary.name(feature).to_owned(),
                offset,
                amount,
            });
        strongest.collect()
    }

    /// What a feature adds to a label's score at each offset at which it is seen.
    fn amounts(&self, feature: u32, label: Label) -> impl Iterator<Item = (f32, u32, i32)> {
        let value = self.vectorizer.vocabulary().family(feature).value();
        let layout = self.first_pass.layout();
        let reach = layout.reach(feature) as i32;
        (-reach..=reach).map(move |offset| {
            let column = layout.column(feature, offset as isize);
            let weights = unpack(&self.first_pass.weights()[column]);
            let mean = weights.iter().sum::<f32>() / Label::COUNT as f32;
            (value * (weights[label.index()] - mean), feature, offset)
        })
    }

    /// Number of features of each family, in [`Family::ALL`]'s order.
    #[must_use]
    pub fn family_sizes(&self) -> [(Family, usize); Family::ALL.len()] {
        let sizes = self.vectorizer.vocabulary().family_sizes();
        std::array::from_fn(|family| (Family::ALL[family], sizes[family]))
    }
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use super::*;

    #[test]
    fn what_speaks_for_a_label_comes_first() {
        let model = Model::embedded();
        let is_cue = |family| family == Family::Cue;
        let strongest = model.strongest_features(Label::SubscriptionPitch, 20, is_cue);
        assert!(strongest.is_sorted_by(|a, b| a.amount >= b.amount) && strongest[19].amount > 0.0);
        let words: Vec<String> = strongest.iter().map(ToString::to_string).collect();
        assert!(
            words.iter().any(|words| words == "speaks of subscribe"),
            "{words:?}"
        );
        assert!(
            model
                .strongest_features(Label::Article, 0, is_cue)
                .is_empty()
        );
    }
}
