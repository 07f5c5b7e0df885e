//! What a format of labelled pages gets, what it makes of them, and how that is written.

use std::io::{self, Write};

use unpitch::{Explanation, Label, Page, Paragraph, Prediction, Predictions};

/// A page and what the model said of it.
pub struct LabelledPage<'a> {
    /// The page's name: its path, or what its CSV calls it.
    pub name: &'a str,
    /// Its site, where a CSV says so.
    pub site: Option<&'a str>,
    /// The page itself.
    pub page: &'a Page,
    /// The labels of its paragraphs.
    pub predictions: &'a Predictions,
    /// The labels whose paragraphs are to be written.
    pub keep: &'a [Label],
    /// Why they were labelled so, if that was asked for.
    pub explanation: Option<&'a Explanation<'a>>,
}

impl LabelledPage<'_> {
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

    /// A page as bytes.
    fn render(&self, page: &LabelledPage<'_>) -> io::Result<Vec<u8>>;
}

/// Writes rendered pages in their order.
pub struct Pages {
    out: Box<dyn Write>,
    separator: &'static [u8],
    /// Whether a page was written already.
    begun: bool,
}

impl Pages {
    /// Writes the header.
    pub fn begin(mut out: Box<dyn Write>, render: &dyn Render) -> io::Result<Pages> {
        out.write_all(&render.header()?)?;
        Ok(Pages {
            out,
            separator: render.separator(),
            begun: false,
        })
    }

    /// Writes a page.
    pub fn write(&mut self, rendered: &[u8]) -> io::Result<()> {
        if !rendered.is_empty() && std::mem::replace(&mut self.begun, true) {
            self.out.write_all(self.separator)?;
        }
        self.out.write_all(rendered)
    }

    /// Writes what is still held back.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
