//! The figures of an evaluation as Python sees them.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use unpitch::Label;
use unpitch::evaluate;

use crate::label;

/// How well a model does on labelled pages.
#[pyclass(frozen, get_all, module = "unpitch")]
pub struct Evaluation {
    /// All paragraphs.
    pub overall: Py<Metrics>,
    /// By the page's language, sorted by code, `unknown` last; only the languages that occur.
    pub by_language: Py<PyDict>,
    /// By the paragraph's length in characters: `1-19` (with empty ones), `20-79`, `80-199`, `200+`.
    pub by_length: Py<PyDict>,
    /// How far the probabilities can be believed.
    pub calibration: Py<Calibration>,
    /// What the model's loss budgets do; empty where it promises none for pages of this kind.
    pub losses: Py<PyList>,
}

/// A figure, 0 to 1, and its 95 % interval, from 1000 resamples of whole pages.
#[pyclass(frozen, get_all, module = "unpitch")]
#[derive(Clone, Copy)]
pub struct Estimate {
    /// The figure on all pages.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// Figures for some paragraphs; zeros where there are none.
#[pyclass(frozen, get_all, module = "unpitch")]
pub struct Metrics {
    /// Number of pages that have at least one of these paragraphs.
    pub pages: usize,
    /// Number of paragraphs.
    pub paragraphs: u64,
    /// Share of right labels.
    pub accuracy: Py<Estimate>,
    /// Mean of the labels' F1.
    pub macro_f1: Py<Estimate>,
    /// Figures of each label.
    pub labels: Py<PyDict>,
    /// Number of paragraphs by actual label, and of these by predicted one: `confusion[actual][predicted]`.
    pub confusion: Py<PyDict>,
}

/// Figures of one label.
#[pyclass(frozen, get_all, module = "unpitch")]
pub struct LabelMetrics {
    /// Share of the paragraphs called so that are it, 0 to 1.
    pub precision: f64,
    /// Share of the paragraphs that are it that were called so, 0 to 1.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: Py<Estimate>,
    /// Number of paragraphs that are it.
    pub support: u64,
}

/// How well the predicted labels' probabilities agree with how often they are right.
#[pyclass(frozen, get_all, module = "unpitch")]
pub struct Calibration {
    /// Mean over paragraphs of how far their bin's accuracy is from its mean confidence, 0 to 1; 0 is perfect.
    pub expected_error: f64,
    /// Ten bins of the predicted label's probability, lowest first.
    pub bins: Vec<Py<Bin>>,
}

/// The paragraphs whose predicted label has a probability from `low` up to `high`.
#[pyclass(frozen, get_all, module = "unpitch")]
pub struct Bin {
    /// Lower edge, included.
    pub low: f64,
    /// Upper edge, left out except in the last bin.
    pub high: f64,
    /// Number of paragraphs.
    pub count: u64,
    /// Mean probability of the predicted labels.
    pub mean_confidence: f64,
    /// Share of right labels.
    pub accuracy: f64,
}

/// What one loss budget does.
#[pyclass(frozen, get_all, module = "unpitch")]
pub struct LossFigure {
    /// Whether these are the pages with marks.
    pub marked: bool,
    /// The share of the article's characters that may be lost, 0 to 1.
    pub max_loss: f32,
    /// The share of each label's characters that was dropped.
    pub dropped: Py<PyDict>,
}

impl Evaluation {
    pub fn new(py: Python<'_>, figures: &evaluate::Evaluation) -> PyResult<Evaluation> {
        Ok(Evaluation {
            overall: Py::new(py, Metrics::new(py, &figures.overall)?)?,
            by_language: slices(py, &figures.by_language)?,
            by_length: slices(py, &figures.by_length)?,
            calibration: Py::new(py, Calibration::new(py, &figures.calibration)?)?,
            losses: losses(py, &figures.losses)?,
        })
    }
}

/// Metrics by the name of their slice.
fn slices(py: Python<'_>, slices: &[evaluate::Slice]) -> PyResult<Py<PyDict>> {
    let dict = PyDict::new(py);
    for slice in slices {
        dict.set_item(&slice.name, Metrics::new(py, &slice.metrics)?)?;
    }
    Ok(dict.unbind())
}

fn losses(py: Python<'_>, kinds: &[evaluate::LossFigures]) -> PyResult<Py<PyList>> {
    let list = PyList::empty(py);
    for kind in kinds {
        for figure in &kind.budgets {
            list.append(LossFigure {
                marked: kind.marked,
                max_loss: figure.max_loss,
                dropped: label::dict(py, figure.dropped.map(Estimate::from))?.unbind(),
            })?;
        }
    }
    Ok(list.unbind())
}

impl From<evaluate::Estimate> for Estimate {
    fn from(estimate: evaluate::Estimate) -> Estimate {
        Estimate {
            value: estimate.value,
            low: estimate.low,
            high: estimate.high,
        }
    }
}

impl Metrics {
    fn new(py: Python<'_>, metrics: &evaluate::Metrics) -> PyResult<Metrics> {
        let labels = PyDict::new(py);
        let confusion = PyDict::new(py);
        for figures in &metrics.labels {
            let actual = label::member(py, figures.label)?;
            labels.set_item(&actual, LabelMetrics::new(py, figures)?)?;
            let counts =
                Label::ALL.map(|predicted| metrics.confusion.count(figures.label, predicted));
            confusion.set_item(&actual, label::dict(py, counts)?)?;
        }
        Ok(Metrics {
            pages: metrics.pages,
            paragraphs: metrics.paragraphs,
            accuracy: Py::new(py, Estimate::from(metrics.accuracy))?,
            macro_f1: Py::new(py, Estimate::from(metrics.macro_f1))?,
            labels: labels.unbind(),
            confusion: confusion.unbind(),
        })
    }
}

impl LabelMetrics {
    fn new(py: Python<'_>, figures: &evaluate::LabelMetrics) -> PyResult<LabelMetrics> {
        Ok(LabelMetrics {
            precision: figures.precision,
            recall: figures.recall,
            f1: Py::new(py, Estimate::from(figures.f1))?,
            support: figures.support,
        })
    }
}

impl Calibration {
    fn new(py: Python<'_>, calibration: &evaluate::Calibration) -> PyResult<Calibration> {
        let bins = calibration.bins.iter().map(|bin| {
            Py::new(
                py,
                Bin {
                    low: bin.from,
                    high: bin.to,
                    count: bin.count,
                    mean_confidence: bin.mean_confidence,
                    accuracy: bin.accuracy,
                },
            )
        });
        Ok(Calibration {
            expected_error: calibration.expected_error,
            bins: bins.collect::<PyResult<_>>()?,
        })
    }
}

#[pymethods]
impl Evaluation {
    fn __repr__(&self) -> String {
        let overall = self.overall.get();
        let (macro_f1, accuracy) = (overall.macro_f1.get().value, overall.accuracy.get().value);
        let paragraphs = overall.paragraphs;
        format!(
            "<unpitch.Evaluation macro_f1={macro_f1:.3} accuracy={accuracy:.3} paragraphs={paragraphs}>"
        )
    }
}

#[pymethods]
impl Estimate {
    fn __float__(&self) -> f64 {
        self.value
    }

    fn __repr__(&self) -> String {
        let Estimate { value, low, high } = self;
        format!("<unpitch.Estimate {value:.3} ({low:.3}-{high:.3})>")
    }
}
