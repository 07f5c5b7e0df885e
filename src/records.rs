//! A labelled page as one line of JSON: its paragraphs, its article or the verdict on it, as program and service write them.
//!
//! ```
//! # #[cfg(feature = "default-model")] {
//! use unpitch::records::Labelled;
//! use unpitch::{Label, Model, Page};
//!
//! let page = Page::from_text("Ferries sail again from Monday.");
//! let predictions = Model::embedded().predict(&page);
//! let verdict = predictions.verdict(&page)?;
//! let labelled = Labelled {
//!     name: "ferries",
//!     site: None,
//!     fields: &Vec::new(),
//!     page: &page,
//!     predictions: &predictions,
//!     verdict: &verdict,
//!     parts: None,
//!     keep: &Label::ALL,
//!     explanation: None,
//! };
//! let line = String::from_utf8(labelled.paragraphs()?)?;
//! assert!(line.starts_with(r#"{"page":"ferries","language":"#) && line.ends_with("}\n"));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod article;
mod fields;
mod paragraphs;
mod verdict;

use serde::Serialize;

use crate::corpora::Fields;
use crate::error::Result;
use crate::extract::{CleanOptions, Part};
use crate::label::Label;
use crate::model::{Explanation, Prediction, Predictions};
use crate::page::{Page, Paragraph};
use crate::verdict::Verdict;

pub use fields::text_field;

/// How many features explain a label: enough to see why, few enough to read.
pub const EXPLAINED: usize = 5;

/// A page, what came with it, and what the model said of it.
#[derive(Clone, Copy)]
pub struct Labelled<'a> {
    /// The page's name: its path, or what its CSV or JSON calls it.
    pub name: &'a str,
    /// Its site, where one is known.
    pub site: Option<&'a str>,
    /// The fields that came with it and go back.
    pub fields: &'a Fields,
    /// The page itself.
    pub page: &'a Page,
    /// The labels of its paragraphs.
    pub predictions: &'a Predictions,
    /// What is said of the page as a whole.
    pub verdict: &'a Verdict,
    /// The article's paragraphs and their parts, where some of them were left out.
    pub parts: Option<&'a [Option<Part>]>,
    /// The labels whose paragraphs are to be written.
    pub keep: &'a [Label],
    /// Why they were labelled so, if that was asked for.
    pub explanation: Option<&'a Explanation<'a>>,
}

impl Labelled<'_> {
    /// Position, paragraph and prediction of what is to be written.
    pub fn kept(&self) -> impl Iterator<Item = (usize, &Paragraph, &Prediction)> + '_ {
        let paragraphs = self
            .page
            .paragraphs()
            .iter()
            .zip(self.predictions)
            .enumerate();
        paragraphs
            .map(|(position, (paragraph, prediction))| (position, paragraph, prediction))
            .filter(|(_, _, prediction)| self.keep.contains(&prediction.label()))
    }

    /// The text of the page's article, without what was left out.
    ///
    /// # Errors
    /// [`Error::OtherPage`](crate::Error::OtherPage) and [`Error::NoPromise`](crate::Error::NoPromise).
    pub fn text(&self, options: &CleanOptions) -> Result<String> {
        match self.parts {
            Some(parts) => Ok(options.text(self.page, parts)),
            None => self.predictions.clean(self.page, options),
        }
    }

    /// A line with `page`, `language`, the fields that came with it and `paragraphs`.
    ///
    /// # Errors
    /// None that are known: nothing in it can't be JSON.
    pub fn paragraphs(&self) -> Result<Vec<u8>> {
        line(&paragraphs::Line(self))
    }

    /// A line with `page`, the fields that came with it, `text` and what is known of the article.
    ///
    /// # Errors
    /// As [`Labelled::text`].
    pub fn article(&self, options: &CleanOptions) -> Result<Vec<u8>> {
        line(&article::Line::new(self, options)?)
    }

    /// A line with `page`, the fields that came with it, and what the verdict says.
    ///
    /// # Errors
    /// As [`Labelled::paragraphs`].
    pub fn verdict(&self) -> Result<Vec<u8>> {
        line(&verdict::Line(self))
    }
}

fn line(record: &impl Serialize) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(record);
    let mut line = json.map_err(|error| crate::Error::io("-")(error.into()))?;
    line.push(b'\n');
    Ok(line)
}
