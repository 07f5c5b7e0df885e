//! Labelled pages -> model: vocabulary, first pass, second pass.
//!
//! ```text
//! Dataset -> views -> features, numbered -> vocabulary -> DesignMatrix -> FittedLogistic -> first pass \
//!                     the same without each fold -> its probabilities -> second pass -> Model
//! ```
//! With a base, [`ValidTrainParams::train_from`], there is one fit alone: of the change of the base's first pass.
//!
//! The regressions themselves are fitted in [`crate::logistic`].
//!
//! ```no_run
//! use unpitch::dataset::DatasetReader;
//! use unpitch::train::TrainParams;
//!
//! let (dataset, _) = DatasetReader::new().read_path("labelled.csv")?;
//! let trained = TrainParams::default().alpha(0.4).threads(4).train(&dataset)?;
//! trained.model.save("site.unpitch")?;
//! # Ok::<(), unpitch::Error>(())
//! ```

mod feature_ids;
mod first_pass;
mod folds;
mod linfa_traits;
mod losses;
mod out_of_fold;
mod parallel;
mod params;
mod progress;
mod second_pass;
mod trainer;
mod views;
mod vocabulary;
mod warm_start;

use std::ops::ControlFlow;

use crate::dataset::Dataset;
use crate::logistic::Convergence;
use crate::model::Model;
use crate::page::Page;
use crate::{Label, Result};

pub use folds::{FoldedBy, folds_by_page, folds_by_site};
pub use linfa_traits::PageRecords;
pub use params::{TrainParams, ValidTrainParams};
pub use progress::{OnProgress, Progress, Stage};
pub use second_pass::{NoSecondPass, SecondPassFit, SecondPassReport};
use trainer::Trainer;

/// A trained model and how its training went.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Trained {
    /// The model, its weights rounded as its file stores them.
    pub model: Model,
    /// How the fit of the first pass ended.
    pub convergence: Convergence,
    /// How the second pass was fitted, or why there is none.
    pub second_pass: SecondPassReport,
    /// Number of features in the vocabulary.
    pub n_features: usize,
    /// Number of weight columns: features, each at every offset at which it is seen.
    pub n_columns: usize,
}

impl ValidTrainParams {
    /// Trains a model on labelled pages.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) for a dataset without paragraphs or with fewer than two labels,
    /// [`Error::Param`](crate::Error::Param) where solver linfa would exceed the memory budget, and
    /// [`Error::Fit`](crate::Error::Fit) where no feature occurs often enough, the model would be larger than a file that
    /// can be read, or the solver fails.
    pub fn train(&self, dataset: &Dataset) -> Result<Trained> {
        self.train_with_progress(dataset, &mut |_| ControlFlow::Continue(()))
    }

    /// [`ValidTrainParams::train`], reporting to `progress` as it goes.
    ///
    /// # Errors
    /// As there, and [`Error::Interrupted`](crate::Error::Interrupted) where `progress` answers `Break`.
    pub fn train_with_progress(
        &self,
        dataset: &Dataset,
        progress: OnProgress<'_>,
    ) -> Result<Trained> {
        dataset.require_two_labels()?;
        let pages: Vec<&Page> = dataset.pages().iter().map(|page| page.page()).collect();
        let sites: Vec<&str> = dataset.pages().iter().map(|page| page.group()).collect();
        let labels: Vec<Label> = dataset.labels().collect();
        let mut trained = Trainer::new(self, &pages, &labels, &sites).train(progress)?;
        trained.model.set_training_digest(dataset.digest());
        Ok(trained)
    }
}
