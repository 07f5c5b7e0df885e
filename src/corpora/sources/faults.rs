//! What is wrong with an input: errors that cost a page, and remarks that don't.

use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;

use super::super::job::Remark;
use crate::error::{DataError, Error};

/// Where a record stands.
#[derive(Clone)]
pub struct Place {
    pub path: Arc<Path>,
    /// Its first line, from 1.
    pub line: u64,
}

impl Place {
    pub fn error(&self, found: impl Display, expected: &str, advice: &str) -> Error {
        error(&self.path, Some(self.line), found, expected, advice)
    }

    /// A remark; see [`Remark::kind`].
    pub fn remark(&self, kind: &str, text: impl Display) -> Remark {
        remark(kind, self, text)
    }
}

impl Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.path.display(), self.line)
    }
}

/// A remark on what was found at `place`.
pub fn remark(kind: &str, place: impl Display, text: impl Display) -> Remark {
    Remark {
        kind: kind.to_owned(),
        place: place.to_string(),
        text: text.to_string(),
        is_warning: false,
    }
}

/// A file that is not a page.
pub fn refused(path: &Path, found: &str, advice: &str) -> Error {
    error(path, None, found, "a page of HTML or text", advice)
}

pub fn error(
    path: &Path,
    line: Option<u64>,
    found: impl Display,
    expected: &str,
    advice: &str,
) -> Error {
    let error = DataError::new(path, found, expected, advice);
    match line {
        Some(line) => error.at_line(line).into(),
        None => error.into(),
    }
}
