//! Heading: the line that governs the paragraph, however far above: how far, and what it says.

use super::name::{Name, Word};
use super::template::Template;
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
            Name::Number(const { Template::named("distance") }, distance)
        }
    };
    sink(Family::Heading, name);
}

/// The words and cues of a heading, which all that it governs have in common.
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
    for cue in words.cues(heading).numbers() {
        let name = Name::Cue(const { Template::named("concept") }, cue);
        sink(Family::Heading, name);
    }
}
