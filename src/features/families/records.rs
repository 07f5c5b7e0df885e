//! Records: what plain text shows of lists of like things, as cards do in markup: how many lines are alike, how long they
//! are, and what the lines say that come again and again around a line.

use super::shape::Shape;
use super::siblings::{Member, group_stats};
use crate::features::bucket::{log_bucket, tenths};
use crate::features::cue::CueSet;
use crate::features::family::Family;
use crate::features::name::Name;
use crate::features::template::{Template, templates};
use crate::page::Page;
use crate::structure::{Records as Alike, Structure};

templates! { Family::Records;
    FIRST_SIZE_MEAN = "first-word-size-mean",
    FIRST_POSITION = "first-word-position",
    LAST_SIZE_MEAN = "last-word-size-mean",
    LAST_POSITION = "last-word-position",
    BELOW_SIZE_MEAN = "slot-below-size-mean",
    BELOW_POSITION = "slot-below-position",
    ABOVE_SIZE_MEAN = "slot-above-size-mean",
    ABOVE_POSITION = "slot-above-position",
    RUN_SIZE_MEAN = "inside-size-mean",
    RUN_POSITION = "inside-position",
    MOULD_SIZE_MEAN = "mould-size-mean",
    MOULD_POSITION = "mould-position",
    BEAT_ABOVE = "beat-above",
    BEAT_BELOW = "beat-below",
    BEATS = "beats",
}

/// The templates of the groupings, in the order of [`Alike::groupings`].
#[rustfmt::skip]
const OF_GROUPINGS: [[Template; 2]; Alike::GROUPINGS] = [
    [FIRST_SIZE_MEAN, FIRST_POSITION],
    [LAST_SIZE_MEAN, LAST_POSITION],
    [BELOW_SIZE_MEAN, BELOW_POSITION],
    [ABOVE_SIZE_MEAN, ABOVE_POSITION],
    [RUN_SIZE_MEAN, RUN_POSITION],
    [MOULD_SIZE_MEAN, MOULD_POSITION],
];

/// The distance of a beat that is not there, beyond the furthest.
const NO_BEAT: usize = 15;

/// The groups of each line of a page of plain text; nothing for a page with marks, which has cards.
pub(in crate::features) struct Records {
    /// For each grouping and each line.
    groups: Vec<Vec<Member>>,
}

impl Records {
    pub(in crate::features) fn new(
        page: &Page,
        shapes: &[Shape],
        structure: &Structure,
    ) -> Records {
        let alike = structure.records().into_iter();
        let groupings = alike.flat_map(Alike::groupings);
        Records {
            groups: groupings
                .map(|grouping| group_stats(page, shapes, grouping))
                .collect(),
        }
    }

    /// The features of a line, from the cues that each line of the page shows.
    pub(in crate::features) fn emit(
        &self,
        index: usize,
        shown: &[CueSet],
        structure: &Structure,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let Some(alike) = structure.records() else {
            return;
        };
        for (groups, templates) in self.groups.iter().zip(OF_GROUPINGS) {
            emit_group(groups[index], templates, sink);
        }
        emit_beats(index, alike.beats(index), shown, sink);
    }
}

/// What the lines are like that a line is like, if there are some.
fn emit_group(
    (group, before): Member,
    templates: [Template; 2],
    sink: &mut impl FnMut(Family, Name<'_>),
) {
    if group.paragraphs() < 2 {
        return;
    }
    let size = log_bucket(group.paragraphs()).min(12);
    let mean = log_bucket(group.mean_chars());
    let position = tenths(before as usize, group.paragraphs()) / 2;
    let values = [size * 32 + mean, size * 8 + position];
    for (template, value) in templates.into_iter().zip(values) {
        sink(Family::Records, Name::Number(template, value));
    }
}

/// How far the lines are that come again and again, above and below, and what they say.
fn emit_beats(
    index: usize,
    beats: [Option<usize>; 2],
    shown: &[CueSet],
    sink: &mut impl FnMut(Family, Name<'_>),
) {
    for (beat, template) in beats.into_iter().zip([BEAT_ABOVE, BEAT_BELOW]) {
        for cue in beat.map_or(CueSet::default(), |beat| shown[beat]).numbers() {
            sink(Family::Records, Name::Cue(template, cue));
        }
    }
    let [above, below] = beats.map(|beat| beat.map_or(NO_BEAT, |beat| beat.abs_diff(index)));
    sink(Family::Records, Name::Number(BEATS, above * 16 + below));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::texts_of;
    use crate::features::families::cues;
    use crate::features::families::words::Words;
    use crate::features::texts::Texts;

    fn features(page: &Page, index: usize) -> Vec<String> {
        let structure = Structure::from_page(page);
        let paragraphs = page.paragraphs().iter();
        let shapes: Vec<Shape> = paragraphs.map(|p| Shape::measure(p.text())).collect();
        let mut texts = Texts::new("en".parse().ok());
        let words = Words::new(page, &mut texts);
        let shown = cues::shown(&words, &shapes);
        let records = Records::new(page, &shapes, &structure);
        texts_of(Family::Records, |sink| {
            records.emit(index, &shown, &structure, sink);
        })
    }

    #[test]
    fn a_line_knows_its_like_and_the_beats_around() {
        let page = Page::from_text("Reply\n\nBo\n\nReply\n\nCy\n\nReply\n\nImprint");
        // Bo and Cy are two, of two letters: size 2, mean 2.
        let slot = ["size-mean=66", "position=16"];
        let slots = ["slot-below", "slot-above"].map(|side| slot.map(|of| format!("{side}-{of}")));
        let found = features(&page, 1);
        assert_eq!(found[..4], slots.concat());
        // Five lines inside of records, of 19 letters together, the second of them.
        let run = ["size-mean=131", "position=33"];
        assert_eq!(found[4..6], run.map(|of| format!("inside-{of}")));
        assert_eq!(
            found[6..],
            ["beat-above reply", "beat-below reply", "beats=17"]
        );
        assert_eq!(features(&page, 5), ["beats=255"]);
    }

    #[test]
    fn a_page_with_marks_has_no_records() {
        let page = Page::from_text("Reply\n\nReply\n\nReply");
        let marked = page.paragraphs().iter().map(|paragraph| {
            let marks = crate::Marks::new("p", 0.0, "p < body");
            paragraph.clone().with_marks(marks)
        });
        assert!(features(&Page::new(marked.collect()), 1).is_empty());
        assert!(!features(&page, 1).is_empty());
    }
}
