//! How a fit tells where it has got to, and how it is stopped.

use std::ops::ControlFlow;

/// Where a fit has got to.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum FitProgress {
    /// AdaGrad has made a round over the paragraphs.
    #[non_exhaustive]
    Round {
        /// Its number, from 1.
        round: usize,
        /// The loss of the round, summed over the paragraphs, with features left out.
        loss: f64,
    },
    /// An iteration is about to start; for linfa, the first one.
    #[non_exhaustive]
    Iteration {
        /// Iterations and rounds made before.
        iteration: usize,
        /// Largest absolute value of the gradient, per paragraph.
        gradient: f64,
        /// The objective.
        objective: f64,
    },
}

/// Called with every [`FitProgress`]; `Break` ends the fit.
pub type OnIteration<'a> = &'a mut dyn FnMut(FitProgress) -> ControlFlow<()>;
