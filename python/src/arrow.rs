//! `label_arrow`: record batches in, the same with a column of labelled paragraphs out, lazily.
//!
//! ```text
//! data -> batches -> chunks (slices, nothing is copied) -> column (each row's source) -> labelled on all cores
//!                                                       -> paragraphs (our columns), beside the ones that came in
//! ```
//! Other libraries ask for the next batch in threads of their own, and may or may not hold the interpreter then. Nothing here
//! asks for it.

mod column;
mod paragraphs;
mod reader;

use std::sync::{Arc, Mutex};

use arrow_array::{ArrayRef, RecordBatchReader, StructArray};
use arrow_schema::{Field, SchemaRef};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use pyo3_arrow::input::AnyRecordBatch;

use crate::error::type_name;
use crate::labelling::Shared;
use crate::threads::Threads;
pub use column::Kind;
pub use reader::LabelledBatches;

/// Batches of any library that can give them.
pub type Batches = Box<dyn RecordBatchReader + Send>;

/// The batches of a table, a batch or a stream.
pub fn batches(data: &Bound<'_, PyAny>) -> PyResult<Batches> {
    for method in ["__arrow_c_array__", "__arrow_c_stream__"] {
        if data.hasattr(method)? {
            return data.extract::<AnyRecordBatch>()?.into_reader();
        }
    }
    let found = type_name(data);
    Err(PyTypeError::new_err(format!(
        "data: found {found}, expected a table, a batch or a stream with the Arrow PyCapsule interface, such as those of \
         pyarrow, polars, pandas and duckdb"
    )))
}

/// Labels the pages in a column of `data`.
pub fn label(
    model: Shared,
    data: &Bound<'_, PyAny>,
    column: &str,
    kind: Kind,
    threads: Threads,
) -> PyResult<ArrowStream> {
    let labelled = LabelledBatches::new(model, batches(data)?, column, kind, threads);
    let labelled = labelled.map_err(PyValueError::new_err)?;
    Ok(ArrowStream {
        schema: labelled.schema(),
        batches: Mutex::new(Some(Box::new(labelled))),
    })
}

/// A stream of record batches, labelled as they are asked for: `pyarrow.table(stream)`, `polars.DataFrame(stream)` and
/// whatever else takes the Arrow PyCapsule interface. It can be read once.
#[pyclass(frozen, module = "unpitch")]
pub struct ArrowStream {
    schema: SchemaRef,
    batches: Mutex<Option<Batches>>,
}

#[pymethods]
impl ArrowStream {
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.schema.as_ref())?)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let batches = self
            .batches
            .try_lock()
            .ok()
            .and_then(|mut batches| batches.take());
        let batches = batches.ok_or_else(|| {
            PyValueError::new_err("the stream has been read already; call label_arrow again")
        })?;
        let fields = self.schema.fields().clone();
        let field =
            Field::new_struct("", fields, false).with_metadata(self.schema.metadata().clone());
        let arrays = batches.map(|batch| Ok(Arc::new(StructArray::from(batch?)) as ArrayRef));
        let reader = Box::new(ArrayIterator::new(arrays, Arc::new(field)));
        Ok(to_stream_pycapsule(py, reader, requested_schema)?)
    }

    fn __repr__(&self) -> String {
        let names: Vec<&str> = self
            .schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .collect();
        format!("<unpitch.ArrowStream of {}>", names.join(", "))
    }
}
