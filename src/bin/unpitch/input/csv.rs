//! Rows -> pages.

use std::io;

use serde_json::value::RawValue;
use unpitch::dataset::{DatasetReader, NamedPage};

use super::labelled;
use super::source::Source;
use crate::pipeline::job::{Fields, InputPage, Job, Visit};

/// Hands on the pages of a CSV. It is read as a whole, since a page's rows may stand apart.
pub fn each(source: Source, visit: Visit<'_>) -> io::Result<()> {
    let path = source.path.clone();
    let (input, left_out) = source.reader();
    match DatasetReader::new().read_pages(input, &path) {
        Ok((pages, report)) => {
            labelled::tell(&path, &report);
            labelled::warn_of_partly_marked(&path, &report);
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

/// The site, as a field of the page.
fn site(page: &NamedPage) -> Option<Fields> {
    let json = serde_json::to_string(page.site()?).ok()?;
    Some(vec![("site".to_owned(), RawValue::from_string(json).ok()?)])
}
