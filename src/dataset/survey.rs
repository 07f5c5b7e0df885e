//! A file read to its end whatever its rows hold, for those who want to know all that is wrong with it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::csv::LineEnd;
use super::reader::Faults;
use super::{Dataset, DatasetReader, ReadReport};
use crate::error::{DataError, Error, Result};

/// A labelled CSV and everything that the reading noticed.
#[derive(Debug)]
#[non_exhaustive]
pub struct Survey {
    /// The file, as it was named.
    pub path: PathBuf,
    /// The pages of the valid rows; none where all rows are invalid.
    pub dataset: Dataset,
    /// What was read and what was not; its `skipped` is empty, since `faults` has them all.
    pub report: ReadReport,
    /// What is wrong with each invalid row, in the order of the file.
    pub faults: Vec<DataError>,
    /// How records end, one for each kind that occurs, in the order in which they first do.
    pub line_ends: Vec<LineEnds>,
    /// Lines, from 1, of records behind a byte order mark, but for the file's first. The mark is dropped.
    pub byte_order_marks: Vec<u64>,
    /// Lines, from 1, of records with a NUL.
    pub nuls: Vec<u64>,
}

/// The records of a file that end in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LineEnds {
    /// How: `LF`, `CR LF` or `CR`.
    pub name: &'static str,
    /// Number of records.
    pub n: u64,
    /// Line of the first one, from 1.
    pub first: u64,
}

impl DatasetReader {
    /// Reads a file on past its invalid rows and keeps what is wrong with each, and how the records end.
    ///
    /// ```
    /// use unpitch::dataset::DatasetReader;
    ///
    /// let csv = "text,label\nFerries sail again.,article\r\nSupport us,ad\n";
    /// let survey = DatasetReader::new().survey(csv.as_bytes(), "ferries.csv")?;
    /// assert_eq!(survey.dataset.n_paragraphs(), 1);
    /// assert_eq!(survey.faults[0].line, Some(3));
    /// assert_eq!(survey.line_ends.len(), 2);
    /// # Ok::<(), unpitch::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be read, [`Error::Data`] where it is refused as a whole: see [`DatasetReader::skip_bad`].
    /// A file whose rows are all invalid is none of these.
    pub fn survey(&self, reader: impl Read, path: impl Into<PathBuf>) -> Result<Survey> {
        let path: Arc<Path> = path.into().into();
        let read = self.assemble(reader, &path, self.labels(), Faults::Keep)?;
        let mut report = read.report;
        if report.skipped.is_empty() {
            report.require_a_row(&path)?;
        }
        let faults = std::mem::take(&mut report.skipped);
        Ok(Survey {
            path: path.to_path_buf(),
            dataset: read.pages.into_labelled_pages().collect(),
            report,
            faults,
            line_ends: read.signs.ends.into_iter().map(line_ends).collect(),
            byte_order_marks: read.signs.marks,
            nuls: read.signs.nuls,
        })
    }

    /// [`DatasetReader::survey`] of a file, plain or gzip.
    ///
    /// # Errors
    /// As there.
    pub fn survey_path(&self, path: impl AsRef<Path>) -> Result<Survey> {
        let path = path.as_ref();
        let file = File::open(path).map_err(Error::io(path))?;
        self.survey(file, path)
    }
}

fn line_ends((end, n, first): (LineEnd, u64, u64)) -> LineEnds {
    let name = match end {
        LineEnd::Lf => "LF",
        LineEnd::CrLf => "CR LF",
        LineEnd::Cr => "CR",
    };
    LineEnds { name, n, first }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DataErrorKind;
    use crate::dataset::tests::data_error;

    fn survey(csv: &[u8]) -> Result<Survey> {
        DatasetReader::new().survey(csv, "t.csv")
    }

    #[test]
    fn every_fault_is_kept_and_the_rows_between_are_read() {
        let mut csv = b"page,position,text,label\n".to_vec();
        for row in 0..8 {
            csv.extend(format!("p,{row},a,ad\np,{row},b,article\n").bytes());
        }
        csv.extend(b"p,9,caf\xe9,article\n");
        let survey = survey(&csv).unwrap();
        assert_eq!((survey.faults.len(), survey.report.n_skipped), (9, 9));
        assert_eq!(survey.faults[8].kind, DataErrorKind::BrokenUtf8);
        assert_eq!(survey.dataset.n_paragraphs(), 8);
        let row = survey.dataset.pages()[0].row(3).unwrap();
        assert_eq!((row.line, row.position), (9, 3));
        assert_eq!(survey.dataset.pages()[0].row(8), None);
    }

    #[test]
    fn a_file_of_invalid_rows_is_surveyed_and_one_without_rows_refused() {
        let faults = survey(b"text,label\na,ad\n").unwrap().faults;
        assert_eq!(faults.len(), 1);
        for csv in [&b""[..], b"text,label\n", b"text\na\n", b"text,label\n\"a"] {
            data_error(survey(csv));
        }
    }

    #[test]
    fn a_byte_order_mark_between_joined_files_belongs_to_no_page() {
        let csv = "page,text,label\np,a,article\n\u{feff}p,b,navigation\n";
        let survey = survey(csv.as_bytes()).unwrap();
        assert_eq!(survey.byte_order_marks, [3]);
        assert_eq!(survey.dataset.pages().len(), 1);
    }
}
