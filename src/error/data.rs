//! Where a data file is wrong: place, what was found, what was expected, what to do.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where a data file is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: found {found}, expected {expected}; {advice}", place(path, *line, column.as_deref()))]
#[non_exhaustive]
pub struct DataError {
    /// The file, or `-` for standard input.
    pub path: PathBuf,
    /// The line, from 1, where the faulty record starts.
    pub line: Option<u64>,
    /// The column's name.
    pub column: Option<String>,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do.
    pub advice: String,
    /// What is wrong, for programs.
    pub kind: DataErrorKind,
}

/// What is wrong with a data file, for programs that want to add to the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum DataErrorKind {
    /// A label's name that is neither one of the four nor one of
    /// [`DatasetReader::label_map`](crate::dataset::DatasetReader::label_map).
    UnknownLabel,
    /// Bytes that are no UTF-8.
    BrokenUtf8,
    /// Anything else.
    #[default]
    Other,
}

impl DataError {
    /// A fault of the whole file at `path`: what was found, what was expected, what to do.
    ///
    /// ```
    /// let error = unpitch::DataError::new("a.csv", "an empty file", "a header", "add a header")
    ///     .at_line(1)
    ///     .in_column("text");
    /// let expected = "a.csv:1: column \"text\": found an empty file, expected a header; add a header";
    /// assert_eq!(error.to_string(), expected);
    /// ```
    pub fn new(
        path: impl Into<PathBuf>,
        found: impl fmt::Display,
        expected: impl fmt::Display,
        advice: impl fmt::Display,
    ) -> DataError {
        DataError {
            path: path.into(),
            line: None,
            column: None,
            found: found.to_string(),
            expected: expected.to_string(),
            advice: advice.to_string(),
            kind: DataErrorKind::Other,
        }
    }

    /// The same fault on this line, from 1.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> DataError {
        self.line = Some(line);
        self
    }

    /// The same fault in the column of this name.
    #[must_use]
    pub fn in_column(mut self, name: impl Into<String>) -> DataError {
        self.column = Some(name.into());
        self
    }
}

/// `path:line: column "name"`, as far as known.
fn place(path: &Path, line: Option<u64>, column: Option<&str>) -> String {
    let mut place = path.display().to_string();
    if let Some(line) = line {
        place += &format!(":{line}");
    }
    if let Some(column) = column {
        place += &format!(": column \"{column}\"");
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn a_data_error_says_place_found_expected_and_advice() {
        let error = DataError::new("a.csv", "\"ad\"", "one of the four labels", "rename it");
        let error = Error::from(error.at_line(12).in_column("label"));
        assert_eq!(
            error.to_string(),
            "a.csv:12: column \"label\": found \"ad\", expected one of the four labels; rename it"
        );
        assert_eq!(error.path(), Some(Path::new("a.csv")));
        assert_eq!((error.line(), error.column()), (Some(12), Some("label")));
    }
}
