//! AdaGrad: stochastic gradient descent with a step of its own for every column, for the sparse matrix.
//!
//! It visits the paragraphs one by one in a shuffled order, again and again, and leaves features out at random while it
//! does (dropout), so that no paragraph is explained by one telling class word alone. Eight rounds of it label held-out
//! sites at least as well as the exact minimum does, in less than a tenth of the time (`models/EXPERIMENTS.md`). See Duchi, Hazan
//! and Singer, *Adaptive Subgradient Methods* (JMLR 12, 2011), and Wager, Wang and Liang, *Dropout Training as Adaptive
//! Regularization* (NIPS 2013).
//!
//! One thread, one order, one generator: the same data give the same bits.

use super::objective::{Coefficients, Objective};
use super::{FitProgress, OnIteration};
use crate::first_pass::{Scores, add_scaled, softmax};
use crate::rows::Layout;

/// Size of the first steps; it falls linearly to 0 at the end.
const STEP: f32 = 1.0;
/// Sum of squares that every column starts with: holds back the first steps of rare columns.
const INITIAL_SQUARES: f32 = 10.0;
/// Rounds over large data.
const ROUNDS: usize = 8;
/// Paragraph visits that small data get at least, by more rounds.
const LEAST_VISITS: usize = 500_000;
/// Most rounds.
const MOST_ROUNDS: usize = 100;
/// Relative fall of a round's loss under which the descent has settled.
const SETTLED: f64 = 0.1;
/// Relative rise of a round's loss that the features left out account for: at most 0.8 % was seen in a settled descent.
const NOISE: f64 = 0.02;
/// Squared residuals below this move no weight by as much as the model file can tell.
const SMALLEST_RESIDUAL: f32 = 1e-9;

/// What a feature counts for in the descent, seen by its own paragraph, by the next, and by those further away.
///
/// The penalty and the steps then hold a neighbour's weights back more than a paragraph's own, which templates not seen
/// before bear out (`models/EXPERIMENTS.md`). The weights returned have it multiplied in.
const SEEN_FROM: [f32; 3] = [1.0, 0.5, 0.3];

/// How to descend.
pub(crate) struct Settings {
    /// Times that every paragraph is visited.
    pub(crate) rounds: usize,
    /// Share of the features that are left out at a visit.
    pub(crate) dropout: f32,
    /// What a feature counts for, as [`SEEN_FROM`]; the last value holds for all distances beyond.
    pub(crate) seen_from: &'static [f32],
}

impl Settings {
    /// The settings whose weights hold up best on sites not seen, over so many paragraphs.
    pub(crate) fn to_generalise(dropout: f32, n_paragraphs: usize) -> Settings {
        Settings {
            rounds: (LEAST_VISITS / n_paragraphs).clamp(ROUNDS, MOST_ROUNDS),
            dropout,
            seen_from: &SEEN_FROM,
        }
    }

    /// So many rounds towards the minimum of the objective as it is.
    pub(crate) fn to_minimise(rounds: usize) -> Settings {
        Settings {
            rounds,
            dropout: 0.0,
            seen_from: &[1.0],
        }
    }

    /// What a feature counts for at a distance, in paragraphs.
    fn counts_at(&self, away: usize) -> f32 {
        self.seen_from[away.min(self.seen_from.len() - 1)]
    }

    /// What each column's feature counts for.
    fn counts_for(&self, layout: &Layout) -> Vec<f32> {
        let features = 0..layout.n_features() as u32;
        let columns = features.flat_map(|feature| {
            let width = layout.columns(feature).len();
            (0..width).map(move |column| self.counts_at(column.abs_diff(width / 2)))
        });
        columns.collect()
    }
}

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
    let mut order: Vec<u32> = (0..objective.len() as u32).collect();
    let (mut end, mut before, mut done) = (End::Falling, None, 0);
    while done < settings.rounds {
        let loss = state.round(done, &mut order);
        done += 1;
        end = End::of_losses(before, loss);
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
    /// How a round went, by its loss and that of the round before.
    fn of_losses(before: Option<f64>, loss: f64) -> End {
        if !loss.is_finite() {
            return End::Overflow;
        }
        let Some(before) = before else {
            return End::Falling;
        };
        match 1.0 - loss / before.max(f64::MIN_POSITIVE) {
            fall if fall >= SETTLED => End::Falling,
            fall if fall < -NOISE => End::Rising,
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
    draws: Draws,
    /// The page of each paragraph, as its first paragraph and the end of its last.
    pages: Vec<(u32, u32)>,
    /// The columns and values of the paragraph being visited.
    seen: Vec<(u32, f32)>,
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
        let mut occurrences = vec![0u32; start.weights.len()];
        objective
            .matrix
            .visit(|_, column, _| occurrences[column] += 1);
        let alpha = objective.alpha as f32;
        let pages = objective.matrix.rows().pages();
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
            draws: Draws(1),
            pages: pages
                .flat_map(|page| {
                    std::iter::repeat_n((page.start as u32, page.end as u32), page.len())
                })
                .collect(),
            seen: Vec::new(),
        }
    }

    /// Visits every paragraph once, in a new order; the sum of their losses.
    fn round(&mut self, done: usize, order: &mut [u32]) -> f64 {
        self.step = STEP * (1.0 - done as f32 / self.settings.rounds as f32);
        self.draws.shuffle(order);
        order.iter().map(|i| self.visit(*i as usize)).sum()
    }

    /// Moves the weights by one paragraph's gradient; its loss before.
    fn visit(&mut self, paragraph: usize) -> f64 {
        self.look_at(paragraph);
        let mut scores = self.intercepts;
        for &(column, value) in &self.seen {
            add_scaled(&mut scores, value, &self.columns[column as usize].weights);
        }
        let mut residual = softmax(scores);
        let label = self.objective.labels[paragraph].index();
        let weight = self.objective.weights[paragraph];
        let loss = loss(residual[label], weight);
        residual[label] -= 1.0;
        self.descend(residual.map(|r| r * weight as f32));
        loss
    }

    /// Gathers the columns that a paragraph sees, each left out with the probability of the dropout.
    fn look_at(&mut self, paragraph: usize) {
        self.seen.clear();
        let (matrix, dropout) = (self.objective.matrix, self.settings.dropout);
        let (start, end) = self.pages[paragraph];
        let margin = matrix.margin();
        let first = paragraph.saturating_sub(margin).max(start as usize);
        let last = (paragraph + margin + 1).min(end as usize);
        let layout = matrix.layout();
        for source in first..last {
            let away = source.abs_diff(paragraph);
            let scale = self.settings.counts_at(away) / (1.0 - dropout);
            for &(feature, value) in matrix.rows().paragraph(source) {
                let columns = layout.columns(feature);
                let reach = layout.reach(feature);
                if away <= reach && self.draws.share() >= dropout {
                    let column = columns.start + reach + source - paragraph;
                    self.seen.push((column as u32, value * scale));
                }
            }
        }
    }

    fn descend(&mut self, residual: Scores) {
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
        for &(column, value) in &self.seen {
            let column = &mut self.columns[column as usize];
            column.squares += value * value * square;
            let step = self.step / column.squares.sqrt();
            // The penalty is an implicit step: that of the weight which it leads to. Stable, however large it is.
            let kept = 1.0 / (1.0 + step * column.decay);
            for (weight, r) in column.weights.iter_mut().zip(&residual) {
                *weight = (*weight - step * value * r) * kept;
            }
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

/// Knuth's linear congruential generator (MMIX), of which the upper bits are used.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 32
    }

    /// Below 1.
    fn share(&mut self) -> f32 {
        (self.next() >> 8) as f32 / (1 << 24) as f32
    }

    /// Fisher and Yates.
    fn shuffle(&mut self, order: &mut [u32]) {
        for last in (1..order.len()).rev() {
            let other = self.next() as usize % (last + 1);
            order.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::logistic::matrix::tests::sample_reaching;

    #[test]
    fn it_comes_near_the_minimum_and_always_the_same_way() {
        // Without neighbours, whose penalty is another than the objective's.
        let (matrix, labels) = sample_reaching(300, |_| 0);
        let objective = Objective {
            matrix: &matrix,
            labels: &labels,
            weights: vec![1.0; labels.len()],
            alpha: 1.0,
            intercept: true,
            threads: 1,
        };
        let start = Coefficients::zeros(objective_columns(&objective));
        let run = || {
            descend(
                &objective,
                &start,
                &Settings::to_generalise(0.0, labels.len()),
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
    fn columns_count_for_less_the_further_they_look() {
        let layout = Layout::from_reaches([0, 2]);
        let counts_for = Settings::to_generalise(0.2, 300).counts_for(&layout);
        assert_eq!(counts_for, [1.0, 0.3, 0.5, 1.0, 0.5, 0.3]);
        assert_eq!(Settings::to_minimise(4).counts_for(&layout), [1.0; 6]);
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut order: Vec<u32> = (0..100).collect();
        Draws(7).shuffle(&mut order);
        assert!(order.iter().enumerate().any(|(i, o)| i as u32 != *o));
        order.sort_unstable();
        assert!(order.into_iter().eq(0..100));
    }
}
