//! A fitted logistic regression: weights, how the fit ended, and prediction as linfa knows it.

use linfa::dataset::Records;
use linfa::traits::PredictInplace;
use ndarray::Array1;
use serde::{Deserialize, Serialize};

use super::objective::softmax;
use super::params::Solver;
use super::sparse::DesignMatrix;
use crate::Label;

/// Intercept of a label that no paragraph has: low enough for a probability of exactly 0, within the range of a 16-bit float.
pub const ABSENT_INTERCEPT: f64 = -1e4;

/// A fitted logistic regression.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedLogistic {
    /// One row a column of the matrix, one weight a label; each row's mean over the labels that occur is 0. The weights of
    /// a label that does not occur are 0.
    pub weights: Vec<[f64; Label::COUNT]>,
    /// One a label; the mean over the labels that occur is 0. [`ABSENT_INTERCEPT`] for a label that does not occur.
    pub intercepts: [f64; Label::COUNT],
    /// How the fit ended.
    pub convergence: Convergence,
}

/// How a fit ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Convergence {
    /// The solver that ran; never [`Solver::Auto`].
    pub solver: Solver,
    /// Iterations made; unknown for linfa, which does not say.
    pub iterations: Option<usize>,
    /// Whether the gradient is within the tolerance; for adagrad, whether the loss had stopped falling.
    pub converged: bool,
    /// Largest absolute value of the gradient, per paragraph.
    pub gradient: f64,
    /// The objective: weighted negative log-likelihood, summed over the paragraphs, and penalty.
    pub objective: f64,
}

impl FittedLogistic {
    /// Probability of each label for each paragraph; those of a paragraph sum to 1.
    ///
    /// # Panics
    ///
    /// Where the matrix has other columns than the one fitted on.
    #[must_use]
    pub fn probabilities(&self, matrix: &DesignMatrix) -> Vec<[f64; Label::COUNT]> {
        self.scores(matrix).iter().map(softmax).collect()
    }

    fn scores(&self, matrix: &DesignMatrix) -> Vec<[f64; Label::COUNT]> {
        assert_eq!(
            matrix.nfeatures(),
            self.weights.len(),
            "columns of the matrix and of the fit"
        );
        matrix.scores(&self.weights, self.intercepts, 1)
    }
}

impl PredictInplace<DesignMatrix, Array1<Label>> for FittedLogistic {
    /// # Panics
    ///
    /// Where the matrix has other columns than the one fitted on, or `y` another length than the matrix.
    fn predict_inplace<'a>(&'a self, matrix: &'a DesignMatrix, y: &mut Array1<Label>) {
        assert_eq!(
            matrix.nsamples(),
            y.len(),
            "paragraphs and places for their labels"
        );
        for (label, scores) in y.iter_mut().zip(self.scores(matrix)) {
            *label = Label::argmax(scores);
        }
    }

    fn default_target(&self, matrix: &DesignMatrix) -> Array1<Label> {
        Array1::from_elem(matrix.nsamples(), Label::Article)
    }
}
