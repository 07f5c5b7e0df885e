//! Labelled pages -> our columns: a list of paragraphs a page, and what went wrong.

use std::sync::{Arc, LazyLock};

use arrow_array::builder::{Float32Builder, StringBuilder, UInt32Builder};
use arrow_array::{ArrayRef, Float32Array, ListArray, StringArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Fields};
use unpitch::Label;

use crate::labelling::Labelled;

/// What became of a row: nothing where it has no page.
pub type Row = Option<Result<Labelled, String>>;

/// The four probabilities, by label.
static PROBABILITIES: LazyLock<Fields> = LazyLock::new(|| {
    let field = |label: Label| Field::new(label.name(), DataType::Float32, false);
    Label::ALL.map(field).into_iter().collect()
});

/// A paragraph.
static PARAGRAPH: LazyLock<Fields> = LazyLock::new(|| {
    Fields::from(vec![
        Field::new("text", DataType::Utf8, false),
        Field::new("label", DataType::Utf8, false),
        Field::new("probability", DataType::Float32, false),
        Field::new(
            "probabilities",
            DataType::Struct(PROBABILITIES.clone()),
            false,
        ),
        Field::new("start", DataType::UInt32, false),
        Field::new("end", DataType::UInt32, false),
        Field::new("tag", DataType::Utf8, true),
        Field::new("part", DataType::Utf8, true),
    ])
});

fn item() -> Arc<Field> {
    Arc::new(Field::new(
        "item",
        DataType::Struct(PARAGRAPH.clone()),
        false,
    ))
}

/// The types of our columns: the paragraphs, and the error.
pub fn fields(name: &str, error_name: &str) -> [Field; 2] {
    [
        Field::new(name, DataType::List(item()), true),
        Field::new(error_name, DataType::Utf8, true),
    ]
}

/// Our columns for these rows.
pub fn columns(rows: &[Row]) -> [ArrayRef; 2] {
    let labelled = |row: &'_ Row| matches!(row, Some(Ok(_)));
    let pages = || {
        rows.iter()
            .map(|row| row.as_ref().and_then(|row| row.as_ref().ok()))
    };
    let lengths = pages().map(|page| page.map_or(0, |page| page.predictions.len()));
    let paragraphs = ListArray::new(
        item(),
        OffsetBuffer::from_lengths(lengths),
        Arc::new(paragraphs(pages().flatten())),
        Some(NullBuffer::from_iter(rows.iter().map(labelled))),
    );
    let errors: StringArray = rows
        .iter()
        .map(|row| row.as_ref().and_then(|row| row.as_ref().err()))
        .collect();
    [Arc::new(paragraphs), Arc::new(errors)]
}

/// All paragraphs of these pages, one after another.
fn paragraphs<'a>(pages: impl Iterator<Item = &'a Labelled>) -> StructArray {
    let mut columns = Columns::default();
    for page in pages {
        columns.add(page);
    }
    columns.finish()
}

/// The fields of the paragraphs so far.
#[derive(Default)]
struct Columns {
    text: StringBuilder,
    label: StringBuilder,
    probability: Float32Builder,
    probabilities: [Vec<f32>; Label::COUNT],
    start: UInt32Builder,
    end: UInt32Builder,
    tag: StringBuilder,
    part: StringBuilder,
}

impl Columns {
    fn add(&mut self, page: &Labelled) {
        let paragraphs = page.page.paragraphs().iter().zip(&page.predictions);
        let places = page.spans.iter().zip(page.parts());
        for ((paragraph, prediction), (span, part)) in paragraphs.zip(places) {
            self.text.append_value(paragraph.text());
            self.label.append_value(prediction.label().name());
            self.probability.append_value(prediction.probability());
            for (column, p) in self
                .probabilities
                .iter_mut()
                .zip(prediction.probabilities())
            {
                column.push(p);
            }
            self.start.append_value(offset(span.start));
            self.end.append_value(offset(span.end));
            self.tag
                .append_option(paragraph.marks().map(|marks| marks.tag()));
            self.part.append_option(part.map(|part| part.name()));
        }
    }

    fn finish(mut self) -> StructArray {
        let probabilities = self
            .probabilities
            .map(|column| Arc::new(Float32Array::from(column)) as ArrayRef);
        let probabilities = StructArray::new(PROBABILITIES.clone(), probabilities.to_vec(), None);
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.text.finish()),
            Arc::new(self.label.finish()),
            Arc::new(self.probability.finish()),
            Arc::new(probabilities),
            Arc::new(self.start.finish()),
            Arc::new(self.end.finish()),
            Arc::new(self.tag.finish()),
            Arc::new(self.part.finish()),
        ];
        StructArray::new(PARAGRAPH.clone(), columns, None)
    }
}

/// An offset that fits its column: no array holds a text of more code points.
fn offset(points: usize) -> u32 {
    u32::try_from(points).unwrap_or(u32::MAX)
}
