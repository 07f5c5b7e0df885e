//! What each of a paragraph's surroundings adds to its scores.

use super::inputs::StackedInputs;
use super::{Stacked, Surrounding, add_weighted};
use crate::Label;
use crate::scores::{Scores, add, add_scaled};
use crate::structure::Structure;

/// The terms of the second pass's scores of each paragraph of a page; with the intercepts they add up to the scores, whose
/// softmax are the probabilities.
#[derive(Clone, Debug)]
pub(crate) struct Terms {
    surroundings: Vec<Surrounding>,
    /// Of each paragraph as many as there are surroundings.
    amounts: Vec<Scores>,
    pub(crate) intercepts: Scores,
}

impl Terms {
    pub(super) fn new(pass: &Stacked, first: &[Scores], structure: &Structure) -> Terms {
        let of_groups = Surrounding::of_groups(structure.is_marked());
        let mut surroundings = of_groups.clone();
        surroundings.dedup();
        let page = StackedInputs::new(first, structure);
        let paragraphs = 0..first.len();
        let amounts = paragraphs
            .flat_map(|index| of_paragraph(pass, &page, index, &of_groups, surroundings.len()));
        let mut terms = Terms {
            amounts: amounts.collect(),
            surroundings,
            intercepts: pass.intercepts,
        };
        for list in structure.lists() {
            terms.pool(list.clone());
        }
        terms
    }

    /// The surroundings of a paragraph and what each adds to the score of each label.
    pub(crate) fn paragraph(&self, index: usize) -> impl Iterator<Item = (Surrounding, Scores)> {
        let amounts = &self.amounts[self.range(index)];
        self.surroundings
            .iter()
            .copied()
            .zip(amounts.iter().copied())
    }

    fn range(&self, index: usize) -> std::ops::Range<usize> {
        let n = self.surroundings.len();
        index * n..(index + 1) * n
    }

    /// Gives the items of a list the mean of their terms, as [`super::pool`] gives them one set of probabilities: the softmax
    /// of mean scores is the geometric mean, scaled to a sum of 1.
    fn pool(&mut self, items: std::ops::Range<usize>) {
        let mut means = vec![[0.0; Label::COUNT]; self.surroundings.len()];
        let share = 1.0 / items.len() as f32;
        for index in items.clone() {
            for (mean, amount) in means.iter_mut().zip(&self.amounts[self.range(index)]) {
                add_scaled(mean, share, amount);
            }
        }
        for index in items {
            let range = self.range(index);
            self.amounts[range].copy_from_slice(&means);
        }
    }
}

/// What each surrounding adds to a paragraph's scores: groups of one surrounding follow each other.
fn of_paragraph(
    pass: &Stacked,
    page: &StackedInputs<'_>,
    index: usize,
    of_groups: &[Surrounding],
    n_surroundings: usize,
) -> Vec<Scores> {
    let mut amounts: Vec<Scores> = Vec::with_capacity(n_surroundings);
    let weights = pass.weights.as_chunks::<{ Label::COUNT }>().0;
    let mut group = 0;
    page.groups_of(index, &mut |values: Scores| {
        let mut amount = [0.0; Label::COUNT];
        add_weighted(&mut amount, &values, &weights[group]);
        match amounts.last_mut() {
            Some(last) if of_groups[group] == of_groups[group - 1] => add(last, &amount),
            _ => amounts.push(amount),
        }
        group += 1;
    });
    amounts
}
