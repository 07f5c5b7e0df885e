//! unpitch
mod error;
mod features;
mod first_pass;
mod label;
mod language;
mod model;
mod page;
mod rows;
mod vectorizer;

pub use error::{DataError, Error, Result};
pub use features::Family;
pub use label::{Label, UnknownLabel};
pub use language::{InvalidLanguage, Language};
pub use model::{
    Contribution, Metadata, Model, Prediction, Predictions, TrainingFacts, ValidationFacts,
};
pub use page::{Marks, Page, Paragraph, Wrapping};
