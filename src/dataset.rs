//! Labelled CSV -> pages with a label for every paragraph.
//!
//! How a file gets there; [`DatasetReader`] documents the columns:
//!
//! ```text
//! bytes -> csv (gzip, records, strictly) -> schema (header) -> row (one record's values), rows (a file's)
//!       -> assemble (rows -> pages) -> Dataset
//! ```

mod assemble;
mod csv;
mod digest;
mod facts;
mod faults;
mod location;
mod pages;
mod reader;
mod row;
mod rows;
mod schema;
mod survey;
mod writer;

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use crate::Label;
use crate::error::Result;

use location::Location;
pub(crate) use location::excerpt;

pub use self::csv::MAX_RECORD_BYTES;
#[cfg(feature = "serve")]
pub(crate) use digest::of_paragraphs as digest_of_paragraphs;
pub use pages::{LabelledPage, NamedPage, RowPlace};
pub use reader::{DatasetReader, ReadReport};
pub use survey::{LineEnds, Survey};
pub use writer::{DatasetRow, DatasetWriter};

/// Labelled pages, in order.
///
/// ```
/// use unpitch::dataset::DatasetReader;
/// use unpitch::Label;
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
    /// The pages; those of a file are in the order in which it first names them.
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

    /// SHA-256 of the pages' content, 64 hexadecimal digits.
    ///
    /// It depends on the pages in their order, and of each on name, site, language, facts, labels, texts and marks; not on
    /// compression, quoting, line ends, the order of columns, or the file's name. The bytes that are hashed:
    ///
    /// ```text
    /// dataset    "unpitch dataset 2\n", then each page
    /// page       optional(name) optional(site) optional(language) string(facts) number of paragraphs, then each paragraph
    /// facts      their JSON, as DatasetWriter writes it; empty where there are none
    /// paragraph  label as its index, one byte; string(text); 0, or 1 and the marks
    /// marks      string(tag) link_density string(path) number of numbers in the place, then each, 4 bytes;
    ///            number of links, then string(link) each; string(form) string(beside) optional(raw)
    /// link       as its Display writes it
    /// optional   0, or 1 string; a page that is named after its line has no name here
    /// string     its length in bytes, then its UTF-8
    /// ```
    /// Other numbers are 8 bytes and `link_density` is an IEEE 754 single, 4 bytes, all little-endian; 0 and 1 are one byte.
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

    /// [`Page::without_marks`](crate::Page::without_marks) of every page; their digest differs.
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
    /// [`Error::Data`](crate::Error::Data) with both places where both have a page of the same name: it may be one page
    /// that was split between two files. Pages named after their line do not count.
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
                return Err(page
                    .source
                    .location()
                    .same_name(page.name(), first.origin())
                    .into());
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
        let only = match present.next() {
            Some(_) if present.peek().is_some() => return Ok(()),
            Some(only) => Some((*only, counts[only.index()])),
            None => None,
        };
        let first = self.pages.first().map(|page| page.source.location());
        let at = first.map_or_else(Location::nowhere, Location::whole);
        Err(at.column("label").too_few_labels(only).into())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;
    use crate::error::DataError;
    use crate::{Error, Page, Paragraph};

    pub(super) fn read(csv: impl AsRef<[u8]>) -> Result<(Dataset, ReadReport)> {
        DatasetReader::new().read(csv.as_ref(), "t.csv")
    }

    pub(super) fn dataset(csv: impl AsRef<[u8]>) -> Dataset {
        read(csv).unwrap().0
    }

    pub(super) fn data_error<T: std::fmt::Debug>(result: Result<T>) -> DataError {
        match result {
            Err(Error::Data(error)) => *error,
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    pub(super) fn texts(page: &Page) -> Vec<&str> {
        page.paragraphs().iter().map(Paragraph::text).collect()
    }

    /// Two pages whose rows and columns are in no order.
    pub(super) const SCATTERED: &str =
        "label,text,page,position,site,language,tag,link_density,path,note
article,\"b,\n \"\"two\"\"\",p,7,,,p,,,x
navigation,home,q,0,q.org,de-AT,,,,x
article,b one,p,3,p.org,en,,0.25,div < body,x
";

    #[test]
    fn merging_refuses_a_page_name_that_both_files_have() {
        let read =
            |csv: &str, path: &str| DatasetReader::new().read(csv.as_bytes(), path).unwrap().0;
        let first = read("page,text,label\np,a,article\n", "a.csv");
        let second = read("page,text,label\nq,b,article\np,b,article\n", "b.csv");
        let error = data_error(first.merge(second)).to_string();
        assert!(
            error.starts_with(
                "b.csv:3: column \"page\": found page \"p\", which is also at a.csv:2"
            )
        );

        let unnamed = read("text,label\na,article\n", "a.csv");
        let before = unnamed.digest().to_owned();
        let both = unnamed
            .merge(read("text,label\nb,navigation\n", "b.csv"))
            .unwrap();
        assert_eq!(both.n_paragraphs(), 2);
        assert_ne!(both.digest(), before);
        both.require_two_labels().unwrap();
    }

    #[test]
    fn one_label_teaches_nothing() {
        let error = data_error(dataset("text,label\na,article\nb,article\n").require_two_labels());
        assert!(
            error.to_string().starts_with(
                "t.csv: column \"label\": found a single label, article (2 paragraphs)"
            )
        );
        assert!(Dataset::default().require_two_labels().is_err());
    }
}
