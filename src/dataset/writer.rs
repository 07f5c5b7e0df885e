//! Labelled paragraphs -> CSV of the schema, so that predictions, corrected by hand, are training data.

use std::io::{self, Write};

use super::columns::Column;
use crate::{Label, Language, Paragraph};

/// One row to write.
#[derive(Clone, Copy, Debug)]
pub struct LabelledRow<'a> {
    /// The page's name; rows of one name are read as one page. Must hold more than white space to be read again.
    pub page: &'a str,
    /// The page's site, where it is known.
    pub site: Option<&'a str>,
    /// The page's language, where it is given.
    pub language: Option<Language>,
    /// The paragraph's place on its page, from 0.
    pub position: usize,
    /// The paragraph's label.
    pub label: Label,
    /// The label's probability, 0 to 1, where the label was predicted; written with four decimals.
    pub probability: Option<f32>,
    /// Its text and its marks.
    pub paragraph: &'a Paragraph,
}

/// Writes a header and a row a paragraph.
///
/// The columns: `page,site,language,position,label,probability,text,tag,link_density,path`. What is unknown is left
/// empty. [`DatasetReader`](super::DatasetReader) reads the same pages back, without the probabilities.
///
/// ```
/// use unpitch::{Label, LabelledRow, Paragraph, RecordWriter};
///
/// let mut writer = RecordWriter::new(Vec::new())?;
/// writer.write(LabelledRow {
///     page: "ferries",
///     site: None,
///     language: None,
///     position: 0,
///     label: Label::Article,
///     probability: Some(0.98),
///     paragraph: &Paragraph::new("Ferries, at last, sail again."),
/// })?;
/// let csv = String::from_utf8(writer.finish()?).unwrap();
/// assert!(csv.ends_with("ferries,,,0,article,0.9800,\"Ferries, at last, sail again.\",,,\n"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct RecordWriter<W: Write> {
    csv: csv::Writer<W>,
}

impl<W: Write> RecordWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// What `writer` says.
    pub fn new(writer: W) -> io::Result<RecordWriter<W>> {
        let mut csv = csv::Writer::from_writer(writer);
        csv.write_record(Column::ALL.map(Column::name))
            .map_err(io_error)?;
        Ok(RecordWriter { csv })
    }

    /// Writes rows below a header that stands already.
    pub fn without_header(writer: W) -> RecordWriter<W> {
        RecordWriter {
            csv: csv::Writer::from_writer(writer),
        }
    }

    /// Writes a row. Rows are buffered; [`RecordWriter::flush`] sends them on.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn write(&mut self, row: LabelledRow<'_>) -> io::Result<()> {
        let marks = row.paragraph.marks();
        let [position, probability, density] = [
            row.position.to_string(),
            row.probability.map_or(String::new(), |p| format!("{p:.4}")),
            marks.map_or(String::new(), |marks| marks.link_density().to_string()),
        ];
        let cells = Column::ALL.map(|column| match column {
            Column::Page => row.page,
            Column::Site => row.site.unwrap_or_default(),
            Column::Language => row.language.as_ref().map_or("", |language| language.code()),
            Column::Position => &position,
            Column::Label => row.label.name(),
            Column::Probability => &probability,
            Column::Text => row.paragraph.text(),
            Column::Tag => marks.map_or("", |marks| marks.tag()),
            Column::LinkDensity => &density,
            Column::Path => marks.map_or("", |marks| marks.path()),
        });
        self.csv.write_record(cells).map_err(io_error)
    }

    /// Sends on what is buffered.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn flush(&mut self) -> io::Result<()> {
        self.csv.flush()
    }

    /// Sends on what is buffered and gives the writer back.
    ///
    /// # Errors
    /// What the writer says.
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
