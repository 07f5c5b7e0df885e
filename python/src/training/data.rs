//! Paths and tables -> one dataset, and what of them was read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};
use unpitch::Label;
use unpitch::dataset::{Dataset, DatasetReader, ReadReport};

use super::table::TableAsCsv;
use crate::error::{exception, wrong_type};
use crate::{arrow, label};

/// The name of a table in messages.
const TABLE: &str = "table";

/// What was read of labelled data, and what was not.
#[pyclass(frozen, get_all, module = "unpitch")]
#[derive(Default)]
pub struct Rows {
    /// Number of rows read.
    pub read: usize,
    /// Number of invalid rows skipped; 0 unless `skip_bad`.
    pub skipped: usize,
    /// What was wrong with the first of them, five of each file or table.
    pub faults: Vec<String>,
    /// The columns that mean nothing here, and were passed over.
    pub ignored_columns: Vec<String>,
    /// Number of pages of which some rows have marks and others none; they are read as text.
    pub partly_marked: usize,
}

#[pymethods]
impl Rows {
    fn __repr__(&self) -> String {
        format!("<unpitch.Rows read={} skipped={}>", self.read, self.skipped)
    }
}

impl Rows {
    fn add(&mut self, report: ReadReport) {
        self.read += report.rows;
        self.skipped += report.n_skipped;
        self.faults
            .extend(report.skipped.iter().map(ToString::to_string));
        self.partly_marked += report.n_partly_marked;
        for column in report.ignored_columns {
            if !self.ignored_columns.contains(&column) {
                self.ignored_columns.push(column);
            }
        }
    }
}

/// How labelled data are read.
pub struct Reading {
    reader: DatasetReader,
    is_text_only: bool,
}

impl Reading {
    /// `label_map` has further names of labels; `is_text_only` drops all marks.
    pub fn new(
        label_map: Option<BTreeMap<String, Bound<'_, PyAny>>>,
        skip_bad: bool,
        is_text_only: bool,
    ) -> PyResult<Reading> {
        let mut reader = DatasetReader::new().skip_bad(skip_bad);
        for (from, to) in label_map.unwrap_or_default() {
            let to: Label = label::read(&to)?;
            reader = reader.label_map(from, to);
        }
        Ok(Reading {
            reader,
            is_text_only,
        })
    }

    /// Reads a path, a table, or a list of them.
    pub fn read(&self, data: &Bound<'_, PyAny>) -> PyResult<(Dataset, Rows)> {
        let parts: Vec<Bound<'_, PyAny>> = match data.cast::<PyList>() {
            Ok(list) => list.iter().collect(),
            Err(_) => match data.cast::<PyTuple>() {
                Ok(tuple) => tuple.iter().collect(),
                Err(_) => vec![data.clone()],
            },
        };
        let (mut whole, mut rows) = (Dataset::default(), Rows::default());
        for part in parts {
            let (dataset, report) = self.read_one(&part)?;
            rows.add(report);
            whole = whole.merge(dataset).map_err(exception)?;
        }
        Ok((whole, rows))
    }

    fn read_one(&self, data: &Bound<'_, PyAny>) -> PyResult<(Dataset, ReadReport)> {
        let py = data.py();
        let is_table = data.hasattr("__arrow_c_stream__")? || data.hasattr("__arrow_c_array__")?;
        let read = if is_table {
            let table = TableAsCsv::new(arrow::batches(data)?);
            py.detach(|| self.reader.read(table, TABLE))
        } else {
            let path: PathBuf = data.extract().map_err(|_| {
                wrong_type(
                    "data",
                    data,
                    "the path of a CSV file, a table, or a list of them",
                )
            })?;
            py.detach(|| self.reader.read_path(path))
        };
        let (dataset, report) = read.map_err(exception)?;
        let dataset = if self.is_text_only {
            dataset.without_marks()
        } else {
            dataset
        };
        Ok((dataset, report))
    }
}
