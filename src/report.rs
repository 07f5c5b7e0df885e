//! Pages and evaluations for the eye: labelled pages and figures in, HTML out.
//!
//! A file is whole by itself: its style and, where it has one, its script are in it, and its Content-Security-Policy allows
//! nothing else, so that it asks nobody and a quoted page can run nothing. All that comes from a page is escaped by the
//! templates, cut to a stated length, and freed of what would steer the reader's screen.
//!
//! ```text
//! shown         a stranger's text -> what is shown of it
//! mark          what tells labels apart: a letter, a colour, a kind of line
//! document      head, style and policy of a file
//! page, pages   labelled pages, one after the other, with an index
//! figures       tables of figures with intervals; heat_map, plot, curves, reliability   the pictures
//! evaluated     what a report on an evaluation is made of
//! errors, worst what went wrong: paragraphs, pages
//! evaluation    all of it in one file
//! ```
//!
//! ```
//! # #[cfg(feature = "default-model")] {
//! use unpitch::dataset::DatasetReader;
//! use unpitch::evaluate::{Evaluation, PageOutcome};
//! use unpitch::report::EvaluationReport;
//! use unpitch::Model;
//!
//! let csv = "page,label,text\nferries,article,Ferries sail again.\nferries,navigation,Home\n";
//! let (dataset, _) = DatasetReader::new().read(csv.as_bytes(), "ferries.csv")?;
//! let model = Model::embedded();
//! let outcomes: Vec<PageOutcome> = dataset.pages().iter().map(|page| model.outcome(page)).collect();
//! let evaluation = Evaluation::from_outcomes(&outcomes);
//! let report = EvaluationReport { model, dataset: &dataset, outcomes: &outcomes, evaluation: &evaluation };
//! assert!(report.html()?.starts_with("<!DOCTYPE html>"));
//! # }
//! # Ok::<(), unpitch::Error>(())
//! ```

mod curves;
mod document;
mod errors;
mod evaluated;
mod evaluation;
mod figures;
mod heat_map;
mod mark;
mod page;
mod pages;
mod plot;
mod reliability;
mod shown;
mod worst;

pub use evaluated::EvaluationReport;
pub use pages::PagesReport;

/// How many characters of a page's or a site's name are shown.
const NAME: usize = 120;
