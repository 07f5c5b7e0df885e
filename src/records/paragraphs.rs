//! One JSON object per page.
//!
//! Its fields in their order, which is stable: `page`, `language`, the fields of the input object as they were spelt
//! (but not `html` and `text`), `paragraphs`, and `input` where the input object had fields with one of our names.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::fields::Split;
use super::{EXPLAINED, Labelled as Page};
use crate::label::Label;
use crate::model::{Prediction, Term};
use crate::page::Paragraph;

/// Our names.
const OURS: [&str; 4] = ["page", "language", "paragraphs", "input"];

/// The line of a page.
pub struct Line<'a>(pub &'a Page<'a>);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Line(page) = self;
        let language = page.predictions.language();
        let fields = Split::new(page.fields, &OURS);
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry("page", page.name)?;
        line.serialize_entry("language", &language.as_ref().map(|code| code.code()))?;
        fields.serialize_theirs(&mut line)?;
        line.serialize_entry("paragraphs", &paragraphs(page))?;
        fields.serialize_taken(&mut line)?;
        line.end()
    }
}

#[derive(Serialize)]
struct Labelled<'a> {
    position: usize,
    label: Label,
    probability: f32,
    probabilities: Probabilities,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<&'a str>,
    /// The elements around it as a CSS selector has them, outermost first.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<Vec<Term>>,
}

/// The probability of each label, by its name.
struct Probabilities([f32; Label::COUNT]);

impl Serialize for Probabilities {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Label::ALL.map(Label::name).iter().zip(self.0))
    }
}

fn paragraphs<'a>(page: &'a Page<'_>) -> Vec<Labelled<'a>> {
    let kept = page.kept();
    kept.map(|(position, paragraph, prediction)| Labelled {
        because: because(page, position, prediction.label()),
        ..labelled(position, paragraph, prediction)
    })
    .collect()
}

fn labelled<'a>(
    position: usize,
    paragraph: &'a Paragraph,
    prediction: &Prediction,
) -> Labelled<'a> {
    let marks = paragraph.marks();
    Labelled {
        position,
        label: prediction.label(),
        probability: prediction.probability(),
        probabilities: Probabilities(prediction.probabilities()),
        text: paragraph.text(),
        tag: marks.map(|marks| marks.tag()),
        path: marks.map(|marks| outermost_first(marks.path())),
        start: paragraph.span().start,
        end: paragraph.span().end,
        because: None,
    }
}

/// What stands between the elements of a path in marks; a class may hold the sign alone.
const SEPARATOR: &str = " < ";

fn outermost_first(path: &str) -> String {
    let mut reversed = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = memchr::memmem::rfind(rest.as_bytes(), SEPARATOR.as_bytes()) {
        reversed.extend([&rest[at + SEPARATOR.len()..], " > "]);
        rest = &rest[..at];
    }
    reversed + rest
}

fn because(page: &Page<'_>, position: usize, label: Label) -> Option<Vec<Term>> {
    let why = page.explanation?.why(position, label)?;
    Some(why.strongest(EXPLAINED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_come_outermost_first_whatever_their_classes() {
        assert_eq!(
            outermost_first("p < div.a<b.c role=main < body"),
            "body > div.a<b.c role=main > p"
        );
        assert_eq!(outermost_first("p.< < <"), "< > p.<");
        assert_eq!(
            (outermost_first("p"), outermost_first("")),
            ("p".into(), "".into())
        );
    }
}
