//! Labelled paragraphs -> CSV of the schema, so that predictions, corrected by hand, are training data.

use std::io::{self, Write};

use super::schema::Column;
use crate::{Label, Language, Paragraph};

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
}

/// Writes a header and one row per paragraph.
///
/// The columns: `page,site,language,position,label,probability,text,tag,link_density,path`. What is unknown is left
/// empty. [`DatasetReader`](super::DatasetReader) reads the same pages back, without the probabilities.
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
/// assert!(csv.ends_with("ferries,,,0,article,0.9800,\"Ferries, at last, sail again.\",,,\n"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct DatasetWriter<W: Write> {
    csv: csv::Writer<W>,
}

impl<W: Write> DatasetWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Those of `writer`.
    pub fn new(writer: W) -> io::Result<DatasetWriter<W>> {
        let mut csv = csv::Writer::from_writer(writer);
        csv.write_record(Column::ALL.map(Column::name))
            .map_err(io_error)?;
        Ok(DatasetWriter { csv })
    }

    /// Writes rows below a header that has been written already.
    pub fn without_header(writer: W) -> DatasetWriter<W> {
        DatasetWriter {
            csv: csv::Writer::from_writer(writer),
        }
    }

    /// Writes a row. Rows are buffered until [`DatasetWriter::flush`].
    ///
    /// # Errors
    /// Those of the writer below.
    pub fn write(&mut self, row: DatasetRow<'_>) -> io::Result<()> {
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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dataset::tests::read;
    use crate::{Marks, Page};

    fn any_paragraph() -> impl Strategy<Value = (Label, Paragraph)> {
        let text = "[a\"',;=é\u{a0}\u{0} \r\n\t-]{0,12}[b\"]";
        let marks = (
            "[a-z0-9]{0,3}",
            0.0f32..=1.0,
            "([a-z\"]( <,\n\\.[a-z]){0,2})?",
        );
        let marks = marks.prop_map(|(tag, link_density, path)| Marks::new(tag, link_density, path));
        let label = proptest::sample::select(&Label::ALL[..]);
        (label, text, proptest::option::of(marks)).prop_map(|(label, text, marks)| {
            let folded = Paragraph::new(Paragraph::new(&text).text());
            let paragraph = match marks {
                Some(marks) => folded.with_marks(marks),
                None => folded,
            };
            (label, paragraph)
        })
    }

    type AnyPage = (Option<String>, Option<Language>, Vec<(Label, Paragraph)>);

    fn write(pages: &[AnyPage]) -> Vec<u8> {
        let mut writer = DatasetWriter::new(Vec::new()).unwrap();
        for (i, (site, language, paragraphs)) in pages.iter().enumerate() {
            for (position, (label, paragraph)) in paragraphs.iter().enumerate() {
                let name = format!("\"p\",\n{i}");
                let row = DatasetRow::new(&name, position, *label, paragraph)
                    .site(site.as_deref())
                    .language(*language)
                    .probability(Some(0.5));
                writer.write(row).unwrap();
            }
        }
        writer.finish().unwrap()
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(pages in proptest::collection::vec((
            proptest::option::of("[a-z,\".]{1,8}"),
            proptest::option::of(proptest::sample::select(vec!["en".parse().unwrap(), "yue".parse().unwrap()])),
            proptest::collection::vec(any_paragraph(), 1..5),
        ), 1..4)) {
            let (data, report) = read(write(&pages)).unwrap();
            prop_assert_eq!(report.ignored_columns, Vec::<String>::new());
            prop_assert_eq!(data.pages().len(), pages.len());
            for (read, (site, language, paragraphs)) in data.pages().iter().zip(pages) {
                let (labels, paragraphs): (Vec<_>, Vec<_>) = paragraphs.into_iter().unzip();
                prop_assert_eq!(read.site(), site.as_deref());
                prop_assert_eq!(read.page(), &Page::new(paragraphs).with_language(language));
                prop_assert_eq!(read.labels(), labels);
            }
        }
    }
}
