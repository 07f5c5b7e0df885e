//! The settings of a reading, and the loop over a file's rows.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fault::At;
use super::gather::Gatherer;
use super::records::{Records, Stop};
use super::row::Labels;
use super::{Dataset, NamedPage};
use crate::Label;
use crate::error::{DataError, Error, Result};

/// How many of the faults of skipped rows are kept: enough to see a pattern, few enough to print.
const SKIPPED_KEPT: usize = 5;

/// Reads labelled paragraphs from CSV, UTF-8, plain or gzip.
///
/// A header, then a row a paragraph; columns in any order, white space around a cell dropped.
///
/// | column | what | when absent or empty |
/// |---|---|---|
/// | `text` | the paragraph | refused |
/// | `label` | one of the four names, or one that [`label_map`](DatasetReader::label_map) knows | refused, unless only pages are read |
/// | `page` | name of the page the row belongs to; rows of a page may stand apart | absent: each row is a page, named `line N` |
/// | `position` | whole number from 0, the row's place on its page, gaps allowed | absent: the order of the file |
/// | `site` | the site of the page; folds and splits keep a site together | unknown |
/// | `language` | the page's language: `en`, `de-AT` | detected |
/// | `tag`, `link_density`, `path` | the paragraph's [`Marks`](crate::Marks) | all three empty: no marks |
/// | `probability` | written by [`RecordWriter`](crate::RecordWriter), passed over when read | |
///
/// Other columns are ignored and named in the [`ReadReport`].
///
/// ```
/// use unpitch::{DatasetReader, Label};
///
/// let csv = "text,label\nSupport us,ad\nFerries sail again.,article\n,article\n";
/// let reader = DatasetReader::new()
///     .label_map("ad", Label::SubscriptionPitch)
///     .skip_bad(true);
/// let (dataset, report) = reader.read(csv.as_bytes(), "ferries.csv")?;
/// assert_eq!(dataset.label_counts(), [1, 1, 0, 0]);
/// assert_eq!(report.n_skipped, 1);
/// assert_eq!(report.skipped[0].line, Some(4));
/// # Ok::<(), unpitch::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct DatasetReader {
    label_map: BTreeMap<String, Label>,
    skip_bad: bool,
}

/// What a reading passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadReport {
    /// Number of rows taken.
    pub rows: usize,
    /// Number of bad rows passed over; 0 unless [`DatasetReader::skip_bad`] is set.
    pub n_skipped: usize,
    /// What was wrong with the first five of them.
    pub skipped: Vec<DataError>,
    /// Names of the columns that are not of the schema, as the header has them.
    pub ignored_columns: Vec<String>,
}

impl DatasetReader {
    /// A reader that knows the four label names only and stops at the first bad row.
    #[must_use]
    pub fn new() -> DatasetReader {
        DatasetReader::default()
    }

    /// Reads the label name `from` as `to`; of two calls with one name, the later counts. A label's own name can be
    /// given another meaning.
    #[must_use]
    pub fn label_map(mut self, from: impl Into<String>, to: Label) -> DatasetReader {
        self.label_map.insert(from.into(), to);
        self
    }

    /// Whether to go on after a bad row; the [`ReadReport`] counts them.
    ///
    /// After text that follows a closing quote, reading goes on with the next line, so a row with a quote too few may
    /// take others with it. A faulty header, a damaged archive, a quote that is never closed, a row over
    /// [`MAX_RECORD_BYTES`](crate::MAX_RECORD_BYTES) and a file without a single good row are refused all the same.
    #[must_use]
    pub fn skip_bad(mut self, skip: bool) -> DatasetReader {
        self.skip_bad = skip;
        self
    }

    /// Reads labelled pages from a file, plain or gzip.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read, [`Error::Data`] where it is not of the schema.
    pub fn read_path(&self, path: impl AsRef<Path>) -> Result<(Dataset, ReadReport)> {
        let path = path.as_ref();
        let file = File::open(path).map_err(Error::io(path))?;
        self.read(file, path)
    }

    /// [`DatasetReader::read_path`] from any reader; errors call it `path`.
    ///
    /// # Errors
    /// As [`DatasetReader::read_path`].
    pub fn read(
        &self,
        reader: impl Read,
        path: impl Into<PathBuf>,
    ) -> Result<(Dataset, ReadReport)> {
        let path: Arc<Path> = path.into().into();
        let (gathered, report) = self.gather(reader, &path, Labels::Read(&self.label_map))?;
        Ok((gathered.into_labelled_pages().collect(), report))
    }

    /// Reads pages whose labels are yet to be predicted: a `label` column is neither needed nor looked at.
    ///
    /// # Errors
    /// As [`DatasetReader::read_path`].
    pub fn read_pages_path(&self, path: impl AsRef<Path>) -> Result<(Vec<NamedPage>, ReadReport)> {
        let path = path.as_ref();
        let file = File::open(path).map_err(Error::io(path))?;
        self.read_pages(file, path)
    }

    /// [`DatasetReader::read_pages_path`] from any reader; errors call it `path`.
    ///
    /// # Errors
    /// As [`DatasetReader::read_path`].
    pub fn read_pages(
        &self,
        reader: impl Read,
        path: impl Into<PathBuf>,
    ) -> Result<(Vec<NamedPage>, ReadReport)> {
        let path: Arc<Path> = path.into().into();
        let (gathered, report) = self.gather(reader, &path, Labels::Ignore)?;
        Ok((gathered.into_pages(), report))
    }

    fn gather(
        &self,
        reader: impl Read,
        path: &Arc<Path>,
        labels: Labels<'_>,
    ) -> Result<(Gatherer, ReadReport)> {
        let mut records = Records::open(reader, path, labels)?;
        let mut gatherer = Gatherer::new(Arc::clone(path));
        let mut report = ReadReport {
            ignored_columns: records.ignored_columns(),
            ..ReadReport::default()
        };
        loop {
            let added = match records.next() {
                Ok(None) => break,
                Ok(Some(row)) => gatherer.add(row),
                Err(Stop::BadRow(error)) => Err(error),
                Err(Stop::Fatal(error)) => return Err(error),
            };
            match added {
                Ok(()) => report.rows += 1,
                Err(error) if self.skip_bad => report.skip(*error),
                Err(error) => return Err(error.into()),
            }
        }
        report.require_a_row(path)?;
        Ok((gatherer, report))
    }
}

impl ReadReport {
    fn skip(&mut self, error: DataError) {
        self.n_skipped += 1;
        if self.skipped.len() < SKIPPED_KEPT {
            self.skipped.push(error);
        }
    }

    fn require_a_row(&self, path: &Path) -> Result<(), Box<DataError>> {
        let at = At::file(path);
        match self.skipped.first() {
            _ if self.rows > 0 => Ok(()),
            None => Err(at.error(
                "a header and no rows",
                "a row for each paragraph",
                "add rows, or leave the file out",
            )),
            Some(first) => Err(at.error(
                format!("bad rows only, {} of them", self.n_skipped),
                "at least one good row",
                format_args!("correct them; the first: {first}"),
            )),
        }
    }
}
