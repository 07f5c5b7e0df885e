//! Labelled paragraphs -> CSV of the schema, so that predictions, corrected by hand, are training data.

use std::borrow::Cow;
use std::io::{self, Write};

use super::facts;
use super::schema::Column;
use crate::{Label, Language, Link, Marks, PageFacts, Paragraph};

/// One row to write: a labelled paragraph, and what is known of its page.
#[derive(Clone, Copy, Debug)]
pub struct DatasetRow<'a> {
    page: &'a str,
    site: Option<&'a str>,
    language: Option<Language>,
    position: usize,
    label: Label,
    probability: Option<f32>,
    paragraph: &'a Paragraph,
    facts: Option<&'a PageFacts>,
    surroundings: [&'a str; 2],
}

impl<'a> DatasetRow<'a> {
    /// The paragraph at `position`, from 0, of the page of this name. Rows of one name are read as one page; the name
    /// must hold more than white space to be read again.
    #[must_use]
    pub fn new(
        page: &'a str,
        position: usize,
        label: Label,
        paragraph: &'a Paragraph,
    ) -> DatasetRow<'a> {
        DatasetRow {
            page,
            site: None,
            language: None,
            position,
            label,
            probability: None,
            paragraph,
            facts: None,
            surroundings: [""; 2],
        }
    }

    /// The page's site, where it is known.
    #[must_use]
    pub fn site(self, site: Option<&'a str>) -> DatasetRow<'a> {
        DatasetRow { site, ..self }
    }

    /// The page's language, where it is given.
    #[must_use]
    pub fn language(self, language: Option<Language>) -> DatasetRow<'a> {
        DatasetRow { language, ..self }
    }

    /// The label's probability, 0 to 1, where the label was predicted; written with four decimals.
    #[must_use]
    pub fn probability(self, probability: Option<f32>) -> DatasetRow<'a> {
        DatasetRow {
            probability,
            ..self
        }
    }

    /// What the page says of itself. One row of a page is enough, best its first: repeated on each, it would be most of
    /// the file.
    #[must_use]
    pub fn facts(self, facts: Option<&'a PageFacts>) -> DatasetRow<'a> {
        DatasetRow { facts, ..self }
    }

    /// The texts directly before and after the paragraph, for [`DatasetWriter::with_surroundings`].
    #[must_use]
    pub fn surroundings(self, before: &'a str, after: &'a str) -> DatasetRow<'a> {
        DatasetRow {
            surroundings: [before, after],
            ..self
        }
    }

    fn cell(&self, column: Column) -> Cow<'_, str> {
        match column {
            Column::Page => first(self.page),
            Column::Site => self.site.unwrap_or_default().into(),
            Column::Language => self.language.as_ref().map_or("", Language::code).into(),
            Column::Position => self.position.to_string().into(),
            Column::Label => self.label.name().into(),
            Column::Probability => {
                let probability = self.probability.map(|p| format!("{p:.4}"));
                probability.unwrap_or_default().into()
            }
            Column::Text => text(self.paragraph).into(),
            Column::Facts => self.facts.map_or(String::new(), facts::cell).into(),
            of_marks => {
                let marks = self.paragraph.marks();
                marks.map_or("".into(), |marks| mark(marks, of_marks))
            }
        }
    }
}

/// A text without any visible character, which folds to nothing.
const INVISIBLE: &str = "\u{200B}";

/// The cell of a text. An empty cell is refused when read, but paragraphs may be empty: rows of invisible characters are read as such.
fn text(paragraph: &Paragraph) -> &str {
    match paragraph.text() {
        "" => INVISIBLE,
        text => text,
    }
}

/// The cell of a name, which is a row's first. A byte-order mark there would be dropped when read, as files have them that were put
/// together of others; white space before it is, too, and saves it.
fn first(name: &str) -> Cow<'_, str> {
    match name.starts_with('\u{FEFF}') {
        true => format!(" {name}").into(),
        false => name.into(),
    }
}

/// The cell of a column of marks.
fn mark(marks: &Marks, column: Column) -> Cow<'_, str> {
    match column {
        Column::Tag => marks.tag().into(),
        Column::LinkDensity => marks.link_density().to_string().into(),
        Column::Path => marks.path().into(),
        Column::Place => joined(marks.place(), u32::to_string, ".").into(),
        Column::Links => joined(marks.links(), Link::to_string, " ").into(),
        Column::Form => marks.form().into(),
        Column::Beside => marks.beside().into(),
        Column::Raw => marks.raw().unwrap_or_default().into(),
        _ => "".into(),
    }
}

fn joined<T>(parts: &[T], text: impl Fn(&T) -> String, between: &str) -> String {
    let parts: Vec<String> = parts.iter().map(text).collect();
    parts.join(between)
}

/// Writes a header and one row per paragraph.
///
/// The columns: `page,site,language,position,label,probability,text,tag,link_density,path,place,links,form,beside,raw,facts`.
/// What is unknown is left empty. [`DatasetReader`](super::DatasetReader) reads the same pages back, without the
/// probabilities.
///
/// ```
/// use unpitch::dataset::{DatasetRow, DatasetWriter};
/// use unpitch::{Label, Paragraph};
///
/// let mut writer = DatasetWriter::new(Vec::new())?;
/// let paragraph = Paragraph::new("Ferries, at last, sail again.");
/// let row = DatasetRow::new("ferries", 0, Label::Article, &paragraph);
/// writer.write(row.probability(Some(0.98)))?;
/// let csv = String::from_utf8(writer.finish()?).unwrap();
/// assert!(csv.ends_with("ferries,,,0,article,0.9800,\"Ferries, at last, sail again.\",,,,,,,,,\n"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct DatasetWriter<W: Write> {
    csv: csv::Writer<W>,
    has_surroundings: bool,
}

/// The columns of the texts around a paragraph, which are not of the schema: whoever reads rows ignores them.
const SURROUNDINGS: [&str; 2] = ["before", "after"];

impl<W: Write> DatasetWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Those of `writer`.
    pub fn new(writer: W) -> io::Result<DatasetWriter<W>> {
        let mut csv = csv::Writer::from_writer(writer);
        csv.write_record(Column::ALL.map(Column::name))
            .map_err(io_error)?;
        Ok(DatasetWriter {
            csv,
            has_surroundings: false,
        })
    }

    /// Writes the header with two more columns, `before` and `after`: for rows that stand alone, which a person is to correct.
    ///
    /// # Errors
    /// Those of `writer`.
    pub fn with_surroundings(writer: W) -> io::Result<DatasetWriter<W>> {
        let mut csv = csv::Writer::from_writer(writer);
        let names = Column::ALL.map(Column::name).into_iter();
        csv.write_record(names.chain(SURROUNDINGS))
            .map_err(io_error)?;
        Ok(DatasetWriter {
            csv,
            has_surroundings: true,
        })
    }

    /// Writes rows below a header that has been written already.
    pub fn without_header(writer: W) -> DatasetWriter<W> {
        DatasetWriter {
            csv: csv::Writer::from_writer(writer),
            has_surroundings: false,
        }
    }

    /// Writes a row. Rows are buffered until [`DatasetWriter::flush`].
    ///
    /// # Errors
    /// Those of the writer below.
    pub fn write(&mut self, row: DatasetRow<'_>) -> io::Result<()> {
        let cells = Column::ALL.map(|column| row.cell(column));
        let cells = cells.iter().map(|cell| cell.as_bytes());
        let n = if self.has_surroundings { 2 } else { 0 };
        let more = row.surroundings[..n].iter().map(|cell| cell.as_bytes());
        self.csv.write_record(cells.chain(more)).map_err(io_error)
    }

    /// Flushes the buffer.
    ///
    /// # Errors
    /// Those of the writer below.
    pub fn flush(&mut self) -> io::Result<()> {
        self.csv.flush()
    }

    /// Flushes the buffer and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(self) -> io::Result<W> {
        self.csv
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)
    }
}

/// The writer's own error, its kind kept: a closed pipe must stay recognisable.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other("rows of different lengths"),
    }
}

#[cfg(test)]
mod tests;
