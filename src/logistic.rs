//! Multinomial logistic regression over sparse rows whose features reach their neighbours. It knows rows, columns and
//! labels, but neither text nor pages.
//!
//! ```text
//! Rows + Layout -> DesignMatrix \
//! LogisticParams -> check  ------- Objective -> adagrad | newton | dense (linfa-logistic) | change -> FittedLogistic
//! ```
//! [`LogisticParams`] and [`FittedLogistic`] implement linfa's traits; none of them is needed to use what is here.

mod adagrad;
mod change;
mod dense;
mod fit;
mod fitted;
mod linfa_traits;
mod matrix;
mod newton;
mod objective;
mod params;
mod progress;
mod solver;
#[cfg(test)]
mod tests;
mod threads;

pub(crate) use dense::dense_bytes;
pub use fitted::{ABSENT_INTERCEPT, Advice, Convergence, FittedLogistic};
pub use matrix::DesignMatrix;
pub use params::{LabelWeights, LogisticParams, ValidLogisticParams};
pub use progress::{FitProgress, OnIteration};
pub use solver::Solver;
pub(crate) use threads::{on_threads, runs};
