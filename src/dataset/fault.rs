//! How a fault of a data file is put into words.

use std::fmt::Display;
use std::path::Path;

use super::NamedPage;
use crate::error::DataError;

/// Longest excerpt of a file that a message quotes, in characters: about half a terminal line.
const EXCERPT_CHARS: usize = 40;

/// A place in a data file.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub path: &'a Path,
    pub line: Option<u64>,
    pub column: Option<&'a str>,
}

impl<'a> At<'a> {
    /// Data that were built in memory.
    pub fn nowhere() -> At<'a> {
        At::file(Path::new("data"))
    }

    /// The file as a whole.
    pub fn file(path: &'a Path) -> At<'a> {
        At {
            path,
            line: None,
            column: None,
        }
    }

    /// The first row of a page.
    pub fn page(page: &'a NamedPage) -> At<'a> {
        page.origin()
            .map_or_else(At::nowhere, |(path, line)| At::file(path).line(line))
    }

    pub fn line(self, line: u64) -> At<'a> {
        At {
            line: Some(line),
            ..self
        }
    }

    pub fn column(self, name: &'a str) -> At<'a> {
        At {
            column: Some(name),
            ..self
        }
    }

    /// The error: what was found here, what was expected, what to do.
    pub fn error(
        self,
        found: impl Display,
        expected: impl Display,
        advice: impl Display,
    ) -> Box<DataError> {
        let mut error = DataError::new(self.path, found, expected, advice);
        error.line = self.line;
        error.column = self.column.map(str::to_owned);
        Box::new(error)
    }
}

/// The text in quotes, cut to 40 characters, what a terminal must not get escaped.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}
