//! A line a paragraph, for reading: label, confidence, as much of the text as fits.

use std::io::{self, Write};

use terminal_size::{Width, terminal_size};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use unpitch::Label;

use super::explain::{place, strongest};
use super::pages::{LabelledPage, PageWriter};
use super::style;

/// Width where standard output is no terminal, in columns.
const DEFAULT_WIDTH: usize = 100;
/// Narrower than this, the table is not cut any further.
const LEAST_TEXT: usize = 20;
/// What stands before the text: label, confidence, spaces.
const BEFORE_TEXT: usize = 26;

/// Writes a table to standard output.
pub struct Writer {
    out: io::BufWriter<anstream::Stdout>,
    width: usize,
    /// Whether each page gets a heading.
    several: bool,
}

impl Writer {
    /// Measures the terminal.
    pub fn new(several: bool) -> Writer {
        let width = terminal_size().map_or(DEFAULT_WIDTH, |(Width(width), _)| width.into());
        Writer {
            out: io::BufWriter::new(anstream::stdout()),
            width,
            several,
        }
    }

    fn explain(
        &mut self,
        page: &LabelledPage<'_>,
        position: usize,
        label: Label,
    ) -> io::Result<()> {
        let Some(explanation) = page.explanation else {
            return Ok(());
        };
        for contribution in strongest(explanation, position, label) {
            let line = format!(
                "{:>24.2}  {} \"{}\", {}",
                contribution.amount(),
                contribution.family.name(),
                contribution.feature,
                place(contribution.offset)
            );
            writeln!(self.out, "{}", style::faint(line))?;
        }
        Ok(())
    }
}

impl PageWriter for Writer {
    fn write(&mut self, page: &LabelledPage<'_>) -> io::Result<()> {
        if self.several {
            writeln!(self.out, "{}", style::strong(page.name))?;
        }
        for (position, paragraph, prediction) in page.kept() {
            let label = prediction.label();
            let room = self.width.saturating_sub(BEFORE_TEXT).max(LEAST_TEXT);
            writeln!(
                self.out,
                "{} {:>4.0} %  {}",
                style::label(label, format!("{label:<18}")),
                100.0 * prediction.probability(),
                cut(paragraph.text(), room)
            )?;
            self.explain(page, position, label)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// As much of a text as fits into `room` columns, ended by `…` if that is not all.
fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut used = 0;
    let fitting = text.chars().take_while(|c| {
        used += c.width().unwrap_or(0);
        used < room
    });
    fitting.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_text_is_cut_to_columns_not_bytes() {
        assert_eq!(cut("Fähre", 5), "Fähre");
        assert_eq!(cut("Fähren", 5), "Fähr…");
        assert_eq!(cut("東京の港", 5), "東京…");
    }
}
