//! Heading: the words of short lines around, one of which may govern the paragraph.
//!
//! Plain text has no headings, only short lines, and an offer is known by its neighbourhood: a price and a button make
//! pitches of the ten bare lines between them. The nearest lines are seen as neighbours; this family looks further, at
//! the lines from [`NEAR`] to [`FAR`] paragraphs above, and at those as far below.

use super::shape::Shape;
use super::words::Words;
use super::{Family, Name};

/// First paragraph that neighbours don't show already.
const NEAR: usize = 3;
/// Last paragraph that is looked at.
const FAR: usize = 12;

pub(super) fn emit(
    index: usize,
    words: &Words,
    shapes: &[Shape],
    name: &mut Name,
    sink: &mut impl FnMut(Family, &str),
) {
    let above = index.saturating_sub(FAR)..(index + 1).saturating_sub(NEAR);
    let below = (index + NEAR).min(shapes.len())..(index + FAR + 1).min(shapes.len());
    for (side, lines) in [("above", above), ("below", below)] {
        for line in lines {
            if !shapes[line].is_long() {
                for word in words.paragraph(line) {
                    sink(Family::Heading, name.pair(side, word));
                }
            }
        }
    }
}
