//! One JSON object per page: `page`, the fields of the input object (but not `html` and `text`), then the verdict's own,
//! and `input` where the input object had fields with one of our names.

use std::io;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use unpitch::Verdict;

use crate::output::fields::Split;
use crate::output::pages::{Render, RenderedPage};

/// Renders one line per page.
pub struct JsonLines;

/// Our names.
const OURS: [&str; 10] = [
    "page",
    "language",
    "shares",
    "access",
    "pitches",
    "kind",
    "claimed_free",
    "paid_parts",
    "reasons",
    "input",
];

struct Line<'a> {
    page: &'a RenderedPage<'a>,
    verdict: &'a Verdict,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = Split::new(self.page.fields, &OURS);
        let language = self.page.predictions.language();
        let verdict = self.verdict;
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry("page", self.page.name)?;
        fields.serialize_theirs(&mut line)?;
        line.serialize_entry("language", &language.as_ref().map(|code| code.code()))?;
        line.serialize_entry("access", &verdict.access)?;
        line.serialize_entry("kind", &verdict.kind)?;
        line.serialize_entry("pitches", &verdict.pitches)?;
        line.serialize_entry("shares", &verdict.shares)?;
        line.serialize_entry("claimed_free", &verdict.claimed_free)?;
        line.serialize_entry("paid_parts", &verdict.paid_parts)?;
        line.serialize_entry("reasons", &verdict.reasons)?;
        fields.serialize_taken(&mut line)?;
        line.end()
    }
}

impl Render for JsonLines {
    fn render(&self, page: &RenderedPage<'_>) -> io::Result<Vec<u8>> {
        let verdict = page.verdict;
        let mut line = serde_json::to_vec(&Line { page, verdict })?;
        line.push(b'\n');
        Ok(line)
    }
}
