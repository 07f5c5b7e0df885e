//! Heading: the words of short lines further above, one of which may govern the paragraph.
//!
//! Plain text has no headings, only short lines. The nearest two are seen as neighbours; this family looks further
//! up, at the short lines between [`NEAR`] and [`FAR`] paragraphs above.

use super::Family;
use super::shape::Shape;
use super::words::Words;

/// First paragraph above that neighbours don't show already.
const NEAR: usize = 3;
/// Last paragraph above that is looked at.
const FAR: usize = 8;
/// A line of more words is no heading.
const LONGEST: usize = 6;

pub(super) fn emit(
    index: usize,
    words: &Words,
    shapes: &[Shape],
    sink: &mut impl FnMut(Family, &str),
) {
    let first = index.saturating_sub(FAR);
    let last = (index + 1).saturating_sub(NEAR);
    for above in first..last {
        if shapes[above].words <= LONGEST {
            for word in words.paragraph(above) {
                sink(Family::Heading, word);
            }
        }
    }
}
