//! The line that names the authors, as readers see it.

use super::super::dates::{find, habits};
use super::super::fold::{fold, letters};
use super::super::reading::Reading;
use super::names;
use super::words::{BEFORE_BY, BY, CLASSES, PICTURES};
use crate::page::path::Path;

/// Longest line, in bytes.
const LONGEST: usize = 200;

/// The most elements of a path, from within, whose class may say that a line is one.
const NEAR: usize = 4;

/// The names in the first line that names some: near the title, else at the article's end.
pub(super) fn read(reading: &Reading<'_>) -> Vec<String> {
    let near = reading.near_title(true).chain(reading.near_title(false));
    let lines = near
        .chain(reading.last_lines())
        .filter(|index| *index != reading.title_at);
    let mut names = lines.map(|index| line(reading, index));
    names.find(|names| !names.is_empty()).unwrap_or_default()
}

/// The names in a paragraph, if it is such a line.
fn line(reading: &Reading<'_>, index: usize) -> Vec<String> {
    let text = reading.text(index);
    if text.len() > LONGEST || is_of_picture(text) {
        return Vec::new();
    }
    let is_marked = is_marked(reading, index);
    let named = match behind_by(reading, text, is_marked) {
        Some(behind) => names::read(behind),
        None if is_marked => names::read(text),
        None => Vec::new(),
    };
    let is_named = |name: &String| names::is_capital(name);
    named.into_iter().filter(is_named).collect()
}

/// What is behind the word that names the author, if there is one: at the line's start, behind a date or a word of writing.
fn behind_by<'t>(reading: &Reading<'_>, text: &'t str, is_marked: bool) -> Option<&'t str> {
    let mut before = "";
    let mut start = 0;
    for word in text.split_inclusive([' ', ':', '：', '|']) {
        let (bare, end) = (
            fold(word.trim_end_matches([' ', ':', '：', '|'])),
            start + word.len(),
        );
        let behind = text[end..].trim_start();
        let is_first = letters(&text[..start]).is_empty();
        let is_led = || {
            let is_word_of_writing = BEFORE_BY.contains(&before) || is_marked;
            is_word_of_writing || find(&text[..start], habits(reading)).is_some()
        };
        if BY.contains(&&*bare) && names::is_capital(behind) && (is_first || is_led()) {
            return Some(behind);
        }
        before = BEFORE_BY
            .iter()
            .copied()
            .find(|known| *known == bare)
            .unwrap_or("");
        start = end;
    }
    None
}

/// Whether the class, the `itemprop` or a link of a line says that it names an author.
fn is_marked(reading: &Reading<'_>, index: usize) -> bool {
    let Some(marks) = reading.paragraphs()[index].marks() else {
        return false;
    };
    let mut near = Path::parse(marks.path()).take(NEAR);
    let by_class = near.any(|element| {
        let is_author = |(name, value): (&str, &str)| name == "itemprop" && has_class(value);
        has_class(element.words()) || element.attributes().any(is_author)
    });
    let mut links = marks.links().iter();
    by_class || links.any(|link| link.rel().any(is_class) || link.target().split('/').any(is_class))
}

/// Whether a class list has a word that says so; words of classes are parted by `-`, `_` and dots.
fn has_class(words: &str) -> bool {
    words.split(['.', '-', '_', ' ']).any(is_class)
}

fn is_class(word: &str) -> bool {
    CLASSES.iter().any(|class| class.eq_ignore_ascii_case(word))
}

fn is_of_picture(text: &str) -> bool {
    let letters = letters(text);
    text.contains('©') || letters.split(' ').any(|word| PICTURES.contains(&word))
}
