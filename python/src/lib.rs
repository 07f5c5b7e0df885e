//! The Python package `unpitch`, on the public API of the crate of that name.
//!
//! ```text
//! source, offsets        what Python gives; code points
//! labelling              Source + model -> Labelled, without a Python object
//! page, paragraph, metadata, verdict, why, notebook    Labelled as Python sees it
//! stored                 Labelled <-> JSON, which pages pickle by
//! model, article         label_html, label_text, explain
//! many, many/*           label_many: an iterable in, an iterator out, threads between
//! arrow, arrow/*         label_arrow: record batches in, record batches out
//! training, training/*   labelled CSV files and tables -> a model, or figures
//! functions, check       clean, train, evaluate, report; check
//! error, label           exceptions and labels, which package/unpitch/ declares
//! ```
//! Docstrings are the doc comments here; `package/unpitch/_unpitch.pyi` has the types.

mod arrow;
mod article;
mod check;
mod error;
mod functions;
mod label;
mod labelling;
mod many;
mod metadata;
mod model;
mod notebook;
mod offsets;
mod page;
mod paragraph;
mod source;
mod stored;
mod threads;
mod training;
mod verdict;
mod why;

/// The compiled half of the package; import `unpitch` instead.
#[pyo3::pymodule]
mod _unpitch {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::arrow::ArrowStream;
    #[pymodule_export]
    use crate::check::{Finding, check};
    #[pymodule_export]
    use crate::functions::{clean, evaluate, report, train};
    #[pymodule_export]
    use crate::many::Pages;
    #[pymodule_export]
    use crate::metadata::Metadata;
    #[pymodule_export]
    use crate::model::Model;
    #[pymodule_export]
    use crate::page::Page;
    #[pymodule_export]
    use crate::paragraph::Paragraph;
    #[pymodule_export]
    use crate::training::{
        Bin, Calibration, Estimate, Evaluation, LabelMetrics, LossFigure, Metrics, Rows, Trained,
    };
    #[pymodule_export]
    use crate::verdict::Verdict;
    #[pymodule_export]
    use crate::why::{Term, Why};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
