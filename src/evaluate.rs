//! How well a model does: labelled pages and their predictions in, figures with intervals out.
//!
//! Everything here counts; nothing reads or prints, and only outcomes, folds and comparisons ask a model. Figures are given for all
//! paragraphs, for each language and for each paragraph length, since a mean over all hides a language or a kind of
//! paragraph that fails.

mod calibration;
mod compare;
mod confusion;
mod curve;
mod floor;
mod folds;
mod interval;
mod losses;
mod metrics;
mod outcome;
mod sites;
mod spoken;

use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::ValidationFacts;

pub use calibration::{BINS, Bin, Calibration};
pub use compare::{Change, Comparison, Difference, Effect, LabelDifference};
pub use confusion::Confusion;
pub use curve::{CurvePoint, PrecisionRecall, precision_recall};
pub use floor::{Floor, InvalidFloor, Measure, Shortfall};
pub use folds::{
    CrossValidation, Fold, FoldFigure, FoldFigures, cross_validate, cross_validate_over,
    without_fold,
};
pub use interval::{Estimate, RESAMPLES};
pub use losses::{LossFigure, LossFigures, loss_figures};
pub use metrics::{LabelMetrics, Metrics, Slice};
pub use outcome::{PageOutcome, ParagraphOutcome};
pub use sites::by_site;
pub use spoken::{Spoken, spoken};

/// Lengths of paragraphs, in characters: name and least length of each range.
///
/// Under 20: a word or two, menu entries and buttons that say little by themselves. Under 80: a line, mostly headlines and
/// teasers. Under 200: a sentence or two, the length of most pitches. From 200 on: running text.
const LENGTHS: [(&str, usize); 4] = [("1-19", 0), ("20-79", 20), ("80-199", 80), ("200+", 200)];

/// The name of the slice of pages whose language is not known.
const UNKNOWN_LANGUAGE: &str = "unknown";

/// How well a model did on labelled pages.
///
/// ```no_run
/// use unpitch::Model;
/// use unpitch::dataset::DatasetReader;
/// use unpitch::evaluate::Evaluation;
///
/// let (dataset, _) = DatasetReader::new().read_path("test.csv")?;
/// let model = Model::load("site.unpitch")?;
/// let outcomes = dataset.pages().iter().map(|page| model.outcome(page));
/// let evaluation = Evaluation::from_outcomes(outcomes);
/// println!("{:.3}", evaluation.overall.macro_f1.value);
/// # Ok::<(), unpitch::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Evaluation {
    /// All paragraphs.
    pub overall: Metrics,
    /// By the page's language, sorted by code, `unknown` last; only the languages that occur.
    pub by_language: Vec<Slice>,
    /// By the paragraph's length in characters: always `1-19` (with empty ones), `20-79`, `80-199`, `200+`.
    pub by_length: Vec<Slice>,
    /// How far the probabilities can be believed.
    pub calibration: Calibration,
    /// What the model's loss budgets do, by [`loss_figures`]; empty where they were not asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<LossFigures>,
}

impl Evaluation {
    /// The figures that a model's metadata keep, of a dataset with this digest, with marks or without.
    #[must_use]
    pub fn facts(&self, digest: &str, marked: bool) -> ValidationFacts {
        let metrics = &self.overall;
        ValidationFacts {
            marked,
            digest: digest.to_owned(),
            paragraphs: metrics.paragraphs,
            macro_f1: metrics.macro_f1.value,
            accuracy: metrics.accuracy.value,
            f1: metrics.labels.map(|label| label.f1.value),
        }
    }

    /// Counts and scores pages, which may be borrowed or owned.
    ///
    /// The same pages in the same order give the same figures on every machine. No pages give zeros. Nearly all of the
    /// time goes into [`RESAMPLES`] resamples of each slice's pages: 8 ms for 171 pages, 0.2 s for 5,000, 12 s for
    /// 100,000 (one core, release build).
    pub fn from_outcomes<P: Borrow<PageOutcome>>(pages: impl IntoIterator<Item = P>) -> Evaluation {
        let mut counts = Counts::default();
        for page in pages {
            counts.add(page.borrow());
        }
        counts.finish()
    }
}

/// One confusion per page, for each way of slicing.
#[derive(Default)]
struct Counts {
    overall: Vec<Confusion>,
    by_language: BTreeMap<String, Vec<Confusion>>,
    unknown_language: Vec<Confusion>,
    by_length: [Vec<Confusion>; LENGTHS.len()],
    calibration: calibration::Tallies,
}

impl Counts {
    /// Counts a page.
    fn add(&mut self, page: &PageOutcome) {
        let mut by_length = [Confusion::default(); LENGTHS.len()];
        for paragraph in &page.paragraphs {
            by_length[length_range(paragraph.length)].record(paragraph.actual, paragraph.predicted);
            let confidence = paragraph.probabilities[paragraph.predicted.index()];
            let right = paragraph.predicted == paragraph.actual;
            self.calibration.record(confidence, right);
        }
        let whole: Confusion = by_length.iter().sum();
        let language = match page.language {
            Some(language) => self.by_language.entry(language.to_string()).or_default(),
            None => &mut self.unknown_language,
        };
        push_counted(language, whole);
        push_counted(&mut self.overall, whole);
        for (pages, confusion) in self.by_length.iter_mut().zip(by_length) {
            push_counted(pages, confusion);
        }
    }

    /// The figures.
    fn finish(mut self) -> Evaluation {
        let mut by_language: Vec<Slice> = self
            .by_language
            .iter()
            .map(|(code, pages)| Slice::new(code, pages))
            .collect();
        if !self.unknown_language.is_empty() {
            by_language.push(Slice::new(UNKNOWN_LANGUAGE, &self.unknown_language));
        }
        by_language.retain(|slice| slice.metrics.pages > 0);
        Evaluation {
            overall: Metrics::new(&self.overall),
            by_language,
            by_length: std::iter::zip(LENGTHS, &mut self.by_length)
                .map(|((name, _), pages)| Slice::new(name, pages))
                .collect(),
            calibration: self.calibration.finish(),
            losses: Vec::new(),
        }
    }
}

/// Appends a page's counts unless it has none: there is nothing to learn from resampling such a page.
fn push_counted(pages: &mut Vec<Confusion>, confusion: Confusion) {
    if confusion.total() > 0 {
        pages.push(confusion);
    }
}

/// The place in [`LENGTHS`] of a length in characters.
fn length_range(length: usize) -> usize {
    LENGTHS
        .iter()
        .rposition(|(_, least)| length >= *least)
        .expect("the first range starts at 0")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Label;
    use crate::Label::{Article, Navigation, SubscriptionPitch};

    /// A paragraph whose predicted label has this probability, the others none.
    fn paragraph(
        length: usize,
        actual: Label,
        predicted: Label,
        probability: f32,
    ) -> ParagraphOutcome {
        let mut probabilities = [0.0; Label::COUNT];
        probabilities[predicted.index()] = probability;
        ParagraphOutcome::new(length, actual, predicted, probabilities)
    }

    fn page(language: Option<&str>, paragraphs: Vec<ParagraphOutcome>) -> PageOutcome {
        let language = language.map(|code| code.parse().unwrap());
        PageOutcome::new("page", language, paragraphs)
    }

    /// Two pages, three paragraphs, two right: an article, a pitch, and navigation taken for an article.
    pub(super) fn evaluation() -> Evaluation {
        Evaluation::from_outcomes([
            page(None, vec![paragraph(5, Navigation, Article, 0.5)]),
            page(
                Some("en"),
                vec![
                    paragraph(200, Article, Article, 1.0),
                    paragraph(199, SubscriptionPitch, SubscriptionPitch, 1.0),
                ],
            ),
        ])
    }

    #[test]
    fn paragraphs_are_counted_once_in_every_way_of_slicing() {
        let evaluation = evaluation();
        let overall = &evaluation.overall;
        assert_eq!((overall.pages, overall.paragraphs), (2, 3));
        // F1: article 2/3, pitch 1, navigation 0.
        assert!((overall.macro_f1.value - 5.0 / 9.0).abs() < 1e-12);
        assert!((overall.accuracy.value - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(overall.label(SubscriptionPitch).f1.value, 1.0);
        let sizes = |slices: &[Slice]| -> Vec<(String, usize, u64)> {
            let size = |s: &Slice| (s.name.clone(), s.metrics.pages, s.metrics.paragraphs);
            slices.iter().map(size).collect()
        };
        assert_eq!(
            sizes(&evaluation.by_language),
            [("en".into(), 1, 2), ("unknown".into(), 1, 1)]
        );
        assert_eq!(
            sizes(&evaluation.by_length),
            [
                ("1-19".into(), 1, 1),
                ("20-79".into(), 0, 0),
                ("80-199".into(), 1, 1),
                ("200+".into(), 1, 1)
            ]
        );
        // One of three at 0.5 and wrong, two at 1 and right.
        assert!((evaluation.calibration.expected_error - 0.5 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_model_keeps_the_figures_of_all_paragraphs() {
        let facts = evaluation().facts("digest", true);
        assert_eq!(
            (&*facts.digest, facts.marked, facts.paragraphs),
            ("digest", true, 3)
        );
        assert!((facts.accuracy - 2.0 / 3.0).abs() < 1e-12);
        assert!((facts.macro_f1 - 5.0 / 9.0).abs() < 1e-12);
        assert_eq!(facts.f1[SubscriptionPitch.index()], 1.0);
    }

    #[test]
    fn languages_are_sorted_and_pages_may_be_borrowed() {
        let body = vec![paragraph(300, Article, Article, 0.9)];
        let pages = [Some("fr"), None, Some("de"), Some("fr")].map(|l| page(l, body.clone()));
        let evaluation = Evaluation::from_outcomes(&pages);
        let names: Vec<&str> = evaluation
            .by_language
            .iter()
            .map(|s| s.name.as_str())
            .collect();
        assert_eq!(names, ["de", "fr", "unknown"]);
    }

    #[test]
    fn no_pages_and_empty_pages_are_zeros() {
        let nothing = Evaluation::from_outcomes::<PageOutcome>([]);
        assert_eq!(nothing.overall.macro_f1, Estimate::default());
        assert_eq!(nothing.by_language, []);
        assert_eq!(nothing.by_length.len(), 4);
        assert_eq!(nothing.calibration.expected_error, 0.0);
        assert_eq!(
            nothing,
            Evaluation::from_outcomes([page(Some("en"), vec![])])
        );
    }

    #[test]
    fn json_is_one_flat_object_per_slice() {
        let json = serde_json::to_value(evaluation()).unwrap();
        assert_eq!(json["overall"]["labels"][1]["label"], "subscription-pitch");
        assert_eq!(json["by_language"][0]["name"], "en");
        assert_eq!(json["by_language"][0]["macro_f1"]["value"], 1.0);
        assert_eq!(json["by_length"][3]["name"], "200+");
        assert_eq!(json["calibration"]["bins"][9]["count"], 2);
    }
}
