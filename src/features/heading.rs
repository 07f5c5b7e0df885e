//! Heading: the line that governs the paragraph, however far above: how far, and what it says.

use super::group::Group;
use super::name::{Name, Word};
use super::words::Words;
use super::{Family, log_bucket};
use crate::structure::Structure;

/// How far above the heading is, if there is one.
pub(super) fn emit_distance(
    index: usize,
    structure: &Structure,
    sink: &mut impl FnMut(Family, Name<'_>),
) {
    let name = match structure.heading(index) {
        None => Name::One(const { Word::new("none") }),
        Some(heading) => {
            let distance = log_bucket(index - heading).min(12);
            Name::Number(const { Group::of("distance") }, distance)
        }
    };
    sink(Family::Heading, name);
}

/// The words and concepts of a heading, which all that it governs have in common.
pub(super) fn emit_words(
    heading: usize,
    words: &Words<'_>,
    sink: &mut impl FnMut(Family, Name<'_>),
) {
    for word in words.paragraph(heading) {
        sink(
            Family::Heading,
            Name::Two(const { Word::new("word") }, word),
        );
    }
    for concept in words.concepts(heading).numbers() {
        let name = Name::Concept(const { Group::of("concept") }, concept);
        sink(Family::Heading, name);
    }
}
