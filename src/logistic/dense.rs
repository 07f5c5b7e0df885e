//! linfa-logistic's own solver, on a dense copy of the matrix.

use linfa::traits::Fit;
use linfa::{DatasetBase, ParamGuard};
use linfa_logistic::{MultiFittedLogisticRegression, MultiLogisticRegression};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, Slice};

use super::DesignMatrix;
use super::newton::Limits;
use super::objective::{Coefficients, Objective};
use crate::{FitError, Label, Result};

/// Bytes of the dense copy: 8 for every paragraph and column, of which nearly all are 0. Saturates.
pub(crate) fn dense_bytes(matrix: &DesignMatrix) -> usize {
    let values = matrix.n_paragraphs().saturating_mul(matrix.n_columns());
    values.saturating_mul(size_of::<f64>())
}

/// From this many paragraphs on the fit starts from one on every [`STRIDE`]th paragraph, which gets near the minimum in
/// an eighth of the time; L-BFGS has few iterations left then.
const MANY: usize = 50_000;
const STRIDE: usize = 8;

type Fitted = MultiFittedLogisticRegression<f64, Label>;

/// Minimises the objective, whose paragraphs must all weigh 1 and of which the matrix must have columns; labels that don't occur keep what `start` gives them.
///
/// linfa-logistic reports neither the number of its iterations nor whether it converged.
pub(crate) fn minimise(
    objective: &Objective,
    start: Coefficients,
    limits: Limits,
) -> Result<Coefficients> {
    let matrix = objective.matrix;
    let mut dense = Array2::<f64>::zeros((matrix.n_paragraphs(), matrix.n_columns()));
    matrix.visit(|paragraph, column, value| dense[[paragraph, column]] += f64::from(value));
    let labels = Array1::from(objective.labels.to_vec());
    let fitted = fit(objective, limits, &dense, &labels)?;
    let mut coefficients = start;
    for (k, label) in fitted.classes().iter().enumerate() {
        for (row, weights) in coefficients.weights.iter_mut().zip(fitted.params().rows()) {
            row[label.index()] = weights[k];
        }
        coefficients.intercepts[label.index()] = fitted.intercept()[k];
    }
    coefficients.centre(objective.occurs());
    Ok(coefficients)
}

/// Fits all paragraphs; where they are many, from what some of them come to.
fn fit(
    objective: &Objective,
    limits: Limits,
    dense: &Array2<f64>,
    labels: &Array1<Label>,
) -> Result<Fitted> {
    let mut params = MultiLogisticRegression::default()
        .with_intercept(objective.intercept)
        .max_iterations(limits.iterations as u64);
    if labels.len() >= MANY {
        let every = Slice::new(0, None, STRIDE as isize);
        let share = 1.0 / STRIDE as f64;
        let some = run(
            params
                .clone()
                .alpha(objective.alpha * share)
                .gradient_tolerance(limits.gradient * share),
            dense.slice_axis(Axis(0), every),
            labels.slice_axis(Axis(0), every),
        )?;
        if some.classes().len() == objective.occurs().iter().filter(|occurs| **occurs).count() {
            params = params.initial_params(stacked(&some, objective.intercept));
        }
    }
    let params = params
        .alpha(objective.alpha)
        .gradient_tolerance(limits.gradient);
    run(params, dense.view(), labels.view())
}

fn run(
    params: MultiLogisticRegression<f64>,
    dense: ArrayView2<'_, f64>,
    labels: ArrayView1<'_, Label>,
) -> Result<Fitted> {
    let data = DatasetBase::new(dense, labels);
    let fitted = params.check().and_then(|params| params.fit(&data));
    fitted.map_err(|error| FitError::LinfaLogistic(Box::new(error)).into())
}

/// Weights with the intercepts below them, as linfa-logistic takes its first parameters.
fn stacked(fitted: &Fitted, intercept: bool) -> Array2<f64> {
    let mut all = fitted.params().to_owned();
    if intercept {
        let intercepts = fitted.intercept().view();
        all.push_row(intercepts).expect("one intercept per label");
    }
    all
}
