//! A line per page, for reading: access, kind of page, what is offered, the page's name, and the first reason.

use std::io::{self, Write};

use anstyle::AnsiColor;
use unpitch::Access;
use unpitch::records::Labelled;

use crate::output::container::Container;
use crate::output::pages::Render;
use crate::output::{faint, neutral, styled};

/// Renders lines for the terminal, in colour, which a pipe's writer takes off.
pub struct Table;

impl Render for Table {
    fn container(&self) -> Container {
        Container::Table
    }

    fn render(&self, page: &Labelled<'_>) -> io::Result<Vec<u8>> {
        let verdict = page.verdict;
        let pitches: Vec<&str> = verdict.pitches.iter().map(|kind| kind.name()).collect();
        let offers = match pitches.as_slice() {
            [] => "no offer".to_owned(),
            kinds => kinds.join(", "),
        };
        let reason = verdict.reasons.first().map(ToString::to_string);
        let mut line = Vec::new();
        writeln!(
            line,
            "{}  {:<8}  {}  {offers}{}",
            in_colour(verdict.access),
            verdict.kind.name(),
            neutral(page.name),
            faint(reason.map_or(String::new(), |why| format!("  ({})", neutral(&why)))),
        )?;
        Ok(line)
    }
}

/// What may be read is green, what is shut stands out.
fn in_colour(access: Access) -> String {
    let colour = match access {
        Access::Open => AnsiColor::Green,
        Access::Metered => AnsiColor::Yellow,
        Access::Gated => AnsiColor::Red,
        _ => AnsiColor::BrightBlack,
    };
    styled(colour.on_default(), format!("{:<7}", access.name()))
}
