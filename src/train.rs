//! Labelled pages -> model: vocabulary, first pass, model.
//!
//! ```text
//! Dataset -> Prepared pages -> vocabulary -> DesignMatrix -> FittedLogistic -> Model, rounded as its file stores it
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
pub use sparse::DesignMatrix;

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
        let labels: Array1<Label> = dataset.labels().collect();
        let mut trained = self.fit_pages(&pages, labels, progress)?;
        trained.model.set_training_digest(dataset.digest());
        Ok(trained)
    }

    /// The training proper: pages and a label for each of their paragraphs.
    fn fit_pages(
        &self,
        pages: &[&Page],
        labels: Array1<Label>,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Trained> {
        let prepared: Vec<Prepared<'_>> = pages.iter().map(|page| Prepared::new(page)).collect();
        let vectorizer = vocabulary::fit(&prepared, self.min_df, self.max_features);
        let facts = facts_of(&prepared, &labels);
        let layout = vectorizer.vocabulary().layout();
        let (n_features, n_columns) = (layout.n_features(), layout.n_columns());
        let at_vocabulary = Progress::Vocabulary {
            features: n_features,
            columns: n_columns,
        };
        if progress(at_vocabulary).is_break() {
            return Err(Error::Interrupted);
        }
        let matrix = DesignMatrix::new(rows_of(&vectorizer, prepared), layout)?;
        let fitted = self.fit_matrix(&DatasetBase::new(matrix, labels), progress)?;
        let model = self.model(vectorizer, &fitted, facts);
        Ok(Trained {
            model,
            convergence: fitted.convergence,
            n_features,
            n_columns,
        })
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

    /// The fitted parts as a model, rounded.
    fn model(
        &self,
        vectorizer: Vectorizer,
        fitted: &FittedLogistic,
        mut training: TrainingFacts,
    ) -> Model {
        training.solver = fitted.convergence.solver.to_string();
        training.iterations = fitted.convergence.iterations.map(|n| n as u64);
        training.converged = fitted.convergence.converged;
        let weights = fitted.weights.iter().map(|row| row.map(round_weight));
        let first_pass = FirstPass::new(
            vectorizer.vocabulary().layout(),
            weights.collect(),
            fitted.intercepts.map(|intercept| intercept as f32),
        );
        let metadata = Metadata {
            crate_version: env!("CARGO_PKG_VERSION").to_owned(),
            parameters: self.in_words(),
            training,
            validation: None,
        };
        Model::new(vectorizer, first_pass, metadata)
    }
}

/// The rows of all pages; each page is let go as soon as it is transformed.
fn rows_of(vectorizer: &Vectorizer, pages: Vec<Prepared<'_>>) -> Rows {
    let mut rows = Rows::default();
    for page in pages {
        vectorizer.transform(&page, &mut rows);
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
