//! A file -> its rows.

use std::io::Read;
use std::path::Path;

use super::csv::{Input, Record, Signs, SplitFault, Splitter};
use super::location::Location;
use super::row::{Labels, Row};
use super::schema::{Column, Columns};
use crate::error::{DataError, Error, Result};

/// Why there is no next row.
pub(super) enum RowFault {
    /// The row is invalid; the next one may be valid.
    Invalid(Box<DataError>),
    /// Nothing more can be read.
    Fatal(Error),
}

/// The rows of one file, one after the other.
pub(super) struct RowReader<'a> {
    splitter: Splitter<Input<'a>>,
    record: Record,
    signs: Signs,
    columns: Columns,
    labels: Labels<'a>,
    file: Location<'a>,
}

impl<'a> RowReader<'a> {
    /// Opens the file and reads its header.
    pub fn open(
        reader: impl Read + 'a,
        path: &'a Path,
        labels: Labels<'a>,
    ) -> Result<RowReader<'a>> {
        let file = Location::file(path);
        let input = Input::open(reader).map_err(|fault| file.input(fault))?;
        let mut rows = RowReader {
            splitter: Splitter::new(input),
            record: Record::default(),
            signs: Signs::default(),
            columns: Columns::default(),
            labels,
            file,
        };
        if !rows.advance().map_err(RowFault::into_error)? {
            return Err(file.empty_file().into());
        }
        rows.read_header()?;
        Ok(rows)
    }

    fn read_header(&mut self) -> Result<()> {
        let at = self.at();
        let header = self.record.cells();
        let header = header.map_err(|broken| at.broken_utf8(&broken))?;
        let required: &[Column] = match self.labels {
            Labels::Read(_) => &[Column::Text, Column::Label],
            Labels::Ignore => &[Column::Text],
        };
        self.columns = Columns::from_header(header, required, at)?;
        Ok(())
    }

    /// The columns that are not of the schema.
    pub fn ignored_columns(&self) -> Vec<String> {
        self.columns.ignored()
    }

    /// What the records read so far show of how the file came to be.
    pub fn into_signs(self) -> Signs {
        self.signs
    }

    fn at(&self) -> Location<'a> {
        self.file.line(self.record.line)
    }

    /// The next row; `None` at the end of the file.
    pub fn next(&mut self) -> Result<Option<Row<'_>>, RowFault> {
        if !self.advance()? {
            return Ok(None);
        }
        let row = Row::new(&self.record, &self.columns, self.labels, self.at());
        row.map(Some).map_err(RowFault::Invalid)
    }

    /// Reads the next record into `self.record`.
    fn advance(&mut self) -> Result<bool, RowFault> {
        let fault = match self.splitter.read(&mut self.record) {
            Ok(has_more) => {
                self.signs.see(&mut self.record);
                return Ok(has_more);
            }
            Err(fault) => fault,
        };
        let at = self.at().column(self.columns.name(self.record.len()));
        let cell = self.record.open_cell();
        Err(match fault {
            SplitFault::Io(error) => {
                RowFault::Fatal(self.file.input(self.splitter.input().fault(error)))
            }
            SplitFault::UnclosedQuote => RowFault::Fatal(at.unclosed_quote(&cell).into()),
            SplitFault::TooLong => RowFault::Fatal(at.too_long(&cell).into()),
            SplitFault::TextAfterQuote(byte) => RowFault::Invalid(at.text_after_quote(&cell, byte)),
        })
    }
}

impl RowFault {
    fn into_error(self) -> Error {
        match self {
            RowFault::Invalid(error) => error.into(),
            RowFault::Fatal(error) => error,
        }
    }
}
