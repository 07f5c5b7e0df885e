//! The keyword arguments of `train` that are parameters of the training.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use unpitch::Label;
use unpitch::logistic::{LabelWeights, Solver};
use unpitch::train::{TrainParams, ValidTrainParams};

use crate::error::{exception, wrong_type};

/// Parameters; the library's own defaults where None.
pub struct Params<'a, 'py> {
    pub alpha: Option<f64>,
    pub min_df: Option<usize>,
    pub max_features: Option<usize>,
    pub label_weights: Option<&'a Bound<'py, PyAny>>,
    pub solver: Option<&'a str>,
    pub dropout: Option<f32>,
    pub pitch_bias: Option<f32>,
    pub gradient_tolerance: Option<f64>,
    pub max_iterations: Option<usize>,
    pub memory_budget: Option<usize>,
    pub threads: usize,
}

impl Params<'_, '_> {
    /// The parameters, checked.
    ///
    /// # Errors
    /// ValueError for the first one that is outside its range.
    pub fn check(&self) -> PyResult<ValidTrainParams> {
        let params = TrainParams::default().threads(self.threads);
        let params = set(params, self.alpha, TrainParams::alpha);
        let params = set(params, self.min_df, TrainParams::min_df);
        let params = set(params, self.max_features, TrainParams::max_features);
        let weights = self.label_weights.map(label_weights).transpose()?;
        let params = set(params, weights, TrainParams::label_weights);
        let solver = self.solver.map(str::parse::<Solver>).transpose();
        let params = set(params, solver.map_err(exception)?, TrainParams::solver);
        let params = set(params, self.dropout, TrainParams::dropout);
        let params = set(params, self.pitch_bias, TrainParams::pitch_bias);
        let params = set(
            params,
            self.gradient_tolerance,
            TrainParams::gradient_tolerance,
        );
        let params = set(params, self.max_iterations, TrainParams::max_iterations);
        let params = set(params, self.memory_budget, TrainParams::memory_budget);
        params.check().map_err(exception)
    }
}

/// Sets what is given.
fn set<T>(
    params: TrainParams,
    value: Option<T>,
    set: impl FnOnce(TrainParams, T) -> TrainParams,
) -> TrainParams {
    match value {
        Some(value) => set(params, value),
        None => params,
    }
}

/// `uniform`, `balanced`, or four numbers in the order of the labels.
fn label_weights(weights: &Bound<'_, PyAny>) -> PyResult<LabelWeights> {
    const EXPECTED: &str = "uniform, balanced, or four numbers";
    if let Ok(name) = weights.cast::<PyString>() {
        return match &*name.to_string_lossy() {
            "uniform" => Ok(LabelWeights::Uniform),
            "balanced" => Ok(LabelWeights::Balanced),
            found => {
                let message = format!("label_weights: found {found:?}, expected {EXPECTED}");
                Err(PyValueError::new_err(message))
            }
        };
    }
    let numbers: Vec<f64> = weights
        .extract()
        .map_err(|_| wrong_type("label_weights", weights, EXPECTED))?;
    let n = numbers.len();
    let four = <[f64; Label::COUNT]>::try_from(numbers);
    four.map(LabelWeights::Given).map_err(|_| {
        PyValueError::new_err(format!(
            "label_weights: found {n} numbers, expected {EXPECTED}"
        ))
    })
}
