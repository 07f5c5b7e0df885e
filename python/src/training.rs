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

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use unpitch::Model as RustModel;
use unpitch::dataset::Dataset;
use unpitch::evaluate::{Evaluation as Figures, PageOutcome, loss_figures};
use unpitch::report::EvaluationReport;
use unpitch::train::TrainParams;
use unpitch::tune::Tuning;

use crate::error::exception;
use crate::model::Model;
pub use data::{Reading, Rows};
pub use evaluation::{Bin, Calibration, Estimate, Evaluation, LabelMetrics, LossFigure, Metrics};
pub use params::Params;

/// How a model is to be trained.
pub struct How<'a> {
    pub params: TrainParams,
    /// The model to begin with.
    pub base: Option<&'a RustModel>,
    /// The search for parameters.
    pub tuning: Option<Tuning>,
}

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
    /// What was tried of the parameters and what won, in words; None without `trials`.
    pub tuned: Option<String>,
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
    how: How<'_>,
) -> PyResult<Trained> {
    let (dataset, rows) = reading.read(data)?;
    let validation = validation.map(|data| reading.read(data)).transpose()?;
    if how.base.is_some() && how.tuning.is_some() {
        let message =
            "trials: found a number with base, expected None: a base leaves nothing to search";
        return Err(PyValueError::new_err(message));
    }
    let (mut trained, tuned) = fit(py, &how, &dataset)?;
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
        tuned,
        n_features: trained.n_features,
        n_columns: trained.n_columns,
        rows: Py::new(py, rows)?,
        validation: evaluations,
    })
}

/// Searches parameters where that is asked for, and fits a model; what was tried in words.
fn fit(
    py: Python<'_>,
    how: &How<'_>,
    dataset: &Dataset,
) -> PyResult<(unpitch::train::Trained, Option<String>)> {
    let tuned = match &how.tuning {
        None => None,
        Some(tuning) => Some(interruptible(py, |flow| {
            tuning.search(&how.params, dataset, &mut |_| flow())
        })?),
    };
    let params = tuned
        .as_ref()
        .map_or(&how.params, |tuned| &tuned.best().params);
    let params = params.check_ref().map_err(exception)?;
    let mut trained = interruptible(py, |flow| match how.base {
        Some(base) => params.train_from_with_progress(base, dataset, &mut |_| flow()),
        None => params.train_with_progress(dataset, &mut |_| flow()),
    })?;
    if let Some(tuned) = &tuned {
        trained.model = tuned.noted_in(trained.model);
    }
    Ok((trained, tuned.map(|tuned| tuned.in_words())))
}

/// Runs what Ctrl-C ends, in this thread, which is the one that Python knows.
pub fn interruptible<T: Send>(
    py: Python<'_>,
    run: impl FnOnce(&mut dyn FnMut() -> ControlFlow<()>) -> unpitch::Result<T> + Send,
) -> PyResult<T> {
    let mut signal = None;
    let done = py.detach(|| {
        run(&mut || match Python::attach(|py| py.check_signals()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                signal = Some(error);
                ControlFlow::Break(())
            }
        })
    });
    done.map_err(|error| signal.unwrap_or_else(|| exception(error)))
}

/// The data as text, and with their marks if they have some.
fn views(dataset: Dataset) -> Vec<Dataset> {
    let mut views = vec![dataset.clone().without_marks()];
    views.extend(Some(dataset).filter(Dataset::has_marks));
    views
}

/// How a model does on labelled data; Ctrl-C ends it.
fn figures(py: Python<'_>, model: &RustModel, dataset: &Dataset) -> PyResult<Figures> {
    let outcomes = outcomes(py, model, dataset)?;
    Ok(py.detach(|| figures_of(model, &outcomes)))
}

fn figures_of(model: &RustModel, outcomes: &[PageOutcome]) -> Figures {
    let mut figures = Figures::from_outcomes(outcomes);
    figures.losses = loss_figures(model, outcomes);
    figures
}

/// What a model says of labelled pages; Ctrl-C ends it.
fn outcomes(py: Python<'_>, model: &RustModel, dataset: &Dataset) -> PyResult<Vec<PageOutcome>> {
    let mut outcomes = Vec::new();
    for pages in dataset.pages().chunks(PAGES_A_LOOK) {
        py.check_signals()?;
        py.detach(|| outcomes.extend(pages.iter().map(|page| model.outcome(page))));
    }
    Ok(outcomes)
}

/// The report of an evaluation, a file of HTML.
pub fn report(
    py: Python<'_>,
    reading: &Reading,
    data: &Bound<'_, PyAny>,
    model: &RustModel,
) -> PyResult<String> {
    let (dataset, _) = reading.read(data)?;
    let outcomes = outcomes(py, model, &dataset)?;
    let html = py.detach(|| {
        let evaluation = figures_of(model, &outcomes);
        let report = EvaluationReport {
            model,
            dataset: &dataset,
            outcomes: &outcomes,
            evaluation: &evaluation,
        };
        report.html()
    });
    html.map_err(exception)
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
