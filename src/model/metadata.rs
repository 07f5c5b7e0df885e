//! What a model file says of itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::losses::Losses;
use crate::Label;

/// How a model was made: enough to make it again and to know whether that succeeded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// Version of the crate that trained the model.
    pub crate_version: String,
    /// The training parameters by name, in words.
    pub parameters: BTreeMap<String, String>,
    /// The training data and the fit.
    pub training: TrainingFacts,
    /// Figures on validation data, if the training was given any: as text, and with marks where the data have some.
    pub validation: Vec<ValidationFacts>,
    /// What may be dropped at which loss; nothing of a model without a second pass, or of few pages.
    #[serde(default, skip_serializing_if = "Losses::is_empty")]
    pub losses: Losses,
}

/// The training data and the fit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingFacts {
    /// SHA-256 over the training data, 64 hexadecimal digits; empty for pages fitted without a dataset.
    pub digest: String,
    /// Number of pages.
    pub pages: usize,
    /// Number of paragraphs with each label, in [`Label::ALL`]'s order.
    pub labels: [u64; Label::COUNT],
    /// Number of pages in each language, by code; pages of unknown language under the empty code.
    pub languages: BTreeMap<String, usize>,
    /// The solver that fitted the first pass, such as `adagrad`.
    pub solver: String,
    /// Iterations of the solver; unknown for linfa, which does not report them.
    pub iterations: Option<u64>,
    /// Whether the solver reached its tolerance.
    pub converged: bool,
    /// How the second pass was fitted, or why there is none. Empty in older files, which must read back as they were written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub second_pass: String,
}

/// How a model did on validation data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidationFacts {
    /// Whether the model saw the pages' marks.
    pub marked: bool,
    /// SHA-256 over the validation data as the model saw them, 64 hexadecimal digits.
    pub digest: String,
    /// Number of paragraphs.
    pub paragraphs: u64,
    /// Mean of the labels' F1, 0 to 1.
    pub macro_f1: f64,
    /// Share of paragraphs labelled right, 0 to 1.
    pub accuracy: f64,
    /// F1 of each label, 0 to 1, in [`Label::ALL`]'s order.
    pub f1: [f64; Label::COUNT],
}
