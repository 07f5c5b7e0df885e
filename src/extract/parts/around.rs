//! What the markup around a paragraph says it is: the nearest element that says so decides.

use std::rc::Rc;

use rapidhash::RapidHashMap;

use super::block::{block, inline};
use super::class_words;
use super::hint::Hint;
use crate::page::path::{Element, Path};

/// How many elements around a text are asked: those further out hold more than it.
const NEAR: usize = 7;

/// How many of them are asked for their class.
const NEAR_CLASSES: usize = 4;

/// The elements around a paragraph, and what they say.
#[derive(Debug)]
pub(super) struct Around {
    /// What those near it say that say anything, from within, each with how far out it stands. The box of the whole
    /// article is not asked.
    hints: Vec<(usize, Hint)>,
    /// Whether one of them is a box about the author.
    pub(super) in_bio: bool,
    /// The block that it stands in and the one around that, by name: text of one kind is in blocks alike.
    pub(super) block: String,
    /// Whether it starts bold.
    pub(super) is_bold: bool,
}

impl Around {
    fn read(path: &str) -> Around {
        let near = near(path).enumerate();
        let hints = near.filter_map(|(at, element)| Some((at, of_element(element, at)?)));
        Around {
            hints: hints.collect(),
            in_bio: is_in_bio(path),
            block: block(path),
            is_bold: inline(path).any(|tag| matches!(tag, "strong" | "b")),
        }
    }

    /// What the nearest element says that says anything a text of that length can be, and more than `ignored`.
    pub(super) fn hint(&self, length: usize, ignored: Option<Hint>) -> Option<Hint> {
        let counts = |hint: Hint| length <= hint.longest() && Some(hint) != ignored;
        let mut hints = self.hints.iter().filter(|(_, hint)| counts(*hint));
        let (at, hint) = *hints.next()?;
        // A title of a picture is part of its text.
        match hints.next() {
            Some((outer, Hint::Caption)) if hint == Hint::Headline && *outer <= at + 2 => {
                Some(Hint::Caption)
            }
            _ => Some(hint),
        }
    }
}

/// The paths of a page, each read once: most of its paragraphs share a few.
#[derive(Debug, Default)]
pub(super) struct Arounds<'p>(RapidHashMap<&'p str, Rc<Around>>);

impl<'p> Arounds<'p> {
    /// What stands around a paragraph of that path.
    pub(super) fn read(&mut self, path: &'p str) -> Rc<Around> {
        let around = self.0.entry(path);
        around
            .or_insert_with(|| Rc::new(Around::read(path)))
            .clone()
    }
}

/// What the element says that stands so many elements further out than the text.
fn of_element(element: Element<'_>, distance: usize) -> Option<Hint> {
    let words = if distance < NEAR_CLASSES {
        element.words()
    } else {
        ""
    };
    by_container(element.tag())
        .or_else(|| by_attributes(element))
        .or_else(|| class_words::hint(words))
        .or_else(|| by_tag(element.tag()))
        .or_else(|| class_words::weak_hint(words))
}

/// The elements around a text that are asked.
fn near(path: &str) -> impl Iterator<Item = Element<'_>> {
    let near = Path::parse(path).take(NEAR);
    near.take_while(|element| !is_whole_article(*element))
}

fn is_whole_article(element: Element<'_>) -> bool {
    matches!(element.tag(), "article" | "main" | "body" | "html")
}

/// Elements whose class does not matter.
fn by_container(tag: &str) -> Option<Hint> {
    match tag {
        "pre" => Some(Hint::Code),
        "td" | "th" => Some(Hint::Cell),
        "blockquote" => Some(Hint::Quote),
        _ => None,
    }
}

/// What `itemprop` says.
fn by_attributes(element: Element<'_>) -> Option<Hint> {
    let mut attributes = element.attributes();
    let (_, value) = attributes.find(|(name, _)| *name == "itemprop")?;
    value.split('.').find_map(|word| match word {
        "author" | "creator" if class_words::is_of_image(element.words()) => Some(Hint::Caption),
        "author" | "creator" => Some(Hint::Author),
        "datePublished" | "dateModified" | "dateCreated" => Some(Hint::Date),
        "caption" => Some(Hint::Caption),
        "alternativeHeadline" => Some(Hint::Standfirst),
        "recipeIngredient" | "ingredients" | "recipeInstructions" => Some(Hint::Item),
        _ => None,
    })
}

fn by_tag(tag: &str) -> Option<Hint> {
    match tag.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(Hint::Heading(level - b'0')),
        b"li" | b"dt" | b"dd" => Some(Hint::Item),
        b"figcaption" | b"figure" => Some(Hint::Caption),
        b"caption" => Some(Hint::Cell),
        b"address" => Some(Hint::Author),
        b"time" => Some(Hint::Date),
        _ => None,
    }
}

/// Whether a path leads through a box about the author, or about the organisation that published it.
fn is_in_bio(path: &str) -> bool {
    near(path).any(|element| class_words::is_bio(element.words()) || is_organization(element))
}

fn is_organization(element: Element<'_>) -> bool {
    let mut attributes = element.attributes();
    attributes.any(|(name, value)| name == "itemtype" && value == "Organization")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(path: &str, length: usize, ignored: Option<Hint>) -> Option<Hint> {
        Arounds::default().read(path).hint(length, ignored)
    }

    fn short(path: &str) -> Option<Hint> {
        hint(path, 20, None)
    }

    #[test]
    fn the_nearest_element_decides() {
        assert_eq!(short("p < figcaption < figure < li"), Some(Hint::Caption));
        assert_eq!(short("em.title < span < li"), Some(Hint::Headline));
        assert_eq!(short("h2.sub-title < header"), Some(Hint::Standfirst));
        assert_eq!(
            short("span < h3.title < div.author"),
            Some(Hint::Heading(3))
        );
        assert_eq!(short("p < article.author < body"), None);
    }

    #[test]
    fn what_a_text_is_too_long_for_is_not_said() {
        let path = "p.author < li < ul";
        assert_eq!(hint(path, 20, None), Some(Hint::Author));
        assert_eq!(hint(path, 200, None), Some(Hint::Item));
    }

    #[test]
    fn what_is_ignored_is_not_said() {
        let hint = |ignored| hint("p < td < li", 20, ignored);
        assert_eq!(hint(None), Some(Hint::Cell));
        assert_eq!(hint(Some(Hint::Cell)), Some(Hint::Item));
    }

    #[test]
    fn a_path_is_read_once() {
        let mut arounds = Arounds::default();
        let first = arounds.read("p < div.author");
        assert!(Rc::ptr_eq(&first, &arounds.read("p < div.author")));
        assert!(!Rc::ptr_eq(&first, &arounds.read("p < div.text")));
    }

    #[test]
    fn a_box_about_the_author_is_told_by_its_class() {
        assert!(is_in_bio("a < h4 < div.author-box"));
        assert!(is_in_bio("p < div.author_bio-top"));
        assert!(is_in_bio("li < ul < div itemtype=Organization"));
        assert!(!is_in_bio("p < div.biology"));
    }
}
