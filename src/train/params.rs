//! Parameters of a whole training: what may be chosen, the defaults, and what is refused.

use std::collections::BTreeMap;

use super::{OnProgress, Trained};
use crate::dataset::Dataset;
use crate::logistic::{LabelWeights, LogisticParams, Solver, ValidLogisticParams};
use crate::{Error, Result};

/// Parameters of a training, not checked yet.
///
/// ```text
/// alpha               0.4      strength of the penalty on weights, 1 / C of scikit-learn; 1e-9 to 1e9
/// min_df              4        leave out features that occur in fewer paragraphs; at least 1. The default is less for small
///                              data: 1 below 100 paragraphs, 2 below 200, 3 below 300
/// max_features        24,000   most features of each family; the most frequent are kept; 1 to 1,000,000
/// label_weights       uniform  see [`LabelWeights`]
/// solver              adagrad  of the first pass, see [`Solver`]; the second pass is fitted by linfa-logistic
/// dropout             0.2      share of the features that adagrad leaves out at a visit; 0 to 0.9
/// base_alpha          0.1      with a base, strength of the penalty on weights of what is new to it; 1e-9 to 1e9
/// pitch_bias          0.2      added to every pitch's score in the second pass; -10 to 10
/// gradient_tolerance  1e-4     largest absolute value of the gradient, per paragraph, to stop at; above 0, at most 1; adagrad
///                              has its own
/// max_iterations      1000     iterations of the solver; at least 1; adagrad has its own
/// memory_budget       1 GiB    most bytes that a dense matrix for linfa-logistic may take
/// threads             1        threads to fit on; they change no bit of the result
/// ```
/// The defaults were chosen by folds over the sites of the default model's training data (`models/EXPERIMENTS.md`).
///
/// ```
/// use unpitch::dataset::DatasetReader;
/// use unpitch::train::TrainParams;
///
/// let csv = "text,label\nFerries sail again from Monday.,article\nSign in,navigation\n\
///            The harbour was closed for a week.,article\nHome,navigation\n";
/// let (dataset, _) = DatasetReader::new().read(csv.as_bytes(), "lines.csv")?;
/// let trained = TrainParams::default().alpha(0.4).train(&dataset)?;
/// assert!(trained.convergence.converged);
/// # Ok::<(), unpitch::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TrainParams(ValidTrainParams);

/// Parameters of a training, checked by [`TrainParams`].
#[derive(Clone, Debug, PartialEq)]
pub struct ValidTrainParams {
    logistic: LogisticParams,
    min_df: Option<usize>,
    pub(super) max_features: usize,
    pub(super) base_alpha: f64,
    pub(super) pitch_bias: f32,
}

impl Default for ValidTrainParams {
    fn default() -> Self {
        ValidTrainParams {
            logistic: LogisticParams::default()
                .alpha(0.4)
                .gradient_tolerance(1e-4)
                .solver(Solver::Adagrad)
                .dropout(0.2),
            min_df: None,
            max_features: 24_000,
            base_alpha: TrainParams::BASE_ALPHA,
            pitch_bias: 0.2,
        }
    }
}

impl TrainParams {
    /// Most features of a family that can be asked for.
    pub const MOST_FEATURES: usize = 1_000_000;

    /// The default strength of the penalty on what a base learns.
    pub const BASE_ALPHA: f64 = 0.1;

    /// Most threads that are used, however many are asked for.
    pub const MOST_THREADS: usize = LogisticParams::MOST_THREADS;

    /// Sets what is given, and leaves the rest as it is: for options that a user may have left out.
    ///
    /// ```
    /// use unpitch::train::TrainParams;
    ///
    /// let params = TrainParams::default().given(Some(0.4), TrainParams::alpha).given(None, TrainParams::min_df);
    /// assert_eq!(params, TrainParams::default().alpha(0.4));
    /// ```
    #[must_use]
    pub fn given<T>(self, value: Option<T>, set: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            Some(value) => set(self, value),
            None => self,
        }
    }

    /// Strength of the penalty on weights.
    #[must_use]
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.0.logistic = self.0.logistic.alpha(alpha);
        self
    }

    /// Leave out features that occur in fewer paragraphs.
    #[must_use]
    pub fn min_df(mut self, paragraphs: usize) -> Self {
        self.0.min_df = Some(paragraphs);
        self
    }

    /// Most features of each family.
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

    /// The solver of the first pass.
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

    /// Strength of the penalty on the weights of what is new to a base ([`ValidTrainParams::train_from`]).
    #[must_use]
    pub fn base_alpha(mut self, alpha: f64) -> Self {
        self.0.base_alpha = alpha;
        self
    }

    /// What is added to every pitch's score in the second pass: more of them are found, and more that are none.
    #[must_use]
    pub fn pitch_bias(mut self, bias: f32) -> Self {
        self.0.pitch_bias = bias;
        self
    }

    /// Largest absolute value of the gradient, per paragraph, to stop at.
    #[must_use]
    pub fn gradient_tolerance(mut self, tolerance: f64) -> Self {
        self.0.logistic = self.0.logistic.gradient_tolerance(tolerance);
        self
    }

    /// Most iterations of the solver.
    #[must_use]
    pub fn max_iterations(mut self, iterations: usize) -> Self {
        self.0.logistic = self.0.logistic.max_iterations(iterations);
        self
    }

    /// Most bytes that a dense matrix for linfa-logistic may take. Beyond it the first pass is refused with solver linfa, and
    /// the second pass is fitted by solver sparse. Two second passes may be fitted at the same time.
    #[must_use]
    pub fn memory_budget(mut self, bytes: usize) -> Self {
        self.0.logistic = self.0.logistic.memory_budget(bytes);
        self
    }

    /// Threads to fit on. More than [`TrainParams::MOST_THREADS`] count as that many, so that the number of cores of any
    /// machine may be given.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.0.logistic = self.0.logistic.threads(threads);
        self
    }

    /// Checks the parameters.
    ///
    /// # Errors
    /// [`Error::Param`] for the first parameter outside its range.
    pub fn check(self) -> Result<ValidTrainParams> {
        self.check_ref()?;
        Ok(self.0)
    }

    /// [`TrainParams::check`], by reference.
    ///
    /// # Errors
    /// As there.
    pub fn check_ref(&self) -> Result<&ValidTrainParams> {
        self.0.logistic.check_ref()?;
        let change = self.0.logistic.clone().alpha(self.0.base_alpha);
        if change.check_ref().is_err() {
            let expected = "1e-9 to 1e9";
            return Err(Error::param("base_alpha", self.0.base_alpha, expected));
        }
        if self.0.min_df == Some(0) {
            return Err(Error::param("min_df", 0, "at least 1"));
        }
        let most = TrainParams::MOST_FEATURES;
        if !(1..=most).contains(&self.0.max_features) {
            let expected = format!("1 to {most}");
            return Err(Error::param("max_features", self.0.max_features, expected));
        }
        if !(-10.0..=10.0).contains(&self.0.pitch_bias) {
            return Err(Error::param("pitch_bias", self.0.pitch_bias, "-10 to 10"));
        }
        Ok(&self.0)
    }

    /// Checks the parameters and trains a model on labelled pages.
    ///
    /// # Errors
    /// As [`TrainParams::check`] and [`ValidTrainParams::train`].
    pub fn train(&self, dataset: &Dataset) -> Result<Trained> {
        self.check_ref()?.train(dataset)
    }

    /// [`TrainParams::train`], reporting to `progress` as it goes.
    ///
    /// # Errors
    /// As there, and [`Error::Interrupted`] where `progress` answers `Break`.
    pub fn train_with_progress(
        &self,
        dataset: &Dataset,
        progress: OnProgress<'_>,
    ) -> Result<Trained> {
        self.check_ref()?.train_with_progress(dataset, progress)
    }
}

impl ValidTrainParams {
    /// The parameters by name, in words.
    #[must_use]
    pub fn in_words(&self) -> BTreeMap<String, String> {
        let min_df = self.min_df.map_or_else(
            || format!("{MIN_DF}, less for small data"),
            |min_df| min_df.to_string(),
        );
        self.with_min_df_in_words(min_df)
    }

    /// The parameters by name, in words, as they are used on so many paragraphs.
    pub(super) fn in_words_for(&self, n_paragraphs: usize) -> BTreeMap<String, String> {
        self.with_min_df_in_words(self.min_df(n_paragraphs).to_string())
    }

    fn with_min_df_in_words(&self, min_df: String) -> BTreeMap<String, String> {
        let mut words = self.first_pass().in_words();
        words.insert("min_df".to_owned(), min_df);
        words.insert("max_features".to_owned(), self.max_features.to_string());
        words.insert("pitch_bias".to_owned(), self.pitch_bias.to_string());
        words
    }

    /// The `min_df` for so many paragraphs.
    pub(super) fn min_df(&self, n_paragraphs: usize) -> usize {
        let by_size = 1 + n_paragraphs / PARAGRAPHS_PER_DF;
        self.min_df.unwrap_or(by_size.min(MIN_DF))
    }

    /// The strength of the penalty on the weights of what is new to a base.
    #[must_use]
    pub fn base_alpha(&self) -> f64 {
        self.base_alpha
    }

    /// The regression that changes a base's first pass.
    pub(super) fn change_of_base(&self) -> ValidLogisticParams {
        let params = self.logistic.clone().alpha(self.base_alpha).check();
        params.expect("parameters that have been checked")
    }

    /// The regression of the first pass.
    pub(super) fn first_pass(&self) -> &ValidLogisticParams {
        let params = self.logistic.check_ref();
        params.expect("parameters that have been checked")
    }
}

/// The `min_df` of data that are large enough for it.
const MIN_DF: usize = 4;
/// Every so many paragraphs raise the default `min_df` by 1: a word that occurs twice is a find among fifty paragraphs and
/// noise among thousands.
const PARAGRAPHS_PER_DF: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_outside_their_ranges_are_named() {
        let named = |params: TrainParams| match params.check() {
            Err(Error::Param { name, .. }) => name,
            other => panic!("{other:?}"),
        };
        let params = TrainParams::default;
        assert!(params().check().is_ok());
        assert_eq!(named(params().min_df(0)), "min_df");
        assert_eq!(named(params().max_features(0)), "max_features");
        assert_eq!(named(params().max_features(1_000_001)), "max_features");
        assert_eq!(named(params().pitch_bias(f32::NAN)), "pitch_bias");
        assert_eq!(named(params().pitch_bias(11.0)), "pitch_bias");
        assert_eq!(named(params().alpha(0.0)), "alpha");
        assert_eq!(named(params().threads(0)), "threads");
    }

    #[test]
    fn any_number_of_cores_may_be_given() {
        let params = TrainParams::default().threads(usize::MAX).check().unwrap();
        assert_eq!(params.first_pass().threads(), TrainParams::MOST_THREADS);
    }

    #[test]
    fn small_data_have_a_smaller_default_min_df() {
        let params = ValidTrainParams::default();
        let by_size = [2, 99, 100, 250, 300, 1_000_000].map(|n| params.min_df(n));
        assert_eq!(by_size, [1, 1, 2, 3, 4, 4]);
        let given = TrainParams::default().min_df(7).check().unwrap();
        assert_eq!((given.min_df(2), given.min_df(1000)), (7, 7));
        assert_eq!(given.in_words()["min_df"], "7");
        assert_eq!(params.in_words_for(50)["min_df"], "1");
        assert_eq!(params.in_words()["min_df"], "4, less for small data");
        assert_eq!(params.in_words()["pitch_bias"], "0.2");
    }
}
