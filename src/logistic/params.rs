//! Parameters of a logistic regression: what may be chosen, the defaults, and what is refused.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Solver;
use crate::{Error, Label, Result};

/// How much a paragraph counts, by its label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LabelWeights {
    /// Every paragraph counts 1.
    #[default]
    Uniform,
    /// `n / (k * n_label)` for `n` paragraphs of which `n_label` have the label, and `k` labels that occur: all labels
    /// count alike, as with scikit-learn's `class_weight="balanced"`.
    Balanced,
    /// One weight per label, in [`Label::ALL`]'s order, each 1e-6 to 1e6.
    Given([f64; Label::COUNT]),
}

/// Parameters of a logistic regression, not checked yet.
///
/// ```text
/// alpha               1        strength of the penalty, 1 / C of scikit-learn; 1e-9 to 1e9
/// intercept           true     whether intercepts are fitted
/// gradient_tolerance  1e-5     largest absolute value of the gradient, per paragraph, to stop at; above 0, at most 1
/// max_iterations      1000     iterations of the solver; at least 1
/// solver              adagrad  see [`Solver`]
/// memory_budget       1 GiB    most bytes that linfa's dense matrix may take
/// label_weights       uniform  see [`LabelWeights`]
/// dropout             0        share of the features that adagrad leaves out at a visit; 0 to 0.9
/// threads             1        threads of the sparse solver, at least 1; they change no bit of the result
/// ```
///
/// Check them for [`ValidLogisticParams::fit_with_progress`], or fit with linfa's [`Fit`](linfa::traits::Fit), which
/// checks them first.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct LogisticParams(ValidLogisticParams);

/// Parameters of a logistic regression, checked by [`LogisticParams`].
#[derive(Clone, Debug, PartialEq)]
pub struct ValidLogisticParams {
    pub(super) alpha: f64,
    pub(super) intercept: bool,
    pub(super) gradient_tolerance: f64,
    pub(super) max_iterations: usize,
    pub(super) solver: Solver,
    pub(super) memory_budget: usize,
    pub(super) label_weights: LabelWeights,
    pub(super) dropout: f32,
    pub(super) threads: usize,
    /// Whether the fit's end is to be measured, where the solver doesn't need it for its work.
    pub(super) judged: bool,
}

impl Default for ValidLogisticParams {
    fn default() -> Self {
        ValidLogisticParams {
            alpha: 1.0,
            intercept: true,
            gradient_tolerance: 1e-5,
            max_iterations: 1000,
            solver: Solver::Adagrad,
            memory_budget: 1 << 30,
            label_weights: LabelWeights::Uniform,
            dropout: 0.0,
            threads: 1,
            judged: true,
        }
    }
}

impl LogisticParams {
    /// Most threads of a fit: more than most machines have cores.
    pub const MOST_THREADS: usize = 1024;

    /// Sets the strength of the penalty.
    #[must_use]
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.0.alpha = alpha;
        self
    }

    /// Sets whether intercepts are fitted.
    #[must_use]
    pub fn intercept(mut self, intercept: bool) -> Self {
        self.0.intercept = intercept;
        self
    }

    /// Sets the gradient to stop at, per paragraph.
    #[must_use]
    pub fn gradient_tolerance(mut self, tolerance: f64) -> Self {
        self.0.gradient_tolerance = tolerance;
        self
    }

    /// Sets the most iterations to make.
    #[must_use]
    pub fn max_iterations(mut self, iterations: usize) -> Self {
        self.0.max_iterations = iterations;
        self
    }

    /// Sets the solver.
    #[must_use]
    pub fn solver(mut self, solver: Solver) -> Self {
        self.0.solver = solver;
        self
    }

    /// Sets the most bytes that linfa's dense matrix may take.
    #[must_use]
    pub fn memory_budget(mut self, bytes: usize) -> Self {
        self.0.memory_budget = bytes;
        self
    }

    /// Sets the weights of the labels.
    #[must_use]
    pub fn label_weights(mut self, weights: LabelWeights) -> Self {
        self.0.label_weights = weights;
        self
    }

    /// Sets the share of the features that adagrad leaves out at a visit.
    #[must_use]
    pub fn dropout(mut self, share: f32) -> Self {
        self.0.dropout = share;
        self
    }

    /// Sets the number of threads of the sparse solver. More than [`LogisticParams::MOST_THREADS`] count as that many, so
    /// that the number of cores of any machine may be given.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.0.threads = threads.min(LogisticParams::MOST_THREADS);
        self
    }
}

impl LogisticParams {
    /// Checks the parameters.
    ///
    /// # Errors
    ///
    /// [`Error::Param`] for the first parameter outside its range.
    pub fn check(self) -> Result<ValidLogisticParams> {
        self.check_ref()?;
        Ok(self.0)
    }

    /// [`LogisticParams::check`], by reference.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn check_ref(&self) -> Result<&ValidLogisticParams> {
        let params = &self.0;
        // Far outside these ranges the objective overflows; values near their ends are of no use.
        require(
            (1e-9..=1e9).contains(&params.alpha),
            "alpha",
            params.alpha,
            "1e-9 to 1e9",
        )?;
        let tolerance = params.gradient_tolerance;
        let sound = tolerance > 0.0 && tolerance <= 1.0;
        require(sound, "gradient_tolerance", tolerance, "above 0, at most 1")?;
        let iterations = params.max_iterations;
        require(iterations > 0, "max_iterations", iterations, "at least 1")?;
        require(params.threads > 0, "threads", params.threads, "at least 1")?;
        let dropout = params.dropout;
        require(
            (0.0..=0.9).contains(&dropout),
            "dropout",
            dropout,
            "0 to 0.9",
        )?;
        if let LabelWeights::Given(weights) = params.label_weights {
            for weight in weights {
                require(
                    (1e-6..=1e6).contains(&weight),
                    "label_weights",
                    weight,
                    "1e-6 to 1e6",
                )?;
            }
            refuse_weights_for_linfa(params.solver, "weights given")?;
        } else if params.label_weights == LabelWeights::Balanced {
            refuse_weights_for_linfa(params.solver, "balanced")?;
        }
        Ok(params)
    }
}

fn refuse_weights_for_linfa(solver: Solver, found: &str) -> Result<()> {
    let expected = "uniform with solver linfa, which takes no weights, or solver sparse";
    require(solver != Solver::Linfa, "label_weights", found, expected)
}

fn require(sound: bool, name: &'static str, found: impl ToString, expected: &str) -> Result<()> {
    if sound {
        Ok(())
    } else {
        Err(Error::param(name, found, expected))
    }
}

impl ValidLogisticParams {
    /// Threads of the sparse solver.
    pub(crate) fn threads(&self) -> usize {
        self.threads
    }

    /// The same on another number of threads.
    pub(crate) fn on_threads(&self, threads: usize) -> ValidLogisticParams {
        let mut params = self.clone();
        params.threads = threads.max(1);
        params
    }

    /// The same for a fit of whose [`Convergence`](super::Convergence) nobody reads gradient and objective: AdaGrad leaves both
    /// out, which cost as much as a round.
    pub(crate) fn unjudged(mut self) -> ValidLogisticParams {
        self.judged = false;
        self
    }

    /// Most bytes that linfa's dense matrix may take.
    pub(crate) fn memory_budget(&self) -> usize {
        self.memory_budget
    }

    /// The parameters that shape the result, by name, in words.
    pub(crate) fn in_words(&self) -> BTreeMap<String, String> {
        let params = self;
        BTreeMap::from([
            ("alpha".to_owned(), params.alpha.to_string()),
            ("dropout".to_owned(), params.dropout.to_string()),
            ("intercept".to_owned(), params.intercept.to_string()),
            ("label_weights".to_owned(), params.label_weights.to_string()),
            (
                "max_iterations".to_owned(),
                params.max_iterations.to_string(),
            ),
            ("solver".to_owned(), params.solver.to_string()),
            (
                "gradient_tolerance".to_owned(),
                params.gradient_tolerance.to_string(),
            ),
        ])
    }
}

/// In words, as a model's metadata have them.
impl fmt::Display for LabelWeights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LabelWeights::Uniform => f.write_str("uniform"),
            LabelWeights::Balanced => f.write_str("balanced"),
            LabelWeights::Given(weights) => write!(f, "{weights:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_outside_their_ranges_are_named() {
        let params = LogisticParams::default;
        assert!(params().check().is_ok());
        let named = |params: LogisticParams| match params.check() {
            Err(Error::Param { name, .. }) => name,
            other => panic!("{other:?}"),
        };
        for alpha in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(named(params().alpha(alpha)), "alpha");
        }
        for tolerance in [0.0, f64::NAN, 2.0] {
            assert_eq!(
                named(params().gradient_tolerance(tolerance)),
                "gradient_tolerance"
            );
        }
        assert_eq!(named(params().max_iterations(0)), "max_iterations");
        assert_eq!(named(params().threads(0)), "threads");
        let given = LabelWeights::Given([1.0, 0.0, 1.0, 1.0]);
        assert_eq!(named(params().label_weights(given)), "label_weights");
        let linfa = params().solver(Solver::Linfa);
        assert_eq!(
            named(linfa.label_weights(LabelWeights::Balanced)),
            "label_weights"
        );
    }
}
