//! Fitting with each of the solvers: the data are checked, minimised over, and the end is reported.

use linfa::DatasetBase;
use linfa::dataset::AsSingleTargets;

use super::adagrad::{self, End};
use super::fitted::{ABSENT_INTERCEPT, Advice, Convergence, FittedLogistic};
use super::newton::{self, Limits, Solution};
use super::objective::{Coefficients, Objective};
use super::params::{LabelWeights, ValidLogisticParams};
use super::progress::{FitProgress, OnIteration};
use super::{DesignMatrix, Solver, dense};
use crate::{Error, FitError, Label, Result};

/// Rounds of AdaGrad that [`Solver::Sparse`] begins with. On a third of the default model's training pages, to the objective
/// that scikit-learn's lbfgs ends at after 13 s: 2.0 s with 4, 5.3 s with 8; some 15 s with none, on a busier machine.
const ROUNDS_BEFORE_NEWTON: usize = 4;

impl ValidLogisticParams {
    /// Fits, calling `progress` after each round and before each iteration. `Break` ends the fit with the weights it has, as
    /// its [`Convergence`] then shows. Weights in the dataset multiply those of the labels.
    ///
    /// # Errors
    ///
    /// - [`Error::Linfa`] where labels or weights are not one per paragraph.
    /// - [`Error::Param`] where [`Solver::Linfa`] would exceed the memory budget.
    /// - [`Error::Fit`] for data without paragraphs, with fewer than two labels, or with a weight outside 1e-6 to 1e6, with
    ///   weights for [`Solver::Linfa`], and where the solver fails.
    pub fn fit_with_progress<T: AsSingleTargets<Elem = Label>>(
        &self,
        dataset: &DatasetBase<DesignMatrix, T>,
        progress: OnIteration<'_>,
    ) -> Result<FittedLogistic> {
        let labels = dataset.targets.as_single_targets().to_vec();
        let objective = self.objective(&dataset.records, &labels, dataset.weights())?;
        let weighted = dataset.weights().is_some() || self.label_weights != LabelWeights::Uniform;
        let fitted = match self.solver {
            Solver::Adagrad => self.adagrad(&objective, progress)?,
            Solver::Sparse => self.sparse(&objective, progress),
            Solver::Linfa if weighted => return Err(FitError::WeightsForLinfa.into()),
            Solver::Linfa => self.dense(&objective, progress)?,
        };
        fitted.require_finite()
    }

    /// Checks the data and puts together what is to be minimised.
    fn objective<'a>(
        &self,
        matrix: &'a DesignMatrix,
        labels: &'a [Label],
        weights: Option<&[f32]>,
    ) -> Result<Objective<'a>> {
        let n = matrix.n_paragraphs();
        for length in std::iter::once(labels.len()).chain(weights.map(<[f32]>::len)) {
            if length != n {
                return Err(linfa::Error::MismatchedShapes(n, length).into());
            }
        }
        require_two(labels)?;
        Ok(Objective {
            matrix,
            labels,
            weights: self.by_paragraph(labels, weights)?,
            before: Vec::new(),
            alpha: self.alpha,
            intercept: self.intercept,
            threads: self.threads,
        })
    }

    /// The weight of each paragraph: its label's, times its own where it has one.
    pub(super) fn by_paragraph(&self, labels: &[Label], own: Option<&[f32]>) -> Result<Vec<f64>> {
        let by_label = self.by_label(labels);
        let mut weights: Vec<f64> = labels.iter().map(|label| by_label[label.index()]).collect();
        for (weight, own) in weights.iter_mut().zip(own.unwrap_or_default()) {
            if !(1e-6..=1e6).contains(own) {
                return Err(FitError::ParagraphWeight { found: *own }.into());
            }
            *weight *= f64::from(*own);
        }
        Ok(weights)
    }

    /// The weight of each label.
    fn by_label(&self, labels: &[Label]) -> [f64; Label::COUNT] {
        let counts = counts(labels);
        let occurring = counts.iter().filter(|count| **count > 0).count();
        match self.label_weights {
            LabelWeights::Uniform => [1.0; Label::COUNT],
            LabelWeights::Balanced => {
                counts.map(|count| labels.len() as f64 / (occurring * count.max(1)) as f64)
            }
            LabelWeights::Given(weights) => weights,
        }
    }

    fn adagrad(&self, objective: &Objective, progress: OnIteration<'_>) -> Result<FittedLogistic> {
        let settings = adagrad::Settings::to_generalise(self.dropout, objective.len(), self.alpha);
        let descent = adagrad::descend(objective, &start(objective), &settings, progress);
        if descent.end == End::Overflow {
            return Err(overflow());
        }
        let solution = if self.judged {
            evaluated(objective, descent.coefficients, descent.rounds)
        } else {
            unjudged(descent.coefficients, descent.rounds)
        };
        let advice = match descent.end {
            End::Settled => None,
            End::Falling => Some(Advice::LargerAlpha),
            End::Rising | End::Stopped | End::Overflow => Some(Advice::SparseSolver),
        };
        Ok(self.fitted(objective, solution, advice))
    }

    /// [`Solver::Sparse`]: a few rounds of AdaGrad come near the minimum, where Newton's method needs few steps.
    fn sparse(&self, objective: &Objective, progress: OnIteration<'_>) -> FittedLogistic {
        let rounds = ROUNDS_BEFORE_NEWTON.min(self.max_iterations);
        let settings = adagrad::Settings::to_minimise(rounds);
        let near = adagrad::descend(objective, &start(objective), &settings, progress);
        let iterations = match near.end {
            End::Stopped => 0,
            _ => self.max_iterations - near.rounds,
        };
        let limits = self.limits(objective, iterations);
        let from = better(objective, near.coefficients, start(objective));
        let mut later = |event| match event {
            FitProgress::Iteration {
                iteration,
                gradient,
                objective,
            } => progress(FitProgress::Iteration {
                iteration: near.rounds + iteration,
                gradient,
                objective,
            }),
            event @ FitProgress::Round { .. } => progress(event),
        };
        let mut solution = newton::minimise(objective, from, limits, &mut later);
        solution.iterations += near.rounds;
        let advice = self.advice(objective, &solution);
        self.fitted(objective, solution, advice)
    }

    fn dense(&self, objective: &Objective, progress: OnIteration<'_>) -> Result<FittedLogistic> {
        self.require_memory(objective.matrix)?;
        let before = evaluated(objective, start(objective), 0);
        let event = FitProgress::Iteration {
            iteration: 0,
            gradient: before.gradient / objective.len() as f64,
            objective: before.objective,
        };
        let stopped = progress(event).is_break();
        // linfa-logistic takes no matrix without columns; only the intercepts are left to be fitted then.
        if objective.matrix.n_columns() == 0 && !stopped {
            let mut fitted = self.sparse(objective, progress);
            fitted.convergence.solver = Solver::Sparse;
            return Ok(fitted);
        }
        let limits = self.limits(objective, self.max_iterations);
        let after = if stopped {
            before
        } else {
            let coefficients = dense::minimise(objective, before.coefficients, limits)?;
            evaluated(objective, coefficients, 0)
        };
        let converged = after.gradient <= limits.gradient;
        let advice = (!converged).then_some(Advice::SparseSolver);
        Ok(self.fitted(objective, after, advice))
    }

    fn require_memory(&self, matrix: &DesignMatrix) -> Result<()> {
        let bytes = dense::dense_bytes(matrix);
        if bytes <= self.memory_budget {
            return Ok(());
        }
        let (paragraphs, columns) = (matrix.n_paragraphs(), matrix.n_columns());
        let expected = format!(
            "at least {bytes} for solver linfa and {paragraphs} paragraphs x {columns} columns x 8 bytes, or solver sparse"
        );
        Err(Error::param("memory_budget", self.memory_budget, expected))
    }

    pub(super) fn limits(&self, objective: &Objective, iterations: usize) -> Limits {
        Limits {
            gradient: self.gradient_tolerance * objective.len() as f64,
            iterations,
        }
    }

    /// What would help Newton's method, if its gradient is not within the tolerance.
    pub(super) fn advice(&self, objective: &Objective, solution: &Solution) -> Option<Advice> {
        if solution.gradient <= self.limits(objective, 0).gradient {
            None
        } else if solution.iterations >= self.max_iterations {
            Some(Advice::MoreIterations)
        } else {
            Some(Advice::LargerTolerance)
        }
    }

    /// The fit of a solution that converged unless there is advice to give.
    pub(super) fn fitted(
        &self,
        objective: &Objective,
        solution: Solution,
        advice: Option<Advice>,
    ) -> FittedLogistic {
        FittedLogistic {
            weights: solution.coefficients.weights,
            intercepts: solution.coefficients.intercepts,
            convergence: Convergence {
                solver: self.solver,
                iterations: (self.solver != Solver::Linfa).then_some(solution.iterations),
                converged: advice.is_none(),
                advice,
                gradient: solution.gradient / objective.len() as f64,
                objective: solution.objective,
            },
        }
    }
}

impl FittedLogistic {
    /// Itself, unless a sum has overflowed.
    pub(super) fn require_finite(self) -> Result<FittedLogistic> {
        let mut values = self.weights.iter().flatten().chain(&self.intercepts);
        if values.all(|value| value.is_finite()) {
            Ok(self)
        } else {
            Err(overflow())
        }
    }
}

/// How many paragraphs have each label.
fn counts(labels: &[Label]) -> [usize; Label::COUNT] {
    Label::ALL.map(|label| labels.iter().filter(|other| **other == label).count())
}

/// Refuses data without paragraphs, or all of one label.
fn require_two(labels: &[Label]) -> Result<()> {
    let label = *labels.first().ok_or(FitError::NoParagraphs)?;
    let is_one = labels.iter().all(|other| *other == label);
    if is_one {
        return Err(FitError::OneLabel { label }.into());
    }
    Ok(())
}

/// Every number that can be given as a parameter is far from overflowing by itself, so only values of features are left.
fn overflow() -> Error {
    let advice = "scale the values of the features to about 0 to 1";
    FitError::Overflow { advice }.into()
}

/// A point with its objective and gradient.
fn evaluated(objective: &Objective, at: Coefficients, iterations: usize) -> Solution {
    let (value, gradient) = objective.evaluate(&at);
    Solution {
        coefficients: at,
        iterations,
        gradient: gradient.largest(),
        objective: value,
    }
}

/// A point of which nobody wants to know more.
fn unjudged(at: Coefficients, iterations: usize) -> Solution {
    Solution {
        coefficients: at,
        iterations,
        gradient: f64::NAN,
        objective: f64::NAN,
    }
}

/// The one of the lower objective: AdaGrad's steps are made for values of about 0 to 1, and may leave others worse off.
fn better(objective: &Objective, found: Coefficients, start: Coefficients) -> Coefficients {
    let value = |at: &Coefficients| objective.value(at, &objective.scores(at));
    if value(&found) < value(&start) {
        found
    } else {
        start
    }
}

/// Zeros, but for the intercepts of labels that don't occur: at a probability of 0 their gradients are 0, and they stay.
fn start(objective: &Objective) -> Coefficients {
    let mut start = Coefficients::zeros(objective.matrix.n_columns());
    start.intercepts = objective
        .occurs()
        .map(|occurs| if occurs { 0.0 } else { ABSENT_INTERCEPT });
    start
}
