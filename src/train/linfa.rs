//! linfa-logistic's own solver, on a dense copy of the matrix.

use linfa::dataset::Records;
use linfa::traits::Fit;
use linfa::{DatasetBase, ParamGuard};
use linfa_logistic::MultiLogisticRegression;
use ndarray::{Array1, Array2};

use super::newton::Limits;
use super::objective::{Coefficients, Objective};
use super::sparse::DesignMatrix;
use crate::{Error, Result};

/// Bytes of the dense copy: 8 for every paragraph and column, of which nearly all are 0. Saturates.
pub(crate) fn dense_bytes(matrix: &DesignMatrix) -> usize {
    let values = matrix.nsamples().saturating_mul(matrix.nfeatures());
    values.saturating_mul(size_of::<f64>())
}

/// Minimises the objective, whose paragraphs must all weigh 1; labels that don't occur keep what `start` gives them.
///
/// linfa-logistic starts from zeros, and says neither how many iterations it took nor whether it got there.
pub(crate) fn minimise(
    objective: &Objective,
    start: Coefficients,
    limits: Limits,
) -> Result<Coefficients> {
    let matrix = objective.matrix;
    let mut dense = Array2::<f64>::zeros((matrix.nsamples(), matrix.nfeatures()));
    matrix.visit(|paragraph, column, value| dense[[paragraph, column]] += f64::from(value));
    let labels = Array1::from(objective.labels.to_vec());
    let fitted = MultiLogisticRegression::default()
        .alpha(objective.alpha)
        .with_intercept(objective.intercept)
        .gradient_tolerance(limits.gradient)
        .max_iterations(limits.iterations as u64)
        .check()
        .and_then(|params| params.fit(&DatasetBase::new(dense, labels)))
        .map_err(|error| Error::Fit(format!("linfa-logistic: {error}")))?;
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
