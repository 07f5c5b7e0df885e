//! Dolma's attributes: for each document one line with the spans of each label.
//!
//! A name has three parts, experiment, tagger and type, as Dolma's reader wants it. Line n belongs to document n, so a document
//! that was rejected has a line too.
//!
//! Spans count Unicode code points of the document's text, from 0, the end not included; the score is the label's
//! probability. Of an HTML page the text is its paragraphs joined by line feeds.

use std::io;
use std::ops::Range;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::RawValue;
use unpitch::Label;
use unpitch::corpora::Reject;
use unpitch::records::{Labelled, text_field};

use super::pages::Render;

/// Renders one line per page.
pub struct Attributes {
    /// The field that holds a document's text.
    pub column: String,
}

#[derive(Serialize)]
struct Line<'a> {
    id: Id<'a>,
    attributes: Spans,
}

/// The document's own identifier as it was spelt, or the page's name.
#[derive(Serialize)]
#[serde(untagged)]
enum Id<'a> {
    Own(&'a RawValue),
    Name(&'a str),
}

/// The spans of each label, and their scores.
#[derive(Default)]
struct Spans([Vec<(usize, usize, f32)>; Label::COUNT]);

impl Serialize for Spans {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        // Dolma counts an empty list as a span.
        let labels = Label::ALL.iter().zip(&self.0);
        for (label, spans) in labels.filter(|(_, spans)| !spans.is_empty()) {
            // Paths of its filters take no hyphen.
            let name = label.name().replace('-', "_");
            map.serialize_entry(&format!("unpitch__paragraphs__{name}"), spans)?;
        }
        map.end()
    }
}

impl Render for Attributes {
    fn render(&self, page: &Labelled<'_>) -> io::Result<Vec<u8>> {
        let own = page.fields.iter().find(|(name, _)| name == "id");
        let id = own.map_or(Id::Name(page.name), |(_, json)| Id::Own(json));
        line(id, Spans(spans(page, &self.column)))
    }

    fn rejected(&self, reject: &Reject) -> io::Result<Vec<u8>> {
        match &reject.id {
            Some(id) => line(Id::Name(id), Spans::default()),
            None => Ok(Vec::new()),
        }
    }
}

fn line(id: Id<'_>, attributes: Spans) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(&Line { id, attributes })?;
    line.push(b'\n');
    Ok(line)
}

fn spans(page: &Labelled<'_>, column: &str) -> [Vec<(usize, usize, f32)>; Label::COUNT] {
    let mut spans = [const { Vec::new() }; Label::COUNT];
    let mut places = Places::new(text(page, column));
    for (_, paragraph, prediction) in page.kept() {
        let Range { start, end } = places.in_characters(paragraph.span());
        spans[prediction.label().index()].push((start, end, prediction.probability()));
    }
    spans
}

/// The text that spans count in.
fn text(page: &Labelled<'_>, column: &str) -> String {
    let paragraphs = page.page.paragraphs();
    let is_html = paragraphs
        .iter()
        .any(|paragraph| paragraph.marks().is_some());
    let given = match is_html {
        true => None,
        false => text_field(page.fields, column),
    };
    given.unwrap_or_else(|| {
        let texts: Vec<&str> = paragraphs
            .iter()
            .map(|paragraph| paragraph.text())
            .collect();
        texts.join("\n")
    })
}

/// Turns places in bytes, in their order, into places in characters.
struct Places {
    text: String,
    /// A place in both.
    bytes: usize,
    characters: usize,
}

impl Places {
    fn new(text: String) -> Places {
        Places {
            text,
            bytes: 0,
            characters: 0,
        }
    }

    fn in_characters(&mut self, span: Range<usize>) -> Range<usize> {
        let start = self.at(span.start);
        start..self.at(span.end)
    }

    fn at(&mut self, bytes: usize) -> usize {
        let passed = self.text.get(self.bytes..bytes).unwrap_or_default();
        self.characters += passed.chars().count();
        self.bytes = bytes;
        self.characters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_code_points() {
        let mut places = Places::new("Fähre 🚢\n\nab".to_owned());
        assert_eq!(places.in_characters(0..11), 0..7);
        assert_eq!(places.in_characters(13..15), 9..11);
    }
}
