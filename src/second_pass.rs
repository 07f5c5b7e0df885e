//! The second pass: logistic regression over what the first pass said of a paragraph's surroundings.
//!
//! A page's paragraphs explain each other: ten bare lines between a price and a button are an offer, though each alone
//! could be a menu. A paragraph's inputs, all within [0, 1], four a group, labels side by side:
//!
//! ```text
//! evidence at offsets -2 ..= 2          e(p) = 1 + max(ln p, -8) / 8: log-probabilities, scaled; 0 beyond the page
//! decayed means above, below            d_i = (1 - r) p_{i-1} + r d_{i-1} for r = 0.6, 0.85, 0.95; likewise upwards
//! mean over the page                    the share of each label
//! ```

use crate::Label;
use crate::first_pass::{Scores, softmax};
#[cfg(feature = "train")]
use crate::rows::Layout;
use crate::rows::Rows;

/// How far the evidence of single neighbours reaches.
const REACH: usize = 2;
/// Log-probabilities below this one say no more.
const LEAST_LOG: f32 = -8.0;
/// How much of the memory stays from one paragraph to the next: about 2, 6 and 20 paragraphs long.
const DECAYS: [f32; 3] = [0.6, 0.85, 0.95];
/// Groups of four inputs.
const GROUPS: usize = (2 * REACH + 1) + 2 * DECAYS.len() + 1;

/// Number of inputs of a paragraph.
pub(crate) const N_INPUTS: usize = GROUPS * Label::COUNT;

/// Weights `[N_INPUTS x 4]` and intercepts `[4]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SecondPass {
    weights: Vec<Scores>,
    intercepts: Scores,
}

impl SecondPass {
    pub(crate) fn new(weights: Vec<Scores>, intercepts: Scores) -> SecondPass {
        assert_eq!(weights.len(), N_INPUTS, "one row of weights an input");
        SecondPass {
            weights,
            intercepts,
        }
    }

    /// A second pass that leaves the first one's probabilities as they are, down to `exp(-8)`.
    #[cfg(feature = "train")]
    pub(crate) fn identity() -> SecondPass {
        let mut weights = vec![[0.0; Label::COUNT]; N_INPUTS];
        for label in Label::ALL {
            // evidence = 1 + ln p / 8, so 8 times it is ln p, but for a constant that softmax does not see.
            weights[REACH * Label::COUNT + label.index()][label.index()] = -LEAST_LOG;
        }
        SecondPass::new(weights, [0.0; Label::COUNT])
    }

    pub(crate) fn weights(&self) -> &[Scores] {
        &self.weights
    }

    pub(crate) fn intercepts(&self) -> Scores {
        self.intercepts
    }

    /// The probabilities of each paragraph of a page, from those of the first pass.
    pub(crate) fn probabilities(&self, first: &[Scores]) -> Vec<Scores> {
        let mut rows = Rows::default();
        push_inputs(first, &mut rows);
        let of_row = |index| {
            let mut scores = self.intercepts;
            for &(input, value) in rows.paragraph(index) {
                for (score, weight) in scores.iter_mut().zip(&self.weights[input as usize]) {
                    *score += value * weight;
                }
            }
            softmax(scores)
        };
        (0..first.len()).map(of_row).collect()
    }
}

/// The layout of the inputs: each counts for its own paragraph only.
#[cfg(feature = "train")]
pub(crate) fn layout() -> Layout {
    Layout::from_reaches(std::iter::repeat_n(0, N_INPUTS))
}

/// Appends a page's inputs.
pub(crate) fn push_inputs(first: &[Scores], rows: &mut Rows) {
    let above = decayed(first.iter());
    let mut below = decayed(first.iter().rev());
    below.reverse();
    let page = mean(first);
    for index in 0..first.len() {
        let mut group = 0;
        let mut push = |values: Scores| {
            for (label, value) in values.into_iter().enumerate() {
                if value != 0.0 {
                    rows.push((group * Label::COUNT + label) as u32, value);
                }
            }
            group += 1;
        };
        for neighbour in 0..=2 * REACH {
            let at = (index + neighbour).checked_sub(REACH);
            let probabilities = at.and_then(|at| first.get(at));
            push(probabilities.map_or([0.0; Label::COUNT], |p| p.map(evidence)));
        }
        for means in [above[index], below[index]] {
            means.into_iter().for_each(&mut push);
        }
        push(page);
        rows.end_paragraph();
    }
    rows.end_page();
}

/// A log-probability, scaled to [0, 1].
fn evidence(probability: f32) -> f32 {
    1.0 - libm::logf(probability).max(LEAST_LOG) / LEAST_LOG
}

/// Decayed means of what came before each paragraph, one a decay.
fn decayed<'a>(first: impl Iterator<Item = &'a Scores>) -> Vec<[Scores; DECAYS.len()]> {
    let mut means = [[0.0; Label::COUNT]; DECAYS.len()];
    first
        .map(|probabilities| {
            let before = means;
            for (mean, decay) in means.iter_mut().zip(DECAYS) {
                for (mean, probability) in mean.iter_mut().zip(probabilities) {
                    *mean = decay * *mean + (1.0 - decay) * probability;
                }
            }
            before
        })
        .collect()
}

fn mean(first: &[Scores]) -> Scores {
    let mut mean = [0.0; Label::COUNT];
    for probabilities in first {
        for (mean, probability) in mean.iter_mut().zip(probabilities) {
            *mean += probability / first.len() as f32;
        }
    }
    mean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_of_a_page_of_two() {
        let first = [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]];
        let mut rows = Rows::default();
        push_inputs(&first, &mut rows);
        let value = |paragraph, group, label| {
            let wanted = (group * Label::COUNT + label) as u32;
            let entries = rows.paragraph(paragraph).iter();
            entries
                .filter(|(input, _)| *input == wanted)
                .map(|(_, v)| *v)
                .sum::<f32>()
        };
        // Its own evidence is group 2, the one below group 3; ln 0 is cut to -8, which is 0.
        assert_eq!(
            (value(0, 2, 0), value(0, 2, 1), value(0, 3, 1)),
            (1.0, 0.0, 1.0)
        );
        // Nothing stands above the first; the second remembers 40 % of it at the shortest decay.
        assert_eq!(value(0, 5, 0), 0.0);
        assert!((value(1, 5, 0) - 0.4).abs() < 1e-6 && (value(0, 8, 1) - 0.4).abs() < 1e-6);
        assert_eq!((value(0, 11, 0), value(0, 11, 1)), (0.5, 0.5));
        assert!(
            rows.paragraph(1)
                .iter()
                .all(|(_, v)| (0.0..=1.0).contains(v))
        );
    }
}
