//! A paragraph that two models label differently.

use std::path::PathBuf;

use serde::{Serialize, Serializer};

use crate::Label;
use crate::dataset::LabelledPage;
use crate::evaluate::{PageOutcome, ParagraphOutcome};

/// A paragraph to which model `b` gives another label than model `a`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// What it does.
    pub effect: Effect,
    /// How sure both models are of it, 0 to 1: the mean of how much likelier each holds its own label than the other's.
    pub confidence: f32,
    /// What the paragraph is.
    pub actual: Label,
    /// The label that `a` gives, and its probability there.
    pub a: Label,
    /// Probability, 0 to 1, of that label by `a`.
    pub a_probability: f32,
    /// The label that `b` gives.
    pub b: Label,
    /// Probability, 0 to 1, of that label by `b`.
    pub b_probability: f32,
    /// The file, where the page comes from one.
    #[serde(serialize_with = "shown")]
    pub path: Option<PathBuf>,
    /// The line of its row, from 1.
    pub line: Option<u64>,
    /// Name of its page.
    pub page: String,
    /// Its place on the page, from 0.
    pub position: usize,
    /// Its text.
    pub text: String,
}

/// A path need not be UTF-8, but JSON must.
fn shown<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    let path = path.as_ref().map(|path| path.display().to_string());
    path.serialize(serializer)
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Effect {
    /// `b` is right, and `a` is not.
    Better,
    /// `a` is right, and `b` is not.
    Worse,
    /// Neither is right.
    Other,
}

impl Effect {
    /// Its name: `better`, `worse` or `other`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Effect::Better => "better",
            Effect::Worse => "worse",
            Effect::Other => "other",
        }
    }
}

/// The changes on a page, top to bottom.
pub(super) fn on_page<'a>(
    page: &'a LabelledPage,
    a: &'a PageOutcome,
    b: &'a PageOutcome,
) -> impl Iterator<Item = Change> + 'a {
    let both = a.paragraphs.iter().zip(&b.paragraphs).enumerate();
    let changed = both.filter(|(_, (a, b))| a.predicted != b.predicted);
    changed.map(|(position, (a, b))| change(page, position, a, b))
}

fn change(
    page: &LabelledPage,
    position: usize,
    a: &ParagraphOutcome,
    b: &ParagraphOutcome,
) -> Change {
    let margin = |of: &ParagraphOutcome, other: Label| {
        of.probabilities[of.predicted.index()] - of.probabilities[other.index()]
    };
    Change {
        effect: match a.actual {
            actual if actual == b.predicted => Effect::Better,
            actual if actual == a.predicted => Effect::Worse,
            _ => Effect::Other,
        },
        confidence: (margin(a, b.predicted) + margin(b, a.predicted)) / 2.0,
        actual: a.actual,
        a: a.predicted,
        a_probability: a.probabilities[a.predicted.index()],
        b: b.predicted,
        b_probability: b.probabilities[b.predicted.index()],
        path: page.origin().map(|(path, _)| path.to_owned()),
        line: page.row(position).map(|row| row.line),
        page: page.name().to_owned(),
        position,
        text: page.page().paragraphs()[position].text().to_owned(),
    }
}
