//! What a model's loss budgets do on pages that it has not seen: how much of the articles is lost, how much of the rest is
//! dropped.

use std::borrow::Borrow;

use serde::Serialize;

use super::PageOutcome;
use super::confusion::Confusion;
use super::interval::{Estimate, estimates};
use crate::Label;
use crate::model::{LossTable, Model};

/// What a model's budgets do on pages of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LossFigures {
    /// Whether the pages have marks.
    pub marked: bool,
    /// Number of pages.
    pub pages: usize,
    /// One for each budget of the model, from the smallest.
    pub budgets: Vec<LossFigure>,
}

/// What one budget does.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LossFigure {
    /// The share of the article's characters that may be lost, 0 to 1.
    pub max_loss: f32,
    /// The share of each label's characters that was dropped, 0 to 1, in [`Label::ALL`]'s order; 0 where there are none.
    pub dropped: [Estimate; Label::COUNT],
}

impl LossFigure {
    /// The share of the articles' characters that was lost.
    #[must_use]
    pub fn loss(&self) -> Estimate {
        self.dropped[Label::Article.index()]
    }
}

/// The figures of pages without marks and of pages with, as far as there are pages and the model promises something.
pub fn loss_figures<P: Borrow<PageOutcome>>(model: &Model, pages: &[P]) -> Vec<LossFigures> {
    let losses = &model.metadata().losses;
    let kinds = [(false, &losses.text), (true, &losses.marked)];
    let figures = kinds.into_iter().filter_map(|(marked, table)| {
        let own = pages.iter().map(Borrow::borrow);
        let own: Vec<&PageOutcome> = own.filter(|page| page.is_marked == marked).collect();
        let table = table.as_ref().filter(|_| !own.is_empty())?;
        let budgets = table.budgets.iter();
        Some(LossFigures {
            marked,
            pages: own.len(),
            budgets: budgets
                .map(|budget| figure(table, budget.max_loss, &own))
                .collect(),
        })
    });
    figures.collect()
}

/// Where the characters of kept and of dropped paragraphs are counted, as if they had been predicted.
const KEPT: Label = Label::Article;
const DROPPED: Label = Label::Navigation;

fn figure(table: &LossTable, max_loss: f32, pages: &[&PageOutcome]) -> LossFigure {
    let counts = pages.iter().map(|page| counted(table, max_loss, page));
    let counts: Vec<Confusion> = counts.collect();
    let share = |counts: &Confusion, label| {
        let (kept, dropped) = (counts.count(label, KEPT), counts.count(label, DROPPED));
        (kept + dropped > 0).then(|| dropped as f64 / (kept + dropped) as f64)
    };
    LossFigure {
        max_loss,
        dropped: estimates(&counts, |counts| {
            Label::ALL.map(|label| share(counts, label))
        }),
    }
}

/// The characters of a page by their label, kept and dropped.
fn counted(table: &LossTable, max_loss: f32, page: &PageOutcome) -> Confusion {
    let mut counts = Confusion::default();
    let weighed = page.paragraphs.iter();
    let weighed: Vec<_> = weighed.map(|own| (own.probabilities, own.length)).collect();
    for (paragraph, is_kept) in page.paragraphs.iter().zip(table.kept(&weighed, max_loss)) {
        let column = if is_kept { KEPT } else { DROPPED };
        counts.0[paragraph.actual.index()][column.index()] += paragraph.length as u64;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::ParagraphOutcome;
    use crate::model::LossBudget;

    #[test]
    fn characters_are_counted_by_what_the_budget_drops() {
        let mut table = LossTable::with_costs([0.0, 1.0, 1.0, 1.0]);
        table.budgets = vec![LossBudget::new(0.01, 0.2, [0.0; 4])];
        let paragraph = |length, actual, article: f32| {
            let probabilities = [article, 1.0 - article, 0.0, 0.0];
            ParagraphOutcome::new(length, actual, Label::Article, probabilities)
        };
        let page = PageOutcome::new(
            "page",
            None,
            vec![
                paragraph(90, Label::Article, 0.75),
                paragraph(10, Label::Article, 0.25),
                paragraph(20, Label::SubscriptionPitch, 0.25),
            ],
        );
        let figure = figure(&table, 0.01, &[&page]);
        assert!((figure.loss().value - 0.1).abs() < 1e-12);
        let dropped = figure.dropped.map(|share| share.value);
        assert_eq!((dropped[1], dropped[2]), (1.0, 0.0));
    }

    #[cfg(feature = "default-model")]
    #[test]
    fn pages_with_marks_and_those_without_have_figures_of_their_own() {
        let page = |is_marked| PageOutcome {
            is_marked,
            ..PageOutcome::new("page", None, Vec::new())
        };
        let of = |pages: &[PageOutcome]| -> Vec<(bool, usize)> {
            let figures = loss_figures(Model::embedded(), pages);
            figures.iter().map(|own| (own.marked, own.pages)).collect()
        };
        let pages = [page(true), page(false), page(true)];
        assert_eq!(of(&pages), [(false, 1), (true, 2)]);
        assert_eq!(of(&pages[..1]), [(true, 1)]);
        assert_eq!(of(&[]), []);
    }
}
