//! Why a paragraph was labelled as it was: the exact terms of its scores in both passes.
//!
//! ```text
//! first pass    intercept + sum of features      = what its words, shapes and marks say, and those of its neighbours
//! second pass   intercept + sum of surroundings  = the score whose softmax over the labels are the probabilities
//! ```
//! The first pass's probabilities are what the second one sees: its term [`Surrounding::Itself`] is where they count for the
//! paragraph itself, and the others are what they say of the paragraphs around.

mod contribution;
mod term;

use super::Model;
use crate::Label;
use crate::features::{Caches, Family, Prepared};
use crate::first_pass::unpack;
use crate::page::Page;
use crate::rows::Rows;
use crate::scores::{Scores, softmax};
use crate::second_pass::{Surrounding, Terms};

pub(super) use contribution::write_feature;
pub use contribution::{Contribution, Influence};
pub use term::Term;

/// A score for a label as a sum: an intercept, which stands for nothing seen, and the terms, strongest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum<T> {
    /// The part that nothing on the page adds.
    pub intercept: f32,
    /// What is added, the largest amounts first, above 0 or below.
    pub terms: Vec<T>,
}

/// Why a paragraph has its score for a label: both passes' sums.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The first pass's score: what the words, shapes and marks of the paragraph and its neighbours say.
    pub features: Sum<Contribution>,
    /// The final score, which weighs the first pass's verdict on the paragraph with those on what is around it.
    pub surroundings: Sum<Influence>,
}

impl Why {
    /// Both sums as one list, the `n` strongest terms first: the features, and the surroundings but the paragraph itself, which
    /// the features stand for.
    #[must_use]
    pub fn strongest(&self, n: usize) -> Vec<Term> {
        let features = self.features.terms.iter().cloned().map(Term::Feature);
        let around = self.surroundings.terms.iter();
        let around = around.filter(|influence| influence.surrounding != Surrounding::Itself);
        let mut terms: Vec<Term> = features
            .chain(around.copied().map(Term::Surrounding))
            .collect();
        terms.sort_by(|a, b| b.amount().abs().total_cmp(&a.amount().abs()));
        terms.truncate(n);
        terms
    }
}

/// A page whose paragraphs can be explained, from [`Model::explanation`].
///
/// ```
/// # #[cfg(feature = "default-model")] {
/// use unpitch::{Label, Model, Page};
///
/// let page = Page::from_text("Ferries sail again.\n\nSubscribe now and read on\n");
/// let explanation = Model::embedded().explanation(&page);
/// let why = explanation.why(1, Label::SubscriptionPitch).expect("a second paragraph");
/// for term in why.strongest(3) {
///     println!("{term} {:+.1}", term.amount()); // begins with 'subscrib' +0.9
/// }
/// # assert_eq!(why.strongest(3).len(), 3);
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    model: &'a Model,
    rows: Rows,
    terms: Terms,
}

impl Model {
    /// What spoke for and against a label for paragraph `index` of a page; `None` if the page has no such paragraph.
    ///
    /// To ask about many paragraphs, use [`Model::explanation`].
    #[must_use]
    pub fn explain(&self, page: &Page, index: usize, label: Label) -> Option<Why> {
        self.explanation(page).why(index, label)
    }

    /// Explains a whole page: prepared once, then asked about any paragraph and label.
    #[must_use]
    pub fn explanation(&self, page: &Page) -> Explanation<'_> {
        let mut rows = Rows::default();
        let mut caches = Caches::default();
        let prepared = Prepared::new(page, &mut caches);
        self.vectorizer.transform(&prepared, &mut rows);
        let scores = self.first_pass.scores(&rows).into_iter();
        let first: Vec<_> = scores.map(softmax).collect();
        Explanation {
            model: self,
            rows,
            terms: self.second_pass.terms(&first, prepared.structure()),
        }
    }
}

impl Explanation<'_> {
    /// The terms of a paragraph's scores for a label; `None` if the page has no such paragraph.
    #[must_use]
    pub fn why(&self, index: usize, label: Label) -> Option<Why> {
        let own = |scores: Scores| scores[label.index()];
        (index < self.rows.n_paragraphs()).then(|| self.sums(index, own))
    }

    /// Why a paragraph's scores are higher for a label than for another, or lower: both passes' sums for the one less those for
    /// the other, term by term, so that a weight is the difference of two; `None` if the page has no such paragraph.
    #[must_use]
    pub fn against(&self, index: usize, label: Label, other: Label) -> Option<Why> {
        let less = |scores: Scores| scores[label.index()] - scores[other.index()];
        (index < self.rows.n_paragraphs()).then(|| self.sums(index, less))
    }

    /// Both sums, of the number that is made of the four labels' scores.
    fn sums(&self, index: usize, number: impl Fn(Scores) -> f32 + Copy) -> Why {
        Why {
            features: self.features(index, number),
            surroundings: self.surroundings(index, number),
        }
    }

    fn features(&self, index: usize, number: impl Fn(Scores) -> f32 + Copy) -> Sum<Contribution> {
        let end = (index + Family::WIDEST + 1).min(self.rows.n_paragraphs());
        let sources = index.saturating_sub(Family::WIDEST)..end;
        let mut terms: Vec<_> = sources
            .flat_map(|source| self.between(source, index, number))
            .collect();
        terms.sort_by(|a, b| b.amount().abs().total_cmp(&a.amount().abs()));
        Sum {
            intercept: number(self.model.first_pass.intercepts()),
            terms,
        }
    }

    fn surroundings(&self, index: usize, number: impl Fn(Scores) -> f32) -> Sum<Influence> {
        let around = self.terms.paragraph(index);
        let mut terms: Vec<_> = around
            .map(|(surrounding, amounts)| Influence {
                surrounding,
                amount: number(amounts),
            })
            .collect();
        terms.sort_by(|a, b| b.amount.abs().total_cmp(&a.amount.abs()));
        Sum {
            intercept: number(self.terms.intercepts),
            terms,
        }
    }

    /// The contributions of paragraph `source`'s features to paragraph `index`.
    fn between(
        &self,
        source: usize,
        index: usize,
        number: impl Fn(Scores) -> f32,
    ) -> Vec<Contribution> {
        let Model {
            vectorizer,
            first_pass,
            ..
        } = self.model;
        let offset = source as i32 - index as i32;
        let entries = self.rows.paragraph(source).iter();
        let seen = entries.filter_map(|&(feature, value)| {
            let family = vectorizer.vocabulary().family(feature);
            let weights = || {
                let column = first_pass.layout().column(feature, offset as isize);
                unpack(&first_pass.weights()[column])
            };
            (offset.unsigned_abs() <= family.reach()).then(|| Contribution {
                family,
                feature: vectorizer.vocabulary().name(feature).to_owned(),
                offset,
                value,
                weight: number(weights()),
            })
        });
        seen.collect()
    }
}

impl Sum<Contribution> {
    /// The score: the intercept and all amounts.
    #[must_use]
    pub fn total(&self) -> f32 {
        let amounts = self.terms.iter().map(Contribution::amount);
        amounts.fold(self.intercept, |sum, amount| sum + amount)
    }
}

impl Sum<Influence> {
    /// The score: the intercept and all amounts.
    #[must_use]
    pub fn total(&self) -> f32 {
        let amounts = self.terms.iter().map(|influence| influence.amount);
        amounts.fold(self.intercept, |sum, amount| sum + amount)
    }
}

#[cfg(all(test, feature = "default-model", feature = "html"))]
mod tests;
