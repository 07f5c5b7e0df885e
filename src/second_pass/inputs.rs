//! A page's probabilities of the first pass, as the second pass sees them: the table in [`super`], computed.

use std::array::from_fn;

use crate::Label;
use crate::scores::{Scores, add};
use crate::structure::{Border, Grouping, Structure};

/// How far the evidence of single neighbours reaches.
pub(super) const REACH: usize = 3;
/// Log-probabilities below this one are cut.
pub(super) const LEAST_LOG: f32 = -8.0;
/// How much of the memory stays from one paragraph to the next: about 2, 6 and 20 paragraphs long.
pub(super) const DECAYS: [f32; 3] = [0.6, 0.85, 0.95];
/// Groups of four inputs before those of the groupings: as in the table, with four for the run, one for the heading and one for
/// the line above the list.
pub(super) const GROUPS: usize = (2 * REACH + 1) + 2 * DECAYS.len() + 1 + 4 + 2;

/// A page's probabilities and what is computed of them once.
pub(super) struct StackedInputs<'a> {
    structure: &'a Structure,
    evidence: Vec<Scores>,
    above: Vec<[Scores; DECAYS.len()]>,
    below: Vec<[Scores; DECAYS.len()]>,
    page: Scores,
    borders: Vec<Border>,
    first: &'a [Scores],
    pub(super) pooled: Vec<Pooled<'a>>,
}

/// A grouping, and the mean evidence and the mean probabilities of each of its groups.
pub(super) struct Pooled<'a> {
    pub(super) grouping: &'a Grouping,
    pub(super) means: Vec<[Scores; 2]>,
}

impl<'a> StackedInputs<'a> {
    pub(super) fn new(first: &'a [Scores], structure: &'a Structure) -> StackedInputs<'a> {
        let evidence: Vec<Scores> = first.iter().map(|p| p.map(evidence)).collect();
        let mut below = decayed(first.iter().rev());
        below.reverse();
        let groupings = structure.groupings();
        let pooled = groupings.map(|grouping| Pooled::new(grouping, &evidence, first));
        let pooled = pooled.collect();
        StackedInputs {
            structure,
            above: decayed(first.iter()),
            below,
            page: mean(first),
            borders: structure.borders(),
            first,
            pooled,
            evidence,
        }
    }

    /// Hands over a paragraph's inputs, four at a time, in the order of the module's table.
    pub(super) fn groups_of(&self, index: usize, push: &mut impl FnMut(Scores)) {
        self.own(index).into_iter().for_each(&mut *push);
        for Pooled { grouping, means } in &self.pooled {
            let means = means[grouping.group_of[index] as usize];
            means.into_iter().for_each(&mut *push);
        }
    }

    /// Those inputs of a paragraph that come before the groupings'.
    pub(super) fn own(&self, index: usize) -> [Scores; GROUPS] {
        let mut own = [[0.0; Label::COUNT]; GROUPS];
        let mut places = own.iter_mut();
        let mut push = |values| *places.next().expect("as many as are counted") = values;
        neighbours(&self.evidence, index, REACH).for_each(&mut push);
        for means in [self.above[index], self.below[index]] {
            means.into_iter().for_each(&mut push);
        }
        push(self.page);
        let of =
            |values: &[Scores], at: Option<usize>| at.map_or([0.0; Label::COUNT], |at| values[at]);
        let (above, below) = self.borders[index];
        let (above, below) = (above.map(|at| at as usize), below.map(|at| at as usize));
        let (over, under) = (of(&self.evidence, above), of(&self.evidence, below));
        push(over);
        push(under);
        push(from_fn(|label| over[label].min(under[label])));
        let (over, under) = (of(self.first, above), of(self.first, below));
        push(from_fn(|label| over[label] * under[label]));
        push(of(&self.evidence, self.structure.heading(index)));
        push(of(&self.evidence, self.structure.above_list(index)));
        own
    }
}

/// The values from `reach` paragraphs above to as many below; zeros beyond the page.
fn neighbours(values: &[Scores], index: usize, reach: usize) -> impl Iterator<Item = Scores> + '_ {
    (index..=index + 2 * reach).map(move |at| {
        let own = at.checked_sub(reach).and_then(|at| values.get(at));
        own.copied().unwrap_or_default()
    })
}

/// A log-probability, scaled to [0, 1].
fn evidence(probability: f32) -> f32 {
    1.0 - libm::logf(probability).max(LEAST_LOG) / LEAST_LOG
}

/// Decayed means of what came before each paragraph, one per decay.
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
        add(&mut mean, probabilities);
    }
    mean.map(|sum| sum / first.len() as f32)
}

impl<'a> Pooled<'a> {
    fn new(grouping: &'a Grouping, evidence: &[Scores], first: &[Scores]) -> Pooled<'a> {
        let mut means = vec![[[0.0; Label::COUNT]; 2]; grouping.n_groups];
        let mut sizes = vec![0.0f32; grouping.n_groups];
        let of_paragraphs = evidence.iter().zip(first);
        for ((evidence, first), group) in of_paragraphs.zip(&grouping.group_of) {
            let [of_evidence, of_first] = &mut means[*group as usize];
            add(of_evidence, evidence);
            add(of_first, first);
            sizes[*group as usize] += 1.0;
        }
        for (means, size) in means.iter_mut().zip(sizes) {
            let sums = means.as_flattened_mut().iter_mut();
            sums.for_each(|sum| *sum /= size);
        }
        Pooled { grouping, means }
    }
}
