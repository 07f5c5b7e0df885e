//! What is found, and where.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

use super::Rule;
use crate::dataset::LabelledPage;

/// Something that a person should look at. Findings are ordered by path, line and rule.
///
/// As JSON an object with `path`, `line`, `rule`, `message` and `other` (`path` and `line`), the last `null` where there is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The file.
    #[serde(serialize_with = "shown")]
    pub path: PathBuf,
    /// The line where the row starts, from 1; `None` for pages that come from no file.
    pub line: Option<u64>,
    /// The rule that found it.
    pub rule: Rule,
    /// What is wrong, and what to do.
    pub message: String,
    /// The other row or page that it is about, where there is one.
    pub other: Option<Place>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Place {
    /// The file.
    #[serde(serialize_with = "shown")]
    pub path: PathBuf,
    /// The line, from 1; `None` for pages that come from no file.
    pub line: Option<u64>,
}

/// A path need not be UTF-8, but JSON must.
fn shown<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

impl Finding {
    /// A finding about one place.
    pub(super) fn new(rule: Rule, at: Place, message: String) -> Finding {
        Finding {
            path: at.path,
            line: at.line,
            rule,
            message,
            other: None,
        }
    }

    /// The same finding, which is about another place too.
    pub(super) fn and(mut self, other: Place) -> Finding {
        self.other = Some(other);
        self
    }
}

impl Place {
    /// A line of a file.
    pub(super) fn line(path: &Path, line: u64) -> Place {
        Place {
            path: path.to_owned(),
            line: Some(line),
        }
    }

    /// The row of a page's paragraph.
    pub(super) fn row(page: &LabelledPage, paragraph: usize) -> Place {
        let path = page.origin().map_or(Path::new("data"), |(path, _)| path);
        Place {
            path: path.to_owned(),
            line: page.row(paragraph).map(|row| row.line),
        }
    }

    /// A page's first row in the file, whatever its position.
    pub(super) fn page(page: &LabelledPage) -> Place {
        match page.origin() {
            Some((path, line)) => Place::line(path, line),
            None => Place::row(page, 0),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}
