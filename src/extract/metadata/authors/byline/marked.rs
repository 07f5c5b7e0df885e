//! What the marks of a line say of it: that it names an author, or that it is about somebody else.

use super::super::super::reading::Reading;
use super::super::names;
use super::super::words::CLASSES;
use crate::page::Link;
use crate::page::path::Path;

/// The most elements of a path, from within, whose class may say that a line is one.
const NEAR: usize = 4;

/// Whether the class, the `itemprop` or a link of a line says that it names an author.
pub(super) fn is_marked(reading: &Reading<'_>, index: usize) -> bool {
    let Some(marks) = reading.paragraphs()[index].marks() else {
        return false;
    };
    let mut near = Path::parse(marks.path()).take(NEAR);
    let by_class = near.any(|element| {
        let is_author = |(name, value): (&str, &str)| name == "itemprop" && has_class(value);
        has_class(element.words()) || element.attributes().any(is_author)
    });
    by_class || marks.links().iter().any(is_author)
}

/// The names in the links of a line that lead to authors: the site itself says where the names end.
pub(super) fn linked(reading: &Reading<'_>, index: usize) -> Vec<String> {
    let (text, marks) = (reading.text(index), reading.paragraphs()[index].marks());
    let links = marks.into_iter().flat_map(|marks| marks.links());
    let texts = links
        .filter(|link| is_author(link))
        .filter_map(|link| text.get(link.range()));
    let names = texts.flat_map(names::read);
    let mut all: Vec<String> = names.filter(|name| names::is_full(name)).collect();
    all.dedup();
    all
}

fn is_author(link: &Link) -> bool {
    link.rel().any(is_class) || link.target().split('/').any(is_class)
}

/// Whether a line is in a box of comments and the like, which have authors of their own.
pub(super) fn is_comment(reading: &Reading<'_>, index: usize) -> bool {
    let marks = reading.paragraphs()[index].marks();
    let others = ["comment", "testimonial", "review"];
    marks.is_some_and(|marks| {
        others
            .iter()
            .any(|word| Path::near(marks.path()).contains(word))
    })
}

/// Whether a class list has a word that says so; words of classes are parted by `-`, `_` and dots.
fn has_class(words: &str) -> bool {
    words.split(['.', '-', '_', ' ']).any(is_class)
}

fn is_class(word: &str) -> bool {
    CLASSES.iter().any(|class| class.eq_ignore_ascii_case(word))
}
