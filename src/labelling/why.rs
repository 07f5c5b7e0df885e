//! Why the model labelled a paragraph as it did, in words.

use serde::Serialize;

use super::sheet::Sheet;
use crate::label::Label;
use crate::model::{Model, Term};

/// How many reasons are shown: enough to see why, few enough to read.
const MOST: usize = 8;

/// What the browser is told.
#[derive(Serialize)]
pub struct Told {
    label: Label,
    /// In the order of the labels.
    probabilities: [f32; Label::COUNT],
    /// Strongest first; of each at least `words` and `amount`.
    because: Vec<Term>,
}

/// Why the model labelled a paragraph; `None` if the page has no such one.
pub fn why(model: &Model, sheet: &Sheet, index: usize) -> Option<Told> {
    let prediction = sheet.predictions.get(index)?;
    let why = model.explain(&sheet.page, index, prediction.label())?;
    Some(Told {
        label: prediction.label(),
        probabilities: prediction.probabilities(),
        because: why.strongest(MOST),
    })
}
