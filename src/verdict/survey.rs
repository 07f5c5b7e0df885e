//! What the rules look at: what paragraphs say, alone and in runs of offers, and the article's prose.

use super::said::Said;
use crate::features::Meanings;
use crate::page::{Marks, Page};
use crate::structure::{is_long, length};
use crate::{Label, Language};

/// A page, its labels, and what its paragraphs mean.
pub(super) struct Survey<'a> {
    page: &'a Page,
    labels: Vec<Label>,
    /// Lengths in characters, and in Latin letters.
    lengths: Vec<usize>,
    letters: Vec<usize>,
    said: Said<'a>,
}

impl<'a> Survey<'a> {
    /// A survey of a labelled page; `known` is what its paragraphs mean in its language, if labelling has found that out.
    pub(super) fn new(
        page: &'a Page,
        labels: &[Label],
        language: Option<Language>,
        known: Option<&'a [Meanings]>,
    ) -> Survey<'a> {
        let paragraphs = page.paragraphs();
        let labels = labels
            .iter()
            .copied()
            .chain(std::iter::repeat(Label::Navigation));
        Survey {
            page,
            labels: labels.take(paragraphs.len()).collect(),
            lengths: paragraphs
                .iter()
                .map(|p| p.text().chars().count())
                .collect(),
            letters: paragraphs.iter().map(|p| length(p.text())).collect(),
            said: Said::new(page, language, known),
        }
    }

    pub(super) fn page(&self) -> &'a Page {
        self.page
    }

    /// The label of a paragraph.
    pub(super) fn label(&self, at: usize) -> Label {
        self.labels[at]
    }

    /// Number of paragraphs.
    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    /// The length of a paragraph, in characters.
    pub(super) fn length(&self, at: usize) -> usize {
        self.lengths[at]
    }

    /// The length of a paragraph in Latin letters: one of Han says what takes two of them.
    pub(super) fn letters(&self, at: usize) -> usize {
        self.letters[at]
    }

    /// The share of a label in the page's characters, 0 to 1; 0 of a page without text.
    pub(super) fn share(&self, label: Label) -> f32 {
        let all: usize = self.lengths.iter().sum();
        let own: usize = self.labelled(label).map(|at| self.lengths[at]).sum();
        if all == 0 {
            0.0
        } else {
            (own as f64 / all as f64) as f32
        }
    }

    /// What the markup says of a paragraph.
    pub(super) fn marks(&self, at: usize) -> Option<&'a Marks> {
        self.page.paragraphs()[at].marks()
    }

    /// The text of a paragraph.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.page.paragraphs()[at].text()
    }

    /// What a paragraph says.
    pub(super) fn said(&self, at: usize) -> Meanings {
        self.said.own(at)
    }

    /// What a paragraph says together with those around it in its run.
    pub(super) fn near(&self, at: usize) -> Meanings {
        self.said.near(at, &self.labels)
    }

    /// What all paragraphs of its run say.
    pub(super) fn run(&self, at: usize) -> Meanings {
        self.said.run(at, &self.labels)
    }

    /// The paragraphs of a label, top to bottom.
    pub(super) fn labelled(&self, label: Label) -> impl Iterator<Item = usize> + '_ {
        let all = self.labels.iter().enumerate();
        all.filter(move |(_, own)| **own == label).map(|(at, _)| at)
    }

    /// The paragraphs of the article that are prose, top to bottom.
    pub(super) fn prose(&self) -> impl Iterator<Item = usize> + '_ {
        self.labelled(Label::Article)
            .filter(|at| is_long(self.letters(*at)))
    }
}
