//! A labelled page, and what its labels come to.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;
use unpitch::{CleanOptions, Label};

use crate::article;
use crate::error::exception;
use crate::labelling::Labelled;
use crate::metadata::Metadata;
use crate::notebook;
use crate::paragraph::Paragraph;
use crate::stored;
use crate::verdict::Verdict;

/// A page, top to bottom, each of its paragraphs with a label. Immutable.
#[pyclass(frozen, module = "unpitch")]
pub struct Page {
    pub labelled: Arc<Labelled>,
    paragraphs: PyOnceLock<Py<PyTuple>>,
}

impl From<Labelled> for Page {
    fn from(labelled: Labelled) -> Page {
        Page {
            labelled: Arc::new(labelled),
            paragraphs: PyOnceLock::new(),
        }
    }
}

impl Page {
    /// The article's text.
    pub fn clean(&self, py: Python<'_>, options: &CleanOptions) -> PyResult<String> {
        let Labelled {
            page, predictions, ..
        } = &*self.labelled;
        let text = py.detach(|| predictions.clean(page, options));
        text.map_err(exception)
    }
}

#[pymethods]
impl Page {
    /// The paragraphs, top to bottom.
    #[getter]
    fn paragraphs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let paragraphs = self.paragraphs.get_or_try_init(py, || {
            let positions = 0..self.labelled.predictions.len();
            let paragraphs = positions.map(|position| Paragraph {
                labelled: Arc::clone(&self.labelled),
                position,
            });
            PyTuple::new(py, paragraphs.collect::<Vec<_>>()).map(Bound::unbind)
        })?;
        Ok(paragraphs.bind(py).clone())
    }

    /// The language that the page was taken to be in, such as `en`: given, or detected; None if neither.
    #[getter]
    fn language(&self) -> Option<String> {
        let language = self.labelled.predictions.language();
        language.map(|language| language.code().to_owned())
    }

    /// The `url` that was given with the page.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.labelled.url.as_deref()
    }

    /// Title, authors, dates and what else is known of the page beside its text.
    #[getter]
    fn metadata(&self) -> PyResult<Metadata> {
        let Labelled {
            page, predictions, ..
        } = &*self.labelled;
        let metadata = predictions.metadata(page).map_err(exception)?;
        Ok(metadata.into())
    }

    /// Whether the page may be read without an account, what it offers, what kind of page it is, and why.
    #[getter]
    fn verdict(&self) -> PyResult<Verdict> {
        let Labelled {
            page, predictions, ..
        } = &*self.labelled;
        let verdict = predictions.verdict(page).map_err(exception)?;
        Ok(verdict.into())
    }

    /// The article's text, its paragraphs separated by an empty line; empty if nothing qualifies.
    ///
    /// Without `max_loss`, it is the paragraphs that most probably are the article: the set of greatest expected F1 over
    /// words. With it, all is kept but what can be dropped while at most that share of the article's characters (0 to 1,
    /// 0.005 is half a per cent) is expected to be lost.
    ///
    /// `parts` are the names of the parts that count as text, all where None: title, standfirst, byline, dateline, heading,
    /// caption, list-item, quote, table, code, bio, body. `markdown` writes headings, lists, quotes, tables, code and links
    /// as CommonMark; nothing that the page says becomes markup.
    ///
    /// Raises ValueError for an unknown part and a `max_loss` that is no share, and Error where the model promises no loss.
    #[pyo3(signature = (parts=None, max_loss=None, markdown=false))]
    fn article(
        &self,
        py: Python<'_>,
        parts: Option<&Bound<'_, PyAny>>,
        max_loss: Option<f32>,
        markdown: bool,
    ) -> PyResult<String> {
        self.clean(py, &article::options(parts, max_loss, markdown)?)
    }

    /// The page and its labels as one JSON object, which `Page.from_json` reads back. Pages pickle by it.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| stored::write(&self.labelled))
    }

    /// The page that `to_json` wrote.
    ///
    /// Raises ValueError for what is no such object.
    #[staticmethod]
    fn from_json(py: Python<'_>, data: &str) -> PyResult<Page> {
        Ok(py.detach(|| stored::read(data))?.into())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let json = slf.get().to_json(slf.py())?;
        Ok((slf.get_type().getattr("from_json")?, (json,)))
    }

    fn _repr_html_(&self) -> String {
        notebook::html(&self.labelled)
    }

    fn __repr__(&self) -> String {
        let predictions = &self.labelled.predictions;
        let counts = Label::ALL.map(|label| {
            let n = predictions.iter().filter(|p| p.label() == label).count();
            format!("{n} {label}")
        });
        format!("<unpitch.Page {}>", counts.join(", "))
    }
}
