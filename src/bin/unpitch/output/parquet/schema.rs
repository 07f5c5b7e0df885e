//! Our columns: their names and types, for each kind of rows.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields};

/// The name of the last column: what the input's fields hold that is in no other column.
pub const INPUT: &str = "input";

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// A page with its paragraphs: lines of `predict`.
    Pages,
    /// A paragraph: lines of `predict` too, a row for each of their paragraphs.
    Paragraphs,
    /// A page's article: lines of `clean`.
    Articles,
    /// The verdict on a page: lines of `verdict`.
    Verdicts,
}

/// A line's field that has the paragraphs, and the struct that stands for one while it is read.
pub const PARAGRAPHS: &str = "paragraphs";
pub const PARAGRAPH: &str = "paragraph";

impl Rows {
    /// Our columns in their order, without `input`.
    pub fn columns(self) -> Vec<Field> {
        match self {
            Rows::Pages => vec![page(), language(), list(PARAGRAPHS, paragraph())],
            Rows::Paragraphs => [vec![page(), language()], paragraph_fields()].concat(),
            Rows::Articles => article(),
            Rows::Verdicts => [vec![page(), language()], verdict()].concat(),
        }
    }

    /// Our fields of a line, without `input`.
    pub fn line_fields(self) -> Vec<Field> {
        match self {
            Rows::Paragraphs => Rows::Pages.columns(),
            rows => rows.columns(),
        }
    }

    /// What is read for a row: our columns, those of a paragraph still as one.
    pub fn read(self) -> Vec<Field> {
        match self {
            Rows::Paragraphs => vec![
                page(),
                language(),
                Field::new(PARAGRAPH, paragraph(), false),
            ],
            rows => rows.columns(),
        }
    }
}

fn page() -> Field {
    text("page")
}

fn language() -> Field {
    maybe("language", DataType::Utf8)
}

fn article() -> Vec<Field> {
    vec![
        page(),
        text("text"),
        maybe("title", DataType::Utf8),
        maybe("author", DataType::Utf8),
        maybe("date", DataType::Utf8),
        language(),
        Field::new("verdict", group(verdict()), false),
    ]
}

fn verdict() -> Vec<Field> {
    vec![
        text("access"),
        text("kind"),
        list("pitches", DataType::Utf8),
        Field::new("shares", of_each_label(), false),
        maybe("claimed_free", DataType::Boolean),
        list("paid_parts", DataType::Utf8),
        list("reasons", DataType::Utf8),
    ]
}

fn paragraph() -> DataType {
    group(paragraph_fields())
}

/// Counts are signed: Spark reads unsigned ones as wider types.
fn paragraph_fields() -> Vec<Field> {
    vec![
        Field::new("position", DataType::Int64, false),
        text("label"),
        Field::new("probability", DataType::Float32, false),
        Field::new("probabilities", of_each_label(), false),
        text("text"),
        maybe("tag", DataType::Utf8),
        maybe("path", DataType::Utf8),
        Field::new("start", DataType::Int64, false),
        Field::new("end", DataType::Int64, false),
    ]
}

fn of_each_label() -> DataType {
    const NAMES: [&str; 4] = [
        "article",
        "subscription-pitch",
        "navigation",
        "related-content",
    ];
    let fields = NAMES.map(|name| Field::new(name, DataType::Float32, false));
    group(fields.into())
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, false)
}

fn maybe(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, true)
}

fn group(fields: Vec<Field>) -> DataType {
    DataType::Struct(Fields::from(fields))
}

/// The elements are called as Parquet's specification has it.
fn list(name: &str, of: DataType) -> Field {
    let element = Arc::new(Field::new("element", of, false));
    Field::new(name, DataType::List(element), false)
}
