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

use linfa::dataset::Records;

use super::sparse::{DesignMatrix, Four, Values, add_scaled};
use crate::Label;

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

    /// Every row: one a column, then the intercepts.
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
    /// One label a paragraph.
    pub(crate) labels: &'a [Label],
    /// One weight a paragraph, above 0.
    pub(crate) weights: Vec<f64>,
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
        self.matrix.scores(&at.weights, at.intercepts, self.threads)
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
        let residual = |i: usize| self.residual(i, probabilities[i]);
        let mut gradient = Coefficients {
            weights: self.matrix.sums(Values::Plain, self.threads, residual),
            intercepts: self.over_intercepts((0..self.labels.len()).map(residual)),
        };
        self.add_penalty(&mut gradient, at);
        gradient
    }

    /// `H V`; fills `scores` with `X V`, one row a paragraph.
    pub(crate) fn hessian_product(
        &self,
        probabilities: &[Four],
        direction: &Coefficients,
        scores: &mut [Four],
    ) -> Coefficients {
        let curve = |i: usize, scores: Four| curvature(self.weights[i], &probabilities[i], &scores);
        let factors = (direction.weights.as_slice(), direction.intercepts);
        let sums = self
            .matrix
            .sums_of_scores(factors, scores, self.threads, curve);
        let curves = scores
            .iter()
            .enumerate()
            .map(|(i, scores)| curve(i, *scores));
        let mut product = Coefficients {
            weights: sums,
            intercepts: self.over_intercepts(curves),
        };
        self.add_penalty(&mut product, direction);
        product
    }

    /// The diagonal of `H`.
    pub(crate) fn hessian_diagonal(&self, probabilities: &[Four]) -> Coefficients {
        let spread = |i: usize| probabilities[i].map(|p| self.weights[i] * p * (1.0 - p));
        let mut sums = self.matrix.sums(Values::Squared, self.threads, spread);
        sums.iter_mut().flatten().for_each(|sum| *sum += self.alpha);
        Coefficients {
            weights: sums,
            intercepts: self.over_intercepts((0..self.labels.len()).map(spread)),
        }
    }

    /// How fast the objective grows along a direction, at the point whose scores are `scores`.
    pub(crate) fn slope(
        &self,
        at: &Coefficients,
        scores: &[Four],
        direction: &Coefficients,
        direction_scores: &[Four],
    ) -> f64 {
        let rows = scores.iter().zip(direction_scores).enumerate();
        let loss: f64 = rows
            .map(|(i, (scores, along))| dot_four(&self.residual(i, softmax(scores)), along))
            .sum();
        loss + self.alpha * dot(&at.weights, &direction.weights)
    }

    /// Labels that at least one paragraph has.
    pub(crate) fn occurs(&self) -> [bool; Label::COUNT] {
        Label::ALL.map(|label| self.labels.contains(&label))
    }

    /// Number of paragraphs.
    pub(crate) fn len(&self) -> usize {
        self.matrix.nsamples()
    }

    fn residual(&self, paragraph: usize, mut probabilities: Four) -> Four {
        probabilities[self.labels[paragraph].index()] -= 1.0;
        probabilities.map(|p| self.weights[paragraph] * p)
    }

    /// The sum of one row a paragraph, or zeros where the intercepts are fixed.
    fn over_intercepts(&self, rows: impl Iterator<Item = Four>) -> Four {
        let mut sum = [0.0; 4];
        if self.intercept {
            rows.for_each(|row| add_scaled(&mut sum, 1.0, &row));
        }
        sum
    }

    fn add_penalty(&self, sum: &mut Coefficients, at: &Coefficients) {
        for (sum, weight) in sum.weights.iter_mut().zip(&at.weights) {
            add_scaled(sum, self.alpha, weight);
        }
    }
}

/// `exp(s) / sum(exp(s))`, computed from the largest score down, so that no exponential overflows.
pub(crate) fn softmax(scores: &Four) -> Four {
    let largest = largest(scores);
    let powers = scores.map(|score| libm::exp(score - largest));
    let sum: f64 = powers.iter().sum();
    powers.map(|power| power / sum)
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
    // Four running sums, one a label: the compiler may not reorder a single one into a register's lanes.
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
