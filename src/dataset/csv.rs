//! CSV bytes -> records, strictly; knows no page and no label.
//!
//! ```text
//! bytes -> input (gzip, byte order mark) -> splitter (cells, lines) -> record (cells as text), signs (what files were joined)
//! ```

mod input;
mod record;
mod signs;
mod splitter;

pub(super) use input::{Input, InputFault};
pub use record::MAX_RECORD_BYTES;
pub(super) use record::{BrokenUtf8, Cells, LineEnd, Record};
pub(super) use signs::Signs;
pub(super) use splitter::{SplitFault, Splitter};
