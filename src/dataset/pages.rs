//! A page with a name, and a page with labels.

use std::path::Path;
use std::sync::Arc;

use super::fault::At;
use crate::error::Result;
use crate::{Label, Page};

/// A page of a CSV file: its name, its site, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedPage {
    pub(super) name: String,
    /// False where the file has no `page` column and `name` only says the line.
    pub(super) has_own_name: bool,
    pub(super) site: Option<String>,
    pub(super) page: Page,
    pub(super) origin: Option<Origin>,
}

/// Where a page's first row stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Origin {
    pub path: Arc<Path>,
    pub line: u64,
}

impl NamedPage {
    /// A page that comes from no file.
    #[must_use]
    pub fn new(name: impl Into<String>, site: Option<String>, page: Page) -> NamedPage {
        NamedPage {
            name: name.into(),
            has_own_name: true,
            site,
            page,
            origin: None,
        }
    }

    /// The name; `line N` where the file has no `page` column.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The site, where it is known.
    #[must_use]
    pub fn site(&self) -> Option<&str> {
        self.site.as_deref()
    }

    /// The page itself.
    #[must_use]
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The page itself, its name forgotten.
    #[must_use]
    pub fn into_page(self) -> Page {
        self.page
    }

    /// File and line (from 1) of the page's first row, where it was read from a file.
    #[must_use]
    pub fn origin(&self) -> Option<(&Path, u64)> {
        self.origin.as_ref().map(|o| (&*o.path, o.line))
    }
}

/// A page and a label for each of its paragraphs.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelledPage {
    pub(super) source: NamedPage,
    pub(super) labels: Vec<Label>,
}

impl LabelledPage {
    /// A page and its labels, in the order of its paragraphs.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) where there are more or fewer labels than paragraphs.
    pub fn new(source: NamedPage, labels: Vec<Label>) -> Result<LabelledPage> {
        let n_paragraphs = source.page.paragraphs().len();
        if labels.len() == n_paragraphs {
            return Ok(LabelledPage { source, labels });
        }
        Err(At::page(&source)
            .error(
                format!("{} labels for page {:?}", labels.len(), source.name),
                format!("{n_paragraphs}, one a paragraph"),
                "label each paragraph once",
            )
            .into())
    }

    /// The name; `line N` where the file has no `page` column.
    #[must_use]
    pub fn name(&self) -> &str {
        self.source.name()
    }

    /// The site, where it is known.
    #[must_use]
    pub fn site(&self) -> Option<&str> {
        self.source.site()
    }

    /// The page itself.
    #[must_use]
    pub fn page(&self) -> &Page {
        self.source.page()
    }

    /// The label of each paragraph.
    #[must_use]
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// File and line (from 1) of the page's first row, where it was read from a file.
    #[must_use]
    pub fn origin(&self) -> Option<(&Path, u64)> {
        self.source.origin()
    }
}
