//! Fitting a multinomial logistic regression, as linfa knows it: checked parameters fit a dataset.

use std::ops::ControlFlow;

use linfa::DatasetBase;
use linfa::dataset::{AsSingleTargets, Records};
use linfa::traits::Fit;

use super::adagrad;
use super::fitted::{ABSENT_INTERCEPT, Convergence, FittedLogistic};
use super::newton::{self, Limits, Progress, Solution};
use super::objective::{Coefficients, Objective};
use super::params::{LabelWeights, Solver, ValidLogisticParams};
use super::sparse::DesignMatrix;
use crate::{Error, FitError, Label, Result};

/// Bytes of the dense matrix up to which [`Solver::Auto`] asks linfa: about a second's work. Measured on one busy core:
/// 2 to 3.5 seconds for a million values, whatever the shape, and more than 84 for 20,000 x 8,000.
const MOST_DENSE_BYTES: usize = 8 * 500_000;

/// Rounds of Adagrad that [`Solver::Sparse`] begins with. On a third of the default model's training pages, to the objective
/// that scikit-learn's lbfgs ends at after 13 s: 2.0 s with 4, 5.3 s with 8; some 15 s with none, on a busier machine.
const ROUNDS_BEFORE_NEWTON: usize = 4;

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
    /// only); the gradient is the largest absolute value, per paragraph. In Adagrad's rounds
    /// it is the relative fall of the loss in the last round, and the objective that loss; in those that Sparse begins
    /// with, the objective is not known yet: infinite. `Break` ends the fit where it stands, which its [`Convergence`] then
    /// tells. Weights in the dataset multiply those of the labels.
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
            Solver::Adagrad => self.adagrad(&objective, progress),
            Solver::Linfa if weighted => {
                return Err(FitError::WeightsForLinfa.into());
            }
            Solver::Linfa => self.dense(&objective, progress)?,
            Solver::Auto => self.either(&objective, weighted, progress)?,
        };
        let mut values = fitted.weights.iter().flatten().chain(&fitted.intercepts);
        if values.all(|value| value.is_finite()) {
            Ok(fitted)
        } else {
            let advice = "scale the features to about 0 to 1";
            Err(FitError::Overflow { advice }.into())
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
            return Err(FitError::NoParagraphs.into());
        }
        let by_label = self.by_label(labels)?;
        let mut weights_by_paragraph: Vec<f64> =
            labels.iter().map(|label| by_label[label.index()]).collect();
        for (own, given) in weights_by_paragraph
            .iter_mut()
            .zip(weights.unwrap_or_default())
        {
            if !(1e-6..=1e6).contains(given) {
                return Err(FitError::ParagraphWeight { found: *given }.into());
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
            return Err(FitError::OneLabel { label: labels[0] }.into());
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
        let mut stopped = false;
        let mut watched = |iteration, gradient, value| {
            let flow = progress(iteration, gradient, value);
            stopped = flow.is_break();
            flow
        };
        let fitted = self.dense(objective, &mut watched)?;
        if fitted.convergence.converged || stopped {
            return Ok(fitted);
        }
        Ok(self.sparse(objective, progress))
    }

    /// [`Solver::Sparse`]: a few rounds of Adagrad come near the minimum, where Newton's method needs few steps.
    fn sparse(&self, objective: &Objective, progress: Progress) -> FittedLogistic {
        // A round's loss is not the objective, which nobody knows before Newton's first step.
        let mut rounds = |round, fall, _| progress(round, fall, f64::INFINITY);
        let settings =
            adagrad::Settings::to_minimise(ROUNDS_BEFORE_NEWTON.min(self.max_iterations));
        let near = adagrad::descend(objective, &start(objective), &settings, &mut rounds);
        let mut limits = self.limits(objective);
        let was_stopped = near.rounds < settings.rounds;
        limits.iterations = if was_stopped {
            0
        } else {
            limits.iterations - near.rounds
        };
        let from = better(objective, near.coefficients, start(objective));
        let mut solution =
            newton::minimise(objective, from, limits, &mut |step, gradient, value| {
                progress(near.rounds + step, gradient, value)
            });
        solution.iterations += near.rounds;
        self.fitted(objective, solution, Solver::Sparse)
    }

    fn adagrad(&self, objective: &Objective, progress: Progress) -> FittedLogistic {
        let settings = adagrad::Settings::to_generalise(self.dropout, objective.len());
        let descent = adagrad::descend(objective, &start(objective), &settings, progress);
        let (value, gradient) = objective.by_rows(&descent.coefficients);
        let solution = Solution {
            iterations: descent.rounds,
            gradient: gradient.largest(),
            objective: value,
            coefficients: descent.coefficients,
        };
        let mut fitted = self.fitted(objective, solution, Solver::Adagrad);
        fitted.convergence.converged = descent.settled;
        fitted
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

/// The one of the lower objective: Adagrad's steps are made for features of about 0 to 1, and may leave others worse off.
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
    let mut start = Coefficients::zeros(objective.matrix.nfeatures());
    start.intercepts = objective
        .occurs()
        .map(|occurs| if occurs { 0.0 } else { ABSENT_INTERCEPT });
    start
}

#[cfg(test)]
mod tests {
    use linfa::ParamGuard;
    use linfa::traits::Predict;
    use ndarray::Array1;
    use serde::Deserialize;

    use super::*;
    use crate::rows::{Layout, Rows};
    use crate::train::params::LogisticParams;
    use crate::train::sparse::tests::sample;

    fn params(solver: Solver) -> LogisticParams {
        LogisticParams::default()
            .solver(solver)
            .gradient_tolerance(1e-9)
    }

    fn dataset(n: usize) -> DatasetBase<DesignMatrix, Array1<Label>> {
        let (matrix, labels) = sample(n);
        DatasetBase::new(matrix, Array1::from(labels))
    }

    fn relabelled(
        n: usize,
        f: impl Fn(Label) -> Label,
    ) -> DatasetBase<DesignMatrix, Array1<Label>> {
        let (matrix, labels) = sample(n);
        DatasetBase::new(matrix, labels.into_iter().map(f).collect())
    }

    fn furthest(a: &[[f64; 4]], b: &[[f64; 4]]) -> f64 {
        assert_eq!(a.len(), b.len());
        let pairs = a.iter().flatten().zip(b.iter().flatten());
        pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn sparse_and_linfa_agree() {
        let data = dataset(150);
        for alpha in [0.1, 1.0, 10.0] {
            for intercept in [true, false] {
                let fit = |solver| {
                    params(solver)
                        .alpha(alpha)
                        .intercept(intercept)
                        .gradient_tolerance(1e-8)
                        .fit(&data)
                        .unwrap()
                };
                let (sparse, linfa) = (fit(Solver::Sparse), fit(Solver::Linfa));
                assert!(
                    sparse.convergence.converged && linfa.convergence.converged,
                    "{linfa:?}"
                );
                assert_eq!(linfa.convergence.solver, Solver::Linfa);
                let (a, b) = (
                    sparse.probabilities(&data.records),
                    linfa.probabilities(&data.records),
                );
                assert!(
                    furthest(&a, &b) < 1e-6,
                    "alpha {alpha}: {}",
                    furthest(&a, &b)
                );
                assert!(furthest(&sparse.weights, &linfa.weights) < 1e-5);
                assert_eq!(sparse.predict(&data), linfa.predict(&data));
                assert!(
                    (sparse.convergence.objective / linfa.convergence.objective - 1.0).abs() < 1e-9
                );
            }
        }
    }

    #[derive(Deserialize)]
    struct Expected {
        problems: Vec<Problem>,
    }

    #[derive(Deserialize)]
    struct Problem {
        x: Vec<Vec<f32>>,
        y: Vec<usize>,
        fits: Vec<Reference>,
    }

    #[derive(Deserialize)]
    struct Reference {
        alpha: f64,
        intercept: bool,
        balanced: bool,
        present: Vec<usize>,
        /// One row a label.
        coefficients: Vec<Vec<f64>>,
        intercepts: Vec<f64>,
        probabilities: Vec<Vec<f64>>,
    }

    fn matrix(x: &[Vec<f32>]) -> DesignMatrix {
        let mut rows = Rows::default();
        for row in x {
            for (feature, value) in (0..).zip(row) {
                if *value != 0.0 {
                    rows.push(feature, *value);
                }
            }
            rows.end_paragraph();
        }
        rows.end_page();
        let layout = Layout::from_reaches(x[0].iter().map(|_| 0));
        DesignMatrix::new(rows, layout).unwrap()
    }

    #[test]
    fn weights_are_those_of_scikit_learn() {
        let json = include_str!("../../tests/fixtures/sklearn/expected.json");
        let expected: Expected = serde_json::from_str(json).unwrap();
        for problem in expected.problems {
            let labels: Array1<Label> = problem.y.iter().map(|y| Label::ALL[*y]).collect();
            let data = DatasetBase::new(matrix(&problem.x), labels);
            for reference in problem.fits {
                let weights = if reference.balanced {
                    LabelWeights::Balanced
                } else {
                    LabelWeights::Uniform
                };
                let fitted = params(Solver::Sparse)
                    .alpha(reference.alpha)
                    .intercept(reference.intercept)
                    .label_weights(weights)
                    .fit(&data)
                    .unwrap();
                assert!(fitted.convergence.converged);
                compare(&fitted, &fitted.probabilities(&data.records), &reference);
            }
        }
    }

    fn compare(fitted: &FittedLogistic, probabilities: &[[f64; 4]], reference: &Reference) {
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-6, "{a} {b}");
        let mean = reference.intercepts.iter().sum::<f64>() / reference.intercepts.len() as f64;
        for (k, label) in reference.present.iter().enumerate() {
            for (weights, expected) in fitted.weights.iter().zip(&reference.coefficients[k]) {
                close(weights[*label], *expected);
            }
            close(fitted.intercepts[*label], reference.intercepts[k] - mean);
            for (row, expected) in probabilities.iter().zip(&reference.probabilities) {
                close(row[*label], expected[k]);
            }
        }
    }

    #[test]
    fn an_absent_label_has_probability_zero() {
        let data = relabelled(100, |label| {
            if label == Label::Navigation {
                Label::Article
            } else {
                label
            }
        });
        for solver in [Solver::Sparse, Solver::Linfa] {
            let fitted = params(solver).gradient_tolerance(1e-7).fit(&data).unwrap();
            assert!(fitted.convergence.converged);
            assert!(fitted.weights.iter().all(|row| row[2] == 0.0));
            assert_eq!(fitted.intercepts[2], ABSENT_INTERCEPT);
            assert!(
                fitted
                    .probabilities(&data.records)
                    .iter()
                    .all(|row| row[2] == 0.0)
            );
            assert!(
                fitted
                    .intercepts
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| *i != 2)
                    .map(|(_, b)| b)
                    .sum::<f64>()
                    .abs()
                    < 1e-9
            );
        }
    }

    #[test]
    fn data_that_cannot_be_fitted_are_refused() {
        let one = relabelled(20, |_| Label::Article);
        let empty = DatasetBase::new(matrix(&[vec![1.0]]), Array1::from(vec![]));
        let none = DatasetBase::new(
            DesignMatrix::new(Rows::default(), Layout::from_reaches([1])).unwrap(),
            Array1::from(vec![]),
        );
        let badly_weighted = dataset(20).with_weights(Array1::zeros(20));
        for solver in Solver::ALL {
            assert!(matches!(params(solver).fit(&one), Err(Error::Fit(_))));
            assert!(matches!(params(solver).fit(&empty), Err(Error::Linfa(_))));
            assert!(matches!(params(solver).fit(&none), Err(Error::Fit(_))));
            assert!(matches!(
                params(solver).fit(&badly_weighted),
                Err(Error::Fit(_))
            ));
        }
        let weighted = dataset(20).with_weights(Array1::ones(20));
        assert!(params(Solver::Linfa).fit(&weighted).is_err());
        assert!(params(Solver::Auto).fit(&weighted).is_ok());
    }

    #[test]
    fn linfa_keeps_to_its_memory_budget() {
        let data = dataset(100);
        let bytes = 100 * data.records.nfeatures() * 8;
        let error = params(Solver::Linfa)
            .memory_budget(bytes - 1)
            .fit(&data)
            .unwrap_err();
        assert!(error.to_string().contains(&bytes.to_string()), "{error}");
        let ran = |params: LogisticParams| params.fit(&data).unwrap().convergence.solver;
        assert_eq!(
            ran(params(Solver::Linfa).memory_budget(bytes)),
            Solver::Linfa
        );
        assert_eq!(
            ran(params(Solver::Auto).gradient_tolerance(1e-6)),
            Solver::Linfa
        );
        assert_eq!(
            ran(params(Solver::Auto).memory_budget(bytes - 1)),
            Solver::Sparse
        );
        assert_eq!(
            ran(params(Solver::Auto).label_weights(LabelWeights::Balanced)),
            Solver::Sparse
        );
    }

    #[test]
    fn a_fit_repeats_bit_for_bit_on_any_number_of_threads() {
        let data = dataset(200);
        let fit = |threads| params(Solver::Sparse).threads(threads).fit(&data).unwrap();
        let once = fit(1);
        for threads in [1, 2, 3, 9] {
            assert_eq!(fit(threads), once);
        }
    }

    #[test]
    fn weights_of_labels_and_of_paragraphs_say_the_same() {
        let data = dataset(100);
        let given = [1.0, 2.0, 0.5, 4.0];
        let by_label = params(Solver::Sparse)
            .label_weights(LabelWeights::Given(given))
            .fit(&data)
            .unwrap();
        let weights = data
            .targets
            .iter()
            .map(|label| given[label.index()] as f32)
            .collect();
        let by_paragraph = params(Solver::Sparse)
            .fit(&data.with_weights(weights))
            .unwrap();
        assert_eq!(by_label, by_paragraph);
    }

    #[test]
    fn a_fit_cut_short_or_out_of_reach_says_so() {
        let data = dataset(100);
        let short = params(Solver::Sparse).max_iterations(1).fit(&data).unwrap();
        assert!(!short.convergence.converged && short.convergence.iterations == Some(1));
        let short = params(Solver::Linfa).max_iterations(1).fit(&data).unwrap();
        assert!(!short.convergence.converged && short.convergence.gradient > 1e-9);
        // Below the rounding of the sums: ends all the same.
        let floor = params(Solver::Sparse)
            .gradient_tolerance(1e-300)
            .fit(&data)
            .unwrap();
        let end = &floor.convergence;
        assert!(!end.converged && end.gradient < 1e-12, "{end:?}");
        assert!(floor.convergence.iterations < Some(20));
        for solver in Solver::ALL {
            let mut calls = 0;
            let mut stop = |iteration: usize, gradient: f64, objective: f64| {
                calls += 1;
                assert!(iteration == 0 && gradient > 0.0 && objective > 0.0);
                ControlFlow::Break(())
            };
            let stopped = params(solver)
                .check()
                .unwrap()
                .fit_with_progress(&data, &mut stop)
                .unwrap();
            assert!(!stopped.convergence.converged);
            assert_eq!(calls, 1, "{solver}");
        }
    }

    #[test]
    fn large_values_neither_spoil_the_fit_nor_pass_as_converged() {
        let x: Vec<Vec<f32>> = (0..40)
            .map(|i| vec![1.0, (i % 4) as f32, if i == 7 { 2000.0 } else { 0.1 }])
            .collect();
        let labels: Array1<Label> = (0..40).map(|i| Label::ALL[(i * 7 / 5) % 4]).collect();
        let data = DatasetBase::new(matrix(&x), labels);
        let fitted = params(Solver::Auto)
            .gradient_tolerance(1e-6)
            .fit(&data)
            .unwrap();
        assert!(fitted.convergence.converged, "{:?}", fitted.convergence);
    }
}
