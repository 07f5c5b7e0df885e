//! What a report on an evaluation is made of.

use crate::dataset::Dataset;
use crate::evaluate::{Evaluation, PageOutcome};
use crate::model::Model;

/// How well a model does on a dataset, to be looked at.
///
/// It quotes the pages: at most 300 errors, the most confident ones first and 10 of a page at most, each with at most 600
/// characters of the paragraph and 120 of each neighbour. The file has at most 5 MB. The same data and model give the same bytes.
#[derive(Clone, Copy, Debug)]
pub struct EvaluationReport<'a> {
    /// The model.
    pub model: &'a Model,
    /// The pages.
    pub dataset: &'a Dataset,
    /// What the model said of each page, in the dataset's order: [`Model::outcome`].
    pub outcomes: &'a [PageOutcome],
    /// The figures of the outcomes.
    pub evaluation: &'a Evaluation,
}

impl EvaluationReport<'_> {
    /// Whether there is an outcome for each page, and in it one for each paragraph.
    pub(super) fn is_of_one_piece(&self) -> bool {
        let pages = self.dataset.pages();
        let mut pairs = pages.iter().zip(self.outcomes);
        pages.len() == self.outcomes.len()
            && pairs.all(|(page, outcome)| page.labels().len() == outcome.paragraphs.len())
    }
}
