//! Near: the concepts of the lines further above and below than neighbours are seen.
//!
//! Plain text has no blocks, and an offer is known by its neighbourhood: a price and a button make pitches of the ten
//! bare lines between them.

use super::Family;
use super::concept::Concepts;
use super::group::Group;
use super::name::Name;

/// The rings of paragraphs around one, nearest and farthest distance, and what they are called above and below.
const RINGS: [(usize, usize, [Group; 2]); 3] = [
    (3, 5, [Group::of("near-above"), Group::of("near-below")]),
    (6, 12, [Group::of("far-above"), Group::of("far-below")]),
    (
        13,
        25,
        [Group::of("farther-above"), Group::of("farther-below")],
    ),
];

/// The concepts that each paragraph shows to those further away.
pub(crate) struct Near(Vec<Concepts>);

impl Near {
    /// Of the concepts that each paragraph shows.
    pub(super) fn of(shown: Vec<Concepts>) -> Near {
        Near(shown)
    }

    pub(super) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let n = self.0.len();
        for (nearest, farthest, [above, below]) in RINGS {
            let last = index.saturating_sub(farthest)..(index + 1).saturating_sub(nearest);
            let next = (index + nearest).min(n)..(index + farthest + 1).min(n);
            for (side, lines) in [(above, last), (below, next)] {
                let shown = self.0[lines].iter().copied();
                let seen = shown.fold(Concepts::default(), Concepts::and);
                for concept in seen.numbers() {
                    sink(Family::Near, Name::Concept(side, concept));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::concept;
    use super::super::lexicon::Lexicon;
    use super::super::shape::Shape;
    use super::super::words::Words;
    use super::*;
    use crate::Page;

    #[test]
    fn a_concept_is_seen_from_its_ring() {
        let page = Page::from_text("Subscribe\n\na\n\nb\n\nc\n\nd\n");
        let mut lexicon = Lexicon::new(None);
        let words = Words::of(&page, &mut lexicon);
        let shapes: Vec<Shape> = page
            .paragraphs()
            .iter()
            .map(|p| Shape::of(p.text()))
            .collect();
        let near = Near::of(concept::shown(&words, &shapes));
        let seen = |index| {
            let (mut seen, mut text) = (Vec::new(), String::new());
            near.emit(index, &mut |_, name: Name<'_>| {
                name.write(&mut text);
                seen.push(text.clone());
            });
            seen
        };
        assert_eq!(seen(3), ["near-above subscribe"]);
        assert!(seen(2).is_empty() && seen(0).is_empty());
    }
}
