//! What a format of labelled pages gets, what it makes of them, and how that is written.

use std::io::{self, Write};

use anstream::adapter::strip_bytes;
use unpitch::corpora::Fields;
use unpitch::{Explanation, Label, Page, Paragraph, Prediction, Predictions};

use super::file::OutFile;
use super::folder::Folder;
use super::on_stdout;

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
    fn render(&self, page: &RenderedPage<'_>) -> io::Result<Vec<u8>>;
}

/// Where answers go.
pub enum Out {
    /// One after the other.
    Stream(Box<dyn Write>),
    /// One after the other, into a file; of a table without its colours.
    File { file: OutFile, is_table: bool },
    /// A file for each page.
    Folder(Folder),
}

impl Out {
    /// Writes on; into a folder, whose files stand alone, nothing.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Out::Stream(stream) => stream.write_all(bytes).map_err(on_stdout),
            Out::File {
                file,
                is_table: false,
            } => file.write_all(bytes),
            Out::File {
                file,
                is_table: true,
            } => {
                let mut pieces = strip_bytes(bytes);
                pieces.try_for_each(|piece| file.write_all(piece))
            }
            Out::Folder(_) => Ok(()),
        }
    }
}

/// Writes rendered pages in their order.
pub struct Pages {
    out: Out,
    separator: &'static [u8],
    /// Whether a page was written already.
    begun: bool,
}

impl Pages {
    /// Writes the header.
    pub fn begin(mut out: Out, render: &dyn Render) -> io::Result<Pages> {
        out.write_all(&render.header()?)?;
        Ok(Pages {
            out,
            separator: render.separator(),
            begun: false,
        })
    }

    /// Writes the answer to the page of that name.
    pub fn write(&mut self, name: &str, rendered: &[u8]) -> io::Result<()> {
        if let Out::Folder(folder) = &mut self.out {
            return folder.write(name, rendered);
        }
        if !rendered.is_empty() && std::mem::replace(&mut self.begun, true) {
            self.out.write_all(self.separator)?;
        }
        self.out.write_all(rendered)
    }

    /// Writes what is still held back.
    pub fn flush(&mut self) -> io::Result<()> {
        match &mut self.out {
            Out::File { .. } | Out::Folder(_) => Ok(()),
            Out::Stream(stream) => stream.flush().map_err(on_stdout),
        }
    }

    /// Puts a file into its place.
    pub fn finish(self) -> io::Result<()> {
        match self.out {
            Out::File { file, .. } => file.finish(),
            Out::Folder(_) | Out::Stream(_) => Ok(()),
        }
    }
}
