//! The line that names the authors, as readers see it.

use super::super::dates::{find, habits};
use super::super::fold::{fold, letters};
use super::super::reading::{RIGHT_BELOW, Reading};
use super::names;
use super::words::{BEFORE_BY, BY, CLASSES, PICTURES};
use crate::page::path::Path;

/// Longest line, in bytes.
const LONGEST: usize = 200;

/// What stands between a name and a date.
const BARS: [char; 3] = ['|', '·', '•'];

/// Longest line of nothing but names, in bytes.
const LONGEST_NAMES: usize = 80;

/// The most elements of a path, from within, whose class may say that a line is one.
const NEAR: usize = 4;

/// The names in the first line that names people, near the title or else at the article's end; without one, in the first
/// that names the site.
pub(super) fn read(reading: &Reading<'_>) -> Vec<String> {
    let near = reading.near_title(true).chain(reading.near_title(false));
    let lines = near
        .chain(reading.last_lines())
        .filter(|index| *index != reading.title_at);
    let mut of_site = Vec::new();
    for names in lines.map(|index| line(reading, index)) {
        if names.iter().any(|name| !reading.is_site(name)) {
            return names;
        }
        if of_site.is_empty() {
            of_site = names;
        }
    }
    of_site
}

/// The names in a paragraph, if it is such a line.
fn line(reading: &Reading<'_>, index: usize) -> Vec<String> {
    let text = reading.text(index);
    let is_marked = is_marked(reading, index);
    let is_own = reading.is_article(index) || (is_marked && !is_comment(reading, index));
    if text.len() > LONGEST || is_of_picture(text) || !is_own {
        return Vec::new();
    }
    if is_label(text) {
        return labelled(reading, index + 1);
    }
    let named = match behind_by(reading, text, is_marked) {
        Some(behind) => names::read(behind),
        None if is_marked => whole(reading, index),
        None => before_date(reading, index),
    };
    let is_named = |name: &String| names::is_capital(name);
    named.into_iter().filter(is_named).collect()
}

/// The names in a line that is marked as one and has no word before them. A single word has to be all of the line, and
/// outside of the article it may be anything.
fn whole(reading: &Reading<'_>, index: usize) -> Vec<String> {
    let text = reading.text(index);
    let names = names::read(text);
    let is_sentence = |name: &String| {
        let behind = text
            .split_once(&**name)
            .map_or("", |(_, behind)| behind.trim_start());
        !names::is_full(name)
            && (!reading.is_article(index) || behind.starts_with(char::is_lowercase))
    };
    if names.iter().any(is_sentence) {
        Vec::new()
    } else {
        names
    }
}

/// A name in full right below the title, with a bar and a date behind it.
fn before_date(reading: &Reading<'_>, index: usize) -> Vec<String> {
    let (text, title) = (reading.text(index), reading.title_at);
    let is_below = (title..title + RIGHT_BELOW).contains(&index);
    let parts = text.split_once(BARS).filter(|_| is_below);
    let is_date =
        |behind: &str| find(behind, habits(reading)).is_some_and(|(_, place)| place.start == 0);
    match parts.map(|(name, behind)| (name.trim(), behind.trim_start())) {
        Some((name, behind)) if is_date(behind) && names::is_full(name) && is_short(name) => {
            names::read(name)
        }
        _ => Vec::new(),
    }
}

fn is_short(name: &str) -> bool {
    name.split_whitespace().count() <= 3
}

/// Whether a line is nothing but words that stand before a name: *Written by*, *Autor:*.
fn is_label(text: &str) -> bool {
    let letters = letters(text);
    let words = letters.split(' ');
    let is_word = |word: &str| BY.contains(&word) || BEFORE_BY.contains(&word);
    words.clone().any(|word| BY.contains(&word))
        && words.count() <= 3
        && letters.split(' ').all(is_word)
}

/// The names in the line below a label.
fn labelled(reading: &Reading<'_>, index: usize) -> Vec<String> {
    let text = reading
        .paragraphs()
        .get(index)
        .map_or("", |paragraph| paragraph.text());
    if text.len() > LONGEST_NAMES {
        return Vec::new();
    }
    let names = names::read(text).into_iter();
    names.filter(|name| names::is_full(name)).collect()
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

/// Whether a line is in a box of comments and the like, which have authors of their own.
fn is_comment(reading: &Reading<'_>, index: usize) -> bool {
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

fn is_of_picture(text: &str) -> bool {
    let letters = letters(text);
    text.contains('©') || letters.split(' ').any(|word| PICTURES.contains(&word))
}
