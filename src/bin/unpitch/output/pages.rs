//! What a writer of labelled pages gets, and what it must do.

use std::io;

use unpitch::{Explanation, Label, Paragraph, Prediction, Predictions};

/// A page and what the model said of it.
pub struct LabelledPage<'a> {
    /// The page's name: its path, or what its CSV calls it.
    pub name: &'a str,
    /// Its site, where a CSV says so.
    pub site: Option<&'a str>,
    /// The paragraphs and their labels.
    pub predictions: &'a Predictions<'a>,
    /// The labels whose paragraphs are to be written.
    pub keep: &'a [Label],
    /// Why they were labelled so, if that was asked for.
    pub explanation: Option<&'a Explanation<'a>>,
}

impl LabelledPage<'_> {
    /// Position, paragraph and prediction of what is to be written.
    pub fn kept(&self) -> impl Iterator<Item = (usize, &Paragraph, &Prediction)> + '_ {
        let paragraphs = self.predictions.iter().enumerate();
        paragraphs
            .map(|(position, (paragraph, prediction))| (position, paragraph, prediction))
            .filter(|(_, _, prediction)| self.keep.contains(&prediction.label()))
    }
}

/// Writes labelled pages in one format.
pub trait PageWriter {
    /// Writes a page.
    fn write(&mut self, page: &LabelledPage<'_>) -> io::Result<()>;

    /// Writes what is still held back.
    fn finish(&mut self) -> io::Result<()>;
}
