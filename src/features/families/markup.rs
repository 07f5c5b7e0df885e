//! Markup: tag, enclosing elements, links, and how far away the ancestor shared with a neighbour is.

use super::shape::Shape;
use crate::features::bucket::log_bucket;
use crate::features::elements::Elements;
use crate::features::family::Family;
use crate::features::name::{Name, Word};
use crate::features::template::{Template, templates};
use crate::page::path::Element;
use crate::page::{Marks, Page};
use crate::structure::Structure;

templates! { Family::Tag;
    LINKS = "links",
    LINKS_CHARS = "links-chars",
    DISTANCE_ABOVE = "ancestor-above",
    DISTANCE_BELOW = "ancestor-below",
    DISTANCE_BOTH = "ancestor-both",
    DEPTH = "depth",
}

/// Attributes of this many innermost elements count once more as the paragraph's own.
const OWN_ELEMENTS: usize = 2;

/// What markup says of each paragraph of a page; nothing for a page of plain text.
pub(in crate::features) struct Markup<'a> {
    marks: Vec<&'a Marks>,
}

impl<'a> Markup<'a> {
    pub(in crate::features) fn new(page: &'a Page, structure: &Structure) -> Markup<'a> {
        let paragraphs = page.paragraphs().iter();
        let marks = paragraphs.filter_map(|p| p.marks().filter(|_| structure.is_marked()));
        Markup {
            marks: marks.collect(),
        }
    }

    /// What the markup says of a paragraph itself.
    pub(in crate::features) fn emit(
        &self,
        index: usize,
        shapes: &[Shape],
        structure: &Structure,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        if let Some(marks) = self.marks.get(index) {
            emit_links(marks, &shapes[index], sink);
            emit_distances(index, structure, sink);
        }
    }
}

/// The elements of a path, which all its paragraphs have in common.
pub(in crate::features) fn emit_path(
    path: usize,
    elements: &Elements<'_>,
    sink: &mut impl FnMut(Family, Name<'_>),
) {
    let mut inner = "";
    let depth = elements.path(path).count();
    sink(Family::Tag, Name::Number(DEPTH, depth));
    for (level, element) in elements.path(path).enumerate() {
        let of_level = elements.distinct()[element];
        let tag = of_level.tag();
        emit_ancestor(level, tag, sink);
        emit_attributes(level, of_level, sink);
        if level == 1 {
            let both = [inner, "<", tag].concat();
            let tags = Name::Two(const { Word::new("tags") }, Word::new(&both));
            sink(Family::Tag, tags);
        }
        inner = tag;
    }
}

/// Link density in quarters, alone and with the length; the tag.
fn emit_links(marks: &Marks, shape: &Shape, sink: &mut impl FnMut(Family, Name<'_>)) {
    let mut tag = |name: Name<'_>| sink(Family::Tag, name);
    tag(Name::One(const { Word::new("marked") }));
    let own = Word::new(marks.tag());
    tag(Name::Two(const { Word::new("tag") }, own));
    let quarters = (marks.link_density() * 4.0).ceil().clamp(0.0, 4.0) as usize;
    tag(Name::Number(LINKS, quarters));
    let chars = log_bucket(shape.chars);
    tag(Name::Number(LINKS_CHARS, quarters * 32 + chars));
}

/// How far away the ancestor is that is shared with the paragraph above, and with the one below.
fn emit_distances(index: usize, structure: &Structure, sink: &mut impl FnMut(Family, Name<'_>)) {
    let above = structure.ancestor_distance(index);
    let below = structure.ancestor_distance(index + 1);
    let mut distance = |template, elements| sink(Family::Tag, Name::Number(template, elements));
    distance(DISTANCE_ABOVE, above);
    distance(DISTANCE_BELOW, below);
    distance(DISTANCE_BOTH, above * 8 + below);
}

/// What the attributes of an enclosing element say it is for, and again if it is near.
fn emit_attributes(level: usize, element: Element<'_>, sink: &mut impl FnMut(Family, Name<'_>)) {
    for (name, value) in element.attributes() {
        for word in value.split('.').filter(|word| !word.is_empty()) {
            sink(Family::Tag, Name::Two(Word::new(name), Word::new(word)));
        }
        if level < OWN_ELEMENTS {
            let own = [name, "=", value].concat();
            sink(
                Family::Tag,
                Name::Two(const { Word::new("own") }, Word::new(&own)),
            );
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Paragraph;
    use crate::features::emitted::texts_of;

    fn features(page: &Page, index: usize) -> Vec<String> {
        let structure = Structure::from_page(page);
        let paragraphs = page.paragraphs().iter();
        let shapes: Vec<Shape> = paragraphs.map(|p| Shape::measure(p.text())).collect();
        let markup = Markup::new(page, &structure);
        let elements = Elements::new(page, &structure);
        texts_of(Family::Tag, |sink| {
            markup.emit(index, &shapes, &structure, sink);
            if let Some(marked) = structure.marked() {
                emit_path(marked.whole_paths.group_of[index] as usize, &elements, sink);
            }
        })
    }

    #[test]
    fn marks_become_features_and_plain_text_has_none() {
        let paragraph = |text, density, path| {
            let marks = Marks::new("a", density, path);
            Paragraph::new(text).with_marks(marks)
        };
        let page = Page::new(vec![
            paragraph("News", 1.0, "a.btn < li < ul < div < nav.topBar"),
            paragraph("Tides", 0.3, "b < div < ul < div < nav.topBar"),
        ]);
        let own = ["marked", "tag a", "links=4", "links-chars=132"];
        let path = [
            "depth=5",
            "in a",
            "in li",
            "in1 li",
            "tags a<li",
            "in ul",
            "in2 ul",
            "in nav",
        ];
        let distances = ["ancestor-above=6", "ancestor-below=2", "ancestor-both=50"];
        assert_eq!(features(&page, 0), [&own[..], &distances, &path].concat());
        let second = features(&page, 1);
        assert!(
            second.contains(&"links=2".to_owned())
                && second.contains(&"ancestor-above=2".to_owned())
        );
        // What is no more than a box has no meaning by itself.
        assert!(
            second.contains(&"tags b<div".to_owned()) && !second.contains(&"in div".to_owned())
        );
        assert!(features(&page.without_marks(), 0).is_empty());
    }

    #[test]
    fn elements_count_at_whatever_height_and_attributes_as_ones_own_if_near() {
        let path = "p < div role=note < i < i < i < i < i < main role=main label=Tide.news";
        let page = Page::new(vec![
            Paragraph::new("Tides").with_marks(Marks::new("p", 0.0, path)),
        ]);
        let features = features(&page, 0);
        for feature in [
            "depth=8",
            "in main",
            "role note",
            "own role=note",
            "role main",
            "label news",
        ] {
            assert!(features.iter().any(|own| own == feature), "{feature}");
        }
        assert!(!features.iter().any(|own| own == "own role=main"));
    }

    #[test]
    fn an_empty_path_is_one_element_without_a_tag() {
        let page = Page::new(vec![
            Paragraph::new("Tides").with_marks(Marks::new("", 0.0, "")),
        ]);
        assert!(features(&page, 0).contains(&"depth=1".to_owned()));
    }
}
