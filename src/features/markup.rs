//! Markup: tag, ancestors, links, the climb to the neighbours, and the words of ids and classes.

use super::shape::Shape;
use super::{Family, Name, log_bucket};
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

    pub(super) fn emit(
        &self,
        index: usize,
        shapes: &[Shape],
        structure: &Structure,
        name: &mut Name,
        sink: &mut impl FnMut(Family, &str),
    ) {
        let Some(marks) = self.0.get(index) else {
            return;
        };
        emit_links(marks, &shapes[index], name, sink);
        emit_climb(index, structure, name, sink);
        let mut inner = None;
        for (level, element) in marks.path.split(" < ").enumerate() {
            let (tag, words) = element.split_once('.').unwrap_or((element, ""));
            emit_ancestor(level, tag, name, sink);
            if let (1, Some(inner)) = (level, inner) {
                sink(Family::Tag, name.joined("tags ", inner, "<", tag));
            }
            inner = Some(tag);
            split(words, &mut |word| {
                sink(Family::Class, name.pair("any", word));
                if level < OWN_ELEMENTS {
                    sink(Family::Class, name.pair("own", word));
                }
            });
        }
    }
}

/// Link density in quarters, alone and with the length.
fn emit_links(marks: &Marks, shape: &Shape, name: &mut Name, sink: &mut impl FnMut(Family, &str)) {
    sink(Family::Tag, "marked");
    sink(Family::Tag, name.pair("tag", &marks.tag));
    // Densities from elsewhere may be anything.
    let quarters = (marks.link_density * 4.0).ceil().clamp(0.0, 4.0) as usize;
    sink(Family::Tag, name.number("links", quarters));
    let both = quarters * 32 + log_bucket(shape.chars);
    sink(Family::Tag, name.number("links-chars", both));
}

/// How many elements one climbs to what is shared with the paragraph above, and with the one below.
fn emit_climb(
    index: usize,
    structure: &Structure,
    name: &mut Name,
    sink: &mut impl FnMut(Family, &str),
) {
    let (above, below) = (structure.rise(index), structure.rise(index + 1));
    sink(Family::Tag, name.number("rise", above));
    sink(Family::Tag, name.number("fall", below));
    sink(Family::Tag, name.number("rise-fall", above * 8 + below));
}

/// An enclosing element that means something, and again with its level if it is near.
fn emit_ancestor(level: usize, tag: &str, name: &mut Name, sink: &mut impl FnMut(Family, &str)) {
    if matches!(tag, "div" | "span") {
        return;
    }
    sink(Family::Tag, name.pair("in", tag));
    match level {
        1 => sink(Family::Tag, name.pair("in1", tag)),
        2 => sink(Family::Tag, name.pair("in2", tag)),
        _ => {}
    }
}

/// The words of ids and classes, lower-cased, split at case and whatever is no letter.
fn split(text: &str, sink: &mut impl FnMut(&str)) {
    let mut word = String::new();
    let mut after_lower = false;
    for c in text.chars().chain(std::iter::once(' ')) {
        if !c.is_alphabetic() || (c.is_uppercase() && after_lower) {
            if WORD_LENGTHS.contains(&word.len()) {
                sink(&word);
            }
            word.clear();
        }
        after_lower = c.is_lowercase();
        if c.is_alphabetic() {
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
        split("NavigationItem-text_link2 b paywallModal", &mut |word| {
            words.push(word.to_owned());
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
            let mut seen = Vec::new();
            Markup::of(page, &structure).emit(
                0,
                &shapes,
                &structure,
                &mut Name::default(),
                &mut |_, name: &str| seen.push(name.to_owned()),
            );
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
