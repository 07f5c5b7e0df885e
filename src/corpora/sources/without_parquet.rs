//! What is said of Parquet by a build that does not read it.

use std::io;
use std::path::Path;

use super::super::job::{Job, Visit};
use super::counted::Counter;
use super::faults;
use super::record::Reading;

/// Hands on that the file cannot be read.
pub fn each(path: &Path, _: &Reading, _: &Counter, visit: Visit<'_>) -> io::Result<()> {
    let (found, expected) = ("Parquet, which this build does not read", "another format");
    let advice = "build with the cargo feature parquet";
    visit(Job::failed(faults::error(
        path, None, found, expected, advice,
    )))
}
