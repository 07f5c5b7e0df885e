//! A JSON object a page.

use std::io;

use serde::Serialize;
use unpitch::Label;

use super::explain::strongest;
use super::pages::{LabelledPage, Render};

/// Renders a line a page.
pub struct JsonLines;

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

impl Render for JsonLines {
    fn render(&self, page: &LabelledPage<'_>) -> io::Result<Vec<u8>> {
        let language = page.predictions.language();
        let mut line = serde_json::to_vec(&Page {
            page: page.name,
            language: language.as_ref().map(|language| language.code()),
            paragraphs: paragraphs(page),
        })?;
        line.push(b'\n');
        Ok(line)
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
            tag: paragraph.marks().map(|marks| marks.tag()),
            path: paragraph.marks().map(|marks| outermost_first(marks.path())),
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
