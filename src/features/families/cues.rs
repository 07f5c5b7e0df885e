//! Cues: the cue words of a paragraph itself.

use super::shape::Shape;
use super::words::Words;
use crate::features::cue::{self, CueSet};
use crate::features::family::Family;
use crate::features::name::{Name, Word};
use crate::features::template::{Template, templates};

templates! { Family::Cue;
    LONG = "long",
    CUES = "cues",
    PAIR = "both",
}

/// The names of the cues, as words of features' names.
const NAMES: [Word<'_>; cue::COUNT] = {
    let mut names = [Word::new(""); cue::COUNT];
    let mut cue = 0;
    while cue < names.len() {
        names[cue] = Word::new(cue::name(cue as u8));
        cue += 1;
    }
    names
};

/// Longer paragraphs, in characters, are running text: whatever they mention, they offer nothing.
const LONGEST_SHOWN: usize = 300;

/// The cues that each paragraph shows to those around it.
pub(in crate::features) fn shown(words: &Words<'_>, shapes: &[Shape]) -> Vec<CueSet> {
    let shown = shapes.iter().enumerate().map(|(index, shape)| {
        if shape.chars < LONGEST_SHOWN {
            words.cues(index)
        } else {
            CueSet::default()
        }
    });
    shown.collect()
}

/// Each cue of a paragraph, once more if the paragraph is long, and how many there are.
pub(in crate::features) fn emit(
    index: usize,
    words: &Words<'_>,
    shapes: &[Shape],
    sink: &mut impl FnMut(Family, Name<'_>),
) {
    let own = words.cues(index);
    for cue in own.numbers() {
        sink(Family::Cue, Name::One(NAMES[cue as usize]));
        if shapes[index].is_long() {
            sink(Family::Cue, Name::Cue(LONG, cue));
        }
    }
    let count = own.numbers().count();
    if count <= MOST_PAIRED {
        emit_pairs(own, sink);
    }
    if count > 1 {
        sink(Family::Cue, Name::Number(CUES, count.min(6)));
    }
}

/// Most cues of a line whose pairs say something: a newsletter for free, a price a month. Longer texts mention anything.
const MOST_PAIRED: usize = 6;

fn emit_pairs(own: CueSet, sink: &mut impl FnMut(Family, Name<'_>)) {
    for first in own.numbers() {
        for second in own.numbers().filter(|second| *second > first) {
            let pair = usize::from(first) * cue::COUNT + usize::from(second);
            sink(Family::Cue, Name::Number(PAIR, pair));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;
    use crate::features::emitted::texts_of;
    use crate::features::texts::Texts;

    #[test]
    fn cues_of_short_long_and_very_long_paragraphs() {
        let long = "Subscribe, shouts the captain of the ferry, or do not subscribe. ";
        let page =
            Page::from_text(&["Free newsletter", &long.repeat(2), &long.repeat(5)].join("\n\n"));
        let mut texts = Texts::new(None);
        let words = Words::new(&page, &mut texts);
        let paragraphs = page.paragraphs().iter();
        let shapes: Vec<Shape> = paragraphs.map(|p| Shape::measure(p.text())).collect();
        let features = |index| texts_of(Family::Cue, |sink| emit(index, &words, &shapes, sink));
        // Newsletter is cue 2 and free 14: 2 * 89 + 14.
        assert_eq!(features(0), ["newsletter", "free", "both=192", "cues=2"]);
        assert_eq!(features(1), ["subscribe", "long subscribe"]);
        let shown: Vec<usize> = shown(&words, &shapes)
            .into_iter()
            .map(|cues| cues.numbers().count())
            .collect();
        assert_eq!(shown, [2, 1, 0]);
    }
}
