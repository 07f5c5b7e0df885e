//! What a fit minimises, with its gradient and the products with its second derivatives.
//!
//! For paragraphs `i` with rows `x`, labels `y`, weights `c`, and probabilities `p = softmax(x W + b)`:
//!
//! ```text
//! objective         f = sum of c[i] * -ln p[i][y[i]]  +  alpha / 2 * |W|^2
//! gradient          r[i] = c[i] * (p[i] - onehot(y[i]))            df/dW = X' r + alpha W      df/db = sum of r
//! second derivative q[i] = c[i] * (p[i] * s[i] - p[i] (p[i] . s[i]))  with  s = X V + v
//!                                                                  H V = X' q + alpha V        H v = sum of q
//! ```
//!
//! This is the objective of linfa-logistic, and scikit-learn's times `C = 1 / alpha`. Intercepts are not penalised.

use super::matrix::{DesignMatrix, Four, Values, add_scaled};
use crate::Label;
use crate::scores::softmax;

/// Weights `[n_columns x 4]` and intercepts, or anything of that shape: a gradient, a direction.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Coefficients {
    pub(crate) weights: Vec<Four>,
    pub(crate) intercepts: Four,
}

impl Coefficients {
    pub(crate) fn zeros(n_columns: usize) -> Coefficients {
        Coefficients {
            weights: vec![[0.0; 4]; n_columns],
            intercepts: [0.0; 4],
        }
    }

    /// Every row: one per column, then the intercepts.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Four> {
        self.weights.iter().chain(std::iter::once(&self.intercepts))
    }

    pub(crate) fn rows_mut(&mut self) -> impl Iterator<Item = &mut Four> {
        let intercepts = std::iter::once(&mut self.intercepts);
        self.weights.iter_mut().chain(intercepts)
    }

    pub(crate) fn dot(&self, other: &Coefficients) -> f64 {
        dot(&self.weights, &other.weights) + dot_four(&self.intercepts, &other.intercepts)
    }

    pub(crate) fn add_scaled(&mut self, factor: f64, other: &Coefficients) {
        for (own, other) in self.rows_mut().zip(other.rows()) {
            add_scaled(own, factor, other);
        }
    }

    /// The largest absolute value; NaN where there is one.
    pub(crate) fn largest(&self) -> f64 {
        self.rows().flatten().fold(0.0, |largest: f64, value| {
            if value.is_nan() {
                f64::NAN
            } else if largest.is_nan() {
                largest
            } else {
                largest.max(value.abs())
            }
        })
    }

    /// Takes every row's mean over the labels that occur from those labels: softmax does not change, `|W|` shrinks.
    pub(crate) fn centre(&mut self, occurs: [bool; Label::COUNT]) {
        let share = 1.0 / occurs.iter().filter(|occurs| **occurs).count() as f64;
        for row in self.rows_mut() {
            let kept = |i: &usize| occurs[*i];
            let mean = (0..Label::COUNT).filter(kept).map(|i| row[i]).sum::<f64>() * share;
            (0..Label::COUNT).filter(kept).for_each(|i| row[i] -= mean);
        }
    }
}

/// The objective over given paragraphs.
pub(crate) struct Objective<'a> {
    pub(crate) matrix: &'a DesignMatrix,
    /// One label per paragraph.
    pub(crate) labels: &'a [Label],
    /// One weight per paragraph, above 0.
    pub(crate) weights: Vec<f64>,
    /// What is added to each paragraph's scores; of none for nothing.
    pub(crate) before: Vec<Four>,
    /// Strength of the penalty, above 0.
    pub(crate) alpha: f64,
    /// Whether the intercepts may move.
    pub(crate) intercept: bool,
    /// Threads to walk the rows on; changes no bit of any result.
    pub(crate) threads: usize,
}

impl Objective<'_> {
    /// Linear scores of every paragraph.
    pub(crate) fn scores(&self, at: &Coefficients) -> Vec<Four> {
        let mut scores = self.products(at);
        self.add_before(&mut scores);
        scores
    }

    /// What a direction adds to the scores of every paragraph.
    pub(crate) fn products(&self, direction: &Coefficients) -> Vec<Four> {
        let intercepts = direction.intercepts;
        self.matrix
            .scores(&direction.weights, intercepts, self.threads)
    }

    fn add_before(&self, scores: &mut [Four]) {
        for (scores, before) in scores.iter_mut().zip(&self.before) {
            add_scaled(scores, 1.0, before);
        }
    }

    /// The objective where the coefficients give these scores.
    pub(crate) fn value(&self, at: &Coefficients, scores: &[Four]) -> f64 {
        self.loss(scores) + 0.5 * self.alpha * dot(&at.weights, &at.weights)
    }

    /// The objective without its penalty.
    pub(crate) fn loss(&self, scores: &[Four]) -> f64 {
        let losses = scores.iter().zip(self.labels).zip(&self.weights);
        losses
            .map(|((scores, label), weight)| weight * (log_sum_exp(scores) - scores[label.index()]))
            .sum()
    }

    pub(crate) fn gradient(&self, at: &Coefficients, probabilities: &[Four]) -> Coefficients {
        let mut gradient = self.sums(Values::Plain, |i| self.residual(i, probabilities[i]));
        self.add_penalty(&mut gradient, at);
        gradient
    }

    /// The objective and its gradient, by walking the rows: for solvers that never need the entries by feature.
    pub(crate) fn evaluate(&self, at: &Coefficients) -> (f64, Coefficients) {
        let mut scores = vec![at.intercepts; self.len()];
        self.matrix.visit(|paragraph, column, value| {
            add_scaled(
                &mut scores[paragraph],
                f64::from(value),
                &at.weights[column],
            );
        });
        self.add_before(&mut scores);
        let value = self.value(at, &scores);
        for (paragraph, scores) in scores.iter_mut().enumerate() {
            *scores = self.residual(paragraph, softmax(*scores));
        }
        let residuals = scores;
        let mut gradient = Coefficients::zeros(at.weights.len());
        self.matrix.visit(|paragraph, column, value| {
            add_scaled(
                &mut gradient.weights[column],
                f64::from(value),
                &residuals[paragraph],
            );
        });
        gradient.intercepts = self.intercept_sum(|paragraph| residuals[paragraph]);
        self.add_penalty(&mut gradient, at);
        (value, gradient)
    }

    /// `H V`, where the direction `V` gives these scores.
    pub(crate) fn hessian_product(
        &self,
        probabilities: &[Four],
        direction: &Coefficients,
        scores: &[Four],
    ) -> Coefficients {
        let mut product = self.sums(Values::Plain, |i| {
            curvature(self.weights[i], &probabilities[i], &scores[i])
        });
        self.add_penalty(&mut product, direction);
        product
    }

    /// The diagonal of `H`, exact where no paragraph has a feature twice; else too small.
    pub(crate) fn hessian_diagonal(&self, probabilities: &[Four]) -> Coefficients {
        let spread = |i: usize| probabilities[i].map(|p| self.weights[i] * p * (1.0 - p));
        let mut diagonal = self.sums(Values::Squared, spread);
        diagonal
            .weights
            .iter_mut()
            .flatten()
            .for_each(|sum| *sum += self.alpha);
        diagonal
    }

    /// Labels that at least one paragraph has; all of them where weights were there before, which know the others.
    pub(crate) fn occurs(&self) -> [bool; Label::COUNT] {
        Label::ALL.map(|label| !self.before.is_empty() || self.labels.contains(&label))
    }

    /// Number of paragraphs.
    pub(crate) fn len(&self) -> usize {
        self.matrix.n_paragraphs()
    }

    fn residual(&self, paragraph: usize, mut probabilities: Four) -> Four {
        probabilities[self.labels[paragraph].index()] -= 1.0;
        probabilities.map(|p| self.weights[paragraph] * p)
    }

    /// `X' r`, and for the intercepts the sum of `r`, or zeros where they are fixed.
    fn sums(&self, values: Values, residual: impl Fn(usize) -> Four) -> Coefficients {
        Coefficients {
            intercepts: self.intercept_sum(&residual),
            weights: self.matrix.sums(values, self.threads, residual),
        }
    }

    /// The sum of `r`, or zeros where the intercepts are fixed.
    fn intercept_sum(&self, residual: impl Fn(usize) -> Four) -> Four {
        let mut sum = [0.0; 4];
        if self.intercept {
            (0..self.labels.len()).for_each(|i| add_scaled(&mut sum, 1.0, &residual(i)));
        }
        sum
    }

    fn add_penalty(&self, sum: &mut Coefficients, at: &Coefficients) {
        for (sum, weight) in sum.weights.iter_mut().zip(&at.weights) {
            add_scaled(sum, self.alpha, weight);
        }
    }
}

/// `ln(sum(exp(s)))`.
fn log_sum_exp(scores: &Four) -> f64 {
    let largest = largest(scores);
    let sum: f64 = scores.iter().map(|score| libm::exp(score - largest)).sum();
    largest + libm::log(sum)
}

fn largest(scores: &Four) -> f64 {
    scores.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// One paragraph's `c (p * s - p (p . s))`.
fn curvature(weight: f64, probabilities: &Four, scores: &Four) -> Four {
    let mean = dot_four(probabilities, scores);
    std::array::from_fn(|i| weight * probabilities[i] * (scores[i] - mean))
}

fn dot(a: &[Four], b: &[Four]) -> f64 {
    // Four running sums, one per label: the compiler may not reorder a single one into a register's lanes.
    let mut sums = [0.0; 4];
    for (a, b) in a.iter().zip(b) {
        for i in 0..4 {
            sums[i] += a[i] * b[i];
        }
    }
    sums.iter().sum()
}

fn dot_four(a: &Four, b: &Four) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logistic::matrix::tests::{Draws, sample};

    fn drawn(n_columns: usize, seed: u64) -> Coefficients {
        let mut draws = Draws(seed);
        let mut drawn = Coefficients::zeros(n_columns);
        let values = drawn.rows_mut().flatten();
        values.for_each(|value| *value = draws.next() - 0.5);
        drawn
    }

    fn objective<'a>(matrix: &'a DesignMatrix, labels: &'a [Label]) -> Objective<'a> {
        let weights = labels
            .iter()
            .map(|label| 0.5 + label.index() as f64)
            .collect();
        Objective {
            matrix,
            labels,
            weights,
            before: Vec::new(),
            alpha: 0.7,
            intercept: true,
            threads: 1,
        }
    }

    fn value(objective: &Objective, at: &Coefficients) -> f64 {
        objective.value(at, &objective.scores(at))
    }

    fn gradient(objective: &Objective, at: &Coefficients) -> Coefficients {
        let probabilities: Vec<Four> = objective.scores(at).into_iter().map(softmax).collect();
        objective.gradient(at, &probabilities)
    }

    #[test]
    fn gradient_agrees_with_differences_of_the_objective() {
        let (matrix, labels) = sample(50);
        let objective = objective(&matrix, &labels);
        let at = drawn(matrix.n_columns(), 3);
        let gradient = gradient(&objective, &at);
        let step = 1e-5;
        for i in 0..gradient.rows().flatten().count() {
            let moved = |by: f64| {
                let mut moved = at.clone();
                *moved.rows_mut().flatten().nth(i).unwrap() += by;
                value(&objective, &moved)
            };
            let difference = (moved(step) - moved(-step)) / (2.0 * step);
            let exact = *gradient.rows().flatten().nth(i).unwrap();
            assert!(
                (difference - exact).abs() < 1e-6,
                "{i}: {difference} {exact}"
            );
        }
    }

    #[test]
    fn rows_and_features_give_the_same_objective_and_gradient() {
        let (matrix, labels) = sample(50);
        let objective = objective(&matrix, &labels);
        let at = drawn(matrix.n_columns(), 4);
        let (by_rows, mut difference) = objective.evaluate(&at);
        difference.add_scaled(-1.0, &gradient(&objective, &at));
        assert!((by_rows - value(&objective, &at)).abs() < 1e-9 && difference.largest() < 1e-9);
    }

    #[test]
    fn hessian_agrees_with_differences_of_the_gradient() {
        let (matrix, labels) = sample(50);
        let objective = objective(&matrix, &labels);
        let at = drawn(matrix.n_columns(), 5);
        let probabilities: Vec<Four> = objective.scores(&at).into_iter().map(softmax).collect();
        let step = 1e-5;
        let difference = |direction: &Coefficients| {
            let (mut ahead, mut behind) = (at.clone(), at.clone());
            ahead.add_scaled(step, direction);
            behind.add_scaled(-step, direction);
            let mut difference = gradient(&objective, &ahead);
            difference.add_scaled(-1.0, &gradient(&objective, &behind));
            difference
                .rows_mut()
                .flatten()
                .for_each(|value| *value /= 2.0 * step);
            difference
        };
        let direction = drawn(matrix.n_columns(), 6);
        let scores = objective.products(&direction);
        let product = objective.hessian_product(&probabilities, &direction, &scores);
        let mut error = difference(&direction);
        error.add_scaled(-1.0, &product);
        assert!(error.largest() < 1e-7, "{}", error.largest());

        let diagonal = objective.hessian_diagonal(&probabilities);
        for (i, exact) in diagonal.rows().flatten().enumerate() {
            let mut unit = Coefficients::zeros(matrix.n_columns());
            *unit.rows_mut().flatten().nth(i).unwrap() = 1.0;
            let difference = *difference(&unit).rows().flatten().nth(i).unwrap();
            assert!(
                (difference - exact).abs() < 1e-7,
                "{i}: {difference} {exact}"
            );
        }
    }

    #[test]
    fn softmax_and_loss_stay_exact_where_rows_differ_by_a_thousand() {
        let low = softmax([-1000.0, -1000.0, -2000.0, -1000.0 + std::f64::consts::LN_2]);
        assert!((low[0] - 0.25).abs() < 1e-12 && (low[3] - 0.5).abs() < 1e-12 && low[2] == 0.0);
        assert_eq!(softmax([1000.0, 1000.0, 0.0, 0.0]), [0.5, 0.5, 0.0, 0.0]);
        let loss = log_sum_exp(&[-1000.0, -1000.0, -5000.0, -5000.0]) + 1000.0;
        assert!((loss - std::f64::consts::LN_2).abs() < 1e-12);
    }

    #[test]
    fn centring_leaves_absent_labels_alone() {
        let mut at = Coefficients::zeros(1);
        at.weights[0] = [1.0, 0.0, 4.0, 7.0];
        at.intercepts = [3.0, -1e4, 0.0, 0.0];
        at.centre([true, false, true, true]);
        assert_eq!(at.weights[0], [-3.0, 0.0, 0.0, 3.0]);
        assert_eq!(at.intercepts, [2.0, -1e4, -1.0, -1.0]);
    }
}
