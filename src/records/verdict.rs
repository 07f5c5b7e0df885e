//! One JSON object per page: `page`, the fields of the input object (but not `html` and `text`), then the verdict's own,
//! and `input` where the input object had fields with one of our names.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::Labelled;
use super::fields::Split;

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

/// The line of a page.
pub struct Line<'a>(pub &'a Labelled<'a>);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Line(page) = self;
        let fields = Split::new(page.fields, &OURS);
        let language = page.predictions.language();
        let verdict = page.verdict;
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry("page", page.name)?;
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
