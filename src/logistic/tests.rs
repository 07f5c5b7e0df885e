//! Fits of whole data sets: against each other, against scikit-learn, and of data that cannot be fitted.

use std::ops::ControlFlow;

use linfa::DatasetBase;
use linfa::dataset::Records;
use linfa::traits::{Fit, Predict};
use ndarray::Array1;
use serde::Deserialize;

use super::matrix::tests::sample;
use super::*;
use crate::rows::{Layout, Rows};
use crate::{Error, Label};

fn params(solver: Solver) -> LogisticParams {
    LogisticParams::default()
        .solver(solver)
        .gradient_tolerance(1e-9)
}

fn dataset(n: usize) -> DatasetBase<DesignMatrix, Array1<Label>> {
    let (matrix, labels) = sample(n);
    DatasetBase::new(matrix, Array1::from(labels))
}

fn relabelled(n: usize, f: impl Fn(Label) -> Label) -> DatasetBase<DesignMatrix, Array1<Label>> {
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
    assert!(params(Solver::Sparse).fit(&weighted).is_ok());
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
    let fitted = params(Solver::Linfa).memory_budget(bytes).fit(&data);
    assert_eq!(fitted.unwrap().convergence.solver, Solver::Linfa);
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
        let mut stop = |event| {
            calls += 1;
            match event {
                FitProgress::Round { round, loss } => assert!(round == 1 && loss > 0.0),
                FitProgress::Iteration {
                    iteration,
                    gradient,
                    objective,
                } => assert!(iteration == 0 && gradient > 0.0 && objective > 0.0),
            }
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
fn large_values_do_not_spoil_the_fit() {
    let x: Vec<Vec<f32>> = (0..40)
        .map(|i| vec![1.0, (i % 4) as f32, if i == 7 { 2000.0 } else { 0.1 }])
        .collect();
    let labels: Array1<Label> = (0..40).map(|i| Label::ALL[(i * 7 / 5) % 4]).collect();
    let data = DatasetBase::new(matrix(&x), labels);
    let fitted = params(Solver::Sparse)
        .gradient_tolerance(1e-6)
        .fit(&data)
        .unwrap();
    assert!(fitted.convergence.converged, "{:?}", fitted.convergence);
}
