//! What is written: results on stdout, one file per format; the talk on stderr; colours for both.

pub mod answers;
pub mod container;
pub mod csv;
pub mod dolma;
pub mod frame;
pub mod html;
pub mod lines;
mod neutral;
pub mod pages;
pub mod parquet;
pub mod rows;
pub mod say;
pub mod shape;
pub mod shards;
pub mod sink;
pub mod table;
pub mod text;
pub mod uncertain;
/// Verdicts.
pub mod verdict {
    pub mod csv;
    pub mod table;
}
pub mod wet;

use std::fmt::Display;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use unpitch::Label;

use crate::args::Colour;
pub use neutral::neutral;
pub use say::note as notice;

/// Writes a result on stdout.
///
/// # Errors
/// What stdout says; a closed pipe too, which [`crate::exit`] knows to be no error.
pub fn result(bytes: &[u8]) -> io::Result<()> {
    written(io::stdout().write_all(bytes))
}

/// Whether what was written to stdout has arrived.
///
/// # Errors
/// As [`result`].
pub fn written(written: io::Result<()>) -> io::Result<()> {
    let flushed = written.and_then(|()| io::stdout().flush());
    flushed.map_err(on_stdout)
}

/// An error of stdout that says so.
fn on_stdout(error: io::Error) -> io::Error {
    io::Error::new(error.kind(), OnStdout(error))
}

/// What stdout said.
#[derive(Debug, thiserror::Error)]
#[error("standard output: {0}")]
pub struct OnStdout(io::Error);

/// As much of a text as fits into `room` columns, ended by `…` if that is not all.
pub fn cut(text: &str, room: usize) -> String {
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

// Colours: anstream leaves them out where the stream is not a terminal or `NO_COLOR` is set, unless it is told otherwise.

/// From now on both streams are in colours then.
pub fn set_colours(when: Colour) {
    let choice = match when {
        Colour::Auto => anstream::ColorChoice::Auto,
        Colour::Always => anstream::ColorChoice::Always,
        Colour::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// A label's colour: what to keep is green, what to cut stands out, the rest is quiet.
fn label(label: Label, text: impl Display) -> String {
    let colour = match label {
        Label::Article => AnsiColor::Green,
        Label::SubscriptionPitch => AnsiColor::Red,
        Label::Navigation => AnsiColor::BrightBlack,
        Label::RelatedContent => AnsiColor::Blue,
    };
    styled(colour.on_default(), text)
}

/// For the words `error:` and `warning:`.
fn error_style(text: impl Display) -> String {
    styled(AnsiColor::Red.on_default().bold(), text)
}

/// For what may be skipped when reading.
fn faint(text: impl Display) -> String {
    styled(Style::new().dimmed(), text)
}

/// For headings.
fn strong(text: impl Display) -> String {
    styled(Style::new().bold(), text)
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
