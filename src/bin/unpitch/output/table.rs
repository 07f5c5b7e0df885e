//! One line per paragraph, for reading: label, confidence, as much of the text as fits.

use std::io::{self, Write};

use terminal_size::{Width, terminal_size};
use unpitch::Label;
use unpitch::records::{EXPLAINED, Labelled};

use super::container::Container;
use super::pages::Render;
use super::{cut, faint, label as in_colour, neutral, strong};

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
    fn container(&self) -> Container {
        Container::Table
    }

    fn render(&self, page: &Labelled<'_>) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        if self.several {
            writeln!(out, "{}", strong(neutral(page.name)))?;
        }
        for (position, paragraph, prediction) in page.kept() {
            let label = prediction.label();
            let room = self.width.saturating_sub(BEFORE_TEXT).max(LEAST_TEXT);
            writeln!(
                out,
                "{} {:>4.0} %  {}",
                in_colour(label, format!("{label:<18}")),
                100.0 * prediction.probability(),
                cut(&neutral(paragraph.text()), room)
            )?;
            explain(&mut out, page, position, label)?;
        }
        Ok(out)
    }
}

fn explain(
    out: &mut Vec<u8>,
    page: &Labelled<'_>,
    position: usize,
    label: Label,
) -> io::Result<()> {
    let explanation = page.explanation;
    let Some(why) = explanation.and_then(|explanation| explanation.why(position, label)) else {
        return Ok(());
    };
    for term in why.strongest(EXPLAINED) {
        let line = format!("{:>+24.2}  {}", term.amount(), neutral(&term.to_string()));
        writeln!(out, "{}", faint(line))?;
    }
    Ok(())
}
