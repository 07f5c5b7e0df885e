//! Paths -> pages to label, each handed on before the next is read where the format allows it.

use std::io;
use std::path::Path;

use unpitch::{DatasetReader, NamedPage, Page, Result, decode};

use super::source::{Source, refused};
use super::{format, jsonl, labelled};
use crate::args::{InputFormat, PredictArgs};
use crate::warnings;

/// A page that is still to be read, on any thread.
pub struct Job {
    /// What it holds in memory before it is read, in bytes.
    pub bytes: usize,
    /// Reads it.
    pub read: Box<dyn FnOnce() -> Result<NamedPage> + Send>,
}

impl Job {
    pub fn new(bytes: usize, read: impl FnOnce() -> Result<NamedPage> + Send + 'static) -> Job {
        Job {
            bytes,
            read: Box::new(read),
        }
    }
}

/// What takes pages in; its error ends the reading.
pub type Visit<'a> = &'a mut dyn FnMut(Job) -> io::Result<()>;

/// Hands on the pages of one path, or what is wrong with one of them; `-` is standard input.
///
/// The pages of a CSV are read as a whole, since their rows may stand apart; of JSON lines, those that are read ahead.
pub fn each(path: &Path, args: &PredictArgs, visit: Visit<'_>) -> io::Result<()> {
    match Source::open(path) {
        Ok(source) => of_source(source, args, visit),
        Err(error) => visit(Job::new(0, || Err(error))),
    }
}

fn of_source(source: Source, args: &PredictArgs, visit: Visit<'_>) -> io::Result<()> {
    let format = match args.input {
        InputFormat::Auto => format::of(&source.path, &source.head),
        given => given,
    };
    let wrapping = args.lines.into();
    match format {
        InputFormat::Csv => of_csv(source, visit),
        InputFormat::Jsonl => jsonl::each(source, wrapping, visit),
        _ => {
            let is_html = format == InputFormat::Html;
            visit(Job::new(source.size, move || {
                one(source, is_html, wrapping)
            }))
        }
    }
}

fn of_csv(source: Source, visit: Visit<'_>) -> io::Result<()> {
    let path = source.path.clone();
    match DatasetReader::new().read_pages(source.reader(), &path) {
        Ok((pages, report)) => {
            labelled::tell(&path, &report);
            warnings::partly_marked_pages(pages.iter().map(|page| (page.name(), page.page())));
            let mut pages = pages.into_iter();
            pages.try_for_each(|page| visit(Job::new(0, || Ok(page))))
        }
        Err(error) => visit(Job::new(0, || Err(error))),
    }
}

/// The page that a whole file is.
fn one(source: Source, is_html: bool, wrapping: unpitch::Wrapping) -> Result<NamedPage> {
    let path = source.path.clone();
    if let Some(found) = format::binary(&source.head) {
        return Err(refused(&path, found, "give the page itself, in UTF-8"));
    }
    let bytes = source.page()?;
    let page = if is_html {
        Page::from_html_bytes(&bytes)
    } else {
        Page::from_text_with(&decode(&bytes).text, wrapping)
    };
    Ok(NamedPage::new(path.display().to_string(), None, page))
}
