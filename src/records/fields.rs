//! The fields of an input object on their way back: those whose names are ours go under `input`, so that ours always mean
//! the same.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::corpora::Fields;

type Field = (String, Box<RawValue>);

/// A field that came with a page and is a string.
#[must_use]
pub fn text_field(fields: &Fields, name: &str) -> Option<String> {
    let (_, json) = fields.iter().find(|(own, _)| own == name)?;
    serde_json::from_str(json.get()).ok()
}

/// The fields by whether their name is one of ours.
pub struct Split<'a> {
    taken: Vec<&'a Field>,
    theirs: Vec<&'a Field>,
}

impl<'a> Split<'a> {
    pub fn new(fields: &'a Fields, ours: &[&str]) -> Split<'a> {
        let is_taken = |(name, _): &&Field| ours.contains(&&**name);
        let (taken, theirs) = fields.iter().partition(is_taken);
        Split { taken, theirs }
    }

    /// Those with names of their own.
    pub fn serialize_theirs<M: SerializeMap>(&self, line: &mut M) -> Result<(), M::Error> {
        let mut theirs = self.theirs.iter();
        theirs.try_for_each(|(name, value)| line.serialize_entry(name, value))
    }

    /// Those with ours, as one object, if there are some.
    pub fn serialize_taken<M: SerializeMap>(&self, line: &mut M) -> Result<(), M::Error> {
        if self.taken.is_empty() {
            return Ok(());
        }
        line.serialize_entry("input", &Taken(&self.taken))
    }
}

struct Taken<'a>(&'a [&'a Field]);

impl Serialize for Taken<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
