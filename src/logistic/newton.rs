//! Newton's method with conjugate gradients, for the sparse matrix.
//!
//! Each iteration solves `H d = -g` by conjugate gradients, preconditioned by the diagonal of `H` and only as far as
//! the step deserves, then walks along `d`. See Nocedal and Wright, *Numerical Optimization* (2006), algorithm 7.1;
//! scikit-learn's `newton-cg` and liblinear's TRON are kin. The scores follow every step by addition, so that an
//! iteration costs one product with the matrix for the gradient, one for the diagonal, and two for each product with `H`.
//!
//! argmin's L-BFGS (0.11, ten corrections, More-Thuente) was measured over the same products, one run after the other on
//! one thread of a shared machine, synthetic rows, tolerance 1e-6. Beside the seconds stands the largest absolute value
//! of the gradient, per paragraph, that each ended at: argmin stops by the Euclidean norm, so it often goes further.
//!
//! ```text
//! paragraphs x columns, nonzeros a row        alpha   Newton            L-BFGS
//!  20,000 x  40,000, 150                        1      0.7 s, 4.5e-7      3.1 s, 4.9e-7
//!  20,000 x  40,000, 150                        0.05   2.5 s, 3.8e-7      4.5 s, 3.0e-7
//!  20,000 x  40,000, 200, ten features dense    0.1    3.8 s, 4.9e-7     17.2 s, 1.3e-7
//! 125,000 x 290,000, 191, eight features dense  1     19.9 s, 4.5e-7    223.8 s, 1.6e-7
//! ```
//!
//! argmin's own Newton-CG takes no preconditioner and multiplies by `H` twice where once will do.

use super::matrix::{Four, add_scaled};
use super::objective::{Coefficients, Objective};
use super::progress::{FitProgress, OnIteration};
use crate::scores::softmax;

/// When to stop.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// Largest absolute value of the gradient to stop at, summed over the paragraphs.
    pub(crate) gradient: f64,
    /// Newton iterations.
    pub(crate) iterations: usize,
}

/// Where the solver stopped.
pub(crate) struct Solution {
    pub(crate) coefficients: Coefficients,
    pub(crate) iterations: usize,
    /// Largest absolute value, summed over the paragraphs.
    pub(crate) gradient: f64,
    pub(crate) objective: f64,
}

/// Products with `H` for one step. Badly scaled data get a worse direction, still a descent, and more iterations.
const MOST_PRODUCTS: usize = 300;
/// Share of the slope that the objective must fall by: Nocedal and Wright's c1.
const SUFFICIENT: f64 = 1e-4;
/// Halvings of a step, down to 1e-9 of it.
const MOST_HALVINGS: usize = 30;
/// Relative error of the objective that rounding accounts for: sums of up to millions of terms.
const ROUNDING: f64 = 1e-13;

/// Minimises the objective from `start`.
pub(crate) fn minimise(
    objective: &Objective,
    start: Coefficients,
    limits: Limits,
    progress: OnIteration<'_>,
) -> Solution {
    let mut state = State::at(objective, start);
    let mut iterations = 0;
    while state.largest > limits.gradient && iterations < limits.iterations {
        let per_paragraph = state.largest / objective.len() as f64;
        let event = FitProgress::Iteration {
            iteration: iterations,
            gradient: per_paragraph,
            objective: state.value,
        };
        if progress(event).is_break() {
            break;
        }
        let step = direction(objective, &state, limits.gradient);
        let Some(next) = walk(objective, &state, &step) else {
            break;
        };
        state = next;
        iterations += 1;
    }
    Solution {
        coefficients: state.at,
        iterations,
        gradient: state.largest,
        objective: state.value,
    }
}

/// A point, and the objective and its derivatives there.
struct State {
    at: Coefficients,
    scores: Vec<Four>,
    probabilities: Vec<Four>,
    value: f64,
    gradient: Coefficients,
    /// Largest absolute value of the gradient.
    largest: f64,
}

impl State {
    fn at(objective: &Objective, at: Coefficients) -> State {
        let scores = objective.scores(&at);
        State::with_scores(objective, at, scores)
    }

    fn with_scores(objective: &Objective, at: Coefficients, scores: Vec<Four>) -> State {
        let probabilities: Vec<Four> = scores.iter().copied().map(softmax).collect();
        let gradient = objective.gradient(&at, &probabilities);
        State {
            value: objective.value(&at, &scores),
            largest: gradient.largest(),
            at,
            scores,
            probabilities,
            gradient,
        }
    }
}

/// A direction and the scores it adds.
struct Step {
    direction: Coefficients,
    scores: Vec<Four>,
}

/// Solves `H d = -g` roughly: until the residual, in the preconditioner's norm, has shrunk by `forcing`, or until it is
/// so small that the whole step would bring the gradient to `enough`.
fn direction(objective: &Objective, state: &State, enough: f64) -> Step {
    let scale = inverse(objective.hessian_diagonal(&state.probabilities));
    let mut step = Step {
        direction: Coefficients::zeros(state.at.weights.len()),
        scores: vec![[0.0; 4]; state.scores.len()],
    };
    let mut residual = Coefficients::zeros(state.at.weights.len());
    residual.add_scaled(-1.0, &state.gradient);
    let mut along = product(&scale, &residual);
    let mut norm = residual.dot(&along);
    let target = norm * forcing(objective, state).powi(2);
    for _ in 0..MOST_PRODUCTS {
        let scores = objective.products(&along);
        let curved = objective.hessian_product(&state.probabilities, &along, &scores);
        let curvature = along.dot(&curved);
        if curvature <= 0.0 || !curvature.is_finite() {
            break;
        }
        let length = norm / curvature;
        step.direction.add_scaled(length, &along);
        for (sum, score) in step.scores.iter_mut().zip(&scores) {
            add_scaled(sum, length, score);
        }
        residual.add_scaled(-length, &curved);
        let scaled = product(&scale, &residual);
        let next = residual.dot(&scaled);
        if next <= target || residual.largest() <= 0.5 * enough {
            break;
        }
        follow(&mut along, next / norm, &scaled);
        norm = next;
    }
    step
}

/// How far conjugate gradients must shrink the residual: little far from the minimum, where the quadratic model is poor
/// anyway, and ever more near it, which makes Newton's method converge faster than linearly.
fn forcing(objective: &Objective, state: &State) -> f64 {
    let per_paragraph = state.largest / objective.len() as f64;
    per_paragraph.sqrt().min(0.25)
}

/// Walks along the step, halving it until the objective falls enough; `None` where it doesn't fall at all.
fn walk(objective: &Objective, state: &State, step: &Step) -> Option<State> {
    let slope = state.gradient.dot(&step.direction);
    let mut length = 1.0;
    for _ in 0..MOST_HALVINGS {
        let mut at = state.at.clone();
        at.add_scaled(length, &step.direction);
        let mut scores = state.scores.clone();
        for (score, step) in scores.iter_mut().zip(&step.scores) {
            add_scaled(score, length, step);
        }
        let fall = state.value - objective.value(&at, &scores);
        // Near the minimum the fall drowns in rounding, while the gradient is still exact enough.
        let drowned = fall.abs() <= ROUNDING * state.value;
        if drowned || fall >= -SUFFICIENT * length * slope {
            // The scores need no centring: a shift common to all labels changes neither softmax nor loss.
            at.centre(objective.occurs());
            let next = State::with_scores(objective, at, scores);
            return (!drowned || next.largest <= 0.5 * state.largest).then_some(next);
        }
        length *= 0.5;
    }
    None
}

/// One over each value; 0 for a value of 0, which only an intercept that cannot move has.
fn inverse(mut diagonal: Coefficients) -> Coefficients {
    for value in diagonal.rows_mut().flatten() {
        *value = if *value > 0.0 { 1.0 / *value } else { 0.0 };
    }
    diagonal
}

/// `a * b`, value by value.
fn product(a: &Coefficients, b: &Coefficients) -> Coefficients {
    let mut product = b.clone();
    for (row, factors) in product.rows_mut().zip(a.rows()) {
        for (value, factor) in row.iter_mut().zip(factors) {
            *value *= factor;
        }
    }
    product
}

/// `along = along * factor + next`: the direction conjugate to all before.
fn follow(along: &mut Coefficients, factor: f64, next: &Coefficients) {
    for (row, next) in along.rows_mut().zip(next.rows()) {
        for (value, next) in row.iter_mut().zip(next) {
            *value = *value * factor + next;
        }
    }
}
