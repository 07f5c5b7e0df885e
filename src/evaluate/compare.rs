//! Two models on the same pages: how their figures differ, and which paragraphs they label differently.

mod change;
mod difference;

use serde::Serialize;

use super::{Confusion, PageOutcome};
use crate::Label;
use crate::dataset::{Dataset, LabelledPage};
use crate::model::Model;

pub use change::{Change, Effect};
pub use difference::Difference;

use difference::{Pair, differences};

/// How a model `b` differs from a model `a` on the same labelled pages.
///
/// ```no_run
/// use unpitch::Model;
/// use unpitch::dataset::DatasetReader;
/// use unpitch::evaluate::Comparison;
///
/// let (dataset, _) = DatasetReader::new().read_path("test.csv")?;
/// let (a, b) = (Model::load("before.unpitch")?, Model::load("after.unpitch")?);
/// let comparison = Comparison::new(&dataset, &a, &b);
/// let macro_f1 = comparison.macro_f1;
/// println!("{:+.3} ({:+.3} to {:+.3})", macro_f1.difference, macro_f1.low, macro_f1.high);
/// # Ok::<(), unpitch::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// Pages that have at least one paragraph. Intervals come from resampling these.
    pub pages: usize,
    /// Number of paragraphs.
    pub paragraphs: u64,
    /// Mean of the labels' F1: see [`Confusion::macro_f1`].
    pub macro_f1: Difference,
    /// Share of right labels.
    pub accuracy: Difference,
    /// F1 of each label, in the order of [`Label::ALL`].
    pub labels: [LabelDifference; Label::COUNT],
    /// The paragraphs with another label, those first whose change is the surest.
    pub changes: Vec<Change>,
}

/// How two models differ in one label.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LabelDifference {
    /// The label.
    pub label: Label,
    /// Its F1.
    pub f1: Difference,
    /// Number of paragraphs that are it.
    pub support: u64,
}

impl Comparison {
    /// Labels each page once with either model. The same pages in the same order give the same figures on every machine.
    #[must_use]
    pub fn new(dataset: &Dataset, a: &Model, b: &Model) -> Comparison {
        Comparison::of_outcomes(dataset.pages().iter().map(|page| {
            let outcomes = [a, b].map(|model| model.outcome(page));
            (page, outcomes)
        }))
    }

    /// The comparison of pages and of what both models say of them.
    fn of_outcomes<'a>(
        outcomes: impl Iterator<Item = (&'a LabelledPage, [PageOutcome; 2])>,
    ) -> Comparison {
        let (mut pairs, mut changes) = (Vec::new(), Vec::new());
        for (page, [a, b]) in outcomes {
            if !a.paragraphs.is_empty() {
                pairs.push(Pair([counts(&a), counts(&b)]));
            }
            changes.extend(change::on_page(page, &a, &b));
        }
        // Stable: of changes that are equally sure, the one that stands first.
        changes.sort_by(|x: &Change, y| y.confidence.total_cmp(&x.confidence));
        let [accuracy, macro_f1, f1 @ ..] = differences(&pairs);
        let counts: Confusion = pairs.iter().map(|Pair([a, _])| a).sum();
        Comparison {
            pages: pairs.len(),
            paragraphs: counts.total(),
            macro_f1,
            accuracy,
            labels: Label::ALL.map(|label| LabelDifference {
                label,
                f1: f1[label.index()],
                support: counts.support(label),
            }),
            changes,
        }
    }

    /// Number of changes with this effect.
    #[must_use]
    pub fn count(&self, effect: Effect) -> usize {
        let changes = self.changes.iter();
        changes.filter(|change| change.effect == effect).count()
    }
}

/// A page's counts of actual by predicted labels.
fn counts(outcome: &PageOutcome) -> Confusion {
    let mut counts = Confusion::default();
    for own in &outcome.paragraphs {
        counts.record(own.actual, own.predicted);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Label::{Article, Navigation, RelatedContent, SubscriptionPitch};
    use crate::dataset::DatasetReader;
    use crate::evaluate::ParagraphOutcome;

    /// Four paragraphs on two pages.
    const CSV: &str = "page,label,text\np,article,Ferries sail\np,navigation,Home\nq,article,Storm\nq,article,Fog\n";

    /// What a model says of these pages that gives these labels, each with this probability.
    fn outcomes(dataset: &Dataset, said: [(Label, f32); 4]) -> Vec<PageOutcome> {
        let mut said = said.into_iter();
        let pages = dataset.pages().iter().map(|page| {
            let paragraphs = page.labels().iter().map(|actual| {
                let (predicted, probability) = said.next().unwrap();
                let mut probabilities = [(1.0 - probability) / 3.0; Label::COUNT];
                probabilities[predicted.index()] = probability;
                ParagraphOutcome::new(9, *actual, predicted, probabilities)
            });
            PageOutcome::new(page.name(), None, paragraphs.collect())
        });
        pages.collect()
    }

    fn comparison(a: [(Label, f32); 4], b: [(Label, f32); 4]) -> Comparison {
        let (dataset, _) = DatasetReader::new().read(CSV.as_bytes(), "a.csv").unwrap();
        let both = outcomes(&dataset, a).into_iter().zip(outcomes(&dataset, b));
        let both = dataset.pages().iter().zip(both);
        Comparison::of_outcomes(both.map(|(page, (a, b))| (page, [a, b])))
    }

    #[test]
    fn changes_are_better_worse_or_neither_and_the_surest_comes_first() {
        let a = [
            (Article, 0.7),
            (Article, 0.7),
            (Article, 0.7),
            (RelatedContent, 0.7),
        ];
        let b = [
            (Article, 0.4),
            (Navigation, 0.7),
            (SubscriptionPitch, 0.4),
            (SubscriptionPitch, 1.0),
        ];
        let comparison = comparison(a, b);
        let changes = comparison.changes.iter();
        let changes: Vec<_> = changes.map(|own| (own.line.unwrap(), own.effect)).collect();
        assert_eq!(
            changes,
            [(5, Effect::Other), (3, Effect::Better), (4, Effect::Worse)]
        );
        assert_eq!(comparison.count(Effect::Worse), 1);
        let surest = &comparison.changes[0];
        assert_eq!(
            (surest.page.as_str(), surest.position, surest.text.as_str()),
            ("q", 1, "Fog")
        );
        // Margins 1 - 0 and 0.7 - 0.1.
        assert!((surest.confidence - 0.8).abs() < 1e-6);
        // 2 and 2 of 4 are right.
        let accuracy = comparison.accuracy;
        assert_eq!(
            (accuracy.a, accuracy.b, accuracy.difference),
            (0.5, 0.5, 0.0)
        );
        // Article: 2 of 3 found and 3 called so; then 1 of 3 and 1.
        let f1 = comparison.labels[0].f1;
        assert!((f1.a - 2.0 / 3.0).abs() < 1e-12 && (f1.b - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_model_does_not_differ_from_itself() {
        let a = [
            (Article, 0.7),
            (Article, 0.7),
            (Article, 0.7),
            (RelatedContent, 0.7),
        ];
        let comparison = comparison(a, a);
        assert_eq!(comparison.changes, []);
        let figures = [
            comparison.macro_f1,
            comparison.accuracy,
            comparison.labels[2].f1,
        ];
        for figure in figures {
            assert_eq!(
                (figure.difference, figure.low, figure.high),
                (0.0, 0.0, 0.0)
            );
        }
    }

    #[test]
    fn no_pages_are_zeros() {
        let nothing = Comparison::of_outcomes(std::iter::empty());
        assert_eq!((nothing.pages, nothing.paragraphs), (0, 0));
        assert_eq!(nothing.macro_f1, Difference::default());
    }
}
