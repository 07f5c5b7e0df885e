//! Parameters of a whole training: what may be chosen, the defaults, and what is refused.

use std::collections::BTreeMap;

use linfa::ParamGuard;

use super::params::{LabelWeights, LogisticParams, Solver};
use crate::{Error, Result};

/// Parameters of a training, not checked yet.
///
/// ```text
/// alpha          0.4       strength of the penalty on weights, 1 / C of scikit-learn; 1e-9 to 1e9
/// min_df         4         paragraphs a feature must occur in to be known; at least 1
/// max_features   24,000    most features known of each family; the most frequent stay; 1 to 1,000,000
/// label_weights  uniform   see [`LabelWeights`]
/// solver         adagrad   see [`Solver`]
/// dropout        0.2       share of the features that adagrad leaves out at a visit; 0 to 0.9
/// tolerance      1e-4      largest absolute value of the gradient, per paragraph, to stop at; above 0, at most 1; adagrad has its own
/// max_iterations 1000      iterations of the solver; at least 1; adagrad has its own
/// memory_budget  1 GiB     most bytes that the dense matrix for linfa may take
/// threads        1         threads to fit on; changes no bit of the result
/// ```
/// The defaults were chosen by folds over the sites of the default model's training data (`models/EXPERIMENTS.md`).
///
/// ```
/// use linfa::ParamGuard;
/// let params = unpitch::TrainParams::default().alpha(10.0).min_df(2).check()?;
/// # Ok::<(), unpitch::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TrainParams(ValidTrainParams);

/// Parameters of a training, checked by [`TrainParams`].
#[derive(Clone, Debug, PartialEq)]
pub struct ValidTrainParams {
    pub(super) logistic: LogisticParams,
    pub(super) min_df: usize,
    pub(super) max_features: usize,
}

impl Default for ValidTrainParams {
    fn default() -> Self {
        ValidTrainParams {
            logistic: LogisticParams::default()
                .alpha(0.4)
                .gradient_tolerance(1e-4)
                .solver(Solver::Adagrad)
                .dropout(0.2),
            min_df: 4,
            max_features: 24_000,
        }
    }
}

impl TrainParams {
    /// Most features of a family that can be asked for.
    pub const MOST_FEATURES: usize = 1_000_000;

    /// Strength of the penalty on weights.
    #[must_use]
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.0.logistic = self.0.logistic.alpha(alpha);
        self
    }

    /// Paragraphs a feature must occur in to be known.
    #[must_use]
    pub fn min_df(mut self, paragraphs: usize) -> Self {
        self.0.min_df = paragraphs;
        self
    }

    /// Most features known of each family.
    #[must_use]
    pub fn max_features(mut self, features: usize) -> Self {
        self.0.max_features = features;
        self
    }

    /// How much a paragraph counts, by its label.
    #[must_use]
    pub fn label_weights(mut self, weights: LabelWeights) -> Self {
        self.0.logistic = self.0.logistic.label_weights(weights);
        self
    }

    /// Who fits the first pass.
    #[must_use]
    pub fn solver(mut self, solver: Solver) -> Self {
        self.0.logistic = self.0.logistic.solver(solver);
        self
    }

    /// Share of the features that adagrad leaves out at a visit.
    #[must_use]
    pub fn dropout(mut self, share: f32) -> Self {
        self.0.logistic = self.0.logistic.dropout(share);
        self
    }

    /// Largest absolute value of the gradient, per paragraph, to stop at.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.0.logistic = self.0.logistic.gradient_tolerance(tolerance);
        self
    }

    /// Most iterations of the solver.
    #[must_use]
    pub fn max_iterations(mut self, iterations: usize) -> Self {
        self.0.logistic = self.0.logistic.max_iterations(iterations);
        self
    }

    /// Most bytes that the dense matrix for linfa may take.
    #[must_use]
    pub fn memory_budget(mut self, bytes: usize) -> Self {
        self.0.logistic = self.0.logistic.memory_budget(bytes);
        self
    }

    /// Threads to fit on.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.0.logistic = self.0.logistic.threads(threads);
        self
    }
}

impl ParamGuard for TrainParams {
    type Checked = ValidTrainParams;
    type Error = Error;

    /// # Errors
    /// [`Error::Param`] for the first parameter outside its range.
    fn check_ref(&self) -> Result<&ValidTrainParams> {
        self.0.logistic.check_ref()?;
        if self.0.min_df == 0 {
            return Err(Error::param("min_df", 0, "at least 1"));
        }
        let most = TrainParams::MOST_FEATURES;
        if !(1..=most).contains(&self.0.max_features) {
            let expected = format!("1 to {most}");
            return Err(Error::param("max_features", self.0.max_features, expected));
        }
        Ok(&self.0)
    }

    /// # Errors
    /// [`Error::Param`] for the first parameter outside its range.
    fn check(self) -> Result<ValidTrainParams> {
        self.check_ref()?;
        Ok(self.0)
    }
}

impl ValidTrainParams {
    /// The parameters by name, in words, for a model's metadata.
    #[must_use]
    pub fn in_words(&self) -> BTreeMap<String, String> {
        let mut words = self.logistic.in_words();
        words.insert("min_df".to_owned(), self.min_df.to_string());
        words.insert("max_features".to_owned(), self.max_features.to_string());
        words
    }
}
