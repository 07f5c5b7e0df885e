//! The terms of both passes' scores.

use std::fmt;

use crate::features::{Family, in_words};
use crate::second_pass::Surrounding;

/// A term of the first pass's score for a label: `value * weight` of one feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// The feature's family.
    pub family: Family,
    /// The feature's name within its family, such as a stemmed word.
    pub feature: String,
    /// The paragraph the feature stands in, relative to the one explained: -1 is the one above.
    pub offset: i32,
    /// The feature's value there; above 0, at most 1.
    pub value: f32,
    /// The weight for the label and offset.
    pub weight: f32,
}

impl Contribution {
    /// What the feature adds to the score; negative where it speaks against the label.
    #[must_use]
    pub fn amount(&self) -> f32 {
        self.value * self.weight
    }
}

/// The feature as a person reads it: `'unlimit'`, `above: 'sign in'`, `up to 100 % link text`.
impl fmt::Display for Contribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_feature(f, self.offset, self.family, &self.feature)
    }
}

/// Writes where a feature stands, and what it is.
pub(in crate::model) fn write_feature(
    f: &mut fmt::Formatter<'_>,
    offset: i32,
    family: Family,
    name: &str,
) -> fmt::Result {
    match offset {
        0 => {}
        -1 => f.write_str("above: ")?,
        1 => f.write_str("below: ")?,
        ..=-2 => write!(f, "{} above: ", offset.unsigned_abs())?,
        _ => write!(f, "{offset} below: ")?,
    }
    f.write_str(&in_words(family, name))
}

/// A term of the final score for a label: what one of a paragraph's surroundings adds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influence {
    /// What is around the paragraph.
    pub surrounding: Surrounding,
    /// What its labels add to the score; negative where they speak against the label.
    pub amount: f32,
}
