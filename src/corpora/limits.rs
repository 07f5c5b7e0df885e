//! How much of an input a page may be.

use std::path::Path;

use super::job::{Read, Reject};
use crate::error::DataError;

/// How much a page of an input may be; what is beyond is refused, and the rest goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Longest page, in bytes, unpacked: a file, a JSON object, a WARC record, a row of Parquet. A page is held in memory several
    /// times over. What a file unpacks to counts, so that a small archive cannot fill the memory.
    pub page_bytes: usize,
    /// Most paragraphs of a page.
    pub paragraphs: usize,
}

impl Default for Limits {
    /// 256 MiB, a million paragraphs.
    fn default() -> Limits {
        Limits {
            page_bytes: 256 << 20,
            paragraphs: 1_000_000,
        }
    }
}

impl Limits {
    /// A page's length as errors call it.
    pub(super) fn size(bytes: usize) -> String {
        match bytes % (1 << 20) {
            0 => format!("{} MiB", bytes >> 20),
            _ => format!("{bytes} bytes"),
        }
    }

    /// What a file gave, unless its page has too many paragraphs.
    ///
    /// # Errors
    /// The page that has.
    pub(super) fn check(self, read: Read, path: &Path) -> Result<Read, Box<Reject>> {
        let Some(input) = &read.page else {
            return Ok(read);
        };
        let n = input.page.page().paragraphs().len();
        if n <= self.paragraphs {
            return Ok(read);
        }
        let (name, most) = (input.page.name(), self.paragraphs);
        let found = format!("{n} paragraphs in {name}");
        let expected = format!("a page of at most {most}");
        let advice = "split it into pages, or raise the limit (--max-paragraphs)";
        let error = DataError::new(path, found, &expected, advice);
        Err(Reject::new(error.into()).id(Some(name.to_owned())).into())
    }
}
