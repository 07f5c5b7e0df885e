//! Parquet, from the JSON lines that pages are rendered to: a row for each line, or for each paragraph of it.
//!
//! ```text
//! line      a JSON line: our fields, the input's own, `input`
//! schema    our columns
//! survey    the first lines -> columns: the input's own
//! rest      a line's own fields -> cells, and what is left for `input`
//! value     a JSON value as a column's kind has it
//! cells     values -> an own column
//! batch     rows -> a record batch
//! table     batches -> row groups -> the file
//! port      the output
//! ```
//! Columns come in this order: ours; the input's own as they first appeared; `input`. A field of the input has a column
//! of its own if it is among the first lines, those up to `MOST_LINES` or `MOST_BYTES` of the survey. What has no
//! column, or does not fit into it, is kept in `input`, a JSON object as text.

mod batch;
mod cells;
mod columns;
mod line;
mod port;
mod rest;
mod schema;
mod survey;
mod table;
#[cfg(test)]
mod tests;
mod value;

use std::io::{self, ErrorKind, Write};
use std::mem;

pub use columns::Columns;
pub use schema::Rows;
use survey::Survey;
use table::Table;

/// A file that is being written.
pub struct ParquetOut<W: Write + Send> {
    rows: Rows,
    stage: Stage<W>,
}

enum Stage<W: Write + Send> {
    /// The columns are known from an earlier file.
    Known(W, Columns),
    /// Lines are held back until the columns are known.
    Surveying(W, Survey),
    Writing(Box<Table<W>>),
    /// After an error: the file is not whole.
    Failed,
}

impl<W: Write + Send> ParquetOut<W> {
    /// A file to be written to `out`. With the columns of an earlier file nothing is held back, and both have one schema.
    pub fn new(out: W, rows: Rows, columns: Option<Columns>) -> ParquetOut<W> {
        let stage = match columns {
            Some(columns) => Stage::Known(out, columns),
            None => Stage::Surveying(out, Survey::new(rows)),
        };
        ParquetOut { rows, stage }
    }

    /// Adds JSON objects, one a line. How they are split over calls makes no difference to the file.
    ///
    /// # Errors
    /// Those of the output; [`ErrorKind::InvalidData`] for a line that is not such an object or lacks a field of ours, and
    /// for columns that cannot be. Then the file cannot be finished.
    pub fn write(&mut self, json_lines: &[u8]) -> io::Result<()> {
        let lines = str::from_utf8(json_lines)
            .map_err(|error| io::Error::new(ErrorKind::InvalidData, error))?;
        let mut lines = lines
            .split('\n')
            .filter(|line| !line.trim_ascii().is_empty());
        let written = lines.try_for_each(|line| self.add(line));
        if written.is_err() {
            self.stage = Stage::Failed;
        }
        written
    }

    /// Writes what is left and the footer; gives back the output, and the columns for further files of the run.
    ///
    /// # Errors
    /// Those of [`ParquetOut::write`].
    pub fn finish(mut self) -> io::Result<(W, Columns)> {
        self.begin()?;
        match self.stage {
            Stage::Writing(table) => table.finish(),
            _ => Err(failed()),
        }
    }

    fn add(&mut self, line: &str) -> io::Result<()> {
        if let Stage::Surveying(_, survey) = &mut self.stage
            && !survey.is_over()
        {
            return survey.add(line);
        }
        self.begin()?;
        match &mut self.stage {
            Stage::Writing(table) => table.push(line),
            _ => Err(failed()),
        }
    }

    /// Ends the survey, if it is on, and writes what was held back.
    fn begin(&mut self) -> io::Result<()> {
        let (out, columns, held) = match mem::replace(&mut self.stage, Stage::Failed) {
            Stage::Known(out, columns) => (out, columns, String::new()),
            Stage::Surveying(out, survey) => {
                let (columns, held) = survey.end();
                (out, columns, held)
            }
            begun => {
                self.stage = begun;
                return Ok(());
            }
        };
        let mut table = Box::new(Table::open(out, self.rows, columns)?);
        held.lines().try_for_each(|line| table.push(line))?;
        self.stage = Stage::Writing(table);
        Ok(())
    }
}

fn failed() -> io::Error {
    io::Error::other("the Parquet file failed earlier; write it anew")
}
