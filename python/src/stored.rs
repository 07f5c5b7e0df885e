//! A labelled page <-> JSON, which is how it is pickled.

use std::borrow::Cow;
use std::ops::Range;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde::{Deserialize, Serialize};
use unpitch::{Page, Predictions};

use crate::labelling::Labelled;

/// What is stored of a labelled page; the rest follows from it.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    url: Option<Cow<'a, str>>,
    page: Cow<'a, Page>,
    labels: Cow<'a, Predictions>,
    spans: Cow<'a, [Range<usize>]>,
}

/// The page as one JSON object.
pub fn write(labelled: &Labelled) -> PyResult<String> {
    let stored = Stored {
        url: labelled.url.as_deref().map(Cow::Borrowed),
        page: Cow::Borrowed(&labelled.page),
        labels: Cow::Borrowed(&labelled.predictions),
        spans: Cow::Borrowed(&labelled.spans),
    };
    serde_json::to_string(&stored).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// The page that such an object is of.
///
/// # Errors
/// What is no such object, or one whose labels are of another page.
pub fn read(json: &str) -> PyResult<Labelled> {
    let wrong = |what: String| PyValueError::new_err(format!("not a labelled page: {what}"));
    let stored: Stored<'_> =
        serde_json::from_str(json).map_err(|error| wrong(error.to_string()))?;
    let (page, predictions) = (stored.page.into_owned(), stored.labels.into_owned());
    if predictions.zip(&page).is_err() || stored.spans.len() != predictions.len() {
        return Err(wrong("its labels are of another page".to_owned()));
    }
    let url = stored.url.map(Cow::into_owned);
    let spans = stored.spans.into_owned();
    Ok(Labelled::new(page, predictions, spans, url))
}
