//! linfa's traits: parameters that are checked and fitted, the matrix as records, prediction in place.

use std::ops::ControlFlow;

use linfa::dataset::{AsSingleTargets, Records};
use linfa::traits::{Fit, PredictInplace};
use linfa::{DatasetBase, ParamGuard};
use ndarray::Array1;

use super::{DesignMatrix, FittedLogistic, LogisticParams, ValidLogisticParams};
use crate::{Error, Label, Result};

impl ParamGuard for LogisticParams {
    type Checked = ValidLogisticParams;
    type Error = Error;

    /// # Errors
    ///
    /// As the method of the same name that needs no trait.
    fn check_ref(&self) -> Result<&ValidLogisticParams> {
        LogisticParams::check_ref(self)
    }

    /// # Errors
    ///
    /// As the method of the same name that needs no trait.
    fn check(self) -> Result<ValidLogisticParams> {
        LogisticParams::check(self)
    }
}

impl<T: AsSingleTargets<Elem = Label>> Fit<DesignMatrix, T, Error> for ValidLogisticParams {
    type Object = FittedLogistic;

    /// # Errors
    ///
    /// As [`ValidLogisticParams::fit_with_progress`].
    fn fit(&self, dataset: &DatasetBase<DesignMatrix, T>) -> Result<FittedLogistic> {
        self.fit_with_progress(dataset, &mut |_| ControlFlow::Continue(()))
    }
}

impl Records for DesignMatrix {
    type Elem = f32;

    /// Number of paragraphs.
    fn nsamples(&self) -> usize {
        self.n_paragraphs()
    }

    /// Number of columns: every feature counts once for each offset at which it is seen.
    fn nfeatures(&self) -> usize {
        self.n_columns()
    }
}

impl PredictInplace<DesignMatrix, Array1<Label>> for FittedLogistic {
    /// # Panics
    ///
    /// Where the matrix has other columns than the one fitted on, or `y` another length than the matrix.
    fn predict_inplace<'a>(&'a self, matrix: &'a DesignMatrix, y: &mut Array1<Label>) {
        assert_eq!(
            matrix.n_paragraphs(),
            y.len(),
            "paragraphs and places for their labels"
        );
        for (label, scores) in y.iter_mut().zip(self.scores(matrix)) {
            *label = Label::argmax(scores);
        }
    }

    fn default_target(&self, matrix: &DesignMatrix) -> Array1<Label> {
        Array1::from_elem(matrix.n_paragraphs(), Label::Article)
    }
}
