//! Labelled pages -> model: vocabulary, first pass, model.
//!
//! ```text
//! Dataset -> Prepared pages -> vocabulary -> DesignMatrix -> FittedLogistic -> Model, rounded as its file stores it
//!                      the same without each fold -> its probabilities -> second pass
//! ```
//! The parameters implement linfa's traits: [`LogisticParams`] fit a matrix, [`TrainParams`] fit pages.

mod fitted;
mod folds;
mod frame;
mod linfa;
mod logistic;
mod newton;
mod objective;
mod params;
mod recipe;
mod second;
mod sparse;
mod threads;
mod vocabulary;
mod window;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use ::linfa::{DatasetBase, ParamGuard};
use ndarray::Array1;

use crate::dataset::Dataset;
use crate::features::Prepared;
use crate::first_pass::FirstPass;
use crate::model::{Metadata, Model, TrainingFacts, round_weight};
use crate::page::Page;
use crate::rows::Rows;
use crate::vectorizer::Vectorizer;
use crate::{Error, Label, Result};

pub use fitted::{ABSENT_INTERCEPT, Convergence, FittedLogistic};
pub use folds::folds_by_site;
pub use frame::Pages;
pub use params::{LabelWeights, LogisticParams, Solver, ValidLogisticParams};
pub use recipe::{TrainParams, ValidTrainParams};
use second::{FOLDS, FoldedPages};
pub use sparse::DesignMatrix;

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
    /// The solver starts an iteration.
    Iteration {
        /// Number of iterations made.
        iteration: usize,
        /// Largest absolute value of the gradient, per paragraph.
        gradient: f64,
        /// The objective.
        objective: f64,
    },
}

impl ValidTrainParams {
    /// Trains a model on labelled pages.
    ///
    /// # Errors
    /// [`Error::Data`] for a dataset without paragraphs or with fewer than two labels; [`Error::Param`] and
    /// [`Error::Fit`] as [`ValidLogisticParams::fit_with_progress`].
    pub fn train(&self, dataset: &Dataset) -> Result<Trained> {
        self.train_with_progress(dataset, &mut |_| ControlFlow::Continue(()))
    }

    /// [`ValidTrainParams::train`], telling `progress` where it stands.
    ///
    /// # Errors
    /// As there, and [`Error::Interrupted`] where `progress` answers `Break`.
    pub fn train_with_progress(
        &self,
        dataset: &Dataset,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Trained> {
        dataset.require_two_labels()?;
        let pages: Vec<&Page> = dataset.pages().iter().map(|page| page.page()).collect();
        let folds = folds::fold_of_each_page(dataset, FOLDS);
        let pages = FoldedPages::new(&pages, dataset.labels().collect(), folds);
        let mut trained = self.fit_pages(&pages, progress)?;
        trained.model.set_training_digest(dataset.digest());
        Ok(trained)
    }

    /// The training proper.
    fn fit_pages(&self, pages: &FoldedPages<'_>, progress: Listener<'_>) -> Result<Trained> {
        let second_pass = self.fit_second(pages, progress)?;
        let facts = facts_of(&pages.prepared, &pages.labels);
        let prepared: Vec<_> = pages.prepared.iter().collect();
        let (vectorizer, fitted) = self.fit_first(&prepared, pages.labels.clone(), progress)?;
        let first_pass = first_pass_of(&vectorizer, &fitted);
        let (n_features, n_columns) = {
            let layout = first_pass.layout();
            (layout.n_features(), layout.n_columns())
        };
        let metadata = self.metadata(&fitted.convergence, facts);
        Ok(Trained {
            model: Model::new(vectorizer, first_pass, second_pass, metadata),
            convergence: fitted.convergence,
            n_features,
            n_columns,
        })
    }

    /// Vocabulary and first pass of some pages.
    fn fit_first(
        &self,
        prepared: &[&Prepared<'_>],
        labels: Array1<Label>,
        progress: Listener<'_>,
    ) -> Result<(Vectorizer, FittedLogistic)> {
        let vectorizer = vocabulary::fit(prepared, self.min_df, self.max_features);
        let layout = vectorizer.vocabulary().layout();
        let at_vocabulary = Progress::Vocabulary {
            features: layout.n_features(),
            columns: layout.n_columns(),
        };
        if progress(at_vocabulary).is_break() {
            return Err(Error::Interrupted);
        }
        let matrix = DesignMatrix::new(rows_of(&vectorizer, prepared), layout)?;
        let fitted = self.fit_matrix(&DatasetBase::new(matrix, labels), progress)?;
        Ok((vectorizer, fitted))
    }

    fn fit_matrix(
        &self,
        dataset: &DatasetBase<DesignMatrix, Array1<Label>>,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<FittedLogistic> {
        let mut stopped = false;
        let fitted = self.logistic.check_ref()?.fit_with_progress(
            dataset,
            &mut |iteration, gradient, objective| {
                let flow = progress(Progress::Iteration {
                    iteration,
                    gradient,
                    objective,
                });
                stopped |= flow.is_break();
                flow
            },
        )?;
        if stopped {
            Err(Error::Interrupted)
        } else {
            Ok(fitted)
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
            validation: None,
        }
    }
}

/// The fitted weights, rounded as the model file stores them.
fn first_pass_of(vectorizer: &Vectorizer, fitted: &FittedLogistic) -> FirstPass {
    let weights = fitted.weights.iter().map(|row| row.map(round_weight));
    FirstPass::new(
        vectorizer.vocabulary().layout(),
        weights.collect(),
        fitted.intercepts.map(|intercept| intercept as f32),
    )
}

/// The rows of all pages.
fn rows_of(vectorizer: &Vectorizer, pages: &[&Prepared<'_>]) -> Rows {
    let mut rows = Rows::default();
    for page in pages {
        vectorizer.transform(page, &mut rows);
    }
    rows
}

/// What the training data were, but for their digest, which only a [`Dataset`] has.
fn facts_of(pages: &[Prepared<'_>], labels: &Array1<Label>) -> TrainingFacts {
    let mut facts = TrainingFacts {
        pages: pages.len(),
        languages: BTreeMap::new(),
        ..TrainingFacts::default()
    };
    for page in pages {
        let code = page.language().map(|language| language.to_string());
        *facts.languages.entry(code.unwrap_or_default()).or_default() += 1;
    }
    for label in labels {
        facts.labels[label.index()] += 1;
    }
    facts
}
