//! What inputs are.

/// What a file of pages is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// A page of HTML.
    Html,
    /// A page of text.
    Text,
    /// JSON objects, a page each.
    Jsonl,
    /// Rows, a paragraph each.
    Csv,
    /// WARC records: responses and resources that are HTML, and conversions (WET), which are text.
    Warc,
    /// Rows, a page each. Read with the cargo feature `parquet`.
    Parquet,
}
