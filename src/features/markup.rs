//! Markup: tag, ancestors, links, the climb to the neighbours, and the words of ids and classes.

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
pub(crate) struct Markup<'a>(Vec<&'a Marks>);

impl<'a> Markup<'a> {
    pub(crate) fn of(page: &'a Page, structure: &Structure) -> Markup<'a> {
        if !structure.is_marked() {
            return Markup(Vec::new());
        }
        Markup(page.paragraphs().iter().filter_map(|p| p.marks()).collect())
    }

    /// What the markup says of a paragraph itself.
    pub(super) fn emit(
        &self,
        index: usize,
        shapes: &[Shape],
        structure: &Structure,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        if let Some(marks) = self.0.get(index) {
            emit_links(marks, &shapes[index], sink);
            emit_climb(index, structure, sink);
        }
    }

    /// What the path says, which all paragraphs of one path have in common.
    pub(super) fn emit_path(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let Some(marks) = self.0.get(index) else {
            return;
        };
        let mut inner = None;
        let mut buffer = String::new();
        for (level, element) in marks.path.split(" < ").enumerate() {
            let (tag, words) = element.split_once('.').unwrap_or((element, ""));
            emit_ancestor(level, tag, sink);
            if let (1, Some(inner)) = (level, inner) {
                let both = [inner, "<", tag].concat();
                let tags = Name::Two(const { Word::new("tags") }, Word::new(&both));
                sink(Family::Tag, tags);
            }
            inner = Some(tag);
            split(words, &mut buffer, &mut |word| {
                let word = Word::new(word);
                sink(Family::Class, Name::Two(const { Word::new("any") }, word));
                if level < OWN_ELEMENTS {
                    sink(Family::Class, Name::Two(const { Word::new("own") }, word));
                }
            });
        }
    }
}

/// Link density in quarters, alone and with the length; the tag.
fn emit_links(marks: &Marks, shape: &Shape, sink: &mut impl FnMut(Family, Name<'_>)) {
    let mut tag = |name: Name<'_>| sink(Family::Tag, name);
    tag(Name::One(const { Word::new("marked") }));
    tag(Name::Two(const { Word::new("tag") }, Word::new(&marks.tag)));
    // Densities from elsewhere may be anything.
    let quarters = (marks.link_density * 4.0).ceil().clamp(0.0, 4.0) as usize;
    tag(Name::Number(const { Word::new("links") }, quarters));
    let both = quarters * 32 + log_bucket(shape.chars);
    tag(Name::Number(const { Word::new("links-chars") }, both));
}

/// How many elements one climbs to what is shared with the paragraph above, and with the one below.
fn emit_climb(index: usize, structure: &Structure, sink: &mut impl FnMut(Family, Name<'_>)) {
    let (above, below) = (structure.rise(index), structure.rise(index + 1));
    let mut climb = |group, elements| sink(Family::Tag, Name::Number(group, elements));
    climb(const { Word::new("rise") }, above);
    climb(const { Word::new("fall") }, below);
    climb(const { Word::new("rise-fall") }, above * 8 + below);
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

/// The words of ids and classes, lower-cased in `word`, split at case and whatever is no letter.
fn split(text: &str, word: &mut String, sink: &mut impl FnMut(&str)) {
    word.clear();
    let mut after_lower = false;
    for c in text.chars().chain(std::iter::once(' ')) {
        if !c.is_alphabetic() || (c.is_uppercase() && after_lower) {
            if WORD_LENGTHS.contains(&word.len()) {
                sink(word);
            }
            word.clear();
        }
        after_lower = c.is_lowercase();
        if c.is_ascii() && c.is_alphabetic() {
            word.push(c.to_ascii_lowercase());
        } else if c.is_alphabetic() {
            word.extend(c.to_lowercase());
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
        split(text, &mut String::new(), &mut |word| {
            words.push(word.to_owned())
        });
        assert_eq!(
            words,
            ["navigation", "item", "text", "link", "paywall", "modal"]
        );
    }

    #[test]
    fn marks_become_features_and_plain_text_has_none() {
        let marks = Marks {
            tag: "a".to_owned(),
            link_density: 1.0,
            path: "a.btn < li < nav.topBar".to_owned(),
        };
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
            markup.emit_path(0, &mut sink);
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
        ] {
            assert!(seen.iter().any(|seen| seen == name), "{name}: {seen:?}");
        }
        assert!(!seen.iter().any(|seen| seen == "own bar"));
        assert!(features(&marked.without_marks()).is_empty());
    }
}
