//! A JSON object a page.

use std::io;

use serde::Serialize;
use unpitch::Label;

use super::explain::strongest;
use super::pages::{LabelledPage, PageWriter};

/// Writes a line a page.
pub struct Writer<W: io::Write>(pub W);

#[derive(Serialize)]
struct Page<'a> {
    page: &'a str,
    language: Option<&'a str>,
    paragraphs: Vec<Paragraph<'a>>,
}

#[derive(Serialize)]
struct Paragraph<'a> {
    position: usize,
    label: Label,
    probability: f32,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<&'a str>,
    /// The elements around it as a CSS selector has them, outermost first.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<Vec<Because>>,
}

/// A feature that spoke for the label, or against it where `amount` is negative.
#[derive(Serialize)]
struct Because {
    family: &'static str,
    feature: String,
    offset: i32,
    amount: f32,
}

impl<W: io::Write> PageWriter for Writer<W> {
    fn write(&mut self, page: &LabelledPage<'_>) -> io::Result<()> {
        let language = page.predictions.language();
        let line = Page {
            page: page.name,
            language: language.as_ref().map(|language| language.code()),
            paragraphs: paragraphs(page),
        };
        serde_json::to_writer(&mut self.0, &line)?;
        self.0.write_all(b"\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn paragraphs<'a>(page: &'a LabelledPage<'_>) -> Vec<Paragraph<'a>> {
    let paragraphs = page
        .kept()
        .map(|(position, paragraph, prediction)| Paragraph {
            position,
            label: prediction.label(),
            probability: prediction.probability(),
            text: paragraph.text(),
            tag: paragraph.marks().map(|marks| &*marks.tag),
            path: paragraph.marks().map(|marks| outermost_first(&marks.path)),
            start: paragraph.span().start,
            end: paragraph.span().end,
            because: because(page, position, prediction.label()),
        });
    paragraphs.collect()
}

fn outermost_first(path: &str) -> String {
    let elements: Vec<&str> = path.rsplit(" < ").collect();
    elements.join(" > ")
}

fn because(page: &LabelledPage<'_>, position: usize, label: Label) -> Option<Vec<Because>> {
    let contributions = strongest(page.explanation?, position, label).into_iter();
    let because = contributions.map(|contribution| Because {
        family: contribution.family.name(),
        amount: contribution.amount(),
        feature: contribution.feature,
        offset: contribution.offset,
    });
    Some(because.collect())
}
