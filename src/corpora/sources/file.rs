//! A file that is one page.

use std::io;

use serde_json::value::RawValue;

use super::super::job::{InputPage, Job, Read, Reject, Visit};
use super::json::fields::text_field;
use super::source::{Source, Whole};
use crate::dataset::NamedPage;
use crate::error::Result;
use crate::page::{Page, Wrapping, decode, decode_html};

/// How a file becomes a page.
#[derive(Clone, Copy)]
pub struct Reading {
    pub is_html: bool,
    pub wrapping: Wrapping,
    pub keeps_source: bool,
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

/// The field of a page's source.
pub fn kept(is_html: bool, source: &str) -> (String, Box<RawValue>) {
    let name = if is_html { "html" } else { "text" };
    text_field(name, source)
}

fn page(name: String, whole: Whole, reading: Reading) -> Result<Read, Box<Reject>> {
    let (bytes, remark) = whole.unpack()?;
    let source = match reading.is_html {
        true => decode_html(&bytes),
        false => decode(&bytes).text,
    };
    let fields = match reading.keeps_source {
        true => vec![kept(reading.is_html, &source)],
        false => Vec::new(),
    };
    let page = match reading.is_html {
        true => Page::from_html(&source),
        false => Page::from_text_with(&source, reading.wrapping),
    };
    Ok(Read {
        page: Some(InputPage {
            page: NamedPage::new(name, None, page),
            fields,
            has_content: !bytes.trim_ascii().is_empty(),
        }),
        remarks: remark.into_iter().collect(),
    })
}
