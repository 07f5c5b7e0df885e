//! A table as the CSV file that it could have been, so that there is one reader of labelled data, with one set of messages.

use std::io::{self, Read};

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, LargeStringArray, RecordBatch};
use arrow_cast::{can_cast_types, cast};
use arrow_schema::{ArrowError, DataType};

use crate::arrow::Batches;

/// Rows that are written at a time.
const ROWS: usize = 1_000;

/// Reads as CSV: a header, then the rows. Columns that cannot be written as text, such as lists, are left out.
pub struct TableAsCsv {
    batches: Batches,
    /// The columns that are written.
    columns: Vec<usize>,
    /// What is left of the batch that was read last.
    rest: Option<RecordBatch>,
    written: io::Cursor<Vec<u8>>,
}

impl TableAsCsv {
    pub fn new(batches: Batches) -> TableAsCsv {
        let schema = batches.schema();
        let fields = schema.fields().iter().enumerate();
        let columns =
            fields.filter(|(_, field)| can_cast_types(field.data_type(), &DataType::LargeUtf8));
        let columns: Vec<usize> = columns.map(|(i, _)| i).collect();
        let header = columns.iter().map(|i| schema.field(*i).name().as_str());
        let header = csv([header.collect::<Vec<_>>()]);
        TableAsCsv {
            batches,
            columns,
            rest: None,
            written: io::Cursor::new(header),
        }
    }

    /// The next rows as CSV; `None` at the end.
    fn rows(&mut self) -> Result<Option<Vec<u8>>, ArrowError> {
        let batch = match self.rest.take() {
            Some(rest) => rest,
            None => match self.batches.next().transpose()? {
                Some(batch) => batch,
                None => return Ok(None),
            },
        };
        let n = batch.num_rows().min(ROWS);
        if n < batch.num_rows() {
            self.rest = Some(batch.slice(n, batch.num_rows() - n));
        }
        self.written(&batch.slice(0, n)).map(Some)
    }

    fn written(&self, batch: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
        let columns = self
            .columns
            .iter()
            .map(|i| cast(batch.column(*i), &DataType::LargeUtf8));
        let columns: Vec<ArrayRef> = columns.collect::<Result<_, _>>()?;
        let columns: Vec<&LargeStringArray> =
            columns.iter().map(|column| column.as_string()).collect();
        let cell = |column: &'_ &LargeStringArray, row| {
            if column.is_valid(row) {
                column.value(row).to_owned()
            } else {
                String::new()
            }
        };
        let rows =
            (0..batch.num_rows()).map(|row| columns.iter().map(move |column| cell(column, row)));
        Ok(csv(rows))
    }
}

/// Records as CSV.
fn csv<R>(records: impl IntoIterator<Item = R>) -> Vec<u8>
where
    R: IntoIterator,
    R::Item: AsRef<[u8]>,
{
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        writer
            .write_record(record)
            .expect("memory takes records of one length");
    }
    writer.into_inner().expect("memory takes all")
}

impl Read for TableAsCsv {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let n = self.written.read(buffer)?;
            if n > 0 || buffer.is_empty() {
                return Ok(n);
            }
            match self.rows().map_err(io::Error::other)? {
                Some(rows) => self.written = io::Cursor::new(rows),
                None => return Ok(0),
            }
        }
    }
}
