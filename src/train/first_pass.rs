//! Fits the vocabulary and the first pass of some pages.

use linfa::DatasetBase;
use ndarray::Array1;

use super::parallel::Job;
use super::views::Views;
use super::vocabulary::{self, FittedVocabulary};
use super::{Progress, Stage, ValidTrainParams};
use crate::first_pass::{FirstPass, LARGEST_WEIGHT};
use crate::logistic::{Convergence, DesignMatrix};
use crate::scores::Scores;
use crate::{Label, Result};

/// A first pass and how its fit went.
pub(super) struct FittedFirstPass {
    pub(super) vocabulary: FittedVocabulary,
    pub(super) pass: FirstPass,
    pub(super) convergence: Convergence,
}

impl FittedFirstPass {
    /// Fits vocabulary and first pass on some views.
    pub(super) fn fit(
        params: &ValidTrainParams,
        views: &Views,
        numbers: &[usize],
        min_df: usize,
        job: &mut Job<'_>,
    ) -> Result<FittedFirstPass> {
        let features = views.features();
        let fitted = vocabulary::fit(features, numbers, min_df, params.max_features)?;
        if job.stage == Stage::Whole {
            fitted.require_usable(min_df)?;
        }
        let layout = fitted.vectorizer.vocabulary().layout();
        job.report(Progress::Vocabulary {
            stage: job.stage,
            features: layout.n_features(),
            columns: layout.n_columns(),
        })?;
        let rows = features.rows(
            numbers,
            &fitted.vectorizer,
            &fitted.to_vocabulary,
            job.threads,
        );
        let matrix = DesignMatrix::new(rows, layout.clone())?;
        let labels: Array1<Label> = views.labels(numbers).into();
        let logistic = job.fit(params.first_pass(), &DatasetBase::new(matrix, labels))?;
        Ok(FittedFirstPass {
            pass: FirstPass::pack(layout, &logistic.weights, stored(logistic.intercepts)),
            convergence: logistic.convergence,
            vocabulary: fitted,
        })
    }

    /// The probabilities of each paragraph of a view.
    pub(super) fn probabilities(&self, views: &Views, number: usize) -> Vec<Scores> {
        let FittedVocabulary {
            vectorizer,
            to_vocabulary,
        } = &self.vocabulary;
        let rows = views
            .features()
            .rows(&[number], vectorizer, to_vocabulary, 1);
        self.pass.probabilities(&rows)
    }
}

/// Weights as the model file stores them: rounded, and within the bound that reading has.
pub(super) fn stored(weights: [f64; Label::COUNT]) -> Scores {
    let limit = f64::from(LARGEST_WEIGHT);
    weights.map(|weight| weight.clamp(-limit, limit) as f32)
}
