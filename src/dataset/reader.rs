//! The settings of a reading, and the loop over a file's rows.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Dataset;
use super::assemble::PageAssembler;
use super::csv::Signs;
use super::location::Location;
use super::pages::NamedPage;
use super::row::Labels;
use super::rows::{RowFault, RowReader};
use crate::Label;
use crate::error::{DataError, Error, Result};

/// How many of the faults of skipped rows are kept: enough to see a pattern, few enough to print.
const SKIPPED_KEPT: usize = 5;

/// Reads labelled paragraphs from CSV, UTF-8, plain or gzip.
///
/// A header, then one row per paragraph; columns in any order, white space around a cell dropped, but for `raw`.
///
/// | column | what | when absent or empty |
/// |---|---|---|
/// | `text` | the paragraph | refused |
/// | `label` | one of the four names, or one that [`label_map`](DatasetReader::label_map) knows | refused, unless only pages are read |
/// | `page` | name of the page the row belongs to; rows of a page may be anywhere in the file | absent: each row is a page, named `line N` |
/// | `position` | whole number from 0, the row's place on its page, gaps allowed | absent: the order of the file |
/// | `site` | the site of the page; folds and splits keep a site together | unknown |
/// | `language` | the page's language: `en`, `de-AT`, `yue` | detected |
/// | `tag`, `link_density`, `path` | the paragraph's [`Marks`](crate::Marks) | these and the next five empty: no marks |
/// | `place` | numbers with dots between, `0.1.4`, one for each element of the path | unknown |
/// | `links` | the [`Link`](crate::Link)s in the text, with spaces between: `0-12:/sport 15-20,nofollow://other.example/` | none |
/// | `form` | the form around the paragraph: `/search text:q submit:` | none |
/// | `beside` | what is no text beside it: `img time` | nothing |
/// | `raw` | the text of a `pre` as it stands, line ends and all | not in a `pre` |
/// | `facts` | the page's [`PageFacts`](crate::PageFacts) as one JSON object, on one row of the page, or the same on several | none |
/// | `probability` | written by [`DatasetWriter`](crate::dataset::DatasetWriter), ignored when read | |
///
/// A row is at most [`MAX_RECORD_BYTES`](crate::dataset::MAX_RECORD_BYTES) long. Other columns are ignored and named in the
/// [`ReadReport`]. A page on which only some rows have marks is labelled as if
/// none had; the report counts such pages.
///
/// ```
/// use unpitch::dataset::DatasetReader;
/// use unpitch::Label;
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

/// What was read of a file, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadReport {
    /// Number of rows read.
    pub rows: usize,
    /// Number of invalid rows skipped; 0 unless [`DatasetReader::skip_bad`] is set.
    pub n_skipped: usize,
    /// What was wrong with the first five of them.
    pub skipped: Vec<DataError>,
    /// Number of pages on which some rows have marks and others have none. They are labelled as if none had.
    pub n_partly_marked: usize,
    /// The first row without marks on the first of these pages.
    pub partly_marked: Option<DataError>,
    /// Number of rows whose language is not a language code and was set aside; 0 unless only pages are read.
    pub n_unknown_languages: usize,
    /// The first of these cells.
    pub unknown_language: Option<DataError>,
    /// Names of the columns that are not of the schema, as the header has them.
    pub ignored_columns: Vec<String>,
}

impl DatasetReader {
    /// A reader that knows the four label names only and stops at the first invalid row.
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

    /// Whether to skip invalid rows; the [`ReadReport`] counts them.
    ///
    /// After text that follows a closing quote, reading goes on with the next line, so a row with a quote too few may
    /// take others with it. An invalid header, a damaged archive, a quote that is never closed, a row over
    /// [`MAX_RECORD_BYTES`](crate::dataset::MAX_RECORD_BYTES) and a file without a single valid row are refused all the same.
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
        let read = self.assemble(reader, &path, self.labels(), self.fault_rule())?;
        read.report.require_a_row(&path)?;
        Ok((read.pages.into_labelled_pages().collect(), read.report))
    }

    /// Reads pages whose labels are yet to be predicted: a `label` column is neither needed nor looked at, and a
    /// `language` that is not a language code is set aside and noted in the [`ReadReport`].
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
        let read = self.assemble(reader, &path, Labels::Ignore, self.fault_rule())?;
        read.report.require_a_row(&path)?;
        Ok((read.pages.into_pages(), read.report))
    }

    /// How labels are read where they are.
    pub(super) fn labels(&self) -> Labels<'_> {
        Labels::Read(&self.label_map)
    }

    fn fault_rule(&self) -> Faults {
        if self.skip_bad {
            Faults::Skip
        } else {
            Faults::Refuse
        }
    }

    /// Reads a file to its end, or to its first fault.
    pub(super) fn assemble(
        &self,
        reader: impl Read,
        path: &Arc<Path>,
        labels: Labels<'_>,
        faults: Faults,
    ) -> Result<Assembled> {
        let mut rows = RowReader::open(reader, path, labels)?;
        let mut pages = PageAssembler::new(Arc::clone(path));
        let mut report = ReadReport {
            ignored_columns: rows.ignored_columns(),
            ..ReadReport::default()
        };
        loop {
            let added = match rows.next() {
                Ok(None) => break,
                Ok(Some(mut row)) => {
                    report.set_aside(row.unknown_language.take());
                    pages.add(row)
                }
                Err(RowFault::Invalid(error)) => Err(error),
                Err(RowFault::Fatal(error)) => return Err(error),
            };
            match added {
                Ok(()) => report.rows += 1,
                Err(error) => match faults {
                    Faults::Refuse => return Err(error.into()),
                    Faults::Skip => report.skip(*error, SKIPPED_KEPT),
                    Faults::Keep => report.skip(*error, usize::MAX),
                },
            }
        }
        (report.n_partly_marked, report.partly_marked) = pages.partly_marked();
        Ok(Assembled {
            pages,
            report,
            signs: rows.into_signs(),
        })
    }
}

/// What becomes of invalid rows.
#[derive(Clone, Copy)]
pub(super) enum Faults {
    /// The first one ends the reading.
    Refuse,
    /// They are counted, and what is wrong with the first of them is kept.
    Skip,
    /// What is wrong with each is kept.
    Keep,
}

/// A file that was read to its end.
pub(super) struct Assembled {
    pub pages: PageAssembler,
    pub report: ReadReport,
    pub signs: Signs,
}

impl ReadReport {
    fn skip(&mut self, error: DataError, most_kept: usize) {
        self.n_skipped += 1;
        if self.skipped.len() < most_kept {
            self.skipped.push(error);
        }
    }

    fn set_aside(&mut self, unknown_language: Option<Box<DataError>>) {
        if let Some(error) = unknown_language {
            self.n_unknown_languages += 1;
            self.unknown_language.get_or_insert(*error);
        }
    }

    pub(super) fn require_a_row(&self, path: &Path) -> Result<(), Box<DataError>> {
        match self.skipped.first() {
            _ if self.rows > 0 => Ok(()),
            None => Err(Location::file(path).no_rows()),
            Some(first) => Err(Location::file(path).no_valid_row(self.n_skipped, first)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Marks;
    use crate::dataset::LabelledPage;
    use crate::dataset::tests::{SCATTERED, data_error, dataset, gzip, read, texts};

    #[test]
    fn a_page_to_be_labelled_is_not_lost_for_its_language() {
        let csv = "page,text,language\np,Ferries,English\np,Home,\nq,News,de\nr,Sail,4\n";
        let (pages, report) = DatasetReader::new()
            .read_pages(csv.as_bytes(), "a.csv")
            .unwrap();
        let languages: Vec<_> = pages.iter().map(|page| page.page().language()).collect();
        assert_eq!(languages, [None, "de".parse().ok(), None]);
        assert_eq!((report.rows, report.n_unknown_languages), (4, 2));
        let first = report.unknown_language.unwrap().to_string();
        assert!(
            first.starts_with("a.csv:2: column \"language\": found \"English\""),
            "{first}"
        );
    }

    #[test]
    fn scattered_rows_make_pages_in_position_order() {
        let (data, report) = read(SCATTERED).unwrap();
        let [p, q] = data.pages() else {
            panic!("{data:?}")
        };
        assert_eq!((p.name(), p.site()), ("p", Some("p.org")));
        assert_eq!(texts(p.page()), ["b one", "b, \"two\""]);
        assert_eq!(p.page().language(), "en".parse().ok());
        assert_eq!(p.origin().unwrap().1, 2);
        assert_eq!((q.name(), q.site()), ("q", Some("q.org")));
        assert_eq!(q.page().language(), "de".parse().ok());
        assert_eq!(q.labels(), [Label::Navigation]);
        let marks: Vec<_> = p.page().paragraphs().iter().map(|p| p.marks()).collect();
        let first = Marks::new("", 0.25, "div < body");
        let second = Marks::new("p", 0.0, "");
        assert_eq!(marks, [Some(&first), Some(&second)]);
        assert_eq!(q.page().paragraphs()[0].marks(), None);
        assert_eq!((report.rows, report.n_skipped), (3, 0));
        assert_eq!(report.ignored_columns, ["note"]);
        assert_eq!(
            (data.n_paragraphs(), data.label_counts()),
            (3, [2, 0, 1, 0])
        );
        assert_eq!(data.sites(), ["p.org", "q.org"]);
    }

    #[test]
    fn without_page_or_position_rows_are_pages_or_are_in_file_order() {
        let data = dataset("text,label\n\"a\n1\",article\n\nb,navigation\n");
        let names: Vec<_> = data.pages().iter().map(LabelledPage::name).collect();
        assert_eq!(names, ["line 2", "line 5"]);
        let data = dataset("page,text,label\np,z,article\nq,x,article\np,a,article\n");
        assert_eq!(texts(data.pages()[0].page()), ["z", "a"]);
    }

    #[test]
    fn skipping_counts_invalid_rows_and_keeps_the_first_messages() {
        let mut csv = b"page,position,text,label\n".to_vec();
        csv.extend(b"p,0,a,article\nq,x,b,article\np,0,c,article\np,1,d\n");
        csv.extend(
            b"p,1,\"e\"f,article\np,1,\xff,article\np,1,g,ad\np,1,,article\np,1,h,navigation\n",
        );
        let reader = DatasetReader::new().skip_bad(true);
        let (data, report) = reader.read(&csv[..], "t.csv").unwrap();
        assert_eq!(data.pages().len(), 1, "an invalid row starts no page");
        assert_eq!(texts(data.pages()[0].page()), ["a", "h"]);
        assert_eq!((report.rows, report.n_skipped), (2, 7));
        let lines: Vec<_> = report.skipped.iter().map(|error| error.line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7].map(Some));

        let error = data_error(reader.read(&b"text,label\na,b\nc,d\n"[..], "t.csv"));
        assert!(
            error.to_string().contains("found no valid row, 2 invalid"),
            "{error}"
        );
        let error = data_error(reader.read(&b"text,label\na,article\n\"b,article\n"[..], "t.csv"));
        assert_eq!(
            (error.line, error.column.as_deref()),
            (Some(3), Some("text"))
        );
    }

    #[test]
    fn mapped_names_are_labels_and_may_redefine_one() {
        let reader = DatasetReader::new()
            .label_map("ad", Label::SubscriptionPitch)
            .label_map("navigation", Label::RelatedContent);
        let csv = "text,label\na,ad\nb,navigation\nc,article\n";
        let (data, _) = reader.read(csv.as_bytes(), "t.csv").unwrap();
        assert_eq!(data.label_counts(), [1, 1, 0, 1]);
    }

    #[test]
    fn pages_to_be_labelled_need_no_label() {
        let reader = DatasetReader::new();
        let (pages, report) = reader
            .read_pages(&b"label,text\nnonsense,a\n"[..], "t")
            .unwrap();
        assert_eq!(texts(pages[0].page()), ["a"]);
        assert_eq!(report.ignored_columns, [""; 0]);
        let (pages, _) = reader.read_pages(&b"text\na\n\nb\n"[..], "t").unwrap();
        assert_eq!(pages.len(), 2);
        let error = data_error(reader.read_pages(&b"label\narticle\n"[..], "t"));
        assert_eq!(error.column.as_deref(), Some("text"));
    }

    #[test]
    fn any_column_of_marks_makes_marks_and_raw_text_stays_as_it_is() {
        let row = |column: &str, cell: &str| {
            let csv = format!("text,label,path,{column}\nFerries,article,,\"{cell}\"\n");
            dataset(csv).pages()[0].page().paragraphs()[0]
                .marks()
                .cloned()
        };
        for (column, cell, expected) in [
            ("links", " 0-3:/a  3-7,nofollow:/b\n", {
                let links = ["0-3:/a", "3-7,nofollow:/b"].map(|link| link.parse().unwrap());
                Marks::default().with_links(links.to_vec())
            }),
            (
                "form",
                " /search\ntext:q ",
                Marks::default().with_form("/search text:q"),
            ),
            (
                "beside",
                "img  time",
                Marks::default().with_beside("img time"),
            ),
            ("raw", "\r\n Ferries\r", {
                Marks::default().with_raw(Some("\r\n Ferries\r".to_owned()))
            }),
        ] {
            assert_eq!(row(column, cell), Some(expected), "{column}");
            assert_eq!(row(column, " \r\n"), None, "{column}");
        }
        assert_eq!(row("place", ""), None);
        assert_eq!(row("facts", "{}"), None);
    }

    #[test]
    fn a_place_has_the_numbers_of_the_innermost_elements_only() {
        let n = Marks::MAX_ELEMENTS;
        let path = ["p"; 45].join(" < ");
        let csv = |n: usize| {
            format!(
                "text,label,path,place\na,article,{path},{}\n",
                vec!["1"; n].join(".")
            )
        };
        let marks = dataset(csv(n)).pages()[0].page().paragraphs()[0]
            .marks()
            .cloned();
        assert_eq!(marks.unwrap().place(), vec![1; n]);
        assert!(read(csv(n + 1)).is_err());
    }

    #[test]
    fn facts_are_those_of_whichever_row_has_them() {
        let csv = "page,text,label,facts\n\
        p,a,article,{}\n\
        q,a,article,\n\
        p,b,article,\"{\"\"title\"\":\"\"Ferries\"\",\"\"language\"\":\"\"de-AT\"\"}\"\n";
        let data = dataset(csv);
        let facts = data.pages()[0].page().facts();
        assert_eq!(facts.title.as_deref(), Some("Ferries"));
        assert_eq!(facts.language, "de".parse().ok());
        assert_eq!(data.pages()[1].page().facts(), &Default::default());
        assert!(!data.has_marks());
    }

    #[test]
    fn without_marks_a_page_says_nothing_of_itself() {
        let csv = "text,label,tag,facts\na,article,p,\"{\"\"title\"\":\"\"A\"\",\"\"hidden_bytes\"\":3}\"\n";
        let plain = dataset(csv).without_marks();
        let page = plain.pages()[0].page();
        let expected = crate::PageFacts {
            hidden_bytes: 3,
            ..Default::default()
        };
        assert_eq!(
            (page.facts(), page.paragraphs()[0].marks()),
            (&expected, None)
        );
    }

    /// Pages `p`, `q` and `r`, each with one row without marks; the marks of the others are one column each.
    #[test]
    fn pages_with_marks_in_some_rows_only_are_counted() {
        let csv = "page,text,label,tag,link_density,path\n\
        whole,a,article,p,0,\n\
        p,a,article,,,\n\
        q,a,article,,0.5,\n\
        p,b,article,p,,\n\
        none,a,article,,,\n\
        q,b,article,,,\n\
        r,a,article,,,div\n\
        r,b,article, ,,\n";
        let (data, report) = read(csv).unwrap();
        assert_eq!((data.pages().len(), report.n_partly_marked), (5, 3));
        let first = report.partly_marked.unwrap().to_string();
        let expected =
            "t.csv:3: found a row without marks, expected marks, as on line 5, for page \"p\"";
        assert!(first.starts_with(expected), "{first}");

        let (pages, report) = DatasetReader::new()
            .read_pages(csv.as_bytes(), "t.csv")
            .unwrap();
        assert_eq!((pages.len(), report.n_partly_marked), (5, 3));
        let (_, report) = read("page,text,label,tag\np,a,article,p\nq,b,article,\n").unwrap();
        assert_eq!((report.n_partly_marked, report.partly_marked), (0, None));
    }

    proptest! {
        #[test]
        fn no_bytes_panic_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..200), skip: bool, zip: bool) {
            let reader = DatasetReader::new().skip_bad(skip);
            let mut csv = b"page,position,text,label\np,1,a,article\n".to_vec();
            csv.extend(&bytes);
            for input in [&bytes, &csv] {
                let packed = if zip { gzip(input) } else { input.clone() };
                let _ = reader.read(&packed[..], "t.csv");
                let _ = reader.read_pages(&packed[..], "t.csv");
            }
            let mut torn = gzip(&csv);
            let at = bytes.len() % torn.len();
            torn[at] ^= 0x55;
            let _ = reader.read(&torn[..], "t.csv");
        }

        #[test]
        fn no_cells_panic_the_reader(rows in "([pq]|\"|,|\n|\r|[0-9]|article|a|é|-|\\.|:|\\{| < ){0,60}", skip: bool) {
            let reader = DatasetReader::new().skip_bad(skip);
            let csv = format!("page,position,text,label,link_density,path,place,links,facts\n{rows}");
            if let Ok((data, report)) = reader.read(csv.as_bytes(), "t.csv") {
                prop_assert_eq!(data.n_paragraphs(), report.rows);
            }
        }
    }
}
