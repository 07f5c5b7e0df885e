//! The model: pages in, labelled pages out.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};

use crate::arrow::{ArrowStream, Kind};
use crate::error::{PageError, exception, wrong_type};
use crate::labelling::{Labelled, Labeller, Shared};
use crate::many::Pages;
use crate::page::Page;
use crate::source::{Content, Source, as_str, language, utf8};
use crate::threads::Threads;
use crate::why::Why;
use crate::{arrow, label, paragraph};

/// A model. Immutable: share it freely between threads.
///
/// `Model()` is the default model, which is part of the package and loaded once a process; `Model.load` reads one from a
/// file.
#[pyclass(frozen, module = "unpitch")]
pub struct Model {
    pub shared: Shared,
    /// Those that no call uses at the time. Locked without waiting: after a fork, nobody may be left to unlock it.
    idle: Mutex<Vec<Labeller>>,
}

impl From<Shared> for Model {
    fn from(shared: Shared) -> Model {
        Model {
            shared,
            idle: Mutex::default(),
        }
    }
}

impl From<unpitch::Model> for Model {
    fn from(model: unpitch::Model) -> Model {
        Shared::Loaded(Arc::new(model)).into()
    }
}

impl Model {
    /// Labels one page while other Python threads run.
    fn label(&self, py: Python<'_>, source: Source<'_>) -> PyResult<Page> {
        let idle = self.idle.try_lock().ok().and_then(|mut idle| idle.pop());
        let labelled = py.detach(|| {
            let mut labeller = idle.unwrap_or_else(|| Labeller::new(self.shared.clone()));
            let labelled = labeller.label(source)?;
            Ok::<(Labelled, Labeller), String>((labelled, labeller))
        });
        let (labelled, labeller) = labelled.map_err(PageError::new_err)?;
        if let Ok(mut idle) = self.idle.try_lock() {
            idle.push(labeller);
        }
        Ok(labelled.into())
    }

    /// Labels a page of HTML.
    pub fn html(
        &self,
        html: &Bound<'_, PyAny>,
        url: Option<String>,
        code: Option<&str>,
    ) -> PyResult<Page> {
        let py = html.py();
        let language = language(code)?;
        let of = |content| Source {
            content,
            language,
            url,
        };
        if let Ok(bytes) = html.cast::<PyBytes>() {
            return self.label(py, of(Content::HtmlBytes(bytes.as_bytes().into())));
        }
        let Ok(text) = html.cast::<PyString>() else {
            return Err(wrong_type("html", html, "str or bytes"));
        };
        let text = utf8("html", text)?;
        self.label(py, of(Content::Html(as_str(&text).into())))
    }
}

#[pymethods]
impl Model {
    #[new]
    fn new() -> Model {
        Shared::Embedded.into()
    }

    /// Reads a model file.
    ///
    /// Raises OSError if the file cannot be read, ModelError if it is not a model file, or a damaged one.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Model> {
        let model = py.detach(|| unpitch::Model::load(&path));
        Ok(model.map_err(exception)?.into())
    }

    /// Reads a model from the bytes of a model file.
    ///
    /// Raises ModelError if they are not a whole and sound model.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: &[u8]) -> PyResult<Model> {
        let model = py.detach(|| unpitch::Model::read(data));
        Ok(model.map_err(exception)?.into())
    }

    /// The bytes of a model file. The same model gives the same bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let mut bytes = Vec::new();
        let written = py.detach(|| self.shared.write(&mut bytes));
        written.map_err(exception)?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Writes a model file. A file that is there is replaced whole or not at all.
    ///
    /// Raises OSError if it cannot be written.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        py.detach(|| self.shared.save(&path)).map_err(exception)
    }

    /// Labels a page of HTML. Bytes may be in any encoding: it is found as browsers find it.
    ///
    /// `url` comes back as the page's `url`; labels do not depend on it. `language` is a code such as `en` or `de-AT`,
    /// instead of the language that is detected.
    ///
    /// Raises PageError for a lone surrogate in a string and what is not a language code.
    #[pyo3(signature = (html, *, url=None, language=None))]
    fn label_html(
        &self,
        html: &Bound<'_, PyAny>,
        url: Option<String>,
        language: Option<&str>,
    ) -> PyResult<Page> {
        self.html(html, url, language)
    }

    /// Labels a page of plain text: each line is a paragraph; hard-wrapped text is detected and unwrapped.
    ///
    /// `text[paragraph.start:paragraph.end]` is the paragraph, its white space not folded. The rest is as in `label_html`.
    #[pyo3(signature = (text, *, url=None, language=None))]
    fn label_text(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyAny>,
        url: Option<String>,
        language: Option<&str>,
    ) -> PyResult<Page> {
        let Ok(text) = text.cast::<PyString>() else {
            return Err(wrong_type("text", text, "str"));
        };
        let text = utf8("text", text)?;
        let source = Source {
            content: Content::Text(as_str(&text).into()),
            language: crate::source::language(language)?,
            url,
        };
        self.label(py, source)
    }

    /// Labels many pages on all cores, as they are asked for.
    ///
    /// `pages` is any iterable of `str` or `bytes` (HTML), or of mappings with `html` or `text`, and perhaps `url` and
    /// `language`. What comes out is an iterator over one `Page` each, in the same order, or as they are done where not
    /// `ordered`. In the place of a page that cannot be labelled stands its `PageError`, not raised. An exception raised by
    /// `pages` is raised in its place, behind the pages before it, and ends the run.
    ///
    /// `jobs` is the number of threads, 0 for as many as there are cores. With 1, each page is labelled in the calling
    /// thread, and none is asked for before the one before it is done. With more, pages are read ahead: up to 16 a thread
    /// and 256 in all, and no further once 16 MiB of them wait. `pages` itself always runs in the calling thread.
    #[pyo3(signature = (pages, *, jobs=0, ordered=true))]
    fn label_many(&self, pages: &Bound<'_, PyAny>, jobs: usize, ordered: bool) -> PyResult<Pages> {
        // They would be taken apart into characters, numbers or keys.
        if pages.is_instance_of::<PyString>() || pages.is_instance_of::<PyBytes>() {
            return Err(wrong_type("pages", pages, "an iterable of pages"));
        }
        let items = pages
            .try_iter()
            .map_err(|_| wrong_type("pages", pages, "an iterable of pages"))?;
        let threads = Threads::new(jobs)?;
        Ok(Pages::new(
            self.shared.clone(),
            items.unbind(),
            threads,
            ordered,
        ))
    }

    /// Labels the pages in a column of a table, a record batch or a stream of them: whatever has the Arrow PyCapsule interface
    /// (pyarrow, polars, pandas, duckdb). The column holds strings or, of HTML, bytes.
    ///
    /// Gives a stream, labelled on `jobs` threads (0 for one a core) as it is read, which those libraries take. All columns come
    /// through as they are; beside them stand `unpitch`, a list of one struct a paragraph with `text`, `label`, `probability`,
    /// `probabilities`, `start`, `end`, `tag` and `part` as in `Paragraph`, null where there is no page; and `unpitch_error`,
    /// what went wrong with the page, mostly null. Where a name is taken, ours are `unpitch_2` and `unpitch_2_error`, and so on.
    ///
    /// `kind` says whether the pages are `html` or `text`.
    ///
    /// Raises TypeError for other data, ValueError for a column that is missing or of another type.
    #[pyo3(signature = (data, *, column="html", kind="html", jobs=0))]
    fn label_arrow(
        &self,
        data: &Bound<'_, PyAny>,
        column: &str,
        kind: &str,
        jobs: usize,
    ) -> PyResult<ArrowStream> {
        let kind = match kind {
            "html" => Kind::Html,
            "text" => Kind::Text,
            _ => {
                let message = format!("kind: found {kind:?}, expected html or text");
                return Err(PyValueError::new_err(message));
            }
        };
        arrow::label(self.shared.clone(), data, column, kind, Threads::new(jobs)?)
    }

    /// What spoke for and against a label for a paragraph: features, and what is around it.
    ///
    /// `paragraph` is one of the page's, or its number from 0; `label` is the paragraph's own where None.
    ///
    /// Raises IndexError if the page has no such paragraph, ValueError for a paragraph of another page.
    #[pyo3(signature = (page, paragraph, label=None))]
    fn explain(
        &self,
        py: Python<'_>,
        page: &Page,
        paragraph: &Bound<'_, PyAny>,
        label: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Why> {
        let labelled = &page.labelled;
        let position = paragraph::position(labelled, paragraph)?;
        let label = match label {
            Some(label) => label::read(label)?,
            None => labelled.predictions.as_slice()[position].label(),
        };
        let why = py.detach(|| self.shared.explain(&labelled.page, position, label));
        Ok(why.expect("the page has the paragraph").into())
    }

    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (py, class) = (slf.py(), slf.get_type());
        match slf.get().shared {
            Shared::Embedded => Ok((class.into_any(), PyTuple::empty(py))),
            Shared::Loaded(_) => {
                let bytes = slf.get().to_bytes(py)?;
                Ok((class.getattr("from_bytes")?, PyTuple::new(py, [bytes])?))
            }
        }
    }

    fn __repr__(&self) -> String {
        let kind = match self.shared {
            Shared::Embedded => "default",
            Shared::Loaded(_) => "loaded",
        };
        format!("<unpitch.Model {kind}>")
    }
}
