//! The line that names the authors, as readers see it.

mod marked;

use super::super::dates::{find, habits};
use super::super::reading::{RIGHT_BELOW, Reading};
use super::names;
use super::words::{ARTICLES, BEFORE_BY, PARTICLES, PICTURES};
use crate::extract::words::byline::is_by;
use crate::extract::words::fold::{fold, letters};
use crate::page::Marks;

/// Longest line, in bytes.
const LONGEST: usize = 200;

/// What stands between a name and a date.
const BARS: [char; 3] = ['|', '·', '•'];

/// Longest line of nothing but names, in bytes.
const LONGEST_NAMES: usize = 80;

/// What parts the words of a line.
const AROUND_BY: [char; 4] = [' ', ':', '：', '|'];

/// Most lines of a list of names.
const LONGEST_LIST: usize = 6;

/// The names in the first line that names people, near the title or else at the article's end; without one, in the first
/// that names the site.
///
/// Names in a list are lines of their own, alike in their marks.
pub(super) fn read(reading: &Reading<'_>) -> Vec<String> {
    let near = reading.near_title(true).chain(reading.near_title(false));
    let lines = near
        .chain(reading.last_lines())
        .filter(|index| *index != reading.title_at);
    let mut of_site = Vec::new();
    for index in lines {
        let names = line(reading, index);
        if names.iter().any(|name| !reading.is_site(name)) {
            return with_list(reading, index, names);
        }
        if of_site.is_empty() {
            of_site = names;
        }
    }
    of_site
}

/// The names of a line, and those in full of the lines below that have the same path.
fn with_list(reading: &Reading<'_>, index: usize, mut names: Vec<String>) -> Vec<String> {
    let path = |index: usize| reading.paragraphs().get(index)?.marks().map(Marks::path);
    let is_alike =
        |below: &usize| marked::is_marked(reading, *below) && path(*below) == path(index);
    for below in (index + 1..index + LONGEST_LIST).take_while(|below| path(*below).is_some()) {
        if !is_alike(&below) {
            break;
        }
        let more = line(reading, below).into_iter();
        let new: Vec<String> = more
            .filter(|name| names::is_full(name) && !names.contains(name))
            .collect();
        names.extend(new);
    }
    names
}

/// The names in a paragraph, if it is such a line.
fn line(reading: &Reading<'_>, index: usize) -> Vec<String> {
    let text = reading.text(index);
    if text.len() > LONGEST {
        return Vec::new();
    }
    let is_marked = marked::is_marked(reading, index);
    let is_own = reading.is_article(index) || (is_marked && !marked::is_comment(reading, index));
    if !is_own {
        return Vec::new();
    }
    let letters = letters(text);
    if is_of_picture(text, &letters) {
        return Vec::new();
    }
    if is_label(&letters) {
        return labelled(reading, index + 1);
    }
    let linked = marked::linked(reading, index);
    if !linked.is_empty() {
        return linked;
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

/// Whether a line of these letters is nothing but words that stand before a name: *Written by*, *Autor:*.
fn is_label(letters: &str) -> bool {
    let mut words = letters.split(' ');
    let is_word = |word: &str| is_by(word) || BEFORE_BY.contains(word);
    words.clone().count() <= 3 && words.clone().any(is_by) && words.all(is_word)
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
    let mut start = 0;
    for piece in text.split_inclusive(AROUND_BY) {
        let (before, behind) = (&text[..start], text[start + piece.len()..].trim_start());
        start += piece.len();
        if !names::is_capital(behind) {
            continue;
        }
        let word = fold(piece.trim_end_matches(AROUND_BY));
        let is_no_particle = is_marked && !PARTICLES.contains(&word);
        let is_here = || is_no_particle || leads(before) || has_date(before, reading);
        if is_by(&word) && is_here() {
            return Some(behind);
        }
    }
    None
}

/// Whether what stands before a word as *by* is nothing, ends in a word of writing, or begins as *a report by* does.
fn leads(before: &str) -> bool {
    let letters = letters(before);
    let first = letters.split(' ').next().unwrap_or_default();
    let last = letters.rsplit(' ').next().unwrap_or_default();
    let is_report = ARTICLES.contains(first) && letters.split(' ').count() <= 2;
    letters.is_empty() || BEFORE_BY.contains(last) || is_report
}

fn has_date(before: &str, reading: &Reading<'_>) -> bool {
    find(before, habits(reading)).is_some()
}

fn is_of_picture(text: &str, letters: &str) -> bool {
    text.contains('©') || letters.split(' ').any(|word| PICTURES.contains(word))
}
