//! Where the letters of the labelled paragraphs stand among the paragraphs that take labels.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unpitch::Label;

use super::Fate;

/// Where the letters of the labelled paragraphs, the old ones, stand among the new ones.
pub(super) struct Alignment<'a> {
    old: &'a [String],
    /// The label of each old paragraph.
    labels: &'a [Label],
    new: &'a [String],
    /// For each old letter, the new paragraph that it stands in.
    homes: Vec<Option<usize>>,
    /// For each old paragraph, its first letter in `homes`; at last, how many there are.
    starts: Vec<usize>,
}

impl<'a> Alignment<'a> {
    pub fn new(old: &'a [String], labels: &'a [Label], new: &'a [String]) -> Alignment<'a> {
        let mut starts = vec![0];
        for text in old {
            starts.push(starts[starts.len() - 1] + count(text));
        }
        Alignment {
            old,
            labels,
            new,
            homes: vec![None; starts[old.len()]],
            starts,
        }
    }

    /// The letters of an old paragraph.
    fn letters_of(&self, old: usize) -> Range<usize> {
        self.starts[old]..self.starts[old + 1]
    }

    /// Aligns two runs of paragraphs of the same letters.
    pub fn by_paragraph(&mut self, old: Range<usize>, new: Range<usize>) {
        for (old, new) in old.zip(new) {
            let letters = self.letters_of(old);
            self.homes[letters].fill(Some(new));
        }
    }

    /// Aligns two runs of paragraphs letter by letter.
    pub fn by_letter(&mut self, old: Range<usize>, new: Range<usize>) {
        let first = self.starts[old.start];
        let (old, _) = spelled(self.old, old);
        let (new, owners) = spelled(self.new, new);
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            if let DiffOp::Equal { .. } = op {
                for (old, new) in op.old_range().zip(op.new_range()) {
                    self.homes[first + old] = Some(owners[new]);
                }
            }
        }
    }

    /// What order cannot align: a paragraph that one reader puts elsewhere (parsers move what stands loose in a table), or
    /// whose text a copy of its neighbour was taken for. It is looked for in what is lost: a labelled paragraph of which
    /// it is at least half; all such must have one label.
    pub fn elsewhere(&mut self) {
        let is_read: Vec<bool> = self.winners().iter().map(Option::is_some).collect();
        let mut lost: Vec<usize> = (0..self.old.len())
            .filter(|&old| self.is_lost(old, &is_read))
            .collect();
        for new in (0..self.new.len()).filter(|&new| !is_read[new]) {
            let found: Vec<_> = lost.iter().filter_map(|&old| self.find(new, old)).collect();
            if let Some((old, letters)) = found.first()
                && found
                    .iter()
                    .all(|(other, _)| self.labels[*other] == self.labels[*old])
            {
                self.leave(new);
                self.homes[letters.clone()].fill(Some(new));
                lost.retain(|other| other != old);
            }
        }
    }

    /// Whether at least half of an old paragraph's letters stand in no paragraph that is read.
    fn is_lost(&self, old: usize, is_read: &[bool]) -> bool {
        let homes = &self.homes[self.letters_of(old)];
        let kept = homes.iter().flatten().filter(|&&home| is_read[home]);
        2 * kept.count() <= homes.len()
    }

    /// An old paragraph and which of its letters are a new paragraph, if those are at least half of it.
    fn find(&self, new: usize, old: usize) -> Option<(usize, Range<usize>)> {
        let (part, whole) = (&self.new[new], &self.old[old]);
        let at = whole.find(&**part)?;
        let start = self.starts[old] + count(&whole[..at]);
        let is_enough = 2 * count(part) >= count(whole);
        is_enough.then(|| (old, start..start + count(part)))
    }

    /// No letter stands in this new paragraph any more.
    fn leave(&mut self, new: usize) {
        for home in self.homes.iter_mut().filter(|home| **home == Some(new)) {
            *home = None;
        }
    }

    /// For each new paragraph the label that most letters bring, if enough do.
    pub fn winners(&self) -> Vec<Option<Label>> {
        let votes = self.votes();
        let winners = self.new.iter().zip(votes).map(|(text, votes)| {
            let is_enough = is_enough(&votes, count(text));
            is_enough.then(|| Label::argmax(votes))
        });
        winners.collect()
    }

    /// For each new paragraph, how many letters bring it which label.
    fn votes(&self) -> Vec<[usize; Label::COUNT]> {
        let mut votes = vec![[0; Label::COUNT]; self.new.len()];
        for (old, label) in self.labels.iter().enumerate() {
            for home in self.homes[self.letters_of(old)].iter().flatten() {
                votes[*home][label.index()] += 1;
            }
        }
        votes
    }

    /// What became of each old letter, with these labels of the new paragraphs.
    pub fn fates(&self, winners: &[Option<Label>]) -> Vec<Fate> {
        let fates = self.labels.iter().enumerate().flat_map(|(old, label)| {
            let homes = self.homes[self.letters_of(old)].iter();
            homes.map(|home| match home.and_then(|home| winners[home]) {
                Some(winner) if winner == *label => Fate::Carried,
                Some(_) => Fate::Outvoted,
                None => Fate::Lost,
            })
        });
        fates.collect()
    }

    /// Letters of the new paragraphs.
    pub fn n_letters_here(&self) -> usize {
        self.new.iter().map(|text| count(text)).sum()
    }
}

/// The letters of a run of paragraphs, and whose each is.
fn spelled(paragraphs: &[String], run: Range<usize>) -> (Vec<char>, Vec<usize>) {
    run.flat_map(|i| paragraphs[i].chars().map(move |c| (c, i)))
        .unzip()
}

fn count(text: &str) -> usize {
    text.chars().count()
}

/// Whether the letters that bring a label are half of them all: a few that align by chance say nothing.
fn is_enough(votes: &[usize; Label::COUNT], letters: usize) -> bool {
    let brought: usize = votes.iter().sum();
    brought > 0 && 2 * brought >= letters
}
