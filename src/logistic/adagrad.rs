//! AdaGrad: stochastic gradient descent with a step of its own for every column, for the sparse matrix.
//!
//! It visits the paragraphs one by one in a shuffled order, again and again, and leaves features out at random while it
//! does (dropout), so that no paragraph is explained by one telling class word alone. Eight rounds of it label held-out
//! sites at least as well as the exact minimum does, in less than a tenth of the time (`models/EXPERIMENTS.md`). See Duchi, Hazan
//! and Singer, *Adaptive Subgradient Methods* (JMLR 12, 2011), and Wager, Wang and Liang, *Dropout Training as Adaptive
//! Regularization* (NIPS 2013).
//!
//! The penalty is an implicit (proximal) step: it takes the weights to where the step would have come from, so that no alpha is
//! too strong for it. One order, one generator: the same data give the same bits. What a paragraph sees does not depend on the
//! weights, so a second thread looks ahead while the first descends.

mod alike;
mod draws;
mod looker;
mod occurrences;
mod settings;

use super::objective::{Coefficients, Objective};
use super::progress::{FitProgress, OnIteration};
use crate::scores::{Scores, add_scaled, softmax};
use looker::Looker;
use occurrences::occurrences;
pub(crate) use settings::Settings;

/// Size of the first steps; it falls linearly to 0 at the end.
const STEP: f32 = 1.0;
/// Sum of squares that every column starts with: holds back the first steps of rare columns.
const INITIAL_SQUARES: f32 = 10.0;
/// Relative fall of a round's loss under which the descent has settled.
const SETTLED: f64 = 0.1;
/// Squared residuals below this move no weight by as much as the model file can tell.
const SMALLEST_RESIDUAL: f32 = 1e-9;

/// Where the descent ended.
pub(crate) struct Descent {
    pub(crate) coefficients: Coefficients,
    pub(crate) rounds: usize,
    /// How the last round went.
    pub(crate) end: End,
}

/// How a descent's last round went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The loss hardly changed.
    Settled,
    /// The loss was still falling, or too few rounds were made to know.
    Falling,
    /// The loss rose.
    Rising,
    /// The loss, and so a weight, is not a finite number.
    Overflow,
    /// The caller ended the descent.
    Stopped,
}

/// Descends from `start`. `progress` gets the loss of every round after it, summed with features left out.
pub(crate) fn descend(
    objective: &Objective,
    start: &Coefficients,
    settings: &Settings,
    progress: OnIteration<'_>,
) -> Descent {
    let mut state = State::new(objective, start, settings);
    let mut looker = Looker::new(objective.matrix, settings);
    let (mut end, mut before, mut done) = (End::Falling, None, 0);
    while done < settings.rounds {
        let loss = state.round(done, &mut looker);
        done += 1;
        end = End::of_losses(before, loss, objective.len());
        before = Some(loss);
        if end == End::Overflow {
            break;
        }
        if progress(FitProgress::Round { round: done, loss }).is_break() {
            end = End::Stopped;
            break;
        }
    }
    Descent {
        end,
        rounds: done,
        coefficients: state.coefficients(),
    }
}

impl End {
    /// How a round went, by its loss over `n` paragraphs and that of the round before. The features that are left out make
    /// the losses vary; a sum over `n` paragraphs does so by about 1 in the root of `n`, and three times that is taken for noise.
    fn of_losses(before: Option<f64>, loss: f64, n: usize) -> End {
        if !loss.is_finite() {
            return End::Overflow;
        }
        let Some(before) = before else {
            return End::Falling;
        };
        let noise = 3.0 / (n as f64).sqrt();
        match 1.0 - loss / before.max(f64::MIN_POSITIVE) {
            fall if fall >= SETTLED + noise => End::Falling,
            fall if fall < -noise => End::Rising,
            _ => End::Settled,
        }
    }
}

struct State<'a> {
    objective: &'a Objective<'a>,
    settings: &'a Settings,
    columns: Vec<Column>,
    intercepts: Scores,
    /// Sum of the squared gradients of the intercepts.
    intercept_squares: f32,
    step: f32,
    /// How far each of the columns moves that the paragraph being visited sees.
    moves: Vec<Move>,
}

/// How far a column moves for each unit of residual.
#[derive(Clone, Copy, Default)]
struct Move {
    /// First the column's squares, then its step.
    step: f32,
    /// First its decay, then what the penalty keeps of its weights.
    kept: f32,
}

/// A weight column and what goes with it, in one place of the memory: one cache line, not two.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Column {
    weights: Scores,
    /// Sum of the squared gradients, over the labels.
    squares: f32,
    /// Share of the penalty at a visit: over a round they add up to `alpha`.
    decay: f32,
}

impl<'a> State<'a> {
    fn new(
        objective: &'a Objective<'a>,
        start: &Coefficients,
        settings: &'a Settings,
    ) -> State<'a> {
        let counts_for = settings.counts_for(objective.matrix.layout());
        let occurrences = occurrences(objective.matrix);
        let alpha = objective.alpha as f32;
        State {
            objective,
            settings,
            columns: start
                .weights
                .iter()
                .zip(&occurrences)
                .zip(&counts_for)
                .map(|((row, n), counts_for)| Column {
                    weights: row.map(|weight| weight as f32 / counts_for),
                    squares: INITIAL_SQUARES,
                    decay: alpha / (*n).max(1) as f32,
                })
                .collect(),
            intercepts: start.intercepts.map(|intercept| intercept as f32),
            intercept_squares: INITIAL_SQUARES,
            step: STEP,
            moves: Vec::new(),
        }
    }

    /// Visits every paragraph once, in a new order; the sum of their losses.
    fn round(&mut self, done: usize, looker: &mut Looker<'_>) -> f64 {
        self.step = STEP * (1.0 - done as f32 / self.settings.rounds as f32);
        let mut sum = 0.0;
        looker.look_around(self.objective.threads, |paragraph, seen| {
            sum += self.visit(paragraph, seen);
        });
        sum
    }

    /// Moves the weights by one paragraph's gradient; its loss before.
    fn visit(&mut self, paragraph: usize, seen: &[(u32, f32)]) -> f64 {
        let mut scores = self.intercepts;
        for &(column, value) in seen {
            add_scaled(&mut scores, value, &self.columns[column as usize].weights);
        }
        let mut residual = softmax(scores);
        let label = self.objective.labels[paragraph].index();
        let weight = self.objective.weights[paragraph];
        let loss = loss(residual[label], weight);
        residual[label] -= 1.0;
        self.descend(seen, residual.map(|r| r * weight as f32));
        loss
    }

    fn descend(&mut self, seen: &[(u32, f32)], residual: Scores) {
        let square: f32 = residual.iter().map(|r| r * r).sum();
        if self.objective.intercept {
            self.intercept_squares += square;
            add_scaled(
                &mut self.intercepts,
                -self.step / self.intercept_squares.sqrt(),
                &residual,
            );
        }
        if square < SMALLEST_RESIDUAL {
            return;
        }
        self.find_moves(seen, square);
        for (&(column, value), by) in seen.iter().zip(&self.moves) {
            let weights = &mut self.columns[column as usize].weights;
            let step = by.step * value;
            for (weight, r) in weights.iter_mut().zip(&residual) {
                *weight = (*weight - step * r) * by.kept;
            }
        }
    }

    /// Adds the squared gradient to the columns seen, and finds their steps: all in one loop, which the compiler takes roots and
    /// quotients of several at once in.
    fn find_moves(&mut self, seen: &[(u32, f32)], square: f32) {
        self.moves.clear();
        for &(column, value) in seen {
            let column = &mut self.columns[column as usize];
            column.squares += value * value * square;
            self.moves.push(Move {
                step: column.squares,
                kept: column.decay,
            });
        }
        let step = self.step;
        for by in &mut self.moves {
            by.step = step / by.step.sqrt();
            // The penalty is an implicit step: that of the weight which it leads to. Stable, however large it is.
            by.kept = 1.0 / (1.0 + by.step * by.kept);
        }
    }

    fn coefficients(&self) -> Coefficients {
        let counts_for = self.settings.counts_for(self.objective.matrix.layout());
        let columns = self.columns.iter().zip(counts_for);
        let mut coefficients = Coefficients {
            weights: columns
                .map(|(column, counts_for)| column.weights.map(|w| f64::from(w * counts_for)))
                .collect(),
            intercepts: self.intercepts.map(f64::from),
        };
        coefficients.centre(self.objective.occurs());
        coefficients
    }
}

/// `weight * -ln p`; NaN where `p` is, and finite for a `p` of 0.
fn loss(probability: f32, weight: f64) -> f64 {
    let probability = f64::from(probability).clamp(f64::from(f32::MIN_POSITIVE), 1.0);
    -weight * libm::log(probability)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::Label;
    use crate::logistic::DesignMatrix;
    use crate::logistic::matrix::tests::sample_reaching;
    use crate::rows::{Layout, Rows};

    #[test]
    fn it_comes_near_the_minimum_and_always_the_same_way() {
        // Without neighbours, whose penalty is another than the objective's.
        let (matrix, labels) = sample_reaching(300, |_| 0);
        let objective = Objective {
            matrix: &matrix,
            labels: &labels,
            weights: vec![1.0; labels.len()],
            before: Vec::new(),
            alpha: 1.0,
            intercept: true,
            threads: 1,
        };
        let start = Coefficients::zeros(objective_columns(&objective));
        let run = || {
            descend(
                &objective,
                &start,
                &Settings::to_generalise(0.0, labels.len(), 1.0),
                &mut |_| ControlFlow::Continue(()),
            )
        };
        let (first, second) = (run(), run());
        assert!(first.end == End::Settled && first.coefficients == second.coefficients);
        let value = |at: &Coefficients| objective.value(at, &objective.scores(at));
        let limits = crate::logistic::newton::Limits {
            gradient: 1e-6,
            iterations: 100,
        };
        let exact =
            crate::logistic::newton::minimise(&objective, start.clone(), limits, &mut |_| {
                ControlFlow::Continue(())
            });
        let (at_start, reached) = (value(&start), value(&first.coefficients));
        assert!(
            reached - exact.objective < 0.02 * (at_start - exact.objective),
            "{at_start} {reached} {}",
            exact.objective
        );
    }

    fn objective_columns(objective: &Objective) -> usize {
        objective.matrix.n_columns()
    }

    #[test]
    fn no_alpha_is_too_strong_or_too_weak() {
        // Rare columns are those whose share of the penalty at a visit is largest.
        let (matrix, labels) = sample_reaching(120, |feature| feature % 3);
        for power in -9..=9 {
            let alpha = 10f64.powi(power);
            let objective = Objective {
                matrix: &matrix,
                labels: &labels,
                weights: vec![1.0; labels.len()],
                before: Vec::new(),
                alpha,
                intercept: true,
                threads: 1,
            };
            let settings = Settings {
                rounds: 30,
                ..Settings::to_generalise(0.2, labels.len(), alpha)
            };
            let start = Coefficients::zeros(objective_columns(&objective));
            let descent = descend(&objective, &start, &settings, &mut |_| {
                ControlFlow::Continue(())
            });
            assert_eq!(descent.end, End::Settled, "alpha {alpha}");
            let value = |at: &Coefficients| objective.loss(&objective.scores(at));
            assert!(
                value(&descent.coefficients) < 1.02 * value(&start),
                "alpha {alpha}"
            );
        }
    }

    #[test]
    fn it_ends_with_the_first_loss_that_is_not_a_number() {
        let mut rows = Rows::default();
        for value in [1.0, -1.0] {
            rows.push(0, value);
            rows.end_paragraph();
        }
        rows.end_page();
        let matrix = DesignMatrix::new(rows, Layout::from_reaches([0])).unwrap();
        let objective = Objective {
            matrix: &matrix,
            labels: &[Label::Article, Label::Navigation],
            weights: vec![1.0; 2],
            before: Vec::new(),
            alpha: 1.0,
            intercept: true,
            threads: 1,
        };
        let settings = Settings::to_minimise(50);
        let mut start = Coefficients::zeros(1);
        start.weights[0][0] = f64::NAN;
        let mut heard = 0;
        let descent = descend(&objective, &start, &settings, &mut |_| {
            heard += 1;
            ControlFlow::Continue(())
        });
        assert_eq!((descent.end, descent.rounds, heard), (End::Overflow, 1, 0));
    }

    #[test]
    fn a_round_is_judged_by_how_the_loss_changed() {
        let judged = |before, loss| End::of_losses(Some(before), loss, 10_000);
        assert_eq!(judged(100.0, 80.0), End::Falling);
        assert_eq!(judged(100.0, 95.0), End::Settled);
        assert_eq!(judged(100.0, 100.9), End::Settled);
        assert_eq!(judged(100.0, 105.0), End::Rising);
        assert_eq!(judged(100.0, f64::INFINITY), End::Overflow);
        assert_eq!(End::of_losses(None, 1.0, 10_000), End::Falling);
    }
}
