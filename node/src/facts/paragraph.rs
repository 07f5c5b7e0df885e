//! The paragraphs of a labelled page.

use serde::{Serialize, Serializer};
use unpitch::{Label, Part};

use crate::fault::Fault;
use crate::labelling::Labelled;

#[derive(Serialize)]
pub struct Paragraph<'a> {
    position: usize,
    label: Label,
    probability: f32,
    probabilities: ByLabel,
    text: &'a str,
    start: usize,
    end: usize,
    tag: Option<&'a str>,
    path: Option<String>,
    part: Option<&'static str>,
}

/// Numbers in the order of [`Label::ALL`], by the label's name.
pub struct ByLabel(pub [f32; Label::COUNT]);

impl Serialize for ByLabel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Label::ALL.map(Label::name).iter().zip(self.0))
    }
}

/// All of a page, top to bottom.
pub fn all(labelled: &Labelled) -> Result<Vec<Paragraph<'_>>, Fault> {
    let parts = labelled.predictions.parts(&labelled.page)?;
    let paragraphs = parts.into_iter().enumerate();
    Ok(paragraphs
        .map(|(at, part)| one(labelled, at, part))
        .collect())
}

fn one(labelled: &Labelled, position: usize, part: Option<Part>) -> Paragraph<'_> {
    let paragraph = &labelled.page.paragraphs()[position];
    let prediction = &labelled.predictions.as_slice()[position];
    let (span, marks) = (&labelled.spans[position], paragraph.marks());
    Paragraph {
        position,
        label: prediction.label(),
        probability: prediction.probability(),
        probabilities: ByLabel(prediction.probabilities()),
        text: paragraph.text(),
        start: span.start,
        end: span.end,
        tag: marks.map(|marks| marks.tag()),
        path: marks.map(|marks| outermost_first(marks.path())),
        part: part.map(|part| part.name()),
    }
}

/// Marks have the innermost element first, and ` < ` between them.
fn outermost_first(path: &str) -> String {
    path.rsplit(" < ").collect::<Vec<_>>().join(" > ")
}
