//! The names that a page's makers gave its elements: words of ids and classes, and the path that they make.

use std::borrow::Cow;

use super::super::path::Path;
use super::tree::{Id, Tree};

/// How much of an element's id and class words a path holds, in characters. Most class lists are shorter; what is
/// cut is mostly switches of style sheets.
const WORDS: usize = 80;

/// An element and those around it, innermost first, `tag.words-of-id-and-class`, as [`Path`] has them.
pub(super) fn path(tree: &Tree, element: Id) -> String {
    let mut path = String::new();
    let around = std::iter::successors(Some(element), |id| tree.parent(*id));
    for element in around
        .take(Path::MAX_ELEMENTS)
        .filter_map(|id| tree.element(id))
    {
        if !path.is_empty() {
            path.push_str(Path::SEPARATOR);
        }
        path.push_str(tree.words(element.name));
        let mut left = WORDS;
        for words in [element.id, element.class].map(|piece| tree.words(piece)) {
            add(&mut path, words, &mut left);
        }
    }
    path
}

/// Adds a dot and as many characters of `words` as there is room `left` for. The dot after the tag needs none.
fn add(path: &mut String, words: &str, left: &mut usize) {
    if words.is_empty() || *left == 0 {
        return;
    }
    path.push('.');
    *left -= usize::from(*left < WORDS);
    let before = path.len();
    path.extend(words.chars().take(*left));
    *left -= path[before..].chars().count();
}

/// The words of an `id` or `class`, joined by dots, and no more of them than a path can hold.
pub(super) fn words(value: &str) -> Cow<'_, str> {
    if value.len() <= WORDS && !value.contains(char::is_whitespace) {
        return Cow::Borrowed(value);
    }
    let mut words = String::new();
    let mut left = WORDS;
    for word in value.split_whitespace() {
        if !words.is_empty() {
            words.push('.');
            left -= 1;
        }
        let end = word
            .char_indices()
            .nth(left)
            .map_or(word.len(), |(end, _)| end);
        words.push_str(&word[..end]);
        left -= word[..end].chars().count();
        if left == 0 {
            break;
        }
    }
    Cow::Owned(words)
}

/// Whether an inline style hides its element.
pub(super) fn hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else {
            return false;
        };
        let value = value.split('!').next().unwrap_or_default().trim();
        match property.trim() {
            name if name.eq_ignore_ascii_case("display") => value.eq_ignore_ascii_case("none"),
            name if name.eq_ignore_ascii_case("visibility") => value.eq_ignore_ascii_case("hidden"),
            _ => false,
        }
    })
}

/// Whether a script of this type is JSON-LD.
pub(super) fn is_json_ld(value: &str) -> bool {
    let essence = value.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/ld+json")
}
