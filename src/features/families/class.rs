//! Class: words of ids and classes, and parts of them: what page makers call their boxes, run together or cut short.
//!
//! `relatedposts`, `wpdisc`, `navbar` and `subscribebox` are words of one site each; their parts are those of many. Words that
//! have a cue have it in any language: `abo-box` and `suscripcion` mean the same.

use crate::ends::Ends;
use crate::features::cue::CueSet;
use crate::features::elements::Elements;
use crate::features::family::Family;
use crate::features::machine_words::MachineWords;
use crate::features::name::{Name, Word};
use crate::features::parts::{PartSet, parts};
use crate::features::template::{Template, templates};
use crate::page::path::Path;

templates! { Family::Class;
    OWN_CUE = "own-cue",
    ANY_CUE = "any-cue",
    FAR_CUE = "far-cue",
    PART_LENGTH = "part-length",
}

/// Class words of this many innermost elements count once more as the paragraph's own.
const OWN_ELEMENTS: usize = 2;

/// Most characters of a count or button, of a headline, of a teaser; what is longer is running text.
const LENGTHS: [usize; 3] = [20, 60, 119];

/// Class words of other lengths, in bytes, are not words: `b`, hashes.
const WORD_LENGTHS: std::ops::Range<usize> = 2..24;

/// The part that a number of a part and a length is of.
pub(in crate::features) fn part_of_number(number: usize) -> Option<&'static str> {
    parts().nth(number / (LENGTHS.len() + 1))
}

/// The class words of each different element of a page.
#[derive(Default)]
pub(in crate::features) struct Classes {
    /// The parts of each element's words.
    parts: Vec<PartSet>,
    /// The cues of each element's words.
    cues: Vec<CueSet>,
    /// End of each element's words.
    ends: Ends,
    /// The parts of all words of each path.
    of_paths: Vec<PartSet>,
    /// Key of each word.
    keys: Vec<u64>,
    /// The words, and where each ends.
    texts: String,
    text_ends: Ends,
}

impl Classes {
    pub(in crate::features) fn new(elements: &Elements<'_>, words: &mut MachineWords) -> Classes {
        let mut classes = Classes::default();
        for element in elements.distinct() {
            classes.push(element.words(), words);
        }
        let of_path = |path| {
            elements
                .path(path)
                .map(|element| classes.parts[element])
                .collect()
        };
        classes.of_paths = (0..elements.n_paths()).map(of_path).collect();
        classes
    }

    /// Adds the words of an element.
    fn push(&mut self, names: &str, words: &mut MachineWords) {
        let (mut parts, mut cues) = (PartSet::default(), CueSet::default());
        split(names, &mut self.texts, &mut |word, end| {
            let key = Word::new(word).key();
            let said = words.said(word, key);
            self.keys.push(key);
            self.text_ends.push(end);
            parts = parts.union(said.parts);
            cues = cues.union(said.cues);
        });
        self.cues.push(cues);
        self.ends.push(self.keys.len());
        self.parts.push(parts);
    }

    /// The parts of the words around a paragraph, with its length: a comment's text and a count of comments stand in boxes of
    /// the same names.
    pub(in crate::features) fn emit(
        &self,
        path: usize,
        chars: usize,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let longer = LENGTHS.iter().filter(|most| chars > **most).count();
        for part in self.of_paths[path].numbers() {
            let number = part as usize * (LENGTHS.len() + 1) + longer;
            sink(Family::Class, Name::Number(PART_LENGTH, number));
        }
    }

    /// The class words of a path, which all its paragraphs have in common.
    pub(in crate::features) fn emit_path(
        &self,
        path: usize,
        elements: &Elements<'_>,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let mut zones = [Zone::default(); 3];
        for (level, element) in elements.path(path).enumerate() {
            self.emit_element(level, element, sink);
            zones[zone(level)].add(self.parts[element], self.cues[element]);
        }
        for (template, zone) in [OWN_CUE, ANY_CUE, FAR_CUE].into_iter().zip(zones) {
            for cue in zone.cues.numbers() {
                sink(Family::Class, Name::Cue(template, cue));
            }
        }
        let [own, between, far] = zones.map(|zone| zone.parts);
        emit_parts(const { Word::new("any-part") }, own.union(between), sink);
        emit_parts(const { Word::new("own-part") }, own, sink);
        emit_parts(const { Word::new("far-part") }, far, sink);
    }

    /// The words of the element at a level of a path; again if they are the paragraph's own.
    fn emit_element(&self, level: usize, element: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let any = match level {
            0..Path::NEAR_ELEMENTS => const { Word::new("any") },
            _ => const { Word::new("far") },
        };
        self.emit_words(any, element, sink);
        if level < OWN_ELEMENTS {
            self.emit_words(const { Word::new("own") }, element, sink);
        }
    }

    fn words(&self, element: usize) -> impl Iterator<Item = Word<'_>> {
        self.ends.range(element).map(|word| {
            let text = &self.texts.as_bytes()[self.text_ends.range(word)];
            Word::with_key(text, self.keys[word])
        })
    }

    fn emit_words(&self, whose: Word<'_>, element: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        for word in self.words(element) {
            sink(Family::Class, Name::Two(whose, word));
        }
    }

    /// The class words of a card and of its list, which all paragraphs of the card have in common.
    pub(in crate::features) fn emit_card(
        &self,
        card: Option<usize>,
        list: Option<usize>,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        if let Some(card) = card {
            self.emit_words(const { Word::new("card") }, card, sink);
            emit_parts(const { Word::new("card-part") }, self.parts[card], sink);
        }
        if let Some(list) = list {
            self.emit_words(const { Word::new("list") }, list, sink);
            emit_parts(const { Word::new("list-part") }, self.parts[list], sink);
        }
    }
}

/// What the class words of some elements of a path have in them.
#[derive(Clone, Copy, Default)]
struct Zone {
    parts: PartSet,
    cues: CueSet,
}

impl Zone {
    fn add(&mut self, parts: PartSet, cues: CueSet) {
        self.parts = self.parts.union(parts);
        self.cues = self.cues.union(cues);
    }
}

/// Which zone a level of a path is in: a paragraph's own elements, the other near ones, those that are far.
fn zone(level: usize) -> usize {
    match level {
        0..OWN_ELEMENTS => 0,
        OWN_ELEMENTS..Path::NEAR_ELEMENTS => 1,
        _ => 2,
    }
}

fn emit_parts(whose: Word<'_>, parts: PartSet, sink: &mut impl FnMut(Family, Name<'_>)) {
    for part in parts.words() {
        sink(Family::Class, Name::Two(whose, part));
    }
}

/// The words of ids and classes, lower-cased, split at case and at what is not a letter; `texts` gets them one after the
/// other, `sink` each of them and where it ends there.
fn split(names: &str, texts: &mut String, sink: &mut impl FnMut(&str, usize)) {
    let mut start = texts.len();
    let mut after_lower = false;
    for c in names.chars().chain(std::iter::once(' ')) {
        if !c.is_alphabetic() || (c.is_uppercase() && after_lower) {
            if WORD_LENGTHS.contains(&(texts.len() - start)) {
                sink(&texts[start..], texts.len());
                start = texts.len();
            }
            texts.truncate(start);
        }
        after_lower = c.is_lowercase();
        if c.is_ascii_alphabetic() {
            texts.push(c.to_ascii_lowercase());
        } else if c.is_alphabetic() {
            texts.extend(c.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::{Sink, texts_of};
    use crate::structure::Structure;
    use crate::{Marks, Page, Paragraph};

    fn parts_of(word: &str) -> Vec<&'static str> {
        PartSet::in_word(word).words().map(Word::text).collect()
    }

    #[test]
    fn parts_are_found_wherever_they_stand_and_in_each_other() {
        assert_eq!(parts_of("relatedposts"), ["relat", "post"]);
        assert_eq!(
            parts_of("newslettersignup"),
            ["newsletter", "signup", "sign"]
        );
        assert_eq!(parts_of("tide"), [""; 0]);
        let both = PartSet::in_word("navbar").union(PartSet::in_word("subscribebox"));
        assert_eq!(both.numbers().count(), 2);
    }

    #[test]
    fn every_part_is_there_once_and_fits_the_set() {
        let mut words: Vec<&str> = parts().collect();
        words.sort_unstable();
        assert!(words.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(words.len() <= 128 && words.iter().all(|word| word.is_ascii()));
    }

    #[test]
    fn class_words_are_split_at_case_and_signs() {
        let mut words = Vec::new();
        let text = "NavigationItem-text_link2 b paywallModal";
        split(text, &mut String::new(), &mut |word, _| {
            words.push(word.to_owned());
        });
        assert_eq!(
            words,
            ["navigation", "item", "text", "link", "paywall", "modal"]
        );
    }

    fn class_features(
        path: &str,
        emit: impl Fn(&Classes, &Elements<'_>, &mut Sink<'_>),
    ) -> Vec<String> {
        let marks = Marks::new("a", 1.0, path);
        let page = Page::new(vec![Paragraph::new("News").with_marks(marks)]);
        let elements = Elements::new(&page, &Structure::from_page(&page));
        let classes = Classes::new(&elements, &mut MachineWords::english());
        texts_of(Family::Class, |sink| emit(&classes, &elements, sink))
    }

    fn path_features(path: &str) -> Vec<String> {
        class_features(path, |classes, elements, sink| {
            classes.emit_path(0, elements, sink)
        })
    }

    #[test]
    fn words_of_the_two_innermost_elements_are_the_paragraphs_own() {
        let expected = [
            "any btn",
            "own btn",
            "any top",
            "any bar",
            "any-part btn",
            "own-part btn",
        ];
        assert_eq!(path_features("a.btn < li < nav.topBar"), expected);
    }

    #[test]
    fn words_beyond_the_near_elements_are_far() {
        let path = "a < li < ul < div < div < div.near < div.wall < body.navbar";
        let expected = [
            "any near",
            "far wall",
            "far navbar",
            "far-part nav",
            "far-part wall",
        ];
        assert_eq!(path_features(path), expected);
    }

    #[test]
    fn cues_of_class_words_stand_in_one_zone_each() {
        let path = "a.subscribe < li < ul.newsletter < i < i < i < body.free";
        let mut cues = path_features(path);
        cues.retain(|feature| feature.contains("-cue "));
        let expected = ["own-cue subscribe", "any-cue newsletter", "far-cue free"];
        cues.sort_unstable_by_key(|cue| expected.iter().position(|expected| cue == expected));
        assert_eq!(cues, expected);
    }

    #[test]
    fn parts_come_with_the_length_of_the_text() {
        let number = |part| parts().position(|own| own == part).expect("a part");
        let of = |chars| {
            class_features("p.comment < div", |classes, _, sink| {
                classes.emit(0, chars, sink)
            })
        };
        for (chars, class) in [
            (0, 0),
            (20, 0),
            (21, 1),
            (60, 1),
            (61, 2),
            (119, 2),
            (120, 3),
        ] {
            assert_eq!(
                of(chars),
                [format!("part-length={}", number("comment") * 4 + class)]
            );
        }
    }

    #[test]
    fn a_card_has_its_words_and_those_of_its_list() {
        let emit = |card, list| {
            class_features("a < li.item < ul.news", move |classes, _, sink| {
                classes.emit_card(card, list, sink);
            })
        };
        assert_eq!(
            emit(Some(1), Some(2)),
            ["card item", "card-part item", "list news"]
        );
        assert!(emit(None, None).is_empty());
    }
}
