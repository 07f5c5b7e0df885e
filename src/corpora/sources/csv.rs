//! Rows -> pages.

use std::io;
use std::path::Path;

use super::super::job::{Fields, InputPage, Job, Remark, Visit};
use super::source::Source;
use crate::dataset::{DatasetReader, NamedPage, ReadReport};
use serde_json::value::RawValue;

/// Hands on the pages of a CSV. It is read as a whole, since a page's rows may stand apart.
pub fn each(source: Source, visit: Visit<'_>) -> io::Result<()> {
    let path = source.path.clone();
    let (input, left_out) = source.reader();
    match DatasetReader::new().read_pages(input, &path) {
        Ok((pages, report)) => {
            let mut remarks = remarks(&path, &report).into_iter();
            remarks.try_for_each(|remark| visit(Job::remark(remark)))?;
            let mut pages = pages.into_iter();
            pages.try_for_each(|page| visit(Job::new(0, || Ok(input_page(page).into()))))?;
        }
        Err(error) => visit(Job::failed(error))?,
    }
    left_out().map_or(Ok(()), |remark| visit(Job::remark(remark)))
}

fn input_page(page: NamedPage) -> InputPage {
    InputPage {
        fields: site(&page).unwrap_or_default(),
        page,
        has_content: true,
    }
}

/// What of a file was not read as it is.
fn remarks(path: &Path, report: &ReadReport) -> Vec<Remark> {
    let remark = |kind: &str, text: String| Remark {
        kind: format!("{kind} of {}", path.display()),
        place: path.display().to_string(),
        text,
        is_warning: false,
    };
    let mut remarks = Vec::new();
    if !report.ignored_columns.is_empty() {
        let columns = report.ignored_columns.iter();
        let columns: Vec<String> = columns
            .map(|name| name.escape_debug().to_string())
            .collect();
        let text = format!("columns ignored: {}", columns.join(", "));
        remarks.push(remark("columns", text));
    }
    if let Some(first) = &report.unknown_language {
        let n = report.n_unknown_languages;
        let rows = if n == 1 { "row" } else { "rows" };
        let text = format!("language set aside in {n} {rows}; the first: {first}");
        remarks.push(remark("languages", text));
    }
    if let Some(first) = &report.partly_marked {
        let n = report.n_partly_marked;
        let pages = if n == 1 { "page is" } else { "pages are" };
        remarks.push(Remark {
            is_warning: true,
            ..remark("marks", format!("{n} {pages} read as text, because some rows have marks (tag, path and the like) and others have none; the first: {first}"))
        });
    }
    remarks
}

/// The site, as a field of the page.
fn site(page: &NamedPage) -> Option<Fields> {
    let json = serde_json::to_string(page.site()?).ok()?;
    Some(vec![("site".to_owned(), RawValue::from_string(json).ok()?)])
}
