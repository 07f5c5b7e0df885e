//! Lines -> rows -> row groups -> a Parquet file.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

use arrow_schema::Fields;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use serde_json::value::RawValue;

use super::batch::Batch;
use super::columns::Columns;
use super::line::Line;
use super::port::Port;
use super::rest::{Places, Rest};
use super::schema::{PARAGRAPH, PARAGRAPHS, Rows};

/// What a row group holds, at most, or a batch more: it is kept in memory until it is written.
const MOST_ROWS: usize = 131_072;
const MOST_BYTES: usize = 64 << 20;

const ZSTD_LEVEL: i32 = 3;

/// The name of a program, then its version: readers that look for faults of the writer read it so.
const WRITER: &str = concat!("unpitch version ", env!("CARGO_PKG_VERSION"));

/// An open file and the row group so far.
pub struct Table<W: Write + Send> {
    rows: Rows,
    columns: Columns,
    line_fields: Fields,
    places: Places,
    batch: Batch,
    writer: ArrowWriter<Port<W>>,
    /// Bytes of JSON in the row group.
    bytes: usize,
    lines: usize,
}

impl<W: Write + Send> Table<W> {
    /// # Errors
    /// As [`Columns::check`], and those of `out`.
    pub fn open(out: W, rows: Rows, columns: Columns) -> io::Result<Table<W>> {
        columns.check(rows)?;
        let batch = Batch::new(rows, &columns).map_err(io::Error::other)?;
        // Without Arrow's own copy of the schema: Parquet's says it all.
        let options = ArrowWriterOptions::new()
            .with_properties(properties()?)
            .with_skip_arrow_metadata(true);
        let writer = ArrowWriter::try_new_with_options(Port::new(out), batch.schema(), options);
        Ok(Table {
            rows,
            places: Places::new(&columns),
            columns,
            line_fields: rows.line_fields().into(),
            batch,
            writer: writer.map_err(unwritten)?,
            bytes: 0,
            lines: 0,
        })
    }

    /// Adds the rows of a line.
    ///
    /// # Errors
    /// As [`Line::read`], and those of the output.
    pub fn push(&mut self, json: &str) -> io::Result<()> {
        self.lines += 1;
        let fields = self.line_fields.clone();
        let Line { ours, own, input } = Line::read(json, &fields, self.lines)?;
        let rest = self.places.sort(&own, &input);
        if self.rows != Rows::Paragraphs {
            return self.row(ours.into_iter(), &rest);
        }
        let (paragraphs, page): (Vec<_>, Vec<_>) =
            ours.into_iter().partition(|(name, _)| *name == PARAGRAPHS);
        for (_, paragraphs) in paragraphs {
            for paragraph in elements(paragraphs).map_err(|error| self.unfit(&error))? {
                let paragraph = (PARAGRAPH, paragraph.get());
                self.row(page.iter().copied().chain([paragraph]), &rest)?;
            }
        }
        Ok(())
    }

    fn row<'a>(
        &mut self,
        ours: impl Iterator<Item = (&'a str, &'a str)>,
        rest: &Rest<'_>,
    ) -> io::Result<()> {
        let added = self.batch.add(ours, rest);
        added.map_err(|error| self.unfit(&error))?;
        match self.batch.is_full() {
            true => self.write_batch(),
            false => Ok(()),
        }
    }

    fn write_batch(&mut self) -> io::Result<()> {
        self.bytes += self.batch.bytes();
        let batch = self.batch.take().map_err(|error| self.unfit(&error))?;
        if let Some(batch) = batch {
            self.writer.write(&batch).map_err(unwritten)?;
        }
        if self.bytes >= MOST_BYTES || self.writer.in_progress_rows() >= MOST_ROWS {
            self.writer.flush().map_err(unwritten)?;
            self.bytes = 0;
        }
        Ok(())
    }

    /// Writes what is left and the footer; gives back the output and the columns.
    ///
    /// # Errors
    /// As [`Table::push`].
    pub fn finish(mut self) -> io::Result<(W, Columns)> {
        self.write_batch()?;
        self.writer.finish().map_err(unwritten)?;
        self.writer.sync()?;
        let out = self.writer.inner_mut().take()?;
        Ok((out, self.columns))
    }

    fn unfit(&self, error: &dyn Display) -> io::Error {
        let lines = self.lines;
        let what = format!(
            "up to line {lines} of what is to be Parquet, a field of ours is not of its type: {error}"
        );
        io::Error::new(ErrorKind::InvalidData, what)
    }
}

/// The elements of a list as they are spelt.
fn elements(list: &str) -> serde_json::Result<Vec<&RawValue>> {
    serde_json::from_str(list)
}

fn properties() -> io::Result<WriterProperties> {
    let level = ZstdLevel::try_new(ZSTD_LEVEL).map_err(unwritten)?;
    let properties = WriterProperties::builder()
        .set_created_by(WRITER.to_owned())
        .set_compression(Compression::ZSTD(level));
    Ok(properties.build())
}

/// Of what the output itself said, the kind is kept: a full disk is to be told from a fault.
fn unwritten(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}
