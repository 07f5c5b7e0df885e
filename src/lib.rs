//! unpitch
#[cfg(feature = "train")]
mod dataset;
mod error;
#[cfg(feature = "train")]
pub mod evaluate;
mod features;
mod first_pass;
mod label;
mod language;
mod model;
mod page;
mod rows;
#[cfg(feature = "train")]
mod train;
mod vectorizer;

#[cfg(feature = "train")]
pub use dataset::{
    Dataset, DatasetReader, LabelledPage, LabelledRow, MAX_RECORD_BYTES, NamedPage, ReadReport,
    RecordWriter,
};
pub use error::{DataError, Error, Result};
pub use features::Family;
pub use label::{Label, UnknownLabel};
pub use language::{InvalidLanguage, Language};
pub use model::{
    Contribution, Explanation, Metadata, Model, Prediction, Predictions, TrainingFacts,
    ValidationFacts,
};
pub use page::{Decoded, Marks, Page, Paragraph, Wrapping, decode};
pub use rows::{Layout, Rows};
#[cfg(feature = "train")]
pub use train::{
    ABSENT_INTERCEPT, Convergence, DesignMatrix, FittedLogistic, LabelWeights, LogisticParams,
    Pages, Progress, Solver, TrainParams, Trained, ValidLogisticParams, ValidTrainParams,
    folds_by_site,
};
