//! The text of the paragraphs kept, with an empty line between them, and two between pages.

use std::io;

use super::pages::{LabelledPage, PageWriter};

/// Writes paragraphs.
pub struct Writer<W: io::Write> {
    writer: W,
    /// Whether a page was written already.
    begun: bool,
}

impl<W: io::Write> Writer<W> {
    /// Writes nothing yet.
    pub fn new(writer: W) -> Writer<W> {
        Writer {
            writer,
            begun: false,
        }
    }
}

impl<W: io::Write> PageWriter for Writer<W> {
    fn write(&mut self, page: &LabelledPage<'_>) -> io::Result<()> {
        let texts: Vec<&str> = page
            .kept()
            .map(|(_, paragraph, _)| paragraph.text())
            .collect();
        if texts.is_empty() {
            return Ok(());
        }
        if std::mem::replace(&mut self.begun, true) {
            self.writer.write_all(b"\n\n")?;
        }
        writeln!(self.writer, "{}", texts.join("\n\n"))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
