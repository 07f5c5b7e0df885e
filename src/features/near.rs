//! Near: the concepts of the lines further above and below than neighbours are seen.
//!
//! Plain text has no blocks, and an offer is known by its neighbourhood: a price and a button make pitches of the ten
//! bare lines between them.

use super::concept::Concepts;
use super::shape::Shape;
use super::words::Words;
use super::{Family, Name};

/// The rings of paragraphs around one, nearest and farthest distance, and what they are called above and below.
const RINGS: [(usize, usize, [&str; 2]); 3] = [
    (3, 5, ["near-above", "near-below"]),
    (6, 12, ["far-above", "far-below"]),
    (13, 25, ["farther-above", "farther-below"]),
];

/// Longer paragraphs, in characters, are running text: whatever they mention, they offer nothing.
const LONGEST: usize = 300;

pub(super) fn emit(
    index: usize,
    words: &Words,
    shapes: &[Shape],
    name: &mut Name,
    sink: &mut impl FnMut(Family, &str),
) {
    for (nearest, farthest, [above, below]) in RINGS {
        let last = index.saturating_sub(farthest)..(index + 1).saturating_sub(nearest);
        let next = (index + nearest).min(shapes.len())..(index + farthest + 1).min(shapes.len());
        for (side, lines) in [(above, last), (below, next)] {
            let mut seen = Concepts::default();
            for line in lines.filter(|line| shapes[*line].chars < LONGEST) {
                seen.add_all(words.concepts(line));
            }
            for concept in seen.names() {
                sink(Family::Near, name.pair(side, concept));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;

    #[test]
    fn a_concept_is_seen_from_its_ring() {
        let page = Page::from_text("Subscribe\n\na\n\nb\n\nc\n\nd\n");
        let words = Words::of(&page, None);
        let shapes: Vec<Shape> = page
            .paragraphs()
            .iter()
            .map(|p| Shape::of(p.text()))
            .collect();
        let seen = |index| {
            let mut seen = Vec::new();
            emit(
                index,
                &words,
                &shapes,
                &mut Name::default(),
                &mut |_, name: &str| {
                    seen.push(name.to_owned());
                },
            );
            seen
        };
        assert_eq!(seen(3), ["near-above subscribe"]);
        assert!(seen(2).is_empty() && seen(0).is_empty());
    }
}
