//! A page with a name, and a page with labels.

use std::path::Path;
use std::sync::Arc;

use super::location::Location;
use crate::error::Result;
use crate::{Label, Page};

/// A page of a CSV file: its name, its site, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedPage {
    pub(super) name: String,
    /// False where the file has no `page` column and `name` only gives the line.
    pub(super) has_own_name: bool,
    pub(super) site: Option<String>,
    pub(super) page: Page,
    pub(super) origin: Option<Origin>,
}

/// Where a page comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Origin {
    pub path: Arc<Path>,
    /// Line of the first row.
    pub line: u64,
    /// One for each paragraph, top to bottom.
    pub rows: Vec<RowPlace>,
}

/// Where a paragraph's row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowPlace {
    /// Its line, from 1.
    pub line: u64,
    /// Its place on the page, as its `position` says; in the order of the file, from 0, where there is no such column.
    pub position: u64,
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

    /// The page itself, without its name.
    #[must_use]
    pub fn into_page(self) -> Page {
        self.page
    }

    /// File and line (from 1) of the page's first row, where it was read from a file.
    #[must_use]
    pub fn origin(&self) -> Option<(&Path, u64)> {
        self.origin.as_ref().map(|o| (&*o.path, o.line))
    }

    /// Where the row of a paragraph, counted from 0 and from the top, is in that file; `None` where the page was not read
    /// from a file, or has no such paragraph.
    #[must_use]
    pub fn row(&self, paragraph: usize) -> Option<RowPlace> {
        let origin = self.origin.as_ref()?;
        origin.rows.get(paragraph).copied()
    }

    /// The page's first row, for messages.
    pub(super) fn location(&self) -> Location<'_> {
        self.origin()
            .map_or_else(Location::nowhere, |(path, line)| {
                Location::file(path).line(line)
            })
    }
}

/// A page and a label for each of its paragraphs. Pages that come from no file make a [`Dataset`](crate::dataset::Dataset)
/// too:
///
/// ```
/// use unpitch::dataset::{Dataset, LabelledPage, NamedPage};
/// use unpitch::{Label, Page, Paragraph};
///
/// let page = Page::new(vec![Paragraph::new("Home"), Paragraph::new("Ferries sail again.")]);
/// let page = NamedPage::new("ferries", Some("harbour.example".to_owned()), page);
/// let labelled = LabelledPage::new(page, vec![Label::Navigation, Label::Article])?;
/// let dataset = Dataset::from_iter([labelled]);
/// assert_eq!(dataset.label_counts(), [1, 0, 1, 0]);
/// # Ok::<(), unpitch::Error>(())
/// ```
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
        let location = source.location();
        let error = location.wrong_number_of_labels(labels.len(), n_paragraphs, &source.name);
        Err(error.into())
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

    /// What folds and splits keep together: the site, or the page's name where the site is unknown.
    #[must_use]
    pub fn group(&self) -> &str {
        self.site().unwrap_or_else(|| self.name())
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

    /// [`NamedPage::row`].
    #[must_use]
    pub fn row(&self, paragraph: usize) -> Option<RowPlace> {
        self.source.row(paragraph)
    }

    /// Whether it has a name of its own, and is not named after its only row's line.
    pub(crate) fn has_own_name(&self) -> bool {
        self.source.has_own_name
    }

    /// The same page as a group of its own.
    pub(crate) fn without_site(mut self) -> LabelledPage {
        self.source.site = None;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_one_per_paragraph() {
        let page = || NamedPage::new("p", None, Page::from_text("a\nb"));
        let error = LabelledPage::new(page(), vec![Label::Article]).unwrap_err();
        let expected = "data: found 1 label for page \"p\", expected 2, one per paragraph";
        assert!(error.to_string().starts_with(expected), "{error}");
        let labels = vec![Label::Article, Label::Navigation];
        assert!(LabelledPage::new(page(), labels).is_ok());
    }

    #[test]
    fn a_page_without_a_site_is_a_group_of_its_own() {
        let group = |site: Option<&str>| {
            let page = NamedPage::new("p", site.map(str::to_owned), Page::from_text(""));
            LabelledPage::new(page, Vec::new())
                .unwrap()
                .group()
                .to_owned()
        };
        assert_eq!(
            (group(None), group(Some("a.example"))),
            ("p".into(), "a.example".into())
        );
    }
}
