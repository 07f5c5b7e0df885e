//! Parquet -> pages, a row each, by way of the objects that JSON lines have: so both give the same pages and fields.

mod claims;
mod compact;
mod types;

use std::fs::File;
use std::io::{self, BufReader, Chain, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::cast;
use arrow_json::writer::{LineDelimited, WriterBuilder};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use bytes::Bytes;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{ChunkReader, Length};

use super::super::job::{Job, Reject, Visit};
use super::counted::{Counted, Counter};
use super::faults::{self, Place};
use super::record::{self, Reading};
use super::source::at;
use crate::error::{Error, Result};
use crate::page::decode;

/// What a batch of rows holds on average, at most: a file may be a single row group of many gigabytes.
const MOST_BYTES: u64 = 16 << 20;
const MOST_ROWS: u64 = 1_024;

/// Bytes behind the footer: its length, and the sign of the format.
const END: u64 = 8;

/// How much of a page is read to find its header: statistics in it may hold whole values.
const HEADERS: [u64; 2] = [1 << 10, 16 << 20];

/// Hands on each row as a page to be read, or what is wrong with it. Places and offsets are numbers of rows, from 1 and
/// from 0.
pub fn each(path: &Path, reading: &Reading, counter: &Counter, visit: Visit<'_>) -> io::Result<()> {
    let (mut batches, promised) = match open(path, counter) {
        Ok(opened) => opened,
        Err(error) => return visit(Job::failed(error)),
    };
    let path: Arc<Path> = path.into();
    let mut row = 0;
    loop {
        let next = guarded(|| match batches.next().transpose()? {
            Some(batch) => objects(&batch, reading).map(Some),
            None if row < promised => Err(ended(row, promised)),
            None => Ok(None),
        });
        let objects = match next {
            Ok(Some(objects)) => objects,
            Ok(None) => return Ok(()),
            Err(error) => {
                let reject = Reject::new(unreadable(&path, error)).offset(row);
                return visit(Job::failed(reject));
            }
        };
        for json in lines(&objects) {
            let line = row + 1;
            let path = path.clone();
            visit(record::job(
                json.to_vec(),
                reading,
                Place { path, line },
                row,
            ))?;
            row += 1;
        }
    }
}

/// What a step of reading gives. On some damaged files the parquet crate panics; that too is an error of the file.
fn guarded<T>(step: impl FnOnce() -> Result<T, ArrowError>) -> Result<T, ArrowError> {
    let done = catch_unwind(AssertUnwindSafe(step));
    let gave_up = || ArrowError::ParquetError("its pages contradict each other".to_owned());
    done.unwrap_or_else(|_| Err(gave_up()))
}

/// No row is lost in silence.
fn ended(row: u64, promised: u64) -> ArrowError {
    ArrowError::ParquetError(format!("it ends after {row} of {promised} rows"))
}

/// The rows of a file, in batches, and how many it promises.
fn open(path: &Path, counter: &Counter) -> Result<(ParquetRecordBatchReader, u64)> {
    if !path.is_file() {
        let advice = "save it as a file: the end of a Parquet file is read first";
        let expected = "a file";
        return Err(faults::error(
            path,
            None,
            "Parquet in a stream",
            expected,
            advice,
        ));
    }
    let file = File::open(path).map_err(at(path))?;
    let counter = counter.next();
    let reader = guarded(|| {
        let builder = ParquetRecordBatchReaderBuilder::try_new(Pieces { file, counter })?;
        let promised = rows(builder.metadata());
        let at_once = rows_in_a_batch(builder.metadata());
        Ok((builder.with_batch_size(at_once).build()?, promised))
    });
    reader.map_err(|error| unreadable(path, error))
}

/// A file whose pieces are counted, and are not read where the file cannot have them: what a damaged file claims would be
/// allocated first.
struct Pieces {
    file: File,
    counter: Counter,
}

impl Length for Pieces {
    fn len(&self) -> u64 {
        Length::len(&self.file)
    }
}

/// What stands behind a file's end: nothing that could be read. The parquet crate skips what is not there, once for each value that a list
/// claims, if the end is no error.
struct Ended;

impl Read for Ended {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

impl ChunkReader for Pieces {
    type T = Chain<Counted<BufReader<File>>, Ended>;

    /// The end of the file, or the header of a page.
    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        if start.saturating_add(END) < Length::len(self) {
            self.check_page(start)?;
        }
        let (input, counter) = (self.file.get_read(start)?, self.counter.clone());
        Ok(Counted { input, counter }.chain(Ended))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let end = start.checked_add(length as u64);
        if end.is_none_or(|end| end > Length::len(self)) {
            return Err(ParquetError::EOF(format!("{length} bytes at {start}")));
        }
        let bytes = self.file.get_bytes(start, length)?;
        self.counter.add(bytes.len());
        if end.is_some_and(|end| end + END == Length::len(self)) {
            claims::check_footer(&bytes)?;
        }
        Ok(bytes)
    }
}

impl Pieces {
    /// Looks at the header of a page, of which most need only the first bytes.
    fn check_page(&self, start: u64) -> Result<(), ParquetError> {
        for most in HEADERS {
            let mut bytes = Vec::new();
            let mut input = self.file.get_read(start)?.take(most);
            input.read_to_end(&mut bytes)?;
            if claims::check_page(&bytes)? {
                return Ok(());
            }
        }
        let found = format!("the header of a page at {start} does not end");
        Err(ParquetError::General(found))
    }
}

/// How many rows a file has, by itself or by its groups: a damaged one may say both.
fn rows(metadata: &ParquetMetaData) -> u64 {
    let groups = metadata.row_groups().iter();
    let of_groups = groups.fold(0, |sum: i64, group| sum.saturating_add(group.num_rows()));
    let of_file = metadata.file_metadata().num_rows();
    u64::try_from(of_groups.max(of_file)).unwrap_or(0)
}

/// As many rows as have [`MOST_BYTES`] in the row group whose rows are the longest.
fn rows_in_a_batch(metadata: &ParquetMetaData) -> usize {
    let groups = metadata.row_groups().iter();
    let row_bytes = groups.map(|group| {
        let rows = u64::try_from(group.num_rows()).unwrap_or(1).max(1);
        u64::try_from(group.total_byte_size()).unwrap_or(0) / rows
    });
    let longest = row_bytes.max().unwrap_or(0).max(1);
    (MOST_BYTES / longest).clamp(1, MOST_ROWS) as usize
}

fn unreadable(path: &Path, error: ArrowError) -> Error {
    let found = format!("Parquet that cannot be read on ({error})");
    let advice = "copy or write it again";
    faults::error(path, None, found, "a whole Parquet file", advice)
}

/// The rows as JSON objects, one a line.
fn objects(batch: &RecordBatch, reading: &Reading) -> Result<Vec<u8>, ArrowError> {
    let batch = with_text(batch, reading)?;
    let builder = WriterBuilder::new().with_explicit_nulls(true);
    let mut writer = builder.build::<_, LineDelimited>(Vec::new());
    writer.write(&batch)?;
    writer.finish()?;
    Ok(writer.into_inner())
}

/// The lines of JSON, which has no line feeds inside strings.
fn lines(objects: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = objects.split(|byte| *byte == b'\n');
    lines.filter(|line| !line.is_empty())
}

/// The batch with those columns as text that hold a page as bytes.
fn with_text(batch: &RecordBatch, reading: &Reading) -> Result<RecordBatch, ArrowError> {
    let (schema, columns) = (batch.schema(), batch.columns().iter());
    let fields = schema.fields().iter();
    let (fields, columns): (Vec<Arc<Field>>, Vec<ArrayRef>) = fields
        .zip(columns)
        .map(|(field, column)| match is_page_in_bytes(field, reading) {
            true => {
                let field = Field::new(field.name(), DataType::Utf8, true);
                Ok((Arc::new(field), decoded(column)?))
            }
            false => Ok((field.clone(), column.clone())),
        })
        .collect::<Result<Vec<_>, ArrowError>>()?
        .into_iter()
        .unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}

fn is_page_in_bytes(field: &Field, reading: &Reading) -> bool {
    let is_bytes = matches!(
        field.data_type(),
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView
    );
    is_bytes && reading.is_source(field.name())
}

/// Bytes as text, in the encoding that they seem to be in.
fn decoded(column: &dyn Array) -> Result<ArrayRef, ArrowError> {
    let column = cast(column, &DataType::LargeBinary)?;
    let mut texts = StringBuilder::new();
    for bytes in column.as_binary::<i64>() {
        texts.append_option(bytes.map(|bytes| decode(bytes).text));
    }
    Ok(Arc::new(texts.finish()))
}

#[cfg(test)]
mod tests;
