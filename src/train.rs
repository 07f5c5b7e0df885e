//! Labelled pages -> model: vocabulary, first pass, model.
//!
//! ```text
//! Dataset -> views -> features, numbered -> vocabulary -> DesignMatrix -> FittedLogistic -> first pass \
//!                     the same without each fold -> its probabilities -> chain -> window -> second pass -> Model
//! ```
//! The parameters implement linfa's traits: [`LogisticParams`] fit a matrix, [`TrainParams`] fit pages.

mod adagrad;
mod chain;
mod emitted;
mod first;
mod fitted;
mod folds;
mod frame;
mod linfa;
mod logistic;
mod newton;
mod objective;
mod params;
mod parts;
mod recipe;
mod second;
mod sparse;
mod threads;
mod turned;
mod views;
mod vocabulary;
mod window;

use std::ops::ControlFlow;

use ::linfa::ParamGuard;

use crate::dataset::Dataset;
use crate::model::{Metadata, Model, TrainingFacts};
use crate::page::Page;
use crate::second_pass::SecondPass;
use crate::{Label, Result};

use first::First;
pub use fitted::{ABSENT_INTERCEPT, Convergence, FittedLogistic};
pub use folds::folds_by_site;
pub use frame::Pages;
pub use params::{LabelWeights, LogisticParams, Solver, ValidLogisticParams};
pub use recipe::{TrainParams, ValidTrainParams};
use second::FOLDS;
pub use sparse::DesignMatrix;
use views::Views;

/// Whoever is told where a training stands, and may stop it.
type Listener<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// A trained model and how its training went.
#[derive(Clone, Debug, PartialEq)]
pub struct Trained {
    /// The model, its weights rounded as its file stores them.
    pub model: Model,
    /// How the fit ended.
    pub convergence: Convergence,
    /// Number of features in the vocabulary.
    pub n_features: usize,
    /// Number of weight columns: features, each at every offset at which it is seen.
    pub n_columns: usize,
}

/// Where a training stands.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Progress {
    /// The vocabulary is fitted; the matrix has this many features and columns.
    Vocabulary {
        /// Number of features.
        features: usize,
        /// Number of columns.
        columns: usize,
    },
    /// The second pass of pages with marks, or without, is about to be fitted.
    SecondPass {
        /// Whether it is that of pages with marks.
        marked: bool,
    },
    /// The solver starts an iteration.
    Iteration {
        /// Number of iterations made.
        iteration: usize,
        /// Largest absolute value of the gradient, per paragraph; for adagrad, the relative fall of the loss in the last
        /// iteration.
        gradient: f64,
        /// The objective; for adagrad, the loss with features left out.
        objective: f64,
    },
}

impl ValidTrainParams {
    /// Trains a model on labelled pages.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) for a dataset without paragraphs or with fewer than two labels; [`Error::Param`](crate::Error::Param) and
    /// [`Error::Fit`](crate::Error::Fit) as [`ValidLogisticParams::fit_with_progress`].
    pub fn train(&self, dataset: &Dataset) -> Result<Trained> {
        self.train_with_progress(dataset, &mut |_| ControlFlow::Continue(()))
    }

    /// [`ValidTrainParams::train`], telling `progress` where it stands.
    ///
    /// # Errors
    /// As there, and [`Error::Interrupted`](crate::Error::Interrupted) where `progress` answers `Break`.
    pub fn train_with_progress(
        &self,
        dataset: &Dataset,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Trained> {
        dataset.require_two_labels()?;
        let pages: Vec<&Page> = dataset.pages().iter().map(|page| page.page()).collect();
        let labels: Vec<Label> = dataset.labels().collect();
        let folds = folds::fold_of_each_page(dataset, FOLDS);
        let mut trained = self.fit_views(&Views::new(&pages, &labels, &folds), progress)?;
        trained.model.set_training_digest(dataset.digest());
        Ok(trained)
    }

    /// The training proper: the first pass of all pages and those without each fold, then the second pass.
    fn fit_views(&self, views: &Views, progress: Listener<'_>) -> Result<Trained> {
        let folds = if second::can_be_folded(views) {
            FOLDS
        } else {
            0
        };
        let mut parts = vec![None];
        parts.extend((0..folds).map(Some));
        let threads = self.logistic.check_ref()?.threads;
        let fits = parts::fit_parts(&parts, threads, progress, |fold, progress| {
            let numbers = views.numbers(|view| Some(view.fold) != *fold);
            let first = self.fit_first(views, &numbers, progress)?;
            Ok(match fold {
                None => (Some(first), Vec::new()),
                Some(fold) => (None, second::out_of_fold(views, &first, *fold)),
            })
        })?;
        let (mut first, mut out_of_fold) = (None, Vec::new());
        for (whole, held_out) in fits {
            first = first.or(whole);
            out_of_fold.extend(held_out);
        }
        let first = first.expect("the whole is the first part");
        let second = second::fit(views, &out_of_fold, threads, progress)?;
        Ok(self.put_together(first, second, views.facts()))
    }

    fn put_together(&self, first: First, second: SecondPass, facts: TrainingFacts) -> Trained {
        let metadata = self.metadata(&first.convergence, facts);
        let layout = first.pass.layout();
        Trained {
            n_features: layout.n_features(),
            n_columns: layout.n_columns(),
            model: Model::new(first.fitted.vectorizer, first.pass, second, metadata),
            convergence: first.convergence,
        }
    }

    fn metadata(&self, convergence: &Convergence, mut training: TrainingFacts) -> Metadata {
        training.solver = convergence.solver.to_string();
        training.iterations = convergence.iterations.map(|n| n as u64);
        training.converged = convergence.converged;
        Metadata {
            crate_version: env!("CARGO_PKG_VERSION").to_owned(),
            parameters: self.in_words(),
            training,
            validation: Vec::new(),
        }
    }
}
