//! The keyword arguments of `train` that are parameters of the training.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use unpitch::Label;
use unpitch::logistic::{LabelWeights, Solver};
use unpitch::train::TrainParams;
use unpitch::tune::{Knob, TuneBudget, Tuning};

use crate::error::{exception, wrong_type};

/// Parameters; the library's own defaults where None.
pub struct Params<'a, 'py> {
    pub alpha: Option<f64>,
    pub min_df: Option<usize>,
    pub max_features: Option<usize>,
    pub label_weights: Option<&'a Bound<'py, PyAny>>,
    pub solver: Option<&'a str>,
    pub dropout: Option<f32>,
    pub base_alpha: Option<f64>,
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
    pub fn params(&self) -> PyResult<TrainParams> {
        let weights = self.label_weights.map(label_weights).transpose()?;
        let solver = self.solver.map(str::parse::<Solver>).transpose();
        let params = TrainParams::default()
            .threads(self.threads)
            .given(self.alpha, TrainParams::alpha)
            .given(self.min_df, TrainParams::min_df)
            .given(self.max_features, TrainParams::max_features)
            .given(weights, TrainParams::label_weights)
            .given(solver.map_err(exception)?, TrainParams::solver)
            .given(self.dropout, TrainParams::dropout)
            .given(self.base_alpha, TrainParams::base_alpha)
            .given(self.pitch_bias, TrainParams::pitch_bias)
            .given(self.gradient_tolerance, TrainParams::gradient_tolerance)
            .given(self.max_iterations, TrainParams::max_iterations)
            .given(self.memory_budget, TrainParams::memory_budget);
        params.check_ref().map_err(exception)?;
        Ok(params)
    }

    /// A search over what is not given.
    pub fn tuning(&self, trials: usize) -> Tuning {
        let given = [
            (Knob::Alpha, self.alpha.is_some()),
            (Knob::Dropout, self.dropout.is_some()),
            (Knob::MinDf, self.min_df.is_some()),
            (Knob::MaxFeatures, self.max_features.is_some()),
            (Knob::LabelWeights, self.label_weights.is_some()),
        ];
        let tuning = Tuning::new(TuneBudget::Trials(trials));
        let kept = given.into_iter().filter(|(_, is_given)| *is_given);
        kept.fold(tuning, |tuning, (knob, _)| tuning.keep(knob))
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
