//! Vocabulary and first pass of some pages.

use linfa::{DatasetBase, ParamGuard};
use ndarray::Array1;

use super::sparse::DesignMatrix;
use super::views::Views;
use super::vocabulary::{self, Fitted};
use super::{Convergence, FittedLogistic, Listener, Progress, ValidTrainParams};
use crate::first_pass::FirstPass;
use crate::scores::Scores;
use crate::{Error, Label, Result};

/// A first pass and how its fit went.
pub(super) struct First {
    pub(super) fitted: Fitted,
    pub(super) pass: FirstPass,
    pub(super) convergence: Convergence,
}

impl First {
    /// The probabilities of each paragraph of a view.
    pub(super) fn probabilities(&self, views: &Views, number: usize) -> Vec<Scores> {
        let Fitted { vectorizer, known } = &self.fitted;
        let rows = views.emitted().rows(&[number], vectorizer, known);
        self.pass.probabilities(&rows)
    }
}

impl ValidTrainParams {
    /// Fits vocabulary and first pass on some views.
    pub(super) fn fit_first(
        &self,
        views: &Views,
        numbers: &[usize],
        progress: Listener<'_>,
    ) -> Result<First> {
        let fitted = vocabulary::fit(views.emitted(), numbers, self.min_df, self.max_features)?;
        let layout = fitted.vectorizer.vocabulary().layout();
        let at_vocabulary = Progress::Vocabulary {
            features: layout.n_features(),
            columns: layout.n_columns(),
        };
        if progress(at_vocabulary).is_break() {
            return Err(Error::Interrupted);
        }
        let rows = views
            .emitted()
            .rows(numbers, &fitted.vectorizer, &fitted.known);
        let matrix = DesignMatrix::new(rows, layout.clone())?;
        let labels = Array1::from(views.labels(numbers));
        let logistic = self.fit_matrix(&DatasetBase::new(matrix, labels), progress)?;
        let intercepts = logistic.intercepts.map(|intercept| intercept as f32);
        Ok(First {
            pass: FirstPass::pack(layout, &logistic.weights, intercepts),
            convergence: logistic.convergence,
            fitted,
        })
    }

    fn fit_matrix(
        &self,
        dataset: &DatasetBase<DesignMatrix, Array1<Label>>,
        progress: Listener<'_>,
    ) -> Result<FittedLogistic> {
        let mut stopped = false;
        let fitted = self.logistic.check_ref()?.fit_with_progress(
            dataset,
            &mut |iteration, gradient, objective| {
                let flow = progress(Progress::Iteration {
                    iteration,
                    gradient,
                    objective,
                });
                stopped |= flow.is_break();
                flow
            },
        )?;
        if stopped {
            Err(Error::Interrupted)
        } else {
            Ok(fitted)
        }
    }
}
