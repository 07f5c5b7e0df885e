//! Labels every paragraph of a scraped page as `article`, `subscription-pitch`, `navigation` or `related-content`.
//!
//! ```
//! # #[cfg(feature = "default-model")] {
//! use unpitch::{Label, Model, Page};
//!
//! let page = Page::from_text("Ferries sail again from Monday.\n\nAlready a subscriber? Sign in\n");
//! for (paragraph, prediction) in Model::embedded().predict(&page).zip(&page)? {
//!     if prediction.label() == Label::Article {
//!         println!("{:.2} {}", prediction.probability(), paragraph.text());
//!     }
//! }
//! # }
//! # Ok::<(), unpitch::Error>(())
//! ```
//!
//! # The tour
//! Two straight lines meet in [`Model`] and nowhere else; evaluation stands on top of both.
//! ```text
//! predict   text | HTML -> Page -> features -> first pass -> second pass -> one label per paragraph
//! train     labelled CSV -> Dataset -> views -> vocabulary + idf -> first pass fit -> second pass fit -> model file
//! evaluate  Model over Dataset -> counts -> report
//! ```
//! A file imports only from rooms above its own:
//! ```text
//! label, error, error/*, language  the words everything else uses
//! page, page/*             Page, Paragraph, Marks; plain text -> Page
//! page/html, page/html/*   HTML -> Page                                                        [html]
//! structure, structure/*   which paragraphs of a page belong together
//! features, features/*     the one emitter, which fit and predict call; a file a family
//! rows                     sparse rows and how a feature reaches its neighbours
//! vocabulary, vocabulary/* the known features by name and number, in tables that a model file holds
//! vectorizer               idf: Page -> rows; frozen at fit
//! first_pass               feature-major weights, scores, softmax
//! chain                    the page as a sequence of labels
//! second_pass              what the first pass and the chain said of the surroundings
//! model, model/*           Model: scorer, sums, article, explain, metadata; only format/* knows the file
//! dataset, dataset/*       labelled CSV -> pages, and back                                    [train]
//! train, train/*           TrainParams -> Trained; one step a file; linfa's traits            [train]
//! evaluate, evaluate/*     outcomes -> figures with intervals; no model's inside, no I/O      [train]
//! bin/unpitch/*            the command line, which sees only what is public                   [cli]
//! ```
//! Cargo features, all on by default: `html`, `train`, `cli`, `default-model` ([`Model::embedded`], 4 MB).

mod chain;
#[cfg(feature = "train")]
pub mod dataset;
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
mod second_pass;
mod structure;
#[cfg(feature = "train")]
mod train;
mod vectorizer;
mod vocabulary;

#[cfg(feature = "train")]
pub use dataset::{
    Dataset, DatasetReader, DatasetRow, DatasetWriter, LabelledPage, MAX_RECORD_BYTES, NamedPage,
    ReadReport,
};
#[cfg(feature = "train")]
pub use error::FitError;
pub use error::{DataError, DataErrorKind, Error, Result};
pub use features::Family;
pub use label::{Label, UnknownLabel};
pub use language::{InvalidLanguage, Language};
pub use model::{
    ArticleOptions, Contribution, Explanation, Metadata, Model, Prediction, Predictions, Scorer,
    TrainingFacts, ValidationFacts,
};
pub use page::{Decoded, Marks, Page, PageFacts, Paragraph, Wrapping, decode};
pub use rows::{Layout, Rows};
#[cfg(feature = "train")]
pub use train::{
    ABSENT_INTERCEPT, Convergence, DesignMatrix, FittedLogistic, LabelWeights, LogisticParams,
    Pages, Progress, Solver, TrainParams, Trained, ValidLogisticParams, ValidTrainParams,
    folds_by_site,
};

/// The README's examples, compiled and run with the tests.
#[cfg(all(doctest, feature = "default-model"))]
#[doc = include_str!("../README.md")]
struct Readme;
