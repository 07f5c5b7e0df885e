//! Labels of one segmentation of a page -> labels of another.
//!
//! Paragraphs of the same letters, in order, carry first. Between them, where the two segmentations differ, letters are
//! aligned one by one, and a paragraph takes the label that most of its letters bring along. White space is no letter:
//! it is what segmenters disagree on most and what says least.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unpitch::Label;

/// What carried over to a page's paragraphs.
#[derive(Debug, Default)]
pub struct Carried {
    /// One label per paragraph; none where fewer than half of its letters brought one.
    pub labels: Vec<Option<Label>>,
    /// Paragraphs whose letters are those of a labelled paragraph.
    pub same: usize,
    /// Letters of the labelled paragraphs.
    pub letters_there: usize,
    /// Letters of the paragraphs that take labels.
    pub letters_here: usize,
    /// Letters that stand in both, in a paragraph that got their label.
    pub letters_carried: usize,
    /// Letters that stand in both, in a paragraph that got another label.
    pub letters_outvoted: usize,
}

/// For each paragraph here, how many of its letters bring which label.
type Votes = Vec<[usize; Label::COUNT]>;

/// Carries labels from the paragraphs `there` to those `here`.
pub fn carry(there: &[(&str, Label)], here: &[&str]) -> Carried {
    let old: Vec<String> = there.iter().map(|(text, _)| letters(text)).collect();
    let new: Vec<String> = here.iter().map(|text| letters(text)).collect();
    let labels: Vec<Label> = there.iter().map(|&(_, label)| label).collect();
    let mut votes: Votes = vec![[0; Label::COUNT]; new.len()];
    let mut left = vec![true; old.len()];
    let mut same = 0;
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            same += len;
            for i in 0..len {
                left[old_index + i] = false;
                votes[new_index + i][labels[old_index + i].index()] += count(&new[new_index + i]);
            }
        } else {
            by_letter(
                &old,
                op.old_range(),
                &new,
                op.new_range(),
                &labels,
                &mut votes,
            );
        }
    }
    elsewhere(&old, &labels, &left, &new, &mut votes);
    tally(&old, &new, &votes, same)
}

/// A paragraph's letters.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn count(text: &str) -> usize {
    text.chars().count()
}

/// Aligns two runs of paragraphs letter by letter.
fn by_letter(
    old: &[String],
    old_run: Range<usize>,
    new: &[String],
    new_run: Range<usize>,
    labels: &[Label],
    votes: &mut Votes,
) {
    let (old_letters, old_owners) = spelled(old, old_run);
    let (new_letters, new_owners) = spelled(new, new_run);
    for op in capture_diff_slices(Algorithm::Myers, &old_letters, &new_letters) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for i in 0..len {
                votes[new_owners[new_index + i]][labels[old_owners[old_index + i]].index()] += 1;
            }
        }
    }
}

/// The letters of a run of paragraphs, and whose each is.
fn spelled(paragraphs: &[String], run: Range<usize>) -> (Vec<char>, Vec<usize>) {
    run.flat_map(|i| paragraphs[i].chars().map(move |c| (c, i)))
        .unzip()
}

/// What order cannot align: a paragraph that one reader puts elsewhere (parsers move what stands loose in a table).
/// It takes the label of the same text there, if all of that text that is left there has one label.
fn elsewhere(
    old: &[String],
    labels: &[Label],
    left: &[bool],
    new: &[String],
    votes: &mut [[usize; Label::COUNT]],
) {
    let mut by_text: HashMap<&str, Vec<Label>> = HashMap::new();
    for i in (0..old.len()).filter(|&i| left[i]) {
        by_text.entry(&old[i]).or_default().push(labels[i]);
    }
    by_text.retain(|_, labels| labels.iter().all(|label| *label == labels[0]));
    for (text, votes) in new.iter().zip(votes) {
        if !is_enough(votes, count(text))
            && let Some(label) = by_text.get_mut(&**text).and_then(Vec::pop)
        {
            *votes = [0; Label::COUNT];
            votes[label.index()] = count(text);
        }
    }
}

/// Whether the letters that bring a label are half of them all: a few that align by chance say nothing.
fn is_enough(votes: &[usize; Label::COUNT], letters: usize) -> bool {
    let brought: usize = votes.iter().sum();
    brought > 0 && 2 * brought >= letters
}

fn tally(old: &[String], new: &[String], votes: &Votes, same: usize) -> Carried {
    let mut carried = Carried {
        same,
        letters_there: old.iter().map(|text| count(text)).sum(),
        letters_here: new.iter().map(|text| count(text)).sum(),
        ..Carried::default()
    };
    for (text, votes) in new.iter().zip(votes) {
        let winner = Label::argmax(votes.map(|n| n as f32));
        let is_enough = is_enough(votes, count(text));
        carried.labels.push(is_enough.then_some(winner));
        if is_enough {
            carried.letters_carried += votes[winner.index()];
            carried.letters_outvoted += votes.iter().sum::<usize>() - votes[winner.index()];
        }
    }
    carried
}
