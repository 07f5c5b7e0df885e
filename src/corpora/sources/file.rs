//! A file that is one page.

use std::io;

use super::super::job::{InputPage, Job, Read, Reject, Visit};
use super::source::{Source, Whole};
use crate::dataset::NamedPage;
use crate::error::Result;
use crate::page::{Page, Wrapping, decode};

/// How a file becomes a page.
#[derive(Clone, Copy)]
pub struct Reading {
    pub is_html: bool,
    pub wrapping: Wrapping,
}

/// Hands on the page. Its bytes are read here, so that no more than one file is open at any time, and made into a page
/// on another thread.
pub fn one(source: Source, reading: Reading, visit: Visit<'_>) -> io::Result<()> {
    let name = source.path.display().to_string();
    match source.page() {
        Ok(whole) => visit(Job::new(whole.len(), move || page(name, whole, reading))),
        Err(error) => visit(Job::failed(error)),
    }
}

fn page(name: String, whole: Whole, reading: Reading) -> Result<Read, Box<Reject>> {
    let (bytes, remark) = whole.unpack()?;
    let page = if reading.is_html {
        Page::from_html_bytes(&bytes)
    } else {
        Page::from_text_with(&decode(&bytes).text, reading.wrapping)
    };
    Ok(Read {
        page: Some(InputPage {
            page: NamedPage::new(name, None, page),
            fields: Vec::new(),
            has_content: !bytes.trim_ascii().is_empty(),
        }),
        remarks: remark.into_iter().collect(),
    })
}
