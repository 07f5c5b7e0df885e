//! The package's functions.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use pyo3::prelude::*;

use crate::article;
use crate::labelling::Shared;
use crate::model::Model;
use crate::threads::Threads;
use crate::training::{self, Evaluation, How, Params, Reading, Trained};

/// The model that is named, or the default one: one for all calls, since its labellers know the words of the pages before.
fn or_default<'a>(model: Option<&'a Bound<'_, Model>>) -> &'a Model {
    static DEFAULT: OnceLock<Model> = OnceLock::new();
    match model {
        Some(model) => model.get(),
        None => DEFAULT.get_or_init(|| Shared::Embedded.into()),
    }
}

/// The text of the article on a page of HTML, by the default model or another one: `Model.label_html` and `Page.article` in
/// one call, whose arguments these are.
#[pyfunction]
#[pyo3(signature = (html, *, language=None, parts=None, max_loss=None, markdown=false, model=None))]
pub fn clean(
    html: &Bound<'_, PyAny>,
    language: Option<&str>,
    parts: Option<&Bound<'_, PyAny>>,
    max_loss: Option<f32>,
    markdown: bool,
    model: Option<&Bound<'_, Model>>,
) -> PyResult<String> {
    let options = article::options(parts, max_loss, markdown)?;
    let model = or_default(model);
    model.html(html, None, language)?.clean(html.py(), &options)
}

/// Trains a model on labelled paragraphs.
///
/// `data` is the path of a CSV file (plain or gzip), a table with the Arrow PyCapsule interface (pyarrow, polars, pandas), or a
/// list of these. Columns `text` and `label` are needed; `page`, `position`, `site`, `language`, `tag`, `link_density`, `path`,
/// `place`, `links`, `form`, `beside`, `raw` and `facts` help. `validation` are labelled data of other sites; figures on them
/// are noted in the model. `label_map` has further names of labels, `skip_bad` skips invalid rows, `text_only` passes over
/// everything but the texts.
///
/// `base` is a model to begin with, such as `Model()`: its first pass is changed as little as the data ask for, and the rest of it
/// stays. A few pages of one site will do then; of the parameters only `base_alpha`, `min_df` and `label_weights` count.
///
/// `trials` is how many sets of the parameters that are None are tried on folds of the data, beside the defaults; the best is
/// trained with, and `Trained.tuned` says what was tried.
///
/// The other arguments are parameters of the training; None is the default:
///
///     alpha               0.4      strength of the penalty on weights, 1 / C of scikit-learn; 1e-9 to 1e9
///     min_df              4        leave out features that occur in fewer paragraphs; at least 1; less for small data
///     max_features        24,000   most features of each family; 1 to 1,000,000
///     label_weights       uniform  or balanced, or four numbers in the order of Label: how much a paragraph counts
///     solver              adagrad  or sparse, or linfa, of the first pass
///     dropout             0.2      share of the features that adagrad leaves out at a visit; 0 to 0.9
///     base_alpha          0.1      with a base, strength of the penalty on weights of what is new to it; 1e-9 to 1e9
///     pitch_bias          0.2      added to every pitch's score in the second pass; -10 to 10
///     gradient_tolerance  1e-4     largest absolute value of the gradient, per paragraph, to stop at
///     max_iterations      1000     iterations of the solvers sparse and linfa; at least 1
///     memory_budget       1 GiB    most bytes that a dense matrix for linfa may take
///     threads             0        threads to fit on, 0 for one a core; they change no bit of the model
///
/// Raises DataError for data that cannot be used, OSError for a file that cannot be read, ValueError for a parameter outside
/// its range, and FitError where nothing can be fitted.
#[pyfunction]
#[pyo3(signature = (data, *, base=None, trials=None, validation=None, label_map=None, skip_bad=false, text_only=false,
    alpha=None, min_df=None, max_features=None, label_weights=None, solver=None, dropout=None, base_alpha=None,
    pitch_bias=None, gradient_tolerance=None,
    max_iterations=None, memory_budget=None, threads=0))]
#[expect(clippy::too_many_arguments, reason = "all but one are keywords")]
pub fn train(
    data: &Bound<'_, PyAny>,
    base: Option<&Bound<'_, Model>>,
    trials: Option<usize>,
    validation: Option<&Bound<'_, PyAny>>,
    label_map: Option<BTreeMap<String, Bound<'_, PyAny>>>,
    skip_bad: bool,
    text_only: bool,
    alpha: Option<f64>,
    min_df: Option<usize>,
    max_features: Option<usize>,
    label_weights: Option<&Bound<'_, PyAny>>,
    solver: Option<&str>,
    dropout: Option<f32>,
    base_alpha: Option<f64>,
    pitch_bias: Option<f32>,
    gradient_tolerance: Option<f64>,
    max_iterations: Option<usize>,
    memory_budget: Option<usize>,
    threads: usize,
) -> PyResult<Trained> {
    let params = Params {
        alpha,
        min_df,
        max_features,
        label_weights,
        solver,
        dropout,
        base_alpha,
        pitch_bias,
        gradient_tolerance,
        max_iterations,
        memory_budget,
        threads: Threads::new(threads)?.n(),
    };
    let reading = Reading::new(label_map, skip_bad, text_only)?;
    let how = How {
        base: base.map(|base| &*base.get().shared),
        tuning: trials.map(|trials| params.tuning(trials)),
        params: params.params()?,
    };
    training::train(data.py(), &reading, data, validation, how)
}

/// How well a model does on labelled paragraphs: the default model, or another one.
///
/// `data`, `label_map`, `skip_bad` and `text_only` are as in `train`. A page is labelled with its marks where it has some.
///
/// Raises DataError for data that cannot be used, and OSError for a file that cannot be read.
#[pyfunction]
#[pyo3(signature = (data, model=None, *, label_map=None, skip_bad=false, text_only=false))]
pub fn evaluate(
    data: &Bound<'_, PyAny>,
    model: Option<&Bound<'_, Model>>,
    label_map: Option<BTreeMap<String, Bound<'_, PyAny>>>,
    skip_bad: bool,
    text_only: bool,
) -> PyResult<Evaluation> {
    let reading = Reading::new(label_map, skip_bad, text_only)?;
    training::evaluate(data.py(), &reading, data, &or_default(model).shared)
}

/// The report of an evaluation as one file of HTML, to be written and looked at: figures with intervals, confusion, curves, and the
/// errors themselves. It quotes the pages, whose texts may be others' property.
///
/// Arguments and exceptions are those of `evaluate`.
#[pyfunction]
#[pyo3(signature = (data, model=None, *, label_map=None, skip_bad=false, text_only=false))]
pub fn report(
    data: &Bound<'_, PyAny>,
    model: Option<&Bound<'_, Model>>,
    label_map: Option<BTreeMap<String, Bound<'_, PyAny>>>,
    skip_bad: bool,
    text_only: bool,
) -> PyResult<String> {
    let reading = Reading::new(label_map, skip_bad, text_only)?;
    training::report(data.py(), &reading, data, &or_default(model).shared)
}
