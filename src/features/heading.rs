//! Heading: the words of the line that governs the paragraph, however far above.

use super::words::Words;
use super::{Family, Name, concept, log_bucket};
use crate::structure::Structure;

pub(super) fn emit(
    index: usize,
    words: &Words,
    structure: &Structure,
    name: &mut Name,
    sink: &mut impl FnMut(Family, &str),
) {
    let Some(heading) = structure.heading(index) else {
        sink(Family::Heading, "none");
        return;
    };
    let distance = log_bucket(index - heading).min(12);
    sink(Family::Heading, name.number("distance", distance));
    for word in words.paragraph(heading) {
        sink(Family::Heading, name.pair("word", word));
    }
    for concept in words.concepts(heading) {
        sink(
            Family::Heading,
            name.pair("concept", concept::name(concept)),
        );
    }
}
