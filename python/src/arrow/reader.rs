//! Batches in, labelled batches out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, Field, Schema, SchemaRef};

use super::Batches;
use super::column::{Column, Kind, holds};
use super::paragraphs::{Row, columns, fields};
use crate::labelling::{Labelled, Labeller, Shared};
use crate::source::{Content, Source};
use crate::threads::Threads;

/// Pages in a batch that is given out: of a table in one piece, no more are held labelled.
const MOST_PAGES: usize = 256;

/// Bytes of source in such a batch, unless a single page has more.
const MOST_BYTES: usize = 16 << 20;

/// Batches with our columns beside theirs.
pub struct LabelledBatches {
    batches: Batches,
    schema: SchemaRef,
    column: usize,
    kind: Kind,
    labellers: Vec<Labeller>,
    /// What is left of the batch that was read last.
    rest: Option<RecordBatch>,
}

impl LabelledBatches {
    /// Labels the pages in the column of that name.
    ///
    /// # Errors
    /// Where there is no such column, or it holds no pages.
    pub fn new(
        model: Shared,
        batches: Batches,
        column: &str,
        kind: Kind,
        threads: Threads,
    ) -> Result<LabelledBatches, String> {
        let given = batches.schema();
        let position = position(&given, column, kind)?;
        Ok(LabelledBatches {
            schema: with_ours(&given),
            batches,
            column: position,
            kind,
            labellers: (0..threads.n())
                .map(|_| Labeller::new(model.clone()))
                .collect(),
            rest: None,
        })
    }

    /// The next pages that are to be labelled together.
    fn chunk(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let batch = match self.rest.take() {
            Some(rest) => rest,
            None => match self.batches.next().transpose()? {
                Some(batch) => batch,
                None => return Ok(None),
            },
        };
        let n = self.rows_of_chunk(&batch);
        if n < batch.num_rows() {
            self.rest = Some(batch.slice(n, batch.num_rows() - n));
        }
        Ok(Some(batch.slice(0, n)))
    }

    /// Number of rows, from the first, that are labelled together.
    fn rows_of_chunk(&self, batch: &RecordBatch) -> usize {
        let pages = self.pages(batch);
        let mut bytes = 0;
        let most = batch.num_rows().min(MOST_PAGES);
        let rows = (0..most).take_while(|row| {
            let has_room = bytes < MOST_BYTES;
            bytes += pages.page(*row, self.kind).map_or(0, |page| page.len());
            has_room
        });
        rows.count()
    }

    fn pages<'a>(&self, batch: &'a RecordBatch) -> Column<'a> {
        let array = batch.column(self.column);
        Column::new(array).expect("of the schema's type, as arrow sees to")
    }

    fn labelled(&mut self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let pages = self.pages(batch);
        let rows = label(&mut self.labellers, &pages, self.kind, batch.num_rows());
        let mut all = batch.columns().to_vec();
        all.extend(columns(&rows));
        RecordBatch::try_new(Arc::clone(&self.schema), all)
    }
}

impl Iterator for LabelledBatches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        // Beyond is C, which a panic must not reach.
        let next = catch_unwind(AssertUnwindSafe(|| {
            let chunk = self.chunk()?;
            chunk.map(|chunk| self.labelled(&chunk)).transpose()
        }));
        let fault =
            || ArrowError::ComputeError("a fault of unpitch's own, please report it".to_owned());
        next.unwrap_or_else(|_| Err(fault())).transpose()
    }
}

impl RecordBatchReader for LabelledBatches {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// Labels rows side by side, one thread a labeller; the calling thread is one of them.
fn label(labellers: &mut [Labeller], pages: &Column<'_>, kind: Kind, n_rows: usize) -> Vec<Row> {
    let next = AtomicUsize::new(0);
    let work = |labeller: &mut Labeller| {
        let mut done: Vec<(usize, Row)> = Vec::new();
        loop {
            let row = next.fetch_add(1, Ordering::Relaxed);
            if row >= n_rows {
                return done;
            }
            done.push((row, pages.page(row, kind).map(|page| one(labeller, page))));
        }
    };
    let (first, others) = labellers.split_first_mut().expect("one thread at least");
    let work = &work;
    let done = thread::scope(|scope| {
        let others = others.iter_mut().take(n_rows.saturating_sub(1));
        // Threads that cannot be started leave their share to the others.
        let started = others.filter_map(|labeller| {
            let thread = thread::Builder::new().name("unpitch".to_owned());
            thread.spawn_scoped(scope, move || work(labeller)).ok()
        });
        let started: Vec<_> = started.collect();
        let mut done = work(first);
        for thread in started {
            done.extend(thread.join().expect("labelling catches panics"));
        }
        done
    });
    let mut rows: Vec<Row> = Vec::new();
    rows.resize_with(n_rows, || None);
    for (row, outcome) in done {
        rows[row] = outcome;
    }
    rows
}

fn one(labeller: &mut Labeller, content: Content<'_>) -> Result<Labelled, String> {
    let labelled = labeller.label(Source {
        content,
        language: None,
        url: None,
    });
    labelled.inspect_err(|_| labeller.renew())
}

/// The position of the column of that name.
fn position(schema: &Schema, name: &str, kind: Kind) -> Result<usize, String> {
    let names = || {
        let names: Vec<&str> = schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .collect();
        names.join(", ")
    };
    let Some((position, field)) = schema.fields().find(name) else {
        return Err(format!(
            "column: found {name:?}, expected one of {}",
            names()
        ));
    };
    if holds(field.data_type(), kind) {
        return Ok(position);
    }
    let found = field.data_type();
    let expected = match kind {
        Kind::Html => "strings or bytes",
        Kind::Text => "strings",
    };
    Err(format!(
        "column {name:?}: found {found}, expected {expected}"
    ))
}

/// Their columns and ours, under names that are free: `unpitch`, else `unpitch_2` and so on.
fn with_ours(given: &Schema) -> SchemaRef {
    let is_free = |name: &String| given.fields().find(name).is_none();
    let numbered = (2..).map(|n| format!("unpitch_{n}"));
    let mut names = std::iter::once("unpitch".to_owned()).chain(numbered);
    let name = names.find(|name| is_free(name) && is_free(&format!("{name}_error")));
    let name = name.expect("names do not run out");
    let ours = fields(&name, &format!("{name}_error")).map(Arc::<Field>::new);
    let all: Vec<Arc<Field>> = given.fields().iter().cloned().chain(ours).collect();
    Arc::new(Schema::new_with_metadata(all, given.metadata().clone()))
}
