//! Markup: tag, ancestors, links, the climb to the neighbours, and the words of ids and classes.

use rapidhash::RapidHashMap;

use super::class::Parts;
use super::group::Group;
use super::name::{Name, Word};
use super::shape::Shape;
use super::{Family, log_bucket};
use crate::page::{Marks, Page};
use crate::structure::Structure;

/// Class words of so many innermost elements count once more as the paragraph's own.
const OWN_ELEMENTS: usize = 2;

/// Class words of other lengths, in bytes, are no words: `b`, hashes.
const WORD_LENGTHS: std::ops::Range<usize> = 2..24;

/// What markup says of each paragraph of a page; nothing for a page of plain text.
#[derive(Default)]
pub(crate) struct Markup<'a> {
    marks: Vec<&'a Marks>,
    elements: Elements<'a>,
    /// The elements of each different path, innermost first.
    paths: Vec<Vec<u32>>,
}

impl<'a> Markup<'a> {
    pub(crate) fn of(page: &'a Page, structure: &Structure) -> Markup<'a> {
        let mut markup = Markup::default();
        let Some(marked) = structure.marked() else {
            return markup;
        };
        markup.marks = page.paragraphs().iter().filter_map(|p| p.marks()).collect();
        for (marks, path) in markup.marks.iter().zip(&marked.paths[0].of) {
            if *path as usize == markup.paths.len() {
                let elements = marks.path().split(" < ");
                let elements = elements.map(|element| markup.elements.enter(element));
                markup.paths.push(elements.collect());
            }
        }
        markup
    }

    /// What the markup says of a paragraph itself.
    pub(super) fn emit(
        &self,
        index: usize,
        shapes: &[Shape],
        structure: &Structure,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        if let Some(marks) = self.marks.get(index) {
            emit_links(marks, &shapes[index], sink);
            emit_climb(index, structure, sink);
        }
    }

    /// What a path says, which all its paragraphs have in common.
    pub(super) fn emit_path(&self, path: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let mut inner = "";
        let (mut own, mut any) = (Parts::default(), Parts::default());
        for (level, element) in self.paths[path].iter().enumerate() {
            let tag = self.elements.tag(*element);
            any = any.and(self.elements.parts(*element));
            if level < OWN_ELEMENTS {
                own = any;
            }
            emit_ancestor(level, tag, sink);
            if level == 1 {
                let both = [inner, "<", tag].concat();
                let tags = Name::Two(const { Word::new("tags") }, Word::new(&both));
                sink(Family::Tag, tags);
            }
            inner = tag;
            for word in self.elements.words(*element) {
                sink(Family::Class, Name::Two(const { Word::new("any") }, word));
                if level < OWN_ELEMENTS {
                    sink(Family::Class, Name::Two(const { Word::new("own") }, word));
                }
            }
        }
        for (whose, parts) in [
            (const { Word::new("any-part") }, any),
            (const { Word::new("own-part") }, own),
        ] {
            for part in parts.words() {
                sink(Family::Class, Name::Two(whose, part));
            }
        }
    }
}

/// An element of a path.
struct Element<'a> {
    tag: &'a str,
    /// End of its words.
    end: usize,
    /// The parts of its words.
    parts: Parts,
}

/// The different elements of a page's paths, each taken apart once.
#[derive(Default)]
struct Elements<'a> {
    numbers: RapidHashMap<&'a str, u32>,
    elements: Vec<Element<'a>>,
    /// Key of each class word, and its end in `texts`.
    words: Vec<(u64, usize)>,
    texts: String,
}

impl<'a> Elements<'a> {
    /// The number of an element.
    fn enter(&mut self, element: &'a str) -> u32 {
        let next = self.elements.len() as u32;
        let number = *self.numbers.entry(element).or_insert(next);
        if number == next {
            let (tag, names) = element.split_once('.').unwrap_or((element, ""));
            let mut parts = Parts::default();
            split(names, &mut self.texts, &mut |word, end| {
                self.words.push((Word::new(word).key(), end));
                parts = parts.and(Parts::of(word));
            });
            self.elements.push(Element {
                tag,
                end: self.words.len(),
                parts,
            });
        }
        number
    }

    fn tag(&self, element: u32) -> &'a str {
        self.elements[element as usize].tag
    }

    fn parts(&self, element: u32) -> Parts {
        self.elements[element as usize].parts
    }

    /// The words of an element's id and classes.
    fn words(&self, element: u32) -> impl Iterator<Item = Word<'_>> {
        let element = element as usize;
        let start = element.checked_sub(1).map_or(0, |i| self.elements[i].end);
        (start..self.elements[element].end).map(|word| {
            let (key, end) = self.words[word];
            let start = word.checked_sub(1).map_or(0, |i| self.words[i].1);
            Word::with_key(&self.texts[start..end], key)
        })
    }
}

/// Link density in quarters, alone and with the length; the tag.
fn emit_links(marks: &Marks, shape: &Shape, sink: &mut impl FnMut(Family, Name<'_>)) {
    let mut tag = |name: Name<'_>| sink(Family::Tag, name);
    tag(Name::One(const { Word::new("marked") }));
    tag(Name::Two(
        const { Word::new("tag") },
        Word::new(marks.tag()),
    ));
    // Densities from elsewhere may be anything.
    let quarters = (marks.link_density() * 4.0).ceil().clamp(0.0, 4.0) as usize;
    tag(Name::Number(const { Group::of("links") }, quarters));
    let both = quarters * 32 + log_bucket(shape.chars);
    tag(Name::Number(const { Group::of("links-chars") }, both));
}

/// How many elements one climbs to what is shared with the paragraph above, and with the one below.
fn emit_climb(index: usize, structure: &Structure, sink: &mut impl FnMut(Family, Name<'_>)) {
    let (above, below) = (structure.rise(index), structure.rise(index + 1));
    let mut climb = |group, elements| sink(Family::Tag, Name::Number(group, elements));
    climb(const { Group::of("rise") }, above);
    climb(const { Group::of("fall") }, below);
    climb(const { Group::of("rise-fall") }, above * 8 + below);
}

/// An enclosing element that means something, and again with its level if it is near.
fn emit_ancestor(level: usize, tag: &str, sink: &mut impl FnMut(Family, Name<'_>)) {
    if matches!(tag, "div" | "span") {
        return;
    }
    let tag = Word::new(tag);
    sink(Family::Tag, Name::Two(const { Word::new("in") }, tag));
    match level {
        1 => sink(Family::Tag, Name::Two(const { Word::new("in1") }, tag)),
        2 => sink(Family::Tag, Name::Two(const { Word::new("in2") }, tag)),
        _ => {}
    }
}

/// The words of ids and classes, lower-cased, split at case and whatever is no letter; `texts` gets them one after the
/// other, `sink` each and where it ends there.
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

    #[test]
    fn marks_become_features_and_plain_text_has_none() {
        let marks = Marks::new("a", 1.0, "a.btn < li < nav.topBar");
        let marked = Page::new(vec![crate::Paragraph::new("News").with_marks(marks)]);
        let features = |page: &Page| {
            let structure = Structure::of(page);
            let shapes = [Shape::of("News")];
            let markup = Markup::of(page, &structure);
            let (mut seen, mut text) = (Vec::new(), String::new());
            let mut sink = |_, name: Name<'_>| {
                name.write(&mut text);
                seen.push(text.clone());
            };
            markup.emit(0, &shapes, &structure, &mut sink);
            if structure.is_marked() {
                markup.emit_path(0, &mut sink);
            }
            seen
        };
        let seen = features(&marked);
        for name in [
            "tag a",
            "links=4",
            "in nav",
            "in1 li",
            "tags a<li",
            "own btn",
            "any bar",
            "own-part btn",
        ] {
            assert!(seen.iter().any(|seen| seen == name), "{name}: {seen:?}");
        }
        assert!(!seen.iter().any(|seen| seen == "own bar"));
        assert!(features(&marked.without_marks()).is_empty());
    }
}
