//! What a training reports while it runs.

use std::fmt;
use std::ops::ControlFlow;

use crate::logistic::FitProgress;

/// A fit within a training. Parts may run side by side, so their events interleave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Stage {
    /// The first pass of all pages.
    Whole,
    /// The first pass of all pages but those of a fold, counted from 0. It labels the fold for the second pass.
    WithoutFold(usize),
    /// The second pass.
    #[non_exhaustive]
    SecondPass {
        /// Whether it is that of pages with marks.
        marked: bool,
    },
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stage::Whole => f.pad("first pass"),
            Stage::WithoutFold(fold) => f.pad(&format!("without fold {}", fold + 1)),
            Stage::SecondPass { marked: false } => f.pad("second pass, text"),
            Stage::SecondPass { marked: true } => f.pad("second pass, with marks"),
        }
    }
}

/// What a training has got to.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Progress {
    /// A stage has started.
    #[non_exhaustive]
    Started {
        /// The stage.
        stage: Stage,
    },
    /// The vocabulary of a first pass is fitted.
    #[non_exhaustive]
    Vocabulary {
        /// The stage.
        stage: Stage,
        /// Number of features.
        features: usize,
        /// Number of weight columns: features, each at every offset at which it is seen.
        columns: usize,
    },
    /// AdaGrad has made a round over the paragraphs.
    #[non_exhaustive]
    Round {
        /// The stage.
        stage: Stage,
        /// The round's number, from 1.
        round: usize,
        /// The loss of the round, summed over the paragraphs, with features left out.
        loss: f64,
    },
    /// An iteration of solver sparse is about to start, or the first one of solver linfa.
    #[non_exhaustive]
    Iteration {
        /// The stage.
        stage: Stage,
        /// Iterations and rounds made before.
        iteration: usize,
        /// Largest absolute value of the gradient, per paragraph.
        gradient: f64,
        /// The objective.
        objective: f64,
    },
}

impl Progress {
    /// The stage that reports.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match *self {
            Progress::Started { stage }
            | Progress::Vocabulary { stage, .. }
            | Progress::Round { stage, .. }
            | Progress::Iteration { stage, .. } => stage,
        }
    }

    /// What a regression reports, with the stage that it is fitted for.
    pub(super) fn of_fit(stage: Stage, event: FitProgress) -> Progress {
        match event {
            FitProgress::Round { round, loss } => Progress::Round { stage, round, loss },
            FitProgress::Iteration {
                iteration,
                gradient,
                objective,
            } => Progress::Iteration {
                stage,
                iteration,
                gradient,
                objective,
            },
        }
    }
}

/// Called with every [`Progress`]; `Break` stops the training.
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;
