//! A place in a data file, and how a message quotes what is there.

use std::fmt::Display;
use std::path::Path;

use crate::error::DataError;

/// Longest excerpt of a file that a message quotes, in characters: about half a terminal line.
const EXCERPT_CHARS: usize = 40;

/// A place in a data file.
#[derive(Clone, Copy)]
pub(super) struct Location<'a> {
    pub path: &'a Path,
    line: Option<u64>,
    column: Option<&'a str>,
}

impl<'a> Location<'a> {
    /// Data that were built in memory.
    pub fn nowhere() -> Location<'a> {
        Location::file(Path::new("data"))
    }

    /// The file as a whole.
    pub fn file(path: &'a Path) -> Location<'a> {
        Location {
            path,
            line: None,
            column: None,
        }
    }

    pub fn line(self, line: u64) -> Location<'a> {
        Location {
            line: Some(line),
            ..self
        }
    }

    /// The same place without its line, for what concerns the whole file.
    pub fn whole(self) -> Location<'a> {
        Location { line: None, ..self }
    }

    pub fn column(self, name: impl Into<Option<&'a str>>) -> Location<'a> {
        Location {
            column: name.into(),
            ..self
        }
    }

    /// What is wrong here: what was found, what was expected, what to do.
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

/// The text in quotes, cut to 40 characters, with everything escaped that a terminal must not get.
pub(crate) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}
