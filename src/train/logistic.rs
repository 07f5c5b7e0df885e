//! Multinomial logistic regression as linfa knows it: parameters fit a dataset, what they return predicts.

use std::ops::ControlFlow;

use linfa::DatasetBase;
use linfa::dataset::{AsSingleTargets, Records};
use linfa::traits::{Fit, PredictInplace};
use ndarray::Array1;
use serde::{Deserialize, Serialize};

use super::newton::{self, Limits, Progress, Solution};
use super::objective::{Coefficients, Objective, softmax};
use super::params::{LabelWeights, Solver, ValidLogisticParams};
use super::sparse::DesignMatrix;
use crate::{Error, Label, Result};

/// Intercept of a label that no paragraph has: low enough for a probability of exactly 0, within the range of a 16-bit float.
pub const ABSENT_INTERCEPT: f64 = -1e4;

/// Values of the dense matrix up to which [`Solver::Auto`] asks linfa: about a second's work (on one core, 5,000 x 2,000
/// values take it 4 to 9 seconds, 20,000 x 8,000 more than 84).
const MOST_DENSE_BYTES: usize = 8 * 1_000_000;

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
    /// Whether the gradient is within the tolerance.
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
            *label = of_largest(scores);
        }
    }

    fn default_target(&self, matrix: &DesignMatrix) -> Array1<Label> {
        Array1::from_elem(matrix.nsamples(), Label::Article)
    }
}

impl<T: AsSingleTargets<Elem = Label>> Fit<DesignMatrix, T, Error> for ValidLogisticParams {
    type Object = FittedLogistic;

    /// # Errors
    ///
    /// As [`ValidLogisticParams::fit_with_progress`].
    fn fit(&self, dataset: &DatasetBase<DesignMatrix, T>) -> Result<FittedLogistic> {
        self.fit_with_progress(dataset, &mut |_, _, _| ControlFlow::Continue(()))
    }
}

impl ValidLogisticParams {
    /// Fits, calling `progress(iteration, gradient, objective)` before each iteration (with linfa, before the first one
    /// only); the gradient is the largest absolute value, per paragraph. `Break` ends the fit where it stands, which its
    /// [`Convergence`] then tells. Weights in the dataset multiply those of the labels.
    ///
    /// # Errors
    ///
    /// - [`Error::Linfa`] where labels or weights are not one a paragraph.
    /// - [`Error::Param`] where [`Solver::Linfa`] would exceed the memory budget.
    /// - [`Error::Fit`] for data without paragraphs, with fewer than two labels, or with a weight outside 1e-6 to 1e6, with
    ///   weights for [`Solver::Linfa`], and where the solver fails.
    pub fn fit_with_progress<T: AsSingleTargets<Elem = Label>>(
        &self,
        dataset: &DatasetBase<DesignMatrix, T>,
        progress: Progress,
    ) -> Result<FittedLogistic> {
        let labels = dataset.targets.as_single_targets().to_vec();
        let objective = self.objective(&dataset.records, &labels, dataset.weights())?;
        let weighted = dataset.weights().is_some() || self.label_weights != LabelWeights::Uniform;
        let fitted = match self.solver {
            Solver::Sparse => self.sparse(&objective, progress),
            Solver::Linfa if weighted => {
                let reason = "solver linfa knows no weights of paragraphs: remove them, or choose solver sparse";
                return Err(Error::Fit(reason.to_owned()));
            }
            Solver::Linfa => self.dense(&objective, progress)?,
            Solver::Auto => self.either(&objective, weighted, progress)?,
        };
        let mut values = fitted.weights.iter().flatten().chain(&fitted.intercepts);
        if values.all(|value| value.is_finite()) {
            Ok(fitted)
        } else {
            Err(Error::Fit(
                "the weights overflow: scale the features to about 0 to 1".to_owned(),
            ))
        }
    }

    /// What is to be minimised, once the data are found sound.
    fn objective<'a>(
        &self,
        matrix: &'a DesignMatrix,
        labels: &'a [Label],
        weights: Option<&[f32]>,
    ) -> Result<Objective<'a>> {
        let n = matrix.nsamples();
        for length in [Some(labels.len()), weights.map(<[f32]>::len)]
            .into_iter()
            .flatten()
        {
            if length != n {
                return Err(linfa::Error::MismatchedShapes(n, length).into());
            }
        }
        if n == 0 {
            return Err(Error::Fit("there are no paragraphs".to_owned()));
        }
        let by_label = self.by_label(labels)?;
        let mut weights_by_paragraph: Vec<f64> =
            labels.iter().map(|label| by_label[label.index()]).collect();
        for (own, given) in weights_by_paragraph
            .iter_mut()
            .zip(weights.unwrap_or_default())
        {
            if !(1e-6..=1e6).contains(given) {
                return Err(Error::Fit(format!(
                    "weight of a paragraph: found {given}, expected 1e-6 to 1e6"
                )));
            }
            *own *= f64::from(*given);
        }
        Ok(Objective {
            matrix,
            labels,
            weights: weights_by_paragraph,
            alpha: self.alpha,
            intercept: self.intercept,
            threads: self.threads,
        })
    }

    /// The weight of each label.
    fn by_label(&self, labels: &[Label]) -> Result<[f64; Label::COUNT]> {
        let counts = Label::ALL.map(|label| labels.iter().filter(|other| **other == label).count());
        let occurring = counts.iter().filter(|count| **count > 0).count();
        if occurring < 2 {
            let only = labels[0];
            return Err(Error::Fit(format!(
                "every paragraph is {only}, expected at least two labels"
            )));
        }
        Ok(match self.label_weights {
            LabelWeights::Uniform => [1.0; Label::COUNT],
            LabelWeights::Balanced => {
                counts.map(|count| labels.len() as f64 / (occurring * count.max(1)) as f64)
            }
            LabelWeights::Given(weights) => weights,
        })
    }

    /// [`Solver::Auto`].
    fn either(
        &self,
        objective: &Objective,
        weighted: bool,
        progress: Progress,
    ) -> Result<FittedLogistic> {
        let most = self.memory_budget.min(MOST_DENSE_BYTES);
        if weighted || super::linfa::dense_bytes(objective.matrix) > most {
            return Ok(self.sparse(objective, progress));
        }
        let fitted = self.dense(objective, progress)?;
        if fitted.convergence.converged {
            return Ok(fitted);
        }
        Ok(self.sparse(objective, progress))
    }

    fn sparse(&self, objective: &Objective, progress: Progress) -> FittedLogistic {
        let solution = newton::minimise(
            objective,
            start(objective),
            self.limits(objective),
            progress,
        );
        self.fitted(objective, solution, Solver::Sparse)
    }

    fn dense(&self, objective: &Objective, progress: Progress) -> Result<FittedLogistic> {
        let bytes = super::linfa::dense_bytes(objective.matrix);
        if bytes > self.memory_budget {
            let expected = format!(
                "at least {bytes} for solver linfa and {} paragraphs x {} columns x 8 bytes, or solver sparse",
                objective.matrix.nsamples(),
                objective.matrix.nfeatures()
            );
            return Err(Error::param("memory_budget", self.memory_budget, expected));
        }
        let limits = self.limits(objective);
        // No iterations: Newton's method only looks where it stands.
        let standing = Limits {
            iterations: 0,
            ..limits
        };
        let before = newton::minimise(objective, start(objective), standing, progress);
        let per_paragraph = before.gradient / objective.len() as f64;
        if progress(0, per_paragraph, before.objective).is_break() {
            return Ok(self.fitted(objective, before, Solver::Linfa));
        }
        let coefficients = super::linfa::minimise(objective, before.coefficients, limits)?;
        let after = newton::minimise(objective, coefficients, standing, progress);
        Ok(self.fitted(objective, after, Solver::Linfa))
    }

    fn limits(&self, objective: &Objective) -> Limits {
        Limits {
            gradient: self.gradient_tolerance * objective.len() as f64,
            iterations: self.max_iterations,
        }
    }

    fn fitted(&self, objective: &Objective, solution: Solution, solver: Solver) -> FittedLogistic {
        FittedLogistic {
            weights: solution.coefficients.weights,
            intercepts: solution.coefficients.intercepts,
            convergence: Convergence {
                solver,
                iterations: (solver != Solver::Linfa).then_some(solution.iterations),
                converged: solution.gradient <= self.limits(objective).gradient,
                gradient: solution.gradient / objective.len() as f64,
                objective: solution.objective,
            },
        }
    }
}

/// Zeros, but for the intercepts of labels that don't occur: at a probability of 0 their gradients are 0, and they stay.
fn start(objective: &Objective) -> Coefficients {
    let mut start = Coefficients::zeros(objective.matrix.nfeatures());
    start.intercepts = objective
        .occurs()
        .map(|occurs| if occurs { 0.0 } else { ABSENT_INTERCEPT });
    start
}

/// The label with the largest score; the first one where scores tie.
fn of_largest(scores: [f64; Label::COUNT]) -> Label {
    Label::ALL
        .into_iter()
        .reduce(|best, label| {
            if scores[label.index()] > scores[best.index()] {
                label
            } else {
                best
            }
        })
        .expect("there are four labels")
}
