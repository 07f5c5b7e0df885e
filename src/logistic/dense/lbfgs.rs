//! linfa-logistic's cost and gradient over blocks, minimised as it does: argmin's L-BFGS of ten corrections with the line search
//! of More and Thuente.

use std::cell::RefCell;

use argmin::core::{CostFunction, Error as ArgminError, Executor, Gradient};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use linfa_logistic::error::Error as LinfaError;
use ndarray::{Array2, ArrayView2, Axis};

use super::Found;
use super::blocks::Blocks;
use crate::Label;
use crate::logistic::newton::Limits;

/// Past steps that L-BFGS remembers.
const CORRECTIONS: usize = 10;
/// What linfa-logistic takes a smaller sum of exponentials for.
const LEAST_SUM: f64 = 1e-15;

/// What is to be fitted.
pub(super) struct Fit<'a> {
    pub(super) blocks: &'a Blocks,
    /// One label per row.
    pub(super) labels: &'a [Label],
    pub(super) alpha: f64,
    pub(super) intercept: bool,
}

impl Fit<'_> {
    /// The labels that occur, in order.
    pub(super) fn classes(&self) -> Vec<Label> {
        let occurring = Label::ALL.into_iter();
        occurring
            .filter(|label| self.labels.contains(label))
            .collect()
    }

    /// Minimises from weights of [`Found`]'s shape, or from zeros.
    pub(super) fn minimise(
        &self,
        start: Option<Array2<f64>>,
        limits: Limits,
    ) -> Result<Found, LinfaError> {
        let classes = self.classes();
        let shape = (
            self.blocks.n_columns() + usize::from(self.intercept),
            classes.len(),
        );
        let start = start.map_or_else(
            || vec![0.0; shape.0 * shape.1],
            |weights| weights.into_iter().collect(),
        );
        let class = |label: &Label| classes.binary_search(label).expect("a class of its own");
        let problem = Problem {
            fit: self,
            classes: self.labels.iter().map(class).collect(),
            n_classes: classes.len(),
            last: RefCell::default(),
        };
        let solver = LBFGS::new(MoreThuenteLineSearch::new(), CORRECTIONS)
            .with_tolerance_grad(limits.gradient)?;
        let executor = Executor::new(problem, solver);
        let result = executor
            .configure(|state| {
                state
                    .param(start.clone())
                    .max_iters(limits.iterations as u64)
            })
            .run()?;
        let best = result.state.best_param.unwrap_or(start);
        Ok(Found {
            weights: Array2::from_shape_vec(shape, best).expect("as many weights as at the start"),
            classes,
        })
    }
}

/// A fit as argmin sees it: its points are the rows of weights, one after the other.
struct Problem<'a> {
    fit: &'a Fit<'a>,
    /// The class of each row, by its number.
    classes: Vec<usize>,
    n_classes: usize,
    /// The line search asks for cost and gradient at one point, and L-BFGS once more for the gradient there.
    last: RefCell<Point>,
}

/// What is known of a point.
#[derive(Default)]
struct Point {
    at: Vec<f64>,
    /// Of each row and class, until the gradient is made of them.
    log_probabilities: Option<Array2<f64>>,
    cost: f64,
    gradient: Option<Vec<f64>>,
}

impl CostFunction for Problem<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, at: &Vec<f64>) -> Result<f64, ArgminError> {
        let mut last = self.last.borrow_mut();
        self.move_to(&mut last, at);
        Ok(last.cost)
    }
}

impl Gradient for Problem<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, at: &Vec<f64>) -> Result<Vec<f64>, ArgminError> {
        let mut last = self.last.borrow_mut();
        self.move_to(&mut last, at);
        if let Some(log_probabilities) = last.log_probabilities.take() {
            last.gradient = Some(self.gradient_of(log_probabilities, at));
        }
        Ok(last.gradient.clone().expect("made of the probabilities"))
    }
}

impl Problem<'_> {
    /// Computes the cost where the last point was another one.
    fn move_to(&self, last: &mut Point, at: &[f64]) {
        if last.at == at {
            return;
        }
        let log_probabilities = self.log_probabilities(at);
        *last = Point {
            at: at.to_vec(),
            cost: self.cost_of(&log_probabilities, at),
            log_probabilities: Some(log_probabilities),
            gradient: None,
        };
    }

    /// `ln softmax(X W + b)`. As linfa-logistic does, it takes the largest score of all rows from each of them.
    fn log_probabilities(&self, at: &[f64]) -> Array2<f64> {
        let mut scores = self.fit.blocks.times(&self.weights(at));
        if self.fit.intercept {
            scores += &self.rows(at).row(self.fit.blocks.n_columns());
        }
        let max = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for mut row in scores.rows_mut() {
            let sum = row.fold(0.0, |sum, score| sum + (score - max).exp());
            let log_sum = sum.max(LEAST_SUM).ln() + max;
            row.mapv_inplace(|score| score - log_sum);
        }
        scores
    }

    fn cost_of(&self, log_probabilities: &Array2<f64>, at: &[f64]) -> f64 {
        let own = log_probabilities.rows().into_iter().zip(&self.classes);
        let sum = own.fold(0.0, |sum, (row, class)| sum + row[*class]);
        let weights = self.weights(at);
        let squares = weights
            .iter()
            .fold(0.0, |sum, weight| sum + weight * weight);
        -sum + 0.5 * self.fit.alpha * squares
    }

    fn gradient_of(&self, log_probabilities: Array2<f64>, at: &[f64]) -> Vec<f64> {
        let mut residuals = log_probabilities.mapv_into(f64::exp);
        for (mut row, class) in residuals.rows_mut().into_iter().zip(&self.classes) {
            row[*class] -= 1.0;
        }
        let sums = self.fit.blocks.transposed_times(&residuals);
        let mut gradient: Vec<f64> = (sums + &self.weights(at) * self.fit.alpha)
            .into_iter()
            .collect();
        if self.fit.intercept {
            gradient.extend(residuals.sum_axis(Axis(0)));
        }
        gradient
    }

    /// A point's weights, with the intercepts below them if they are fitted.
    fn rows<'p>(&self, at: &'p [f64]) -> ArrayView2<'p, f64> {
        let shape = (at.len() / self.n_classes, self.n_classes);
        ArrayView2::from_shape(shape, at).expect("a value for each class")
    }

    /// A point's weights without the intercepts.
    fn weights<'p>(&self, at: &'p [f64]) -> ArrayView2<'p, f64> {
        let values = self.fit.blocks.n_columns() * self.n_classes;
        self.rows(&at[..values])
    }
}
