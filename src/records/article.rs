//! One JSON object per page: its article, and what is known of it.
//!
//! Its fields in their order, which is stable: `page`, the fields of the input object as they were spelt (but not `html`
//! and `text`), `text`, `title`, `author`, `date`, `language`, `verdict`, and `input` where the input object had fields with
//! one of our names.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::Labelled;
use super::fields::Split;
use crate::error::Result;
use crate::extract::{CleanOptions, PageMetadata};

/// Our names.
const OURS: [&str; 8] = [
    "page", "text", "title", "author", "date", "language", "verdict", "input",
];

/// The line of a page.
pub struct Line<'a> {
    page: &'a Labelled<'a>,
    text: String,
    metadata: PageMetadata,
}

impl<'a> Line<'a> {
    pub fn new(page: &'a Labelled<'a>, options: &CleanOptions) -> Result<Line<'a>> {
        Ok(Line {
            page,
            text: page.text(options)?,
            metadata: page.predictions.metadata(page.page)?,
        })
    }
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
        line.serialize_entry("verdict", self.page.verdict)?;
        fields.serialize_taken(&mut line)?;
        line.end()
    }
}
