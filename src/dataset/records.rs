//! A file -> its rows, and every fault on the way put into words.

use std::io::Read;
use std::path::Path;

use super::cells::{MAX_RECORD_BYTES, Record};
use super::columns::{Column, Columns};
use super::fault::{At, excerpt};
use super::row::{Labels, Row, broken_utf8};
use super::source::Source;
use super::splitter::{Fault, Splitter};
use crate::error::{DataError, Error, Result};

/// Why there is no next row.
pub(super) enum Stop {
    /// The next one may be good.
    BadRow(Box<DataError>),
    Fatal(Error),
}

/// The rows of one file, one after the other.
pub(super) struct Records<'a> {
    splitter: Splitter<Source<'a>>,
    record: Record,
    columns: Columns,
    labels: Labels<'a>,
    path: &'a Path,
}

impl<'a> Records<'a> {
    /// Opens the file and reads its header.
    pub fn open(reader: impl Read + 'a, path: &'a Path, labels: Labels<'a>) -> Result<Records<'a>> {
        let mut records = Records {
            splitter: Splitter::new(Source::open(reader, path)?),
            record: Record::default(),
            columns: Columns::default(),
            labels,
            path,
        };
        if !records.advance().map_err(Stop::into_error)? {
            let needed = "a header with the columns text and label";
            let error = At::file(path).error("an empty file", needed, "add a header and rows");
            return Err(error.into());
        }
        let at = records.at();
        let header = records.record.cells();
        let header = header.map_err(|broken| broken_utf8(&broken, &records.columns, at))?;
        let required: &[Column] = match labels {
            Labels::Read(_) => &[Column::Text, Column::Label],
            Labels::Ignore => &[Column::Text],
        };
        records.columns = Columns::from_header(header, required, at)?;
        Ok(records)
    }

    /// The columns that are not of the schema.
    pub fn ignored_columns(&self) -> Vec<String> {
        self.columns.ignored()
    }

    fn at(&self) -> At<'a> {
        At::file(self.path).line(self.record.line)
    }

    /// The next row.
    pub fn next(&mut self) -> Result<Option<Row<'_>>, Stop> {
        if !self.advance()? {
            return Ok(None);
        }
        let row = Row::new(&self.record, &self.columns, self.labels, self.at());
        row.map(Some).map_err(Stop::BadRow)
    }

    /// Reads the next record into `self.record`.
    fn advance(&mut self) -> Result<bool, Stop> {
        let fault = match self.splitter.read(&mut self.record) {
            Ok(has_more) => return Ok(has_more),
            Err(fault) => fault,
        };
        let at = At {
            column: self.columns.name(self.record.len()),
            ..self.at()
        };
        let cell = excerpt(&self.record.open_cell());
        Err(match fault {
            Fault::Io(error) => Stop::Fatal(self.splitter.source().error(error, self.path)),
            Fault::UnclosedQuote => Stop::Fatal(unclosed_quote(&cell, at).into()),
            Fault::TooLong => Stop::Fatal(too_long(&cell, at).into()),
            Fault::TextAfterQuote(byte) => Stop::BadRow(text_after_quote(&cell, byte, at)),
        })
    }
}

impl Stop {
    fn into_error(self) -> Error {
        match self {
            Stop::BadRow(error) => error.into(),
            Stop::Fatal(error) => error,
        }
    }
}

fn unclosed_quote(cell: &str, at: At<'_>) -> Box<DataError> {
    at.error(
        format!("a quote that is never closed, before {cell}"),
        "a double quote at the end of the cell",
        "close it, and double the quotes inside the cell",
    )
}

fn too_long(cell: &str, at: At<'_>) -> Box<DataError> {
    at.error(
        format!("a row of over {} MiB, at {cell}", MAX_RECORD_BYTES >> 20),
        "a paragraph",
        "look for a double quote that is never closed",
    )
}

fn text_after_quote(cell: &str, byte: u8, at: At<'_>) -> Box<DataError> {
    let found = match byte {
        b' '..=b'~' => format!("{:?}", char::from(byte)),
        _ => format!("byte 0x{byte:02X}"),
    };
    let advice = match byte {
        b';' | b'\t' => "the file seems to have other delimiters: save it with commas",
        _ => "double the quotes inside the cell, and look for one too many or too few before it",
    };
    at.error(
        format!("{found} after the quoted cell {cell}"),
        "a comma or the end of the line",
        advice,
    )
}
