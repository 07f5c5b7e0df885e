//! Fits a change of weights that are there already, for few paragraphs: what they don't speak of stays as it was.
//!
//! ```text
//! minimise  sum of c[i] * -ln softmax(s[i] + x[i] D)[y[i]]  +  alpha / 2 * |D|^2
//! ```
//! for the scores `s` that the old weights give. That is the penalty of a maximum a posteriori fit whose prior has its mean at
//! the old weights (Chelba and Acero, *Adaptation of maximum entropy capitalizer*, 2006). The intercepts stay.

use super::fitted::FittedLogistic;
use super::matrix::{DesignMatrix, Four};
use super::newton;
use super::objective::{Coefficients, Objective};
use super::params::ValidLogisticParams;
use super::progress::OnIteration;
use super::solver::Solver;
use crate::{FitError, Label, Result};

impl ValidLogisticParams {
    /// What is to be added to weights that give the paragraphs these scores; the intercepts of the result are 0.
    ///
    /// Newton's method, whatever the solver: it is exact, and fast on few paragraphs. One label alone will do.
    ///
    /// # Errors
    /// [`Error::Fit`](crate::Error::Fit) for data without paragraphs, and where a sum overflows.
    pub(crate) fn fit_change(
        &self,
        matrix: &DesignMatrix,
        labels: &[Label],
        before: Vec<Four>,
        progress: OnIteration<'_>,
    ) -> Result<FittedLogistic> {
        if labels.is_empty() {
            return Err(FitError::NoParagraphs.into());
        }
        let objective = Objective {
            matrix,
            labels,
            weights: self.by_paragraph(labels, None)?,
            before,
            alpha: self.alpha,
            intercept: false,
            threads: self.threads,
        };
        let start = Coefficients::zeros(matrix.n_columns());
        let limits = self.limits(&objective, self.max_iterations);
        let solution = newton::minimise(&objective, start, limits, progress);
        let advice = self.advice(&objective, &solution);
        let mut fitted = self.fitted(&objective, solution, advice);
        fitted.convergence.solver = Solver::Sparse;
        fitted.require_finite()
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::logistic::LogisticParams;
    use crate::logistic::matrix::tests::sample;

    fn change(alpha: f64, before: impl Fn(Label) -> Four) -> (FittedLogistic, f64) {
        let (matrix, labels) = sample(60);
        let before: Vec<Four> = labels.iter().map(|label| before(*label)).collect();
        let params = LogisticParams::default().alpha(alpha).check().unwrap();
        let mut go_on = |_| ControlFlow::Continue(());
        let fitted = params
            .fit_change(&matrix, &labels, before, &mut go_on)
            .unwrap();
        let largest = fitted.weights.iter().flatten();
        let largest = largest.fold(0.0, |most: f64, weight| most.max(weight.abs()));
        (fitted, largest)
    }

    #[test]
    fn what_is_right_already_changes_little_and_what_is_wrong_changes_more() {
        let right =
            |label: Label| std::array::from_fn(|i| if i == label.index() { 9.0 } else { 0.0 });
        let wrong = |label: Label| right(Label::ALL[(label.index() + 1) % Label::COUNT]);
        let ((fitted, little), (_, much)) = (change(1.0, right), change(1.0, wrong));
        assert!(little < 0.01 && much > 0.1, "{little} {much}");
        assert!(fitted.convergence.converged);
        assert_eq!(fitted.intercepts, [0.0; 4]);
    }

    #[test]
    fn the_stronger_the_penalty_the_smaller_the_change() {
        let nothing = |_| [0.0; 4];
        assert!(change(100.0, nothing).1 < 0.5 * change(1.0, nothing).1);
    }
}
