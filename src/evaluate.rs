//! How well a model does: labelled pages and their predictions in, figures with intervals out.
//!
//! Everything here counts; nothing predicts, reads or prints. Figures are given for all paragraphs, for each language
//! and for each paragraph length, since a mean over all hides a language or a kind of paragraph that fails.

mod calibration;
mod floor;
mod interval;
mod metrics;

use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Label, LabelledPage, Language, Model, ValidationFacts};

pub use calibration::{BINS, Bin, Calibration};
pub use floor::{Floor, InvalidFloor, Measure, Shortfall};
pub use interval::{Estimate, RESAMPLES};
pub use metrics::Confusion;

/// A labelled page and what was predicted for it.
#[derive(Clone, Debug, PartialEq)]
pub struct PageOutcome {
    /// The page's name, for those who look for the pages that went wrong.
    pub name: String,
    /// The page's language, given or detected.
    pub language: Option<Language>,
    /// Its paragraphs, top to bottom.
    pub paragraphs: Vec<ParagraphOutcome>,
}

/// A labelled paragraph and what was predicted for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParagraphOutcome {
    /// Length of the text in characters (`char`s).
    pub length: usize,
    /// What the paragraph is.
    pub actual: Label,
    /// What it was called.
    pub predicted: Label,
    /// Probabilities in the order of [`Label::ALL`], 0 to 1.
    pub probabilities: [f32; Label::COUNT],
}

/// Lengths of paragraphs, in characters: name and least length of each range.
///
/// Under 20 stand a word or two, menu entries and buttons that say little by themselves; under 80 a line, mostly
/// headlines and teasers; under 200 a sentence or two, what most pitches are made of; from 200 on running text.
const LENGTHS: [(&str, usize); 4] = [("1-19", 0), ("20-79", 20), ("80-199", 80), ("200+", 200)];

/// What to call pages whose language is not known.
const UNKNOWN_LANGUAGE: &str = "unknown";

/// How well a model did on labelled pages.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Evaluation {
    /// All paragraphs.
    pub overall: Scores,
    /// By the page's language, sorted by code, `unknown` last; only the languages that occur.
    pub by_language: Vec<Slice>,
    /// By the paragraph's length in characters: always `1-19` (with empty ones), `20-79`, `80-199`, `200+`.
    pub by_length: Vec<Slice>,
    /// How far the probabilities can be believed.
    pub calibration: Calibration,
}

/// A part of the paragraphs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Slice {
    /// What the paragraphs have in common: `de`, `unknown`, `20-79`.
    pub name: String,
    /// How well the model did on them.
    #[serde(flatten)]
    pub scores: Scores,
}

/// Figures for some paragraphs; zeros where there are none.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Scores {
    /// Pages that have at least one of these paragraphs. Intervals come from resampling these.
    pub pages: usize,
    /// Number of paragraphs.
    pub paragraphs: u64,
    /// Share of right labels.
    pub accuracy: Estimate,
    /// Mean of the labels' F1: see [`Confusion::macro_f1`].
    pub macro_f1: Estimate,
    /// Figures of each label, in the order of [`Label::ALL`].
    pub labels: [LabelScores; Label::COUNT],
    /// The counts behind it all.
    pub confusion: Confusion,
}

/// Figures of one label; see [`Confusion`] for what they are where undefined.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LabelScores {
    /// The label.
    pub label: Label,
    /// Share of the paragraphs called so that are it.
    pub precision: f64,
    /// Share of the paragraphs that are it that were called so.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: Estimate,
    /// Number of paragraphs that are it.
    pub support: u64,
}

impl Model {
    /// What the model makes of a labelled page.
    #[must_use]
    pub fn outcome(&self, labelled: &LabelledPage) -> PageOutcome {
        let page = labelled.page();
        let predictions = self.predict(page);
        let labels = labelled.labels().iter();
        PageOutcome {
            name: labelled.name().to_owned(),
            language: predictions.language(),
            paragraphs: std::iter::zip(page.paragraphs(), predictions.iter().zip(labels))
                .map(|(paragraph, (prediction, actual))| ParagraphOutcome {
                    length: paragraph.text().chars().count(),
                    actual: *actual,
                    predicted: prediction.label(),
                    probabilities: prediction.probabilities(),
                })
                .collect(),
        }
    }
}

impl Evaluation {
    /// The figures that a model's metadata keep, of a dataset with this digest, with marks or without.
    #[must_use]
    pub fn facts(&self, digest: &str, marked: bool) -> ValidationFacts {
        let scores = &self.overall;
        ValidationFacts {
            marked,
            digest: digest.to_owned(),
            paragraphs: scores.paragraphs,
            macro_f1: scores.macro_f1.value,
            accuracy: scores.accuracy.value,
            f1: scores.labels.map(|label| label.f1.value),
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

/// One confusion a page, for each way of slicing.
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
        by_language.retain(|slice| slice.scores.pages > 0);
        Evaluation {
            overall: Scores::new(&self.overall),
            by_language,
            by_length: std::iter::zip(LENGTHS, &mut self.by_length)
                .map(|((name, _), pages)| Slice::new(name, pages))
                .collect(),
            calibration: self.calibration.finish(),
        }
    }
}

/// Appends a page's counts unless it has none: resampling such a page would say nothing.
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

impl Slice {
    fn new(name: &str, pages: &[Confusion]) -> Slice {
        Slice {
            name: name.to_owned(),
            scores: Scores::new(pages),
        }
    }
}

impl Scores {
    /// The figures of these pages, one confusion each, none of them empty.
    fn new(pages: &[Confusion]) -> Scores {
        let confusion: Confusion = pages.iter().sum();
        let [accuracy, macro_f1, f1 @ ..] = interval::estimates(pages, |draw| {
            let [a, b, c, d] = Label::ALL.map(|label| draw.defined_f1(label));
            [Some(draw.accuracy()), Some(draw.macro_f1()), a, b, c, d]
        });
        Scores {
            pages: pages.len(),
            paragraphs: confusion.total(),
            accuracy,
            macro_f1,
            labels: Label::ALL.map(|label| LabelScores {
                label,
                precision: confusion.precision(label),
                recall: confusion.recall(label),
                f1: f1[label.index()],
                support: confusion.support(label),
            }),
            confusion,
        }
    }

    /// The figures of one label.
    #[must_use]
    pub fn label(&self, label: Label) -> &LabelScores {
        &self.labels[label.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Label::{Article, Navigation, SubscriptionPitch};

    /// A paragraph whose predicted label has this probability, the others none.
    fn paragraph(
        length: usize,
        actual: Label,
        predicted: Label,
        probability: f32,
    ) -> ParagraphOutcome {
        let mut probabilities = [0.0; Label::COUNT];
        probabilities[predicted.index()] = probability;
        ParagraphOutcome {
            length,
            actual,
            predicted,
            probabilities,
        }
    }

    fn page(language: Option<&str>, paragraphs: Vec<ParagraphOutcome>) -> PageOutcome {
        PageOutcome {
            name: "page".into(),
            language: language.map(|code| code.parse().unwrap()),
            paragraphs,
        }
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
            let size = |s: &Slice| (s.name.clone(), s.scores.pages, s.scores.paragraphs);
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
    fn json_is_one_flat_object_a_slice() {
        let json = serde_json::to_value(evaluation()).unwrap();
        assert_eq!(json["overall"]["labels"][1]["label"], "subscription-pitch");
        assert_eq!(json["by_language"][0]["name"], "en");
        assert_eq!(json["by_language"][0]["macro_f1"]["value"], 1.0);
        assert_eq!(json["by_length"][3]["name"], "200+");
        assert_eq!(json["calibration"]["bins"][9]["count"], 2);
    }
}
