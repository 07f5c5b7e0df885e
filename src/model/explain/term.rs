//! One list of what spoke for and against a label.

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Contribution, Influence};

/// Something that spoke for a label or against it, in words by its `Display`.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A feature; its amount is part of the first pass's score.
    Feature(Contribution),
    /// A surrounding; its amount is part of the final score.
    Surrounding(Influence),
}

impl Term {
    /// What it adds to its pass's score for the label; negative where it speaks against it.
    #[must_use]
    pub fn amount(&self) -> f32 {
        match self {
            Term::Feature(contribution) => contribution.amount(),
            Term::Surrounding(influence) => influence.amount,
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Feature(contribution) => contribution.fmt(f),
            Term::Surrounding(influence) => influence.surrounding.fmt(f),
        }
    }
}

/// An object with `words`, `amount`, and `family`, `feature` and `offset` of a feature, or `surrounding`.
impl Serialize for Term {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("words", &self.to_string())?;
        map.serialize_entry("amount", &self.amount())?;
        match self {
            Term::Feature(contribution) => {
                map.serialize_entry("family", contribution.family.name())?;
                map.serialize_entry("feature", &contribution.feature)?;
                map.serialize_entry("offset", &contribution.offset)?;
            }
            Term::Surrounding(influence) => {
                map.serialize_entry("surrounding", influence.surrounding.name())?;
            }
        }
        map.end()
    }
}
