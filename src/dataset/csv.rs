//! CSV bytes -> records, strictly; knows no page and no label.
//!
//! ```text
//! bytes -> input (gzip, byte order mark) -> splitter (cells, lines) -> record (cells as text)
//! ```

mod input;
mod record;
mod splitter;

pub(super) use input::{Input, InputFault};
pub use record::MAX_RECORD_BYTES;
pub(super) use record::{BrokenUtf8, Cells, Record};
pub(super) use splitter::{SplitFault, Splitter};
