//! Context: the cues of the lines further above and below than neighbours are seen.
//!
//! Plain text has no blocks, and an offer is known by its neighbourhood: a price and a button make pitches of the ten
//! bare lines between them.

use super::Family;
use super::cue::CueSet;
use super::name::Name;
use super::template::Template;

/// The rings of paragraphs around one, nearest and farthest distance, and what they are called above and below.
const RINGS: [(usize, usize, [Template; 2]); 3] = [
    (
        3,
        5,
        [Template::named("near-above"), Template::named("near-below")],
    ),
    (
        6,
        12,
        [Template::named("far-above"), Template::named("far-below")],
    ),
    (
        13,
        25,
        [
            Template::named("farther-above"),
            Template::named("farther-below"),
        ],
    ),
];

/// The cues that each paragraph shows to those further away.
pub(crate) struct Context(Vec<CueSet>);

impl Context {
    /// Of the cues that each paragraph shows.
    pub(super) fn new(shown: Vec<CueSet>) -> Context {
        Context(shown)
    }

    pub(super) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let n = self.0.len();
        for (nearest, farthest, [above, below]) in RINGS {
            let last = index.saturating_sub(farthest)..(index + 1).saturating_sub(nearest);
            let next = (index + nearest).min(n)..(index + farthest + 1).min(n);
            for (side, lines) in [(above, last), (below, next)] {
                let shown = self.0[lines].iter().copied();
                let seen = shown.fold(CueSet::default(), CueSet::union);
                for cue in seen.numbers() {
                    sink(Family::Context, Name::Cue(side, cue));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cache::TokenCache;
    use super::super::cue;
    use super::super::shape::Shape;
    use super::super::words::Words;
    use super::*;
    use crate::Page;

    #[test]
    fn a_cue_is_seen_from_its_ring() {
        let page = Page::from_text("Subscribe\n\na\n\nb\n\nc\n\nd\n");
        let mut cache = TokenCache::new(None);
        let words = Words::new(&page, &mut cache);
        let shapes: Vec<Shape> = page
            .paragraphs()
            .iter()
            .map(|p| Shape::measure(p.text()))
            .collect();
        let context = Context::new(cue::shown(&words, &shapes));
        let seen = |index| {
            let (mut seen, mut text) = (Vec::new(), String::new());
            context.emit(index, &mut |_, name: Name<'_>| {
                name.write(&mut text);
                seen.push(text.clone());
            });
            seen
        };
        assert_eq!(seen(3), ["near-above subscribe"]);
        assert!(seen(2).is_empty() && seen(0).is_empty());
    }
}
