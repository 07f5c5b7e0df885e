//! A line a paragraph, for reading: label, confidence, as much of the text as fits.

use std::io::{self, Write};

use terminal_size::{Width, terminal_size};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use unpitch::Label;

use super::explain::{place, strongest};
use super::pages::{Render, RenderedPage};
use super::style;

/// Width where standard output is no terminal, in columns.
const DEFAULT_WIDTH: usize = 100;
/// Narrower than this, the table is not cut any further.
const LEAST_TEXT: usize = 20;
/// What stands before the text: label, confidence, spaces.
const BEFORE_TEXT: usize = 26;

/// Renders tables for the terminal, in colour, which a pipe's writer takes off.
pub struct Table {
    width: usize,
    /// Whether each page gets a heading.
    several: bool,
}

impl Table {
    /// Measures the terminal.
    pub fn new(several: bool) -> Table {
        let width = terminal_size().map_or(DEFAULT_WIDTH, |(Width(width), _)| width.into());
        Table { width, several }
    }
}

impl Render for Table {
    fn render(&self, page: &RenderedPage<'_>) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        if self.several {
            writeln!(out, "{}", style::strong(page.name))?;
        }
        for (position, paragraph, prediction) in page.kept() {
            let label = prediction.label();
            let room = self.width.saturating_sub(BEFORE_TEXT).max(LEAST_TEXT);
            writeln!(
                out,
                "{} {:>4.0} %  {}",
                style::label(label, format!("{label:<18}")),
                100.0 * prediction.probability(),
                cut(paragraph.text(), room)
            )?;
            explain(&mut out, page, position, label)?;
        }
        Ok(out)
    }
}

fn explain(
    out: &mut Vec<u8>,
    page: &RenderedPage<'_>,
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
        writeln!(out, "{}", style::faint(line))?;
    }
    Ok(())
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
