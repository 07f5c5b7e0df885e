//! Paths -> pages to label, each handed on before the next is read where the format allows it.

use std::path::Path;

use unpitch::{DatasetReader, Error, NamedPage, Page, Result, decode};

use super::source::{Source, refused};
use super::{format, jsonl, labelled};
use crate::args::{InputFormat, PredictArgs};

/// Hands on the pages of one path, or what is wrong with one of them; `-` is standard input. Stops at the first error
/// of `visit`.
///
/// The pages of a CSV are read as a whole, since their rows may stand apart; of JSON lines, one is held at a time.
pub fn each<E: From<Error>>(
    path: &Path,
    args: &PredictArgs,
    visit: &mut dyn FnMut(Result<NamedPage>) -> Result<(), E>,
) -> Result<(), E> {
    let source = Source::open(path)?;
    let format = match args.input {
        InputFormat::Auto => format::of(path, &source.head),
        given => given,
    };
    match format {
        InputFormat::Csv => {
            let (pages, report) = DatasetReader::new().read_pages(source.reader(), path)?;
            labelled::tell(path, &report);
            pages.into_iter().try_for_each(|page| visit(Ok(page)))
        }
        InputFormat::Jsonl => jsonl::each(source, args.lines.into(), visit),
        _ => visit(one(source, format == InputFormat::Html, args)),
    }
}

/// The page that a whole file is.
fn one(source: Source, is_html: bool, args: &PredictArgs) -> Result<NamedPage> {
    let path = source.path.clone();
    if let Some(found) = format::binary(&source.head) {
        return Err(refused(&path, found, "give the page itself, in UTF-8"));
    }
    let bytes = source.page()?;
    let page = if is_html {
        Page::from_html_bytes(&bytes)
    } else {
        Page::from_text_with(&decode(&bytes).text, args.lines.into())
    };
    Ok(NamedPage::new(path.display().to_string(), None, page))
}
