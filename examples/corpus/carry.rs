//! Labels of one segmentation of a page -> labels of another.
//!
//! Paragraphs of the same letters, in order, carry first. Between them, where the two segmentations differ, letters are
//! aligned one by one, and a paragraph takes the label that most of its letters bring along. White space is no letter:
//! it is what segmenters disagree on most and what says least.
//!
//! What no letter reaches gets no label. Neighbours do not lend theirs: where a paragraph stands between two of one label,
//! it has that label in 98 of 100 cases, and a pitch in 77; and of a text that the page has labelled elsewhere, in 95.

mod alignment;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unpitch::Label;

use alignment::Alignment;

/// What carried over to a page's paragraphs.
#[derive(Debug, Default)]
pub struct Carried {
    /// One label per paragraph; none where fewer than half of its letters brought one.
    pub labels: Vec<Option<Label>>,
    /// Paragraphs whose letters are those of a labelled paragraph.
    pub same: usize,
    /// Letters of the paragraphs that take labels.
    pub letters_here: usize,
    /// What became of each letter of the labelled paragraphs.
    pub fates: Vec<Fate>,
}

/// What became of a letter of a labelled paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stands in a paragraph that got its label.
    Carried,
    /// It stands in a paragraph that got another label.
    Outvoted,
    /// It stands in no paragraph, or in one that got no label.
    Lost,
}

impl Carried {
    /// How many letters met this fate.
    pub fn n(&self, fate: Fate) -> usize {
        self.fates.iter().filter(|&&f| f == fate).count()
    }

    /// Paragraphs that got no label.
    pub fn n_unlabelled(&self) -> usize {
        self.labels.iter().filter(|label| label.is_none()).count()
    }
}

/// Carries labels from the paragraphs `there` to those `here`.
pub fn carry(there: &[(&str, Label)], here: &[&str]) -> Carried {
    let old: Vec<String> = there.iter().map(|(text, _)| letters(text)).collect();
    let new: Vec<String> = here.iter().map(|text| letters(text)).collect();
    let labels: Vec<Label> = there.iter().map(|&(_, label)| label).collect();
    let mut alignment = Alignment::new(&old, &labels, &new);
    let mut same = 0;
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if let DiffOp::Equal { len, .. } = op {
            same += len;
            alignment.by_paragraph(op.old_range(), op.new_range());
        } else {
            alignment.by_letter(op.old_range(), op.new_range());
        }
    }
    alignment.elsewhere();
    let labels = alignment.winners();
    Carried {
        same,
        letters_here: alignment.n_letters_here(),
        fates: alignment.fates(&labels),
        labels,
    }
}

/// A paragraph's letters.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_that_is_hidden_here_takes_no_label_from_its_neighbour() {
        // There the name stands alone, and again in one line with the headline; here its first copy is hidden.
        let there = [
            ("More for you", Label::Navigation),
            ("Gull News", Label::RelatedContent),
            (
                "Seagulls are back on the pier Gull News",
                Label::RelatedContent,
            ),
            ("Undo", Label::Navigation),
            ("Ferries sail again.", Label::Article),
        ];
        let here = [
            "More for you",
            "Seagulls are back on the pier",
            "Gull News",
            "Ferries sail again.",
        ];
        let carried = carry(&there, &here);
        let labels = [0, 1, 2, 4].map(|place: usize| Some(there[place].1));
        assert_eq!(carried.labels, labels);
        assert_eq!(carried.n(Fate::Lost), "GullNewsUndo".len());
    }

    #[test]
    fn what_stands_elsewhere_takes_a_label_only_where_it_is_sure() {
        let moved = |lost: &[(&str, Label)]| {
            let there = [&[("Menu", Label::Navigation)], lost].concat();
            carry(&there, &["Seagulls are back", "Menu"]).labels[0]
        };
        let (article, related) = (Label::Article, Label::RelatedContent);
        assert_eq!(
            moved(&[("Seagulls are back today", article)]),
            Some(article)
        );
        // Less than half of what is lost; and two that are lost, of two labels.
        assert_eq!(
            moved(&[("Seagulls are back, as they are each spring", article)]),
            None
        );
        let two = [
            ("Seagulls are back today", article),
            ("Seagulls are back again", related),
        ];
        assert_eq!(moved(&two), None);
    }
}
