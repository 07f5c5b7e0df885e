//! The names that a page's makers gave its elements: words of ids and classes, and the path that they make.

use html5ever::{Attribute, LocalName, local_name};

use super::super::text::is_gap;
use super::tree::{Element, Tree};

/// How much of an element's id and class words a path holds, in characters. Most class lists are shorter; what is
/// cut is mostly switches of style sheets.
const WORDS: usize = 80;

/// An element as a path has it: `tag.words-of-id-and-class`, and what else tells what it is for.
pub(super) fn add_to_path(path: &mut String, tree: &Tree, element: &Element) {
    path.push_str(tree.words(element.name));
    let mut left = WORDS;
    for words in [element.id, element.class].map(|piece| tree.words(piece)) {
        add(path, words, &mut left);
    }
    path.push_str(tree.words(element.purpose));
}

/// The words of an attribute. Control characters part them too: left in, they would be white space of the path.
fn split(value: &str) -> impl Iterator<Item = &str> {
    value.split(is_gap).filter(|word| !word.is_empty())
}

/// Adds a dot and as many characters of `words` as there is room `left` for. The dot after the tag needs none.
fn add(path: &mut String, words: &str, left: &mut usize) {
    if words.is_empty() || *left == 0 {
        return;
    }
    path.push('.');
    *left -= usize::from(*left < WORDS);
    let words = beginning(words, *left);
    path.push_str(words);
    *left -= n_characters(words);
}

/// Adds the words of an `id` or `class`, joined by dots, and no more of them than a path can hold.
pub(super) fn add_words(value: &str, words: &mut String) {
    if value.len() <= WORDS && value.bytes().all(|byte| byte.is_ascii_graphic()) {
        return words.push_str(value);
    }
    let (start, mut left) = (words.len(), WORDS);
    for word in split(value) {
        if words.len() > start {
            words.push('.');
            left -= 1;
        }
        let word = beginning(word, left);
        words.push_str(word);
        left -= n_characters(word);
        if left == 0 {
            break;
        }
    }
}

/// The first characters of a word. Most words are short, and a text has no more characters than bytes.
fn beginning(word: &str, most: usize) -> &str {
    if word.len() <= most {
        return word;
    }
    let mut ends = word.char_indices().map(|(end, _)| end);
    &word[..ends.nth(most).unwrap_or(word.len())]
}

fn n_characters(word: &str) -> usize {
    if word.is_ascii() {
        word.len()
    } else {
        word.chars().count()
    }
}

/// How much of an attribute's words a path holds, in characters.
const PURPOSE_WORDS: usize = 40;

/// Most names of `data-*` attributes of an element that a path holds.
const MOST_DATA: usize = 3;

/// Elements whose `aria-label` names a part of the page. That of a link or a button says its text again.
const NAMED: [LocalName; 12] = [
    local_name!("article"),
    local_name!("aside"),
    local_name!("dialog"),
    local_name!("div"),
    local_name!("footer"),
    local_name!("form"),
    local_name!("header"),
    local_name!("main"),
    local_name!("nav"),
    local_name!("ol"),
    local_name!("section"),
    local_name!("ul"),
];

/// Adds what an element's attributes say it is for, as a path has it: ` role=dialog label=Sign.in`.
pub(super) fn add_purpose(name: &LocalName, attrs: &[Attribute], purpose: &mut String) {
    let mut data = 0;
    for attr in attrs {
        let local = &attr.name.local;
        let (key, value) = match *local {
            local_name!("role") => (" role=", &*attr.value),
            local_name!("itemprop") => (" itemprop=", &*attr.value),
            local_name!("itemtype") => (" itemtype=", last_segment(&attr.value)),
            local_name!("aria-label") if NAMED.contains(name) => (" label=", &*attr.value),
            _ => match local.strip_prefix("data-") {
                Some(name) if data < MOST_DATA && is_telling(name) => {
                    data += 1;
                    (" data=", name)
                }
                _ => continue,
            },
        };
        add_value(purpose, key, value);
    }
}

/// Adds a key and the words of its value, with dots between, if there are any.
fn add_value(purpose: &mut String, key: &str, value: &str) {
    let mut words = split(value).peekable();
    if words.peek().is_none() {
        return;
    }
    purpose.push_str(key);
    let (start, mut left) = (purpose.len(), PURPOSE_WORDS);
    for word in words {
        if purpose.len() > start {
            purpose.push('.');
        }
        let before = purpose.len();
        purpose.extend(word.chars().take(left));
        left = left.saturating_sub(purpose[before..].chars().count() + 1);
        if left == 0 {
            break;
        }
    }
}

/// What a type is called: `NewsArticle` of `https://schema.org/NewsArticle`.
fn last_segment(address: &str) -> &str {
    let segments = address.trim().trim_end_matches(['/', '#']);
    segments.rsplit(['/', '#']).next().unwrap_or_default()
}

/// Whether the name of a `data-*` attribute, without that, may tell what an element is for: made of words, not of numbers.
/// What frameworks number their elements by says nothing.
pub(super) fn is_telling(name: &str) -> bool {
    let is_words = name
        .bytes()
        .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_'));
    is_words
        && (3..=24).contains(&name.len())
        && !name.starts_with("v-")
        && !name.starts_with("react")
}

/// The value of an attribute, empty if it is not there.
pub(super) fn value(attrs: &[Attribute], name: LocalName) -> &str {
    let attr = attrs.iter().find(|attr| attr.name.local == name);
    attr.map_or("", |attr| &attr.value)
}

/// Whether the value of a `type` is one of these media types.
pub(super) fn is_type(value: &str, types: &[&str]) -> bool {
    let essence = value.split(';').next().unwrap_or_default().trim();
    types.iter().any(|name| essence.eq_ignore_ascii_case(name))
}

/// The media type of JSON-LD.
pub(super) const JSON_LD: &str = "application/ld+json";
