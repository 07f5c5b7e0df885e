//! One error for the whole library, always with a place: a path and line, a parameter, a field.

mod data;
#[cfg(feature = "train")]
mod fit;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

pub use data::{DataError, DataErrorKind};
#[cfg(feature = "train")]
pub use fit::FitError;

/// `Result` with unpitch's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong in the library.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be opened, read, written or renamed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file, or `-` for a stream.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A data file holds something that cannot be used.
    #[error(transparent)]
    Data(Box<DataError>),
    /// A parameter is outside its range.
    #[error("parameter {name}: found {found}, expected {expected}")]
    #[non_exhaustive]
    Param {
        /// The parameter's name, as in `TrainParams`.
        name: &'static str,
        /// The value given.
        found: String,
        /// The values accepted.
        expected: String,
    },
    /// A model file is damaged, truncated, or not a model file.
    #[error("{}, {field}: {reason}", ModelPlace(path.as_deref()))]
    #[non_exhaustive]
    Model {
        /// The file, where the model was read from one.
        path: Option<PathBuf>,
        /// The part of the file: `header`, or the name of a tensor or metadata field.
        field: &'static str,
        /// What was found and what was expected.
        reason: String,
    },
    /// A fit could not be carried out.
    #[cfg(feature = "train")]
    #[error("fitting: {0}")]
    Fit(#[from] FitError),
    /// Predictions were asked about a page that they were not made for.
    #[error("these predictions were made for another page")]
    OtherPage,
    /// A loss was to be kept within a budget by a model that has not measured any for pages of this kind.
    #[error(
        "the model promises no loss for pages of this kind: it was trained on fewer than 20 of them, or by an older version; leave the budget out, or train it on more"
    )]
    NoPromise,
    /// Work on a page went on past its [`Deadline`](crate::Deadline).
    #[error("the page took longer than it was given; give it more time, or leave it out")]
    OutOfTime,
    /// A training was stopped by its caller before it had a model.
    #[error("interrupted")]
    Interrupted,
    /// linfa's own errors, which its `Fit` trait asks us to carry: a `linfa::Error`, of the version used here.
    #[cfg(feature = "train")]
    #[error(transparent)]
    Linfa(Box<dyn std::error::Error + Send + Sync>),
}

/// `path: model file`, the path as far as known.
struct ModelPlace<'a>(Option<&'a Path>);

impl fmt::Display for ModelPlace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = self.0 {
            write!(f, "{}: ", path.display())?;
        }
        f.write_str("model file")
    }
}

impl From<DataError> for Error {
    fn from(error: DataError) -> Self {
        Error::Data(Box::new(error))
    }
}

impl From<Box<DataError>> for Error {
    fn from(error: Box<DataError>) -> Self {
        Error::Data(error)
    }
}

#[cfg(feature = "train")]
impl From<linfa::Error> for Error {
    fn from(error: linfa::Error) -> Self {
        Error::Linfa(Box::new(error))
    }
}

impl Error {
    /// The file that the error is about, where it is about one; `-` is a stream.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Error::Io { path, .. } => Some(path),
            Error::Data(error) => Some(&error.path),
            Error::Model { path, .. } => path.as_deref(),
            _ => None,
        }
    }

    /// The line of a data file that the error is about, from 1.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        match self {
            Error::Data(error) => error.line,
            _ => None,
        }
    }

    /// The name of the column of a data file that the error is about.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        match self {
            Error::Data(error) => error.column.as_deref(),
            _ => None,
        }
    }

    /// Whether a training was stopped by its own caller: nothing is wrong then.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(self, Error::Interrupted)
    }

    /// Wraps an I/O error with its path; for `map_err`.
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
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
            path: None,
            field,
            reason: reason.to_string(),
        }
    }

    /// The same error of a stream, now that it is known to be the file at `path`.
    pub(crate) fn for_file(self, path: &Path) -> Error {
        match self {
            Error::Io { source, .. } => Error::io(path)(source),
            Error::Model { field, reason, .. } => Error::Model {
                path: Some(path.to_owned()),
                field,
                reason,
            },
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_error_names_the_file_once_it_is_known() {
        let error = Error::model("header", "found 3, expected 4");
        assert_eq!(
            (error.to_string().as_str(), error.path()),
            ("model file, header: found 3, expected 4", None)
        );
        let error = error.for_file(Path::new("site.unpitch"));
        assert_eq!(
            error.to_string(),
            "site.unpitch: model file, header: found 3, expected 4"
        );
        assert_eq!(error.path(), Some(Path::new("site.unpitch")));
    }

    #[test]
    fn only_an_interruption_is_one() {
        assert!(Error::Interrupted.is_interrupted());
        let error = Error::io("a")(io::ErrorKind::Interrupted.into());
        assert!(!error.is_interrupted());
        assert_eq!(error.path(), Some(Path::new("a")));
    }
}
