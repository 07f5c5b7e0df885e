//! Heading: the line that governs the paragraph, however far above: how far, and what it says.

use super::words::Words;
use crate::features::bucket::log_bucket;
use crate::features::family::Family;
use crate::features::name::{Name, Word};
use crate::features::template::{Template, templates};
use crate::structure::Structure;

templates! { Family::Heading;
    DISTANCE = "distance",
    CUE = "cue",
    LIST_CUE = "list-cue",
}

/// Words of the line above a list that are looked at: a longer line is no heading, and its further words are about something
/// else than the list.
const MOST_LIST_WORDS: usize = 8;

/// How far above the heading is, if there is one.
pub(in crate::features) fn emit_distance(
    index: usize,
    structure: &Structure,
    sink: &mut impl FnMut(Family, Name<'_>),
) {
    let name = match structure.heading(index) {
        None => Name::One(const { Word::new("none") }),
        Some(heading) => {
            let distance = log_bucket(index - heading).min(12);
            Name::Number(DISTANCE, distance)
        }
    };
    sink(Family::Heading, name);
}

/// The words and cues of a heading, which all that it governs have in common.
pub(in crate::features) fn emit_words(
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
        let name = Name::Cue(CUE, cue);
        sink(Family::Heading, name);
    }
}

/// The words and cues of the line above a list, which all of the list have in common.
pub(in crate::features) fn emit_above_list(
    above: usize,
    words: &Words<'_>,
    sink: &mut impl FnMut(Family, Name<'_>),
) {
    for word in words.paragraph(above).take(MOST_LIST_WORDS) {
        sink(
            Family::Heading,
            Name::Two(const { Word::new("list") }, word),
        );
    }
    for cue in words.cues(above).numbers() {
        sink(Family::Heading, Name::Cue(LIST_CUE, cue));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;
    use crate::features::emitted::texts_of;
    use crate::features::texts::Texts;

    fn features(page: &Page, index: usize) -> Vec<String> {
        let structure = Structure::from_page(page);
        let mut texts = Texts::new("en".parse().ok());
        let words = Words::new(page, &mut texts);
        texts_of(Family::Heading, |sink| {
            emit_distance(index, &structure, sink);
            if let Some(heading) = structure.heading(index) {
                emit_words(heading, &words, sink);
            }
        })
    }

    #[test]
    fn paragraphs_have_the_words_and_cues_of_their_heading() {
        let page = Page::from_text("Free ferries:\n\nFrom Monday\n\nTo the island");
        assert_eq!(features(&page, 0), ["none"]);
        let below = |distance| [distance, "word free", "word ferri", "cue free"];
        assert_eq!(features(&page, 1), below("distance=1"));
        assert_eq!(features(&page, 2), below("distance=2"));
    }

    #[test]
    fn lists_have_the_first_words_and_all_cues_of_the_line_above() {
        let page = Page::from_text("Ferry one two three four five six seven subscribe\n\nTides");
        let mut texts = Texts::new("en".parse().ok());
        let words = Words::new(&page, &mut texts);
        let features = texts_of(Family::Heading, |sink| emit_above_list(0, &words, sink));
        assert_eq!(features.len(), MOST_LIST_WORDS + 1);
        assert_eq!(features[0], "list ferri");
        assert_eq!(features[MOST_LIST_WORDS], "list-cue subscribe");
    }

    #[test]
    fn far_headings_are_equally_far() {
        let text = ["Tides:", &"Low\n".repeat(200)].join("\n");
        let page = Page::from_text(&text);
        assert_eq!(features(&page, 200)[0], "distance=12");
    }
}
