//! The path of a paragraph: the elements around it, and the words that the page's makers named them with.

use super::tree::{Id, Tree};

/// How many elements a path names: enough to reach the named boxes of a template from the text in them.
const ELEMENTS: usize = 6;

/// How much of an element's id and class words a path holds, in characters. Most class lists are shorter; what is
/// cut is mostly switches of style sheets.
pub(super) const WORDS: usize = 80;

/// An element and those around it, innermost first, `tag.words-of-id-and-class`, joined by ` < `.
pub(super) fn path(tree: &Tree, element: Id) -> String {
    let mut path = String::new();
    let around = std::iter::successors(Some(element), |id| tree.parent(*id));
    for element in around.take(ELEMENTS).filter_map(|id| tree.element(id)) {
        if !path.is_empty() {
            path.push_str(" < ");
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
