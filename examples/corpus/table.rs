//! CSV with a header, plain or gzip: cells by column name, and errors that say where.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use csv::StringRecord;
use unpitch::{DataError, Error, Result};

use super::files;

/// A table in memory.
pub struct Table {
    path: PathBuf,
    columns: StringRecord,
    records: Vec<StringRecord>,
}

/// One record of a table.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    record: &'a StringRecord,
}

impl Table {
    /// Reads a whole table.
    pub fn read(path: &Path) -> Result<Table> {
        let bytes = files::read(path).map_err(files::at(path))?;
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        let columns = reader.headers().map_err(|e| malformed(path, &e))?.clone();
        let records = reader
            .into_records()
            .collect::<Result<_, _>>()
            .map_err(|error| malformed(path, &error))?;
        Ok(Table {
            path: path.into(),
            columns,
            records,
        })
    }

    /// The records below the header.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let table = self;
        self.records.iter().map(move |record| Row { table, record })
    }
}

impl<'a> Row<'a> {
    /// The cell in this column.
    pub fn cell(&self, column: &str) -> Result<&'a str> {
        let place = self.table.columns.iter().position(|name| name == column);
        let advice = "add the column, or give the file that has it";
        let place =
            place.ok_or_else(|| self.error(column, "no such column", "a cell a row", advice))?;
        Ok(&self.record[place])
    }

    /// The cell's value; `expected` says what values there are.
    pub fn value<T: FromStr>(&self, column: &str, expected: &str) -> Result<T> {
        let cell = self.cell(column)?;
        cell.parse()
            .map_err(|_| self.error(column, format!("{cell:?}"), expected, "correct the cell"))
    }

    /// What is wrong with this row.
    pub fn error(
        &self,
        column: &str,
        found: impl Display,
        expected: impl Display,
        advice: impl Display,
    ) -> Error {
        let error = DataError::new(&self.table.path, found, expected, advice).in_column(column);
        at_position(error, self.record.position()).into()
    }
}

fn malformed(path: &Path, error: &csv::Error) -> Error {
    let expected = "CSV in UTF-8, each row as long as the header";
    let advice = "correct the row, or fetch the file again";
    at_position(
        DataError::new(path, error, expected, advice),
        error.position(),
    )
    .into()
}

fn at_position(error: DataError, position: Option<&csv::Position>) -> DataError {
    match position {
        Some(position) => error.at_line(position.line()),
        None => error,
    }
}
