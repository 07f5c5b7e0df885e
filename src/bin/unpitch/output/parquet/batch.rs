//! Rows -> record batches: our columns are read from their JSON as it is, the input's own from values.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::cast::AsArray;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::cells::Cells;
use super::columns::Columns;
use super::rest::Rest;
use super::schema::{INPUT, PARAGRAPH, Rows};

/// What a batch holds, at most; a row that is longer is a batch of its own, or ends one.
const MOST_ROWS: usize = 8_192;
const MOST_BYTES: usize = 4 << 20;

/// The rows of a batch so far.
pub struct Batch {
    schema: SchemaRef,
    decoder: Decoder,
    cells: Vec<Cells>,
    input: StringBuilder,
    rows: usize,
    /// Bytes of JSON.
    bytes: usize,
}

impl Batch {
    /// # Errors
    /// None for the columns there are.
    pub fn new(rows: Rows, columns: &Columns) -> Result<Batch, ArrowError> {
        // Strict: a field that there is no column for would be lost.
        let decoder = ReaderBuilder::new(Arc::new(Schema::new(rows.read())))
            .with_batch_size(MOST_ROWS)
            .with_strict_mode(true)
            .build_decoder()?;
        let input = Field::new(INPUT, DataType::Utf8, true);
        let fields = rows
            .columns()
            .into_iter()
            .chain(columns.fields())
            .chain([input]);
        Ok(Batch {
            schema: Arc::new(Schema::new(fields.collect::<Vec<_>>())),
            decoder,
            cells: columns
                .0
                .iter()
                .map(|column| Cells::new(column.kind))
                .collect(),
            input: StringBuilder::new(),
            rows: 0,
            bytes: 0,
        })
    }

    pub fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    pub fn bytes(&self) -> usize {
        self.bytes
    }

    pub fn is_full(&self) -> bool {
        self.rows >= MOST_ROWS || self.bytes >= MOST_BYTES
    }

    /// Adds a row: our fields, by name and JSON, and the rest.
    ///
    /// # Errors
    /// Where our fields are not JSON.
    pub fn add<'a>(
        &mut self,
        ours: impl Iterator<Item = (&'a str, &'a str)>,
        rest: &Rest<'_>,
    ) -> Result<(), ArrowError> {
        let mut before = "{\"";
        for (name, json) in ours {
            for piece in [before, name, "\":", json] {
                self.decoder.decode(piece.as_bytes())?;
            }
            before = ",\"";
            self.bytes += name.len() + json.len();
        }
        self.decoder.decode(b"}")?;
        for (cells, value) in self.cells.iter_mut().zip(&rest.cells) {
            cells.add(value.as_ref());
        }
        self.input.append_option(rest.input.as_ref());
        self.rows += 1;
        self.bytes += rest.bytes;
        Ok(())
    }

    /// The batch, and the next one begins; `None` without rows.
    ///
    /// # Errors
    /// Where our fields do not hold what their columns do.
    pub fn take(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let Some(ours) = self.decoder.flush()? else {
            return Ok(None);
        };
        (self.rows, self.bytes) = (0, 0);
        let own = self.cells.iter_mut().map(Cells::take);
        let input: ArrayRef = Arc::new(self.input.finish());
        let columns = flat(&ours).into_iter().chain(own).chain([input]).collect();
        RecordBatch::try_new(self.schema.clone(), columns).map(Some)
    }
}

/// The columns, those of a paragraph in its place.
fn flat(batch: &RecordBatch) -> Vec<ArrayRef> {
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns());
    columns
        .flat_map(|(field, column)| match field.name() == PARAGRAPH {
            true => column.as_struct().columns().to_vec(),
            false => vec![column.clone()],
        })
        .collect()
}
