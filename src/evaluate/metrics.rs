//! The figures of some paragraphs, each with its interval.

use serde::Serialize;

use super::confusion::Confusion;
use super::interval::{self, Estimate};
use crate::Label;

/// A part of the paragraphs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Slice {
    /// What the paragraphs have in common: `de`, `unknown`, `20-79`.
    pub name: String,
    /// How well the model did on them.
    #[serde(flatten)]
    pub metrics: Metrics,
}

/// Figures for some paragraphs; zeros where there are none.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Metrics {
    /// Pages that have at least one of these paragraphs. Intervals come from resampling these.
    pub pages: usize,
    /// Number of paragraphs.
    pub paragraphs: u64,
    /// Share of right labels.
    pub accuracy: Estimate,
    /// Mean of the labels' F1: see [`Confusion::macro_f1`].
    pub macro_f1: Estimate,
    /// Figures of each label, in the order of [`Label::ALL`].
    pub labels: [LabelMetrics; Label::COUNT],
    /// The counts behind it all.
    pub confusion: Confusion,
}

/// Figures of one label; see [`Confusion`] for what they are where undefined.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LabelMetrics {
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

impl Slice {
    /// The figures of these pages, one confusion each, none of them empty.
    pub(super) fn new(name: &str, pages: &[Confusion]) -> Slice {
        Slice {
            name: name.to_owned(),
            metrics: Metrics::new(pages),
        }
    }
}

impl Metrics {
    /// The figures of these pages, one confusion each, none of them empty.
    pub(super) fn new(pages: &[Confusion]) -> Metrics {
        let confusion: Confusion = pages.iter().sum();
        let [accuracy, macro_f1, f1 @ ..] = interval::estimates(pages, |draw| {
            let [a, b, c, d] = Label::ALL.map(|label| draw.defined_f1(label));
            [Some(draw.accuracy()), Some(draw.macro_f1()), a, b, c, d]
        });
        Metrics {
            pages: pages.len(),
            paragraphs: confusion.total(),
            accuracy,
            macro_f1,
            labels: Label::ALL.map(|label| LabelMetrics {
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
    pub fn label(&self, label: Label) -> &LabelMetrics {
        &self.labels[label.index()]
    }
}
