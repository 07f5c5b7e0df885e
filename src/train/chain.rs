//! Fits the chain: the weights that make the true sequences likeliest, by resilient propagation.
//!
//! There are few weights and their gradient is cheap, so a method that needs the gradient's signs alone does: Rprop
//! without backtracking (Igel and Huesken, *Improving the Rprop Learning Algorithm*, 2000), from the identity.

use crate::Label;
use crate::chain::{Chain, Four, Table, logs, tables};
use crate::scores::Scores;
use crate::structure::Structure;

/// A labelled page as the chain sees it.
pub(super) struct Sequence<'a> {
    /// The probabilities of a first pass that had not seen the page.
    pub(super) first: &'a [Scores],
    pub(super) structure: &'a Structure,
    pub(super) labels: &'a [Label],
}

/// Strength of the penalty on the squares of how far the weights are from the identity's. Without one, the weights of
/// separable data would grow without end, and it takes little data to be separable.
const ALPHA: f64 = 10.0;
/// Iterations: the objective moves by less than a millionth then.
const ITERATIONS: usize = 60;
/// First, least and largest change of a weight in an iteration.
const CHANGE: (f64, f64, f64) = (0.05, 1e-6, 0.5);
/// Factors of the change where the gradient kept its sign, and where it turned.
const FASTER: f64 = 1.2;
const SLOWER: f64 = 0.5;

/// Fits a chain; the identity where there are no sequences.
pub(super) fn fit(sequences: &[Sequence<'_>]) -> Chain {
    let logs: Vec<Vec<Four>> = sequences
        .iter()
        .map(|sequence| sequence.first.iter().map(logs).collect())
        .collect();
    let mut weights = identity();
    let mut changes = vec![CHANGE.0; weights.len()];
    let mut before = vec![0.0; weights.len()];
    for _ in 0..ITERATIONS {
        let gradient = gradient(&unflat(&weights), sequences, &logs);
        for (((weight, change), before), now) in weights
            .iter_mut()
            .zip(&mut changes)
            .zip(&mut before)
            .zip(gradient)
        {
            let agreed = *before * now;
            *before = now;
            if agreed > 0.0 {
                *change = (*change * FASTER).min(CHANGE.2);
            } else if agreed < 0.0 {
                *change = (*change * SLOWER).max(CHANGE.1);
                *before = 0.0;
                continue;
            }
            if now != 0.0 {
                // The penalty keeps most fits far below the bound that reading has, and this all of them.
                let limit = Chain::LARGEST_WEIGHT;
                *weight = (*weight - now.signum() * *change).clamp(-limit, limit);
            }
        }
    }
    // Rounded as the model file stores them.
    weights
        .iter_mut()
        .for_each(|weight| *weight = f64::from(*weight as f32));
    unflat(&weights)
}

/// Gradient of the negative log-likelihood of the labels and of the penalty, in [`flat`]'s order; `logs` are the
/// sequences' logarithms.
fn gradient(chain: &Chain, sequences: &[Sequence<'_>], logs: &[Vec<Four>]) -> Vec<f64> {
    let mut emission = ALPHA * (chain.emission - 1.0);
    let mut intercepts = chain.intercepts.map(|intercept| ALPHA * intercept);
    let mut transitions: Vec<_> = chain
        .transitions
        .iter()
        .map(|table| table.map(|row| row.map(|weight| ALPHA * weight)))
        .collect();
    for (sequence, logs) in sequences.iter().zip(logs) {
        let Sequence {
            structure, labels, ..
        } = sequence;
        let marginals = chain.marginals(logs, structure);
        for (index, label) in labels.iter().enumerate() {
            let of_labels = marginals.labels(index);
            let logs = &logs[index];
            let expected: f64 = logs.iter().zip(&of_labels).map(|(l, p)| l * p).sum();
            intercepts
                .iter_mut()
                .zip(&of_labels)
                .for_each(|(sum, p)| *sum += p);
            intercepts[label.index()] -= 1.0;
            emission += expected - logs[label.index()];
            if index == 0 {
                continue;
            }
            let pairs = marginals.pairs(chain.transition(structure, index), index);
            let (forms, climb) = tables(structure, index);
            let above = labels[index - 1].index();
            for table in [Some(forms), climb].into_iter().flatten() {
                for (row, pairs) in transitions[table].iter_mut().zip(&pairs) {
                    row.iter_mut()
                        .zip(pairs)
                        .for_each(|(sum, pair)| *sum += pair);
                }
                transitions[table][above][label.index()] -= 1.0;
            }
        }
    }
    flat(emission, intercepts, &transitions)
}

/// All weights in one list: the emission's, then the tables'.
fn flat(emission: f64, intercepts: Four, transitions: &[Table]) -> Vec<f64> {
    let transitions = transitions.iter().flatten().flatten().copied();
    let first = std::iter::once(emission).chain(intercepts);
    first.chain(transitions).collect()
}

fn identity() -> Vec<f64> {
    let chain = Chain::identity();
    flat(chain.emission, chain.intercepts, &chain.transitions)
}

fn unflat(weights: &[f64]) -> Chain {
    let (emission, rest) = weights.split_first().expect("an emission weight");
    let (intercepts, transitions) = rest.split_first_chunk().expect("four intercepts");
    let rows = transitions.as_chunks::<{ Label::COUNT }>().0;
    let transitions = rows.as_chunks::<{ Label::COUNT }>().0.to_vec();
    Chain::new(*emission, *intercepts, transitions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;

    const FIRST: [Scores; 4] = [
        [0.7, 0.1, 0.1, 0.1],
        [0.3, 0.3, 0.2, 0.2],
        [0.1, 0.2, 0.6, 0.1],
        [0.25, 0.25, 0.4, 0.1],
    ];
    const LABELS: [Label; 4] = [
        Label::Article,
        Label::Article,
        Label::Navigation,
        Label::SubscriptionPitch,
    ];

    #[test]
    fn the_gradient_is_that_of_finite_differences() {
        let page = Page::from_text(
            "One\n\nTwo, which is a line of more than forty letters\n\nThree\n\nFour\n",
        );
        let structure = Structure::from_page(&page);
        let sequence = [Sequence {
            first: &FIRST,
            structure: &structure,
            labels: &LABELS,
        }];
        let mut weights = identity();
        for (i, weight) in weights.iter_mut().enumerate() {
            *weight += (i % 7) as f64 * 0.1 - 0.3;
        }
        // The likelihood by hand: the labels' score against that of all 256 sequences.
        let objective = |weights: &[f64]| {
            let chain = unflat(weights);
            let score = |labels: [usize; 4]| {
                let mut score = 0.0;
                for (i, label) in labels.into_iter().enumerate() {
                    score += chain.emission * logs(&FIRST[i])[label] + chain.intercepts[label];
                    if i > 0 {
                        score += chain.transition(&structure, i)[labels[i - 1]][label].ln();
                    }
                }
                score
            };
            let all = (0..256usize).map(|n| score([n % 4, n / 4 % 4, n / 16 % 4, n / 64]).exp());
            let from_identity = weights.iter().zip(identity()).map(|(w, i)| w - i);
            let squares: f64 = from_identity.map(|w| w * w).sum();
            all.sum::<f64>().ln() - score(LABELS.map(Label::index)) + 0.5 * ALPHA * squares
        };
        let logs = vec![FIRST.iter().map(logs).collect()];
        let gradient = gradient(&unflat(&weights), &sequence, &logs);
        for i in (0..weights.len()).step_by(5) {
            let mut moved = weights.clone();
            moved[i] += 1e-6;
            let upper = objective(&moved);
            moved[i] -= 2e-6;
            let slope = (upper - objective(&moved)) / 2e-6;
            assert!(
                (slope - gradient[i]).abs() < 1e-4,
                "{i}: {slope} {}",
                gradient[i]
            );
        }
    }
}
