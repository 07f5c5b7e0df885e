//! Where pages come from: labelled datasets, or pages to label.

mod csv;
mod detect;
mod faults;
mod file;
mod gzip;
mod json;
mod jsonl;
pub mod labelled;
pub mod model;
mod record;
mod source;
mod utf16;

use std::io;
use std::path::Path;

use crate::args::{InputFormat, PageArgs};
use crate::pipeline::job::{Job, Visit};
use file::Reading;
use source::Source;

/// Hands on the pages of one path, or what is wrong with one of them; `-` is standard input.
pub fn each_page(path: &Path, args: &PageArgs, visit: Visit<'_>) -> io::Result<()> {
    let source = match Source::open(path, args.input) {
        Ok(source) => source,
        Err(error) => return visit(Job::failed(error)),
    };
    let format = match args.input {
        InputFormat::Auto => detect::format(path, &source.head),
        given => given,
    };
    let is_given = args.input != InputFormat::Auto;
    match (format, detect::binary(&source.head, is_given)) {
        (InputFormat::Csv, _) => csv::each(source, visit),
        (_, Some(found)) => {
            let advice = "give the page itself, in UTF-8";
            visit(Job::failed(faults::refused(path, found, advice)))
        }
        (InputFormat::Jsonl, None) => jsonl::each(source, args.wrap.into(), visit),
        (_, None) => {
            let reading = Reading {
                is_html: format == InputFormat::Html,
                wrapping: args.wrap.into(),
            };
            file::one(source, reading, visit)
        }
    }
}
