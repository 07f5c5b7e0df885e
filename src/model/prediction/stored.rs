//! A prediction <-> what is stored of it: its probabilities by name, and for whoever reads it the label that they come to.

use serde::{Deserialize, Serialize};

use super::Prediction;
use crate::Label;

/// How far from 1 the sum of probabilities may be: they are rounded.
const TOLERANCE: f32 = 1e-3;

/// The fields of a prediction, not checked yet. What is beyond them is passed over.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredPrediction {
    label: Label,
    #[serde(skip_deserializing)]
    probability: f32,
    probabilities: ByLabel,
    known_features: u32,
}

/// A probability for each label, in [`Label::ALL`]'s order.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct ByLabel {
    article: f32,
    subscription_pitch: f32,
    navigation: f32,
    related_content: f32,
}

impl From<Prediction> for StoredPrediction {
    fn from(prediction: Prediction) -> StoredPrediction {
        let [article, subscription_pitch, navigation, related_content] = prediction.probabilities;
        StoredPrediction {
            label: prediction.label(),
            probability: prediction.probability(),
            probabilities: ByLabel {
                article,
                subscription_pitch,
                navigation,
                related_content,
            },
            known_features: prediction.known_features,
        }
    }
}

impl TryFrom<StoredPrediction> for Prediction {
    type Error = String;

    fn try_from(stored: StoredPrediction) -> Result<Prediction, String> {
        let by_label = stored.probabilities;
        let probabilities = [
            by_label.article,
            by_label.subscription_pitch,
            by_label.navigation,
            by_label.related_content,
        ];
        let sum: f32 = probabilities.iter().sum();
        let are_shares = probabilities.iter().all(|p| (0.0..=1.0).contains(p));
        if !are_shares || (sum - 1.0).abs() > TOLERANCE {
            return Err(format!(
                "probabilities: found {probabilities:?}, expected 0 to 1 each, 1 together"
            ));
        }
        let (found, expected) = (stored.label, Label::argmax(probabilities));
        if found != expected {
            return Err(format!(
                "label: found {found}, expected the most probable, {expected}"
            ));
        }
        Ok(Prediction {
            probabilities,
            known_features: stored.known_features,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{"label":"navigation","probability":0.5,"probabilities":{"article":0.25,"subscription-pitch":0.125,"navigation":0.5,"related-content":0.125},"known_features":7}"#;

    #[test]
    fn a_prediction_reads_back() {
        let prediction = Prediction::new([0.25, 0.125, 0.5, 0.125], 7);
        assert_eq!(serde_json::to_string(&prediction).unwrap(), JSON);
        let read: Prediction = serde_json::from_str(JSON).unwrap();
        assert_eq!(read, prediction);
    }

    #[test]
    fn what_no_model_says_is_named() {
        for (from, to, named) in [
            (
                "0.25",
                "0.75",
                "probabilities: found [0.75, 0.125, 0.5, 0.125]",
            ),
            ("0.25", "-0.25", "probabilities: found"),
            (
                r#""label":"navigation""#,
                r#""label":"article""#,
                "label: found article, expected the most probable, navigation",
            ),
        ] {
            let json = JSON.replacen(from, to, 1);
            let error = serde_json::from_str::<Prediction>(&json).unwrap_err();
            assert!(error.to_string().starts_with(named), "{error}");
        }
    }
}
