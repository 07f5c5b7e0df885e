//! What the rules look at: what each paragraph means, the runs of offers, the article's prose.

use crate::features::{Meanings, in_address, meanings_of_page};
use crate::page::{Marks, Page, Paragraph};
use crate::structure::{is_long, length};
use crate::{Label, Language};

/// How far away another paragraph of the same run still says what an offer is about.
const NEAR: usize = 4;

/// A page, its labels, and what its paragraphs mean.
pub(super) struct Survey<'a> {
    page: &'a Page,
    labels: Vec<Label>,
    /// Lengths in characters, and in Latin letters.
    lengths: Vec<usize>,
    letters: Vec<usize>,
    said: Vec<Meanings>,
    /// What the paragraphs of the same label around each one say, and itself.
    near: Vec<Meanings>,
    /// What all of its run says.
    run: Vec<Meanings>,
}

impl<'a> Survey<'a> {
    pub(super) fn new(page: &'a Page, labels: &[Label], language: Option<Language>) -> Survey<'a> {
        let paragraphs = page.paragraphs();
        let labels = labels
            .iter()
            .copied()
            .chain(std::iter::repeat(Label::Navigation));
        let labels: Vec<Label> = labels.take(paragraphs.len()).collect();
        let words = meanings_of_page(page, language).into_iter();
        let said: Vec<Meanings> = words
            .zip(paragraphs)
            .map(|(words, paragraph)| words.union(of_marks(paragraph)))
            .collect();
        let near = (0..said.len()).map(|at| said[around(&labels, at)].iter().copied().collect());
        Survey {
            near: near.collect(),
            run: runs(&labels, &said),
            lengths: paragraphs
                .iter()
                .map(|p| p.text().chars().count())
                .collect(),
            letters: paragraphs.iter().map(|p| length(p.text())).collect(),
            page,
            labels,
            said,
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
        self.said[at]
    }

    /// What a paragraph says together with those around it in its run.
    pub(super) fn near(&self, at: usize) -> Meanings {
        self.near[at]
    }

    /// What all paragraphs of its run say.
    pub(super) fn run(&self, at: usize) -> Meanings {
        self.run[at]
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

/// What each run of paragraphs of one label says, for each of them.
fn runs(labels: &[Label], said: &[Meanings]) -> Vec<Meanings> {
    let mut runs = Vec::with_capacity(said.len());
    for run in labels.chunk_by(|a, b| a == b) {
        let own = &said[runs.len()..][..run.len()];
        let all: Meanings = own.iter().copied().collect();
        runs.resize(runs.len() + run.len(), all);
    }
    runs
}

/// The paragraphs near one that have its label, without a gap.
fn around(labels: &[Label], at: usize) -> std::ops::Range<usize> {
    let same = |other: &&Label| **other == labels[at];
    let before = labels[..at]
        .iter()
        .rev()
        .take(NEAR)
        .take_while(same)
        .count();
    let after = labels[at + 1..].iter().take(NEAR).take_while(same).count();
    at - before..at + after + 1
}

/// What a paragraph's form asks for and its links lead to.
fn of_marks(paragraph: &Paragraph) -> Meanings {
    let Some(marks) = paragraph.marks() else {
        return Meanings::default();
    };
    let fields = marks.form().split(' ').skip(1).map(|field| {
        match field.split_once(':').map_or(field, |(kind, _)| kind) {
            "email" => const { Meanings::named("email") },
            "password" => const { Meanings::named("password") },
            _ => Meanings::default(),
        }
    });
    fields
        .chain(marks.links().iter().map(|link| in_address(link.target())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::sample::page;
    use crate::{Link, Marks};

    const SUBSCRIBE: Meanings = Meanings::named("subscribe");

    #[test]
    fn near_is_four_away_in_the_same_run() {
        let lines = [
            "P Subscribe",
            "P a",
            "P b",
            "P c",
            "P d",
            "P e",
            "N Subscribe",
            "P f",
        ];
        let (page, labels) = page("en", &lines);
        let survey = Survey::new(&page, &labels, page.language());
        let having = |said: &dyn Fn(usize) -> Meanings| -> Vec<usize> {
            (0..survey.len())
                .filter(|at| said(*at).has_any(SUBSCRIBE))
                .collect()
        };
        assert_eq!(having(&|at| survey.said(at)), [0, 6]);
        assert_eq!(having(&|at| survey.near(at)), [0, 1, 2, 3, 4, 6]);
        assert_eq!(having(&|at| survey.run(at)), [0, 1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn forms_and_links_speak() {
        let marks = Marks::new("a", 0.0, "a")
            .with_form("/sign-in email:mail password:word")
            .with_links(vec![Link::new(0..2, "//www.facebook.com/harbour", "")]);
        let said = of_marks(&Paragraph::new("Go").with_marks(marks));
        assert_eq!(said, Meanings::named("email password network"));
        assert_eq!(of_marks(&Paragraph::new("Go")), Meanings::NONE);
    }
}
