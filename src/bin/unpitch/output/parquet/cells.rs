//! Values -> the array of an own column.

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};

use super::columns::Kind;
use super::value::Value;

/// An own column's cells so far.
pub enum Cells {
    Bool(BooleanBuilder),
    Int64(Int64Builder),
    Float64(Float64Builder),
    Text(StringBuilder),
}

impl Cells {
    pub fn new(kind: Kind) -> Cells {
        match kind {
            Kind::Bool => Cells::Bool(BooleanBuilder::new()),
            Kind::Int64 => Cells::Int64(Int64Builder::new()),
            Kind::Float64 => Cells::Float64(Float64Builder::new()),
            Kind::String | Kind::Json => Cells::Text(StringBuilder::new()),
        }
    }

    /// Adds a value of the column's kind, or null.
    pub fn add(&mut self, value: Option<&Value<'_>>) {
        match (self, value) {
            (Cells::Bool(cells), Some(Value::Bool(value))) => cells.append_value(*value),
            (Cells::Int64(cells), Some(Value::Int64(value))) => cells.append_value(*value),
            (Cells::Float64(cells), Some(Value::Float64(value))) => cells.append_value(*value),
            (Cells::Text(cells), Some(Value::Text(value))) => cells.append_value(value),
            (Cells::Bool(cells), _) => cells.append_null(),
            (Cells::Int64(cells), _) => cells.append_null(),
            (Cells::Float64(cells), _) => cells.append_null(),
            (Cells::Text(cells), _) => cells.append_null(),
        }
    }

    /// The array; from then on the cells are of the next one.
    pub fn take(&mut self) -> ArrayRef {
        match self {
            Cells::Bool(cells) => Arc::new(cells.finish()),
            Cells::Int64(cells) => Arc::new(cells.finish()),
            Cells::Float64(cells) => Arc::new(cells.finish()),
            Cells::Text(cells) => Arc::new(cells.finish()),
        }
    }
}
