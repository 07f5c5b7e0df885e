//! One error for the whole library, always with a place: a path and line, a parameter, a field.

use std::io;
use std::path::{Path, PathBuf};

/// `Result` with unpitch's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong in the library.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be opened, read, written or renamed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A data file holds something that cannot be used.
    #[error(transparent)]
    Data(Box<DataError>),
    /// A parameter is outside its range.
    #[error("parameter {name}: found {found}, expected {expected}")]
    Param {
        /// The parameter's name, as in `TrainParams`.
        name: &'static str,
        /// The value given.
        found: String,
        /// The values accepted.
        expected: String,
    },
    /// A model file is damaged, truncated, or not a model file.
    #[error("model file, {field}: {reason}")]
    Model {
        /// The part of the file: `header`, or the name of a tensor or metadata field.
        field: &'static str,
        /// What was found and what was expected.
        reason: String,
    },
    /// A fit could not be carried out.
    #[error("fitting: {0}")]
    Fit(String),
    /// Predictions were asked about a page that they were not made for.
    #[error("these predictions were made for another page")]
    OtherPage,
    /// A training was told to stop.
    #[error("stopped before the end; nothing was written")]
    Interrupted,
    /// linfa's own errors, which its `Fit` trait asks us to carry.
    #[cfg(feature = "train")]
    #[error(transparent)]
    Linfa(#[from] linfa::Error),
}

/// Where a data file is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: found {found}, expected {expected}; {advice}", place(path, *line, column.as_deref()))]
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

impl From<DataError> for Error {
    fn from(error: DataError) -> Self {
        Error::Data(Box::new(error))
    }
}

impl Error {
    /// Wraps an I/O error with its path; for `map_err`.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
        let path = path.into();
        move |source| Error::Io { path, source }
    }

    /// A parameter outside its range.
    #[cfg(feature = "train")]
    pub(crate) fn param(
        name: &'static str,
        found: impl ToString,
        expected: impl ToString,
    ) -> Error {
        Error::Param {
            name,
            found: found.to_string(),
            expected: expected.to_string(),
        }
    }

    /// A model file whose `field` is wrong.
    pub(crate) fn model(field: &'static str, reason: impl ToString) -> Error {
        Error::Model {
            field,
            reason: reason.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_error_says_place_found_expected_and_advice() {
        let error = DataError {
            path: "a.csv".into(),
            line: Some(12),
            column: Some("label".into()),
            found: "\"ad\"".into(),
            expected: "one of the four labels".into(),
            advice: "rename it".into(),
        };
        assert_eq!(
            Error::from(error).to_string(),
            "a.csv:12: column \"label\": found \"ad\", expected one of the four labels; rename it"
        );
    }
}
