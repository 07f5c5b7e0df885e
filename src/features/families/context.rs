//! Context: the cues of the lines further above and below than neighbours are seen.
//!
//! Plain text has no blocks, and an offer is known by what is around it: a price and a button make pitches of the ten
//! bare lines between them.

use crate::features::cue::CueSet;
use crate::features::family::Family;
use crate::features::name::Name;
use crate::features::template::{Template, templates};

templates! { Family::Context;
    NEAR_ABOVE = "near-above",
    NEAR_BELOW = "near-below",
    FAR_ABOVE = "far-above",
    FAR_BELOW = "far-below",
    FARTHER_ABOVE = "farther-above",
    FARTHER_BELOW = "farther-below",
}

/// The rings of paragraphs around one, nearest and farthest distance, and what they are called above and below.
const RINGS: [(usize, usize, [Template; 2]); 3] = [
    (3, 5, [NEAR_ABOVE, NEAR_BELOW]),
    (6, 12, [FAR_ABOVE, FAR_BELOW]),
    (13, 25, [FARTHER_ABOVE, FARTHER_BELOW]),
];

/// The cues that each paragraph shows to those further away.
pub(in crate::features) struct Context(Vec<CueSet>);

impl Context {
    /// From the cues that each paragraph shows.
    pub(in crate::features) fn new(shown: Vec<CueSet>) -> Context {
        Context(shown)
    }

    /// The cues that each paragraph shows.
    pub(in crate::features) fn shown(&self) -> &[CueSet] {
        &self.0
    }

    pub(in crate::features) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let n = self.0.len();
        for (nearest, farthest, [above, below]) in RINGS {
            let last = index.saturating_sub(farthest)..(index + 1).saturating_sub(nearest);
            let next = (index + nearest).min(n)..(index + farthest + 1).min(n);
            for (side, lines) in [(above, last), (below, next)] {
                let seen: CueSet = self.0[lines].iter().copied().collect();
                for cue in seen.numbers() {
                    sink(Family::Context, Name::Cue(side, cue));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::cue;
    use crate::features::emitted::texts_of;

    #[test]
    fn a_cue_is_seen_from_its_rings() {
        let mut shown = vec![CueSet::default(); 60];
        shown[30] = CueSet::one(cue::find("subscribe").expect("a cue"));
        let context = Context::new(shown);
        let seen = |index| texts_of(Family::Context, |sink| context.emit(index, sink));
        for (distance, ring) in [
            (3, "near"),
            (5, "near"),
            (6, "far"),
            (12, "far"),
            (13, "farther"),
            (25, "farther"),
        ] {
            assert_eq!(seen(30 + distance), [format!("{ring}-above subscribe")]);
            assert_eq!(seen(30 - distance), [format!("{ring}-below subscribe")]);
        }
        for distance in [0, 1, 2, 26, 29] {
            assert!(seen(30 + distance).is_empty() && seen(30 - distance).is_empty());
        }
    }
}
