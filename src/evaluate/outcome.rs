//! Labelled pages beside what was predicted for them.

use crate::dataset::LabelledPage;
use crate::model::Model;
use crate::{Label, Language};

/// A labelled page and what was predicted for it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PageOutcome {
    /// The page's name, to find the pages that went wrong.
    pub name: String,
    /// The page's language, given or detected.
    pub language: Option<Language>,
    /// Whether the model saw marks.
    pub is_marked: bool,
    /// Its paragraphs, top to bottom.
    pub paragraphs: Vec<ParagraphOutcome>,
}

/// A labelled paragraph and what was predicted for it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ParagraphOutcome {
    /// Length of the text in characters (`char`s).
    pub length: usize,
    /// What the paragraph is.
    pub actual: Label,
    /// The label that was predicted.
    pub predicted: Label,
    /// Probabilities in the order of [`Label::ALL`], 0 to 1.
    pub probabilities: [f32; Label::COUNT],
}

impl PageOutcome {
    /// A page without marks, and its paragraphs from top to bottom.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        language: Option<Language>,
        paragraphs: Vec<ParagraphOutcome>,
    ) -> PageOutcome {
        PageOutcome {
            name: name.into(),
            language,
            is_marked: false,
            paragraphs,
        }
    }
}

impl ParagraphOutcome {
    /// A paragraph of `length` characters; probabilities in the order of [`Label::ALL`], 0 to 1.
    #[must_use]
    pub fn new(
        length: usize,
        actual: Label,
        predicted: Label,
        probabilities: [f32; Label::COUNT],
    ) -> ParagraphOutcome {
        ParagraphOutcome {
            length,
            actual,
            predicted,
            probabilities,
        }
    }
}

impl Model {
    /// What the model predicts for a labelled page, beside its labels.
    #[must_use]
    pub fn outcome(&self, labelled: &LabelledPage) -> PageOutcome {
        let page = labelled.page();
        let predictions = self.predict(page);
        let labels = labelled.labels().iter();
        PageOutcome {
            name: labelled.name().to_owned(),
            language: predictions.language(),
            is_marked: page.has_marks(),
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
