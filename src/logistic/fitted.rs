//! A fitted logistic regression: weights, and how the fit ended.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DesignMatrix, Solver};
use crate::Label;
use crate::scores::softmax;

/// Intercept of a label that no paragraph has: low enough for a probability of exactly 0, within the range of a 16-bit float.
pub const ABSENT_INTERCEPT: f64 = -1e4;

/// A fitted logistic regression.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FittedLogistic {
    /// One row per column of the matrix, one weight per label; each row's mean over the labels that occur is 0. The weights of
    /// a label that does not occur are 0.
    pub weights: Vec<[f64; Label::COUNT]>,
    /// One per label; the mean over the labels that occur is 0. [`ABSENT_INTERCEPT`] for a label that does not occur.
    pub intercepts: [f64; Label::COUNT],
    /// How the fit ended.
    pub convergence: Convergence,
}

/// How a fit ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Convergence {
    /// The solver that ran.
    pub solver: Solver,
    /// Iterations made; unknown for linfa, which does not report them.
    pub iterations: Option<usize>,
    /// Whether the gradient is within the tolerance; for adagrad, whether the loss had settled.
    pub converged: bool,
    /// What would help a fit that did not converge.
    pub advice: Option<Advice>,
    /// Largest absolute value of the gradient, per paragraph.
    pub gradient: f64,
    /// The objective: weighted negative log-likelihood, summed over the paragraphs, and penalty.
    pub objective: f64,
}

/// What would help a fit that did not converge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Advice {
    /// The iterations ran out while the gradient was still falling.
    MoreIterations,
    /// The loss was still falling fast, as it does where a weak penalty lets the weights grow on and on.
    LargerAlpha,
    /// No step made the objective smaller, so the gradient is as small as rounding lets it be.
    LargerTolerance,
    /// Another solver gets there.
    SparseSolver,
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Advice::MoreIterations => "raise max_iterations or alpha",
            Advice::LargerAlpha => "raise alpha",
            Advice::LargerTolerance => "raise gradient_tolerance",
            Advice::SparseSolver => "use solver sparse, or raise alpha",
        })
    }
}

impl FittedLogistic {
    /// Probability of each label for each paragraph; those of a paragraph sum to 1.
    ///
    /// # Panics
    ///
    /// Where the matrix has other columns than the one fitted on.
    #[must_use]
    pub fn probabilities(&self, matrix: &DesignMatrix) -> Vec<[f64; Label::COUNT]> {
        self.scores(matrix).into_iter().map(softmax).collect()
    }

    pub(super) fn scores(&self, matrix: &DesignMatrix) -> Vec<[f64; Label::COUNT]> {
        assert_eq!(
            matrix.n_columns(),
            self.weights.len(),
            "columns of the matrix and of the fit"
        );
        matrix.scores(&self.weights, self.intercepts, 1)
    }
}
