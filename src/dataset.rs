//! Labelled CSV -> pages with a label for every paragraph.
//!
//! How a file gets there; [`DatasetReader`] documents the columns:
//!
//! ```text
//! bytes -> source (gzip, BOM) -> splitter (records, strictly) -> cells (as text) -> columns (header)
//!       -> row (one record's values) -> gather (rows -> pages) -> Dataset
//! ```

mod cells;
mod columns;
mod digest;
mod fault;
mod gather;
mod pages;
mod reader;
mod records;
mod row;
mod source;
mod splitter;
mod writer;

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use crate::Label;
use crate::error::{DataError, Result};

use fault::At;

pub use cells::MAX_RECORD_BYTES;
pub use pages::{LabelledPage, NamedPage};
pub use reader::{DatasetReader, ReadReport};
pub use writer::{LabelledRow, RecordWriter};

/// Labelled pages, in order.
///
/// ```
/// use unpitch::{DatasetReader, Label};
///
/// let csv = "page,label,text\nferries,article,Ferries sail again.\nferries,navigation,Home\n";
/// let (dataset, report) = DatasetReader::new().read(csv.as_bytes(), "ferries.csv")?;
/// assert_eq!(dataset.pages()[0].labels(), [Label::Article, Label::Navigation]);
/// assert_eq!(report.rows, 2);
/// # Ok::<(), unpitch::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    pages: Vec<LabelledPage>,
    digest: OnceLock<String>,
}

impl FromIterator<LabelledPage> for Dataset {
    fn from_iter<I: IntoIterator<Item = LabelledPage>>(pages: I) -> Self {
        Dataset {
            pages: pages.into_iter().collect(),
            digest: OnceLock::new(),
        }
    }
}

impl IntoIterator for Dataset {
    type Item = LabelledPage;
    type IntoIter = std::vec::IntoIter<LabelledPage>;

    fn into_iter(self) -> Self::IntoIter {
        self.pages.into_iter()
    }
}

impl<'a> IntoIterator for &'a Dataset {
    type Item = &'a LabelledPage;
    type IntoIter = std::slice::Iter<'a, LabelledPage>;

    fn into_iter(self) -> Self::IntoIter {
        self.pages.iter()
    }
}

impl Dataset {
    /// The pages; those of a file stand in the order in which it first names them.
    #[must_use]
    pub fn pages(&self) -> &[LabelledPage] {
        &self.pages
    }

    /// Number of paragraphs over all pages.
    #[must_use]
    pub fn n_paragraphs(&self) -> usize {
        self.pages.iter().map(|page| page.labels.len()).sum()
    }

    /// The label of every paragraph, page by page.
    pub fn labels(&self) -> impl Iterator<Item = Label> + '_ {
        self.pages.iter().flat_map(|page| page.labels()).copied()
    }

    /// Number of paragraphs of each label, in the order of [`Label::ALL`].
    #[must_use]
    pub fn label_counts(&self) -> [usize; Label::COUNT] {
        let mut counts = [0; Label::COUNT];
        for label in self.labels() {
            counts[label.index()] += 1;
        }
        counts
    }

    /// The sites known, each once, sorted.
    #[must_use]
    pub fn sites(&self) -> Vec<&str> {
        let sites: BTreeSet<&str> = self.pages.iter().filter_map(LabelledPage::site).collect();
        sites.into_iter().collect()
    }

    /// SHA-256 of what the pages say, 64 hexadecimal digits.
    ///
    /// It depends on the pages in their order, and of each on name, site, language, labels, texts and marks; not on
    /// compression, quoting, line ends, the order of columns, or what the file is called. The bytes that are hashed:
    ///
    /// ```text
    /// dataset    "unpitch dataset 1\n", then each page
    /// page       optional(name) optional(site) optional(language) number of paragraphs, then each paragraph
    /// paragraph  label as its index, one byte; string(text); 0, or 1 string(tag) link_density string(path)
    /// optional   0, or 1 string; a page that is named after its line has no name here
    /// string     its length in bytes, then its UTF-8
    /// ```
    /// Numbers are 8 bytes and `link_density` is an IEEE 754 single, 4 bytes, all little-endian; 0 and 1 are one byte.
    #[must_use]
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| digest::of_pages(&self.pages))
    }

    /// Whether any page has marks.
    #[must_use]
    pub fn has_marks(&self) -> bool {
        let mut pages = self.pages.iter();
        pages.any(|page| page.page().paragraphs().iter().any(|p| p.marks().is_some()))
    }

    /// The same pages without their marks, as if they had been plain text. The digest is another.
    #[must_use]
    pub fn without_marks(self) -> Dataset {
        self.into_iter()
            .map(|mut labelled| {
                labelled.source.page = labelled.source.page.without_marks();
                labelled
            })
            .collect()
    }

    /// The pages of both, `other`'s last.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) where both have a page of the same name, with both places: it may be one
    /// page that was split between two files. Pages named after their line do not count.
    pub fn merge(mut self, other: Dataset) -> Result<Dataset> {
        let named = |page: &&LabelledPage| page.source.has_own_name;
        let names: HashMap<&str, &NamedPage> = self
            .pages
            .iter()
            .filter(named)
            .map(|page| (page.name(), &page.source))
            .collect();
        for page in other.pages.iter().filter(named) {
            if let Some(first) = names.get(page.name()) {
                return Err(same_name(first, &page.source).into());
            }
        }
        self.pages.extend(other.pages);
        self.digest = OnceLock::new();
        Ok(self)
    }

    /// Refuses data that nothing can be learned from.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) where fewer than two of the four labels occur.
    pub fn require_two_labels(&self) -> Result<()> {
        let counts = self.label_counts();
        let mut present = Label::ALL
            .iter()
            .filter(|label| counts[label.index()] > 0)
            .peekable();
        let found = match present.next() {
            Some(_) if present.peek().is_some() => return Ok(()),
            Some(only) => format!("only {only}, {} times", counts[only.index()]),
            None => "no labelled paragraph".to_owned(),
        };
        let at = self.pages.first().map_or_else(At::nowhere, |page| At {
            line: None,
            ..At::page(&page.source)
        });
        Err(at
            .column("label")
            .error(
                found,
                "at least two different labels",
                "add paragraphs that have another label",
            )
            .into())
    }
}

/// Two files with a page of one name.
fn same_name(first: &NamedPage, second: &NamedPage) -> Box<DataError> {
    let before = first.origin().map_or(String::new(), |(path, line)| {
        format!(", which is also at {}:{line}", path.display())
    });
    At::page(second).column("page").error(
        format!("page {}{before}", fault::excerpt(&second.name)),
        "page names that occur in one file only",
        "rename one of the pages, or leave one of the files out",
    )
}

#[cfg(test)]
mod tests;
