//! What kind of file rendered pages make.

use super::parquet::Rows;

/// How pages stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// One after the other.
    Bytes,
    /// One after the other, in colours where a terminal shows them.
    Table,
    /// One after the other; packed by gzip, each page is a member of its own.
    Records,
    /// One after the other in one document, with an index at its end.
    Document,
    /// Rows of a Parquet file, made of JSON lines.
    Parquet(Rows),
}
