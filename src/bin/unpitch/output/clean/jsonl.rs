//! One JSON object per page: its article, and what is known of it.
//!
//! Its fields in their order, which is stable: `page`, the fields of the input object as they were spelt (but not `html`
//! and `text`), `text`, `title`, `author`, `date`, `language`, `verdict`, and `input` where the input object had fields with
//! one of our names.

use std::io;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use unpitch::{CleanOptions, PageMetadata, Verdict};

use crate::output::fields::Split;
use crate::output::pages::{Render, RenderedPage};
use crate::output::text::article;

/// Renders one line per page.
pub struct JsonLines(pub CleanOptions);

/// Our names.
const OURS: [&str; 8] = [
    "page", "text", "title", "author", "date", "language", "verdict", "input",
];

struct Line<'a> {
    page: &'a RenderedPage<'a>,
    text: String,
    metadata: PageMetadata,
    verdict: &'a Verdict,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = Split::new(self.page.fields, &OURS);
        let PageMetadata {
            title,
            authors,
            published,
            ..
        } = &self.metadata;
        let names: Vec<&str> = authors.iter().map(|author| &*author.value).collect();
        let author = (!names.is_empty()).then(|| names.join("; "));
        let language = self.page.predictions.language();
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry("page", self.page.name)?;
        fields.serialize_theirs(&mut line)?;
        line.serialize_entry("text", &self.text)?;
        line.serialize_entry("title", &title.as_ref().map(|title| &title.value))?;
        line.serialize_entry("author", &author)?;
        line.serialize_entry("date", &published.as_ref().map(|date| date.value))?;
        line.serialize_entry("language", &language.as_ref().map(|code| code.code()))?;
        line.serialize_entry("verdict", &self.verdict)?;
        fields.serialize_taken(&mut line)?;
        line.end()
    }
}

impl Render for JsonLines {
    fn render(&self, page: &RenderedPage<'_>) -> io::Result<Vec<u8>> {
        let (labels, own) = (page.predictions, page.page);
        let line = Line {
            page,
            text: article(page, &self.0)?,
            metadata: labels.metadata(own).map_err(io::Error::other)?,
            verdict: page.verdict,
        };
        let mut bytes = serde_json::to_vec(&line)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
