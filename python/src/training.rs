//! `train` and `evaluate`: labelled paragraphs in, a model or figures out.
//!
//! ```text
//! paths, tables -> data (table: as CSV) -> Dataset -> params -> Trained
//!                                                  -> Evaluation
//! ```

mod data;
mod evaluation;
mod params;
mod table;

use std::ops::ControlFlow;

use pyo3::prelude::*;
use unpitch::Model as RustModel;
use unpitch::dataset::Dataset;
use unpitch::evaluate::{Evaluation as Figures, PageOutcome, loss_figures};
use unpitch::train::ValidTrainParams;

use crate::error::exception;
use crate::model::Model;
pub use data::{Reading, Rows};
pub use evaluation::{Bin, Calibration, Estimate, Evaluation, LabelMetrics, LossFigure, Metrics};
pub use params::Params;

/// Pages that are labelled between two looks for Ctrl-C.
const PAGES_A_LOOK: usize = 50;

/// A trained model and how its training went.
#[pyclass(frozen, get_all, module = "unpitch")]
pub struct Trained {
    /// The model.
    pub model: Py<Model>,
    /// Whether the fit of the first pass reached its tolerance.
    pub converged: bool,
    /// What would help a fit that did not converge; None where it did, or nothing would.
    pub advice: Option<String>,
    /// Iterations of its solver; None where it does not report them.
    pub iterations: Option<usize>,
    /// How the second pass was fitted, or why there is none, in words.
    pub second_pass: String,
    /// Number of features in the vocabulary.
    pub n_features: usize,
    /// Number of weight columns: features, each at every offset at which it is seen.
    pub n_columns: usize,
    /// What was read of the training data.
    pub rows: Py<Rows>,
    /// How the model does on the validation data: as text, then with marks where they have some. Empty without such data.
    pub validation: Vec<Py<Evaluation>>,
}

#[pymethods]
impl Trained {
    fn __repr__(&self) -> String {
        let (features, converged) = (self.n_features, self.converged);
        format!("<unpitch.Trained n_features={features} converged={converged}>")
    }
}

/// Trains on `data`; figures on `validation`, if given, are noted in the model.
pub fn train(
    py: Python<'_>,
    reading: &Reading,
    data: &Bound<'_, PyAny>,
    validation: Option<&Bound<'_, PyAny>>,
    params: &ValidTrainParams,
) -> PyResult<Trained> {
    let (dataset, rows) = reading.read(data)?;
    let validation = validation.map(|data| reading.read(data)).transpose()?;
    let mut trained = fit(py, params, &dataset)?;
    let mut evaluations = Vec::new();
    if let Some((validation, _)) = validation {
        let mut facts = Vec::new();
        for view in views(validation) {
            let figures = figures(py, &trained.model, &view)?;
            facts.push(figures.facts(view.digest(), view.has_marks()));
            evaluations.push(Py::new(py, Evaluation::new(py, &figures)?)?);
        }
        trained.model = trained.model.with_validation(facts);
    }
    let convergence = trained.convergence;
    Ok(Trained {
        model: Py::new(py, Model::from(trained.model))?,
        converged: convergence.converged,
        advice: convergence.advice.map(|advice| advice.to_string()),
        iterations: convergence.iterations,
        second_pass: trained.second_pass.to_string(),
        n_features: trained.n_features,
        n_columns: trained.n_columns,
        rows: Py::new(py, rows)?,
        validation: evaluations,
    })
}

/// Fits a model; Ctrl-C ends it.
fn fit(
    py: Python<'_>,
    params: &ValidTrainParams,
    dataset: &Dataset,
) -> PyResult<unpitch::train::Trained> {
    let mut signal = None;
    let trained = py.detach(|| {
        // Called in this thread, which is the one that Python knows.
        params.train_with_progress(
            dataset,
            &mut |_| match Python::attach(|py| py.check_signals()) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    signal = Some(error);
                    ControlFlow::Break(())
                }
            },
        )
    });
    trained.map_err(|error| signal.unwrap_or_else(|| exception(error)))
}

/// The data as text, and with their marks if they have some.
fn views(dataset: Dataset) -> Vec<Dataset> {
    let mut views = vec![dataset.clone().without_marks()];
    views.extend(Some(dataset).filter(Dataset::has_marks));
    views
}

/// How a model does on labelled data; Ctrl-C ends it.
fn figures(py: Python<'_>, model: &RustModel, dataset: &Dataset) -> PyResult<Figures> {
    let mut outcomes: Vec<PageOutcome> = Vec::new();
    for pages in dataset.pages().chunks(PAGES_A_LOOK) {
        py.check_signals()?;
        py.detach(|| outcomes.extend(pages.iter().map(|page| model.outcome(page))));
    }
    Ok(py.detach(|| {
        let mut figures = Figures::from_outcomes(&outcomes);
        figures.losses = loss_figures(model, &outcomes);
        figures
    }))
}

/// How a model does on labelled data.
pub fn evaluate(
    py: Python<'_>,
    reading: &Reading,
    data: &Bound<'_, PyAny>,
    model: &RustModel,
) -> PyResult<Evaluation> {
    let (dataset, _) = reading.read(data)?;
    Evaluation::new(py, &figures(py, model, &dataset)?)
}
