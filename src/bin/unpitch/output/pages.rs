//! What a format of labelled pages gets, and what it makes of them.

use std::io;

use unpitch::corpora::{Fields, Reject};
use unpitch::{Explanation, Label, Page, Paragraph, Part, Prediction, Predictions, Verdict};

use super::container::Container;

/// How many features explain a label: enough to see why, few enough to read.
pub const EXPLAINED: usize = 5;

/// A page and what the model said of it.
pub struct RenderedPage<'a> {
    /// The page's name: its path, or what its CSV calls it.
    pub name: &'a str,
    /// Its site, where a CSV says so.
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

impl RenderedPage<'_> {
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
}

/// Makes bytes of labelled pages. Pages are named in their order; then they are rendered on any thread, in any order.
pub trait Render: Sync {
    /// What kind of file the bytes make.
    fn container(&self) -> Container {
        Container::Bytes
    }

    /// Says that the pages named from now on go into another file.
    fn begin_file(&mut self) {}

    /// What stands before the first page.
    fn header(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    /// What stands between pages that have something to write.
    fn separator(&self) -> &'static [u8] {
        b""
    }

    /// The name under which a page is rendered.
    fn name(&mut self, name: &str) -> String {
        name.to_owned()
    }

    /// What stands in the place of a record that is no page.
    fn rejected(&self, _reject: &Reject) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    /// A page as bytes.
    fn render(&self, page: &RenderedPage<'_>) -> io::Result<Vec<u8>>;
}
