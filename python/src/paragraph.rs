//! One paragraph of a labelled page.

use std::sync::Arc;

use pyo3::exceptions::{PyIndexError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use unpitch::Prediction;

use crate::error::wrong_type;
use crate::label;
use crate::labelling::Labelled;

/// One block of visible text, its label and where it stands.
#[pyclass(frozen, module = "unpitch")]
pub struct Paragraph {
    pub labelled: Arc<Labelled>,
    pub position: usize,
}

impl Paragraph {
    fn paragraph(&self) -> &unpitch::Paragraph {
        &self.labelled.page.paragraphs()[self.position]
    }

    pub fn prediction(&self) -> &Prediction {
        &self.labelled.predictions.as_slice()[self.position]
    }
}

#[pymethods]
impl Paragraph {
    /// The paragraph's number on its page, from 0.
    #[getter]
    fn position(&self) -> usize {
        self.position
    }

    /// The text, white space folded to single spaces.
    #[getter]
    fn text(&self) -> &str {
        self.paragraph().text()
    }

    /// The most probable label.
    #[getter]
    fn label(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        label::member(py, self.prediction().label())
    }

    /// The probability of that label, 0.25 to 1.
    #[getter]
    fn probability(&self) -> f32 {
        self.prediction().probability()
    }

    /// The probability of each of the four labels, 0 to 1; together 1.
    #[getter]
    fn probabilities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        label::dict(py, self.prediction().probabilities())
    }

    /// Where the paragraph starts, in code points from 0: in the text that was given, or of a page of HTML in its visible
    /// text, the paragraphs joined by line feeds.
    #[getter]
    fn start(&self) -> usize {
        self.labelled.spans[self.position].start
    }

    /// Where the paragraph ends, counted like `start`; the end is not included.
    #[getter]
    fn end(&self) -> usize {
        self.labelled.spans[self.position].end
    }

    /// The element that the text starts in, such as `p`; None for a page of text.
    #[getter]
    fn tag(&self) -> Option<&str> {
        self.paragraph().marks().map(|marks| marks.tag())
    }

    /// The part of the article that it is, such as `byline` or `body`; None if it is not labelled `article`.
    #[getter]
    fn part(&self) -> Option<&'static str> {
        self.labelled.parts()[self.position].map(|part| part.name())
    }

    fn __repr__(&self) -> String {
        let (label, probability) = (self.prediction().label(), self.probability());
        let text = start_of(self.text());
        format!("<unpitch.Paragraph {label} {probability:.2} {text:?}>")
    }
}

/// The first words of a text, for people.
fn start_of(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The number of a paragraph that is given by its number or itself.
pub fn position(labelled: &Arc<Labelled>, paragraph: &Bound<'_, PyAny>) -> PyResult<usize> {
    if let Ok(paragraph) = paragraph.cast::<Paragraph>() {
        let paragraph = paragraph.get();
        if !Arc::ptr_eq(&paragraph.labelled, labelled) {
            return Err(PyValueError::new_err("the paragraph is of another page"));
        }
        return Ok(paragraph.position);
    }
    let n = labelled.predictions.len();
    let found: i64 = paragraph.extract().map_err(|error: PyErr| {
        if error.is_instance_of::<PyTypeError>(paragraph.py()) {
            wrong_type("paragraph", paragraph, "a Paragraph or its number")
        } else {
            PyIndexError::new_err(format!("the page has {n} paragraphs"))
        }
    })?;
    let position = usize::try_from(found).ok().filter(|at| *at < n);
    position.ok_or_else(|| {
        PyIndexError::new_err(format!("no paragraph {found}: the page has {n}, from 0"))
    })
}
