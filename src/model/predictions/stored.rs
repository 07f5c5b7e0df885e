//! Predictions <-> what is stored of them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Predictions;
use crate::Language;
use crate::model::losses::{LossTable, Losses};
use crate::model::prediction::Prediction;

/// The fields of predictions, not checked yet. What is beyond them is passed over.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredPredictions {
    language: Option<Language>,
    /// The fingerprint in 16 hexadecimal digits: many a reader of JSON keeps but 53 bits of a number.
    page: String,
    predictions: Vec<Prediction>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    losses: Option<LossTable>,
}

impl From<Predictions> for StoredPredictions {
    fn from(labels: Predictions) -> StoredPredictions {
        StoredPredictions {
            language: labels.language,
            page: format!("{:016x}", labels.page),
            predictions: labels.predictions,
            losses: labels.losses.as_deref().cloned(),
        }
    }
}

impl TryFrom<StoredPredictions> for Predictions {
    type Error = String;

    fn try_from(stored: StoredPredictions) -> Result<Predictions, String> {
        let losses = Losses {
            text: stored.losses,
            marked: None,
        };
        if let Some(fault) = losses.fault() {
            return Err(format!("losses: {fault}"));
        }
        Ok(Predictions {
            language: stored.language,
            page: fingerprint(&stored.page)?,
            predictions: stored.predictions,
            losses: losses.text.map(Arc::new),
            meanings: None,
        })
    }
}

fn fingerprint(digits: &str) -> Result<u64, String> {
    let is_whole = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = is_whole.then(|| u64::from_str_radix(digits, 16).ok());
    number
        .flatten()
        .ok_or_else(|| format!("page: found {digits:?}, expected 16 hexadecimal digits"))
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use serde_json::json;

    use crate::{CleanOptions, Model, Page, Predictions};

    const PAGE: &str =
        "Ferries sail again from Monday, the harbour master said.\n\nSubscribe to read on\n";

    fn labels() -> (Page, Predictions) {
        let page = Page::from_text(PAGE);
        let labels = Model::embedded().predict(&page);
        (page, labels)
    }

    #[test]
    fn predictions_read_back_and_go_on() {
        let (page, labels) = labels();
        let json = serde_json::to_string(&labels).unwrap();
        let read: Predictions = serde_json::from_str(&json).unwrap();
        assert_eq!(read, labels);
        let options = CleanOptions::default().max_loss(0.005);
        let text = read.clean(&page, &options).expect("a promise");
        assert_eq!(text, labels.clean(&page, &options).unwrap());
        assert_eq!(read.verdict(&page).unwrap(), labels.verdict(&page).unwrap());
        assert!(read.zip(&Page::from_text("Tides")).is_err());
    }

    #[test]
    fn what_no_model_says_is_named() {
        let (_, labels) = labels();
        let no_budget = json!({"costs": [0.0, 1.0, 1.0, 1.0], "least_doubt": 0.05, "budgets": []});
        for (field, value, named) in [
            ("page", json!("+123456789abcdef"), "page: found"),
            ("language", json!("English"), "invalid language"),
            ("losses", no_budget, "losses: no threshold"),
        ] {
            let mut json = serde_json::to_value(&labels).unwrap();
            json[field] = value;
            let error = serde_json::from_value::<Predictions>(json).unwrap_err();
            assert!(error.to_string().starts_with(named), "{error}");
        }
    }

    #[test]
    fn predictions_too_few_for_their_page_are_refused() {
        let (page, labels) = labels();
        let mut json = serde_json::to_value(&labels).unwrap();
        json["predictions"].as_array_mut().unwrap().pop();
        let read: Predictions = serde_json::from_value(json).unwrap();
        assert!(matches!(read.zip(&page), Err(crate::Error::OtherPage)));
    }
}
