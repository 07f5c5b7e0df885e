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
//! Straight lines, which meet in [`Model`] and [`Predictions`] and nowhere else.
//! ```text
//! predict   text | HTML -> Page -> features -> first pass -> second pass -> one label per paragraph
//! act       Predictions + Page -> the article's text, pairs, the verdict on the page   (no model needed any more)
//! train     labelled CSV -> Dataset -> views -> vocabulary + idf -> first pass fit -> second pass fit -> losses -> model file
//! evaluate  Model over Dataset -> counts -> report
//! loop      pages -> a person labels them -> labelled CSV -> check -> train, from a base -> compare
//! ```
//! The core loop is in `first_pass/fused.rs`. A paragraph's features also count for its neighbours, with weights of their
//! own, so each feature is looked up once and its weights are added to up to five paragraphs:
//! ```text
//!                                  feature 4711, seen up to 2 paragraphs away: 5 columns of 4 weights
//!                      emit          look up      offset  -2   -1    0   +1   +2
//! paragraph 7  "Subscribe now"  ->  subscrib  ->          |    |    |    |    |
//!                                                         v    v    v    v    v
//!                                    add to paragraph     9    8    7    6    5
//! ```
//! The features of one set of paragraphs (a path, a block, a card of a list, what one heading heads) are summed up once for
//! the whole set.
//!
//! A file imports only from rooms above its own:
//! ```text
//! label, scores, ends, error, error/*, language, language/*   the leaves: four labels and their numbers, errors, language codes
//! deadline                 when work on a page is to end
//! whole_file               a file that is there as a whole or not at all
//! line_log                 lines of JSON, each on the disk before it counts                     [corpora]
//! page, page/*             Page, Paragraph, Marks, PageFacts; plain text -> Page
//! page/html, page/html/*   HTML -> Page                                                        [html]
//! structure, structure/*   which paragraphs of a page belong together
//! features, features/*     the one emitter, which fit and predict call; a file per family, a file of words per language
//! rows                     sparse rows and how a feature reaches its neighbours
//! vocabulary, vocabulary/* the known features by name and number, in tables that a model file holds
//! vectorizer               idf: Page -> rows; frozen at fit
//! first_pass, first_pass/* feature-major weights; lookup and scoring fused
//! second_pass, second_pass/* logistic regression stacked on what the first pass said of the surroundings
//! model, model/*           Model: scorer, predictions, article, explain, metadata, save; only format/* knows the file
//! extract, extract/*       Predictions + Page -> the article's text or Markdown, its parts, metadata
//! verdict, verdict/*       labels + Page -> may it be read, what is offered, what kind of page it is
//! dataset, dataset/*       labelled CSV -> pages, and back; csv/* knows no page               [train]
//! logistic, logistic/*     rows -> a fitted regression: parameters, objective, solvers; knows no page  [train]
//! train, train/*           TrainParams -> Trained; one file per step; knows no gradient       [train]
//! evaluate, evaluate/*     outcomes -> figures with intervals; cross-validation; models compared; words that speak  [train]
//! tune, tune/*             parameters of a training, tried on folds                           [train]
//! check, check/*           labelled CSVs -> what a person should look at, a rule per file       [train]
//! corpora, corpora/*       files, folders, WARC -> jobs, each a page with its fields or a reject; sinks, journal  [corpora]
//! records, records/*       a labelled page -> a line of JSON                                  [corpora]
//! report, report/*         labelled pages and evaluations -> HTML for the eye                  [report]
//! serve, serve/*           requests over HTTP -> records                                       [serve]
//! labelling, labelling/*   pages -> what a person says of their paragraphs, in the browser -> CSV [serve]
//! bin/unpitch/*            the command line, which sees only what is public                   [cli]
//! ```
//! Cargo features, all on by default: `html`, `train`, `corpora`, `parquet`, `report`, `serve`, `cli`, `default-model` ([`Model::embedded`], 5.8 MB). A program that
//! only labels pages wants `default-features = false, features = ["html", "default-model"]`; `docs/embedding.md` says what
//! that costs to build, and `examples/` has a crawler, a stream and a training in process.
//!
//! # What is stable
//! Semantic versioning, before 1.0 too: `0.y` breaks, `0.y.z` does not. Breaking is what cargo-semver-checks refuses of the
//! public items, and besides
//! - the labels: their number, names and order ([`Label::ALL`]), in which arrays of probabilities and model files have them;
//! - the model file: a version that no longer reads the files of the version before. [`Model::read`] names both formats;
//! - JSON, of serde and of the program: a field or a name of an enum that goes or changes its meaning. New ones may come;
//! - columns of CSVs that are read and written, options and exit codes of the program;
//! - the names of cargo features, and the oldest Rust that builds it.
//!
//! Not breaking: other probabilities, labels, parts, metadata and verdicts for the same page, since models and rules get
//! better, which the changelog says; the wording of errors and reasons; how [`Predictions`] know their page again.

#[cfg(feature = "train")]
pub mod check;
#[cfg(feature = "corpora")]
pub mod corpora;
#[cfg(feature = "train")]
pub mod dataset;
mod deadline;
mod ends;
mod error;
#[cfg(feature = "train")]
pub mod evaluate;
mod extract;
mod features;
mod first_pass;
mod label;
#[cfg(feature = "serve")]
pub mod labelling;
mod language;
#[cfg(feature = "corpora")]
mod line_log;
#[cfg(feature = "train")]
pub mod logistic;
mod model;
mod page;
#[cfg(feature = "corpora")]
pub mod records;
#[cfg(feature = "report")]
pub mod report;
mod rows;
mod scores;
mod second_pass;
#[cfg(feature = "serve")]
pub mod serve;
mod structure;
#[cfg(feature = "train")]
pub mod train;
#[cfg(feature = "train")]
pub mod tune;
mod vectorizer;
mod verdict;
mod vocabulary;
mod whole_file;

pub use deadline::Deadline;
#[cfg(feature = "train")]
pub use error::FitError;
pub use error::{DataError, DataErrorKind, Error, Result};
pub use extract::{
    CleanOptions, Found, PageDate, PageMetadata, Part, UnknownPart, article_parts, page_metadata,
};
pub use features::Family;
pub use label::{Label, UnknownLabel};
pub use language::{InvalidLanguage, Language};
pub use model::{
    ArticleOptions, Contribution, Explanation, Influence, LossBudget, LossTable, Losses, Metadata,
    Model, Prediction, Predictions, Scorer, Sum, Term, TrainingFacts, ValidationFacts,
    WeighedFeature, Why,
};
pub use page::{
    About, Claim, Decoded, InvalidLink, Link, Marks, Page, PageFacts, Paragraph, Source, Time,
    Wrapping, decode,
};
pub use rows::{Layout, Rows};
pub use second_pass::Surrounding;
pub use verdict::{Access, PageKind, PitchKind, Reason, Shares, Verdict, page_verdict};

/// The README's examples, compiled and run with the tests.
#[cfg(all(doctest, feature = "default-model"))]
#[doc = include_str!("../README.md")]
struct Readme;

/// The same of the pages that need HTML.
#[cfg(all(doctest, feature = "default-model", feature = "html"))]
#[doc = include_str!("../docs/coming-from-others.md")]
#[doc = include_str!("../docs/embedding.md")]
struct Docs;
