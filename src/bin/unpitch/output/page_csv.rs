//! Rows of the training schema, so that the output, corrected by hand, is training data.

use std::collections::HashMap;
use std::io;

use unpitch::{LabelledRow, RecordWriter};

use super::pages::{LabelledPage, PageWriter};

/// Writes a row a paragraph.
pub struct Writer<W: io::Write> {
    records: RecordWriter<W>,
    /// How often each page name came: the rows of two pages of one name would be read as one page.
    names: HashMap<String, usize>,
}

impl<W: io::Write> Writer<W> {
    /// Writes the header.
    pub fn new(writer: W) -> io::Result<Writer<W>> {
        Ok(Writer {
            records: RecordWriter::new(writer)?,
            names: HashMap::new(),
        })
    }

    /// The name, numbered from its second page on.
    fn distinct(&mut self, name: &str) -> String {
        let times = self.names.entry(name.to_owned()).or_default();
        *times += 1;
        if *times == 1 {
            name.to_owned()
        } else {
            format!("{name} ({times})")
        }
    }
}

impl<W: io::Write> PageWriter for Writer<W> {
    fn write(&mut self, page: &LabelledPage<'_>) -> io::Result<()> {
        let name = self.distinct(page.name);
        for (position, paragraph, prediction) in page.kept() {
            self.records.write(LabelledRow {
                page: &name,
                site: page.site,
                language: page.predictions.language(),
                position,
                label: prediction.label(),
                probability: Some(prediction.probability()),
                paragraph,
            })?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.records.flush()
    }
}
