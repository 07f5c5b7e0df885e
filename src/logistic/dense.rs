//! linfa-logistic's own solver, on a dense copy of the matrix.
//!
//! It reads the copy three times for a cost and a gradient, and packs it anew each time. So where the paragraphs are many, the
//! same L-BFGS of the same argmin minimises the same sums, added up in the same order, over blocks that fit a cache, and what
//! a point's cost and gradient have in common is computed once. A test holds both to the same bits.

mod blocks;
mod lbfgs;

use linfa::traits::Fit;
use linfa::{DatasetBase, ParamGuard};
use linfa_logistic::MultiLogisticRegression;
use linfa_logistic::error::Error as LinfaError;
use ndarray::{Array1, Array2};

use super::DesignMatrix;
use super::newton::Limits;
use super::objective::{Coefficients, Objective};
use crate::{FitError, Label, Result};
use blocks::Blocks;
use lbfgs::Fit as BlockFit;

/// Bytes of the dense copy: 8 for every paragraph and column, of which nearly all are 0. Saturates.
///
/// That in blocks takes half.
pub(crate) fn dense_bytes(matrix: &DesignMatrix) -> usize {
    let values = matrix.n_paragraphs().saturating_mul(matrix.n_columns());
    values.saturating_mul(size_of::<f64>())
}

/// From this many paragraphs on the fit goes over blocks.
const LARGE: usize = 5_000;
/// From this many on it starts from one on every [`STRIDE`]th paragraph, which gets near the minimum in an eighth of the time;
/// L-BFGS has few iterations left then.
const MANY: usize = 50_000;
const STRIDE: usize = 8;

/// Where linfa-logistic or the same over blocks ended.
struct Found {
    /// The labels that occur, in order.
    classes: Vec<Label>,
    /// A row for each column, then one of the intercepts if they are fitted, and in each a value for each of the classes.
    weights: Array2<f64>,
}

/// Minimises the objective, whose paragraphs must all weigh 1 and of which the matrix must have columns; labels that don't occur keep what `start` gives them.
///
/// linfa-logistic reports neither the number of its iterations nor whether it converged.
pub(crate) fn minimise(
    objective: &Objective,
    start: Coefficients,
    limits: Limits,
) -> Result<Coefficients> {
    let found = if objective.len() < LARGE {
        by_linfa(objective, limits)
    } else {
        in_blocks(objective, limits)
    };
    let found = found.map_err(|error| FitError::LinfaLogistic(Box::new(error)))?;
    let mut coefficients = start;
    let (n, intercepts) = (coefficients.weights.len(), &mut coefficients.intercepts);
    for (label, column) in found.classes.iter().zip(found.weights.columns()) {
        for (row, weight) in coefficients.weights.iter_mut().zip(column) {
            row[label.index()] = *weight;
        }
        intercepts[label.index()] = column.get(n).copied().unwrap_or_default();
    }
    coefficients.centre(objective.occurs());
    Ok(coefficients)
}

/// Fits all paragraphs with linfa-logistic.
fn by_linfa(objective: &Objective, limits: Limits) -> Result<Found, LinfaError> {
    let matrix = objective.matrix;
    let mut dense = Array2::<f64>::zeros((matrix.n_paragraphs(), matrix.n_columns()));
    matrix.visit(|paragraph, column, value| dense[[paragraph, column]] += f64::from(value));
    let labels = Array1::from(objective.labels.to_vec());
    let params = MultiLogisticRegression::default()
        .with_intercept(objective.intercept)
        .max_iterations(limits.iterations as u64)
        .alpha(objective.alpha)
        .gradient_tolerance(limits.gradient);
    let fitted = params.check()?.fit(&DatasetBase::new(dense, labels))?;
    let mut weights = fitted.params().to_owned();
    if objective.intercept {
        let intercepts = fitted.intercept().view();
        weights
            .push_row(intercepts)
            .expect("one intercept per label");
    }
    Ok(Found {
        classes: fitted.classes().to_vec(),
        weights,
    })
}

/// Fits all paragraphs over blocks; where they are many, from what some of them come to.
fn in_blocks(objective: &Objective, limits: Limits) -> Result<Found, LinfaError> {
    let all = BlockFit {
        blocks: &Blocks::new(objective.matrix),
        labels: objective.labels,
        alpha: objective.alpha,
        intercept: objective.intercept,
    };
    let start = if objective.len() < MANY {
        None
    } else {
        of_some(&all, limits)?
    };
    all.minimise(start, limits)
}

/// What every [`STRIDE`]th paragraph comes to, if they have all labels.
fn of_some(all: &BlockFit<'_>, limits: Limits) -> Result<Option<Array2<f64>>, LinfaError> {
    let share = 1.0 / STRIDE as f64;
    let labels: Vec<Label> = all.labels.iter().copied().step_by(STRIDE).collect();
    let some = BlockFit {
        blocks: &all.blocks.every(STRIDE),
        labels: &labels,
        alpha: all.alpha * share,
        intercept: all.intercept,
    };
    let limits = Limits {
        gradient: limits.gradient * share,
        ..limits
    };
    let found = some.minimise(None, limits)?;
    Ok((found.classes == all.classes()).then_some(found.weights))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logistic::matrix::tests::sample;

    #[test]
    fn blocks_come_to_the_bits_of_linfa_logistic() {
        // More rows than a block has, and not a whole number of blocks.
        let (matrix, mut labels) = sample(3_000);
        for intercept in [true, false] {
            let objective = Objective {
                matrix: &matrix,
                labels: &labels,
                weights: vec![1.0; labels.len()],
                before: Vec::new(),
                alpha: 2.0,
                intercept,
                threads: 1,
            };
            let limits = Limits {
                gradient: 1e-3,
                iterations: 100,
            };
            let linfa = by_linfa(&objective, limits).expect("a fit");
            let blocks = in_blocks(&objective, limits).expect("a fit");
            assert_eq!(
                (blocks.classes, blocks.weights),
                (linfa.classes, linfa.weights)
            );
            // Then with three labels.
            labels
                .iter_mut()
                .filter(|label| **label == Label::Navigation)
                .for_each(|label| *label = Label::Article);
        }
    }
}
