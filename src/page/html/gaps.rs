//! Where a page shows a space that its source has not: between boxes in a line, links in a row, pieces of a line of
//! their own class. Never inside a word.

use super::css::Display;
use super::kind::Kind;
use super::tree::{Content, Element, Id, Tree};

/// Elements that mark words in a sentence, or letters in a word.
const PHRASING: [&str; 32] = [
    "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "nobr", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small",
    "strike", "strong", "sub", "sup", "tt", "u",
];

/// Elements whose text is one sentence after the other, so that letters run on in it.
const RUNNING: [&str; 10] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "figcaption",
    "var",
];

/// Elements whose text is kept as it is.
const VERBATIM: [&str; 7] = ["code", "kbd", "listing", "math", "pre", "samp", "xmp"];

/// How far up [`VERBATIM`] elements are looked for.
const MOST_AROUND: usize = 16;

/// How many siblings that are not seen may stand between two that are.
const MOST_UNSEEN: usize = 4;

/// A space that may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gap {
    #[default]
    None,
    /// One, but not between letters that make a word.
    BesideWords,
    /// One wherever there is none.
    Sure,
}

/// Whether an element of a line is laid out as a block. Links in a sentence hardly are, whatever a style sheet that is
/// only part of them says.
pub(super) fn is_block(tree: &Tree, id: Id, element: &Element) -> bool {
    if !matches!(element.display, Some(Display::Block | Display::Flex)) || is_letter(tree, id) {
        return false;
    }
    let is_part = element.kind == Kind::Link || PHRASING.contains(&tree.name(id));
    let is_in_sentence = is_part && is_in_sentence(tree, id);
    !is_in_sentence && !is_verbatim(tree, id)
}

/// Whether text stands right before or after an element.
fn is_in_sentence(tree: &Tree, id: Id) -> bool {
    let is_text = |id: Option<Id>| match id.map(|id| tree.content(id)) {
        Some(Content::Text(piece)) => !tree.words(piece).trim().is_empty(),
        _ => false,
    };
    is_text(tree.previous(id)) || is_text(tree.next(id))
}

/// The gap between an element of a line and what stands before it.
pub(super) fn before(tree: &Tree, id: Id) -> Gap {
    let Some(previous) = seen_before(tree, id) else {
        return Gap::None;
    };
    let parent = tree.parent(id);
    let is_in = |names: &[&str]| parent.is_some_and(|parent| names.contains(&tree.name(parent)));
    if sets_apart(tree, parent) {
        return if is_letter(tree, previous) || is_letter(tree, id) {
            Gap::None
        } else {
            Gap::Sure
        };
    }
    let (Some(a), Some(b)) = (tree.element(previous), tree.element(id)) else {
        return Gap::None;
    };
    if !are_apart(tree, a, b)
        || is_letter(tree, previous)
        || is_letter(tree, id)
        || is_verbatim(tree, id)
    {
        Gap::None
    } else if is_in(&RUNNING) || is_in(&PHRASING) {
        Gap::BesideWords
    } else {
        Gap::Sure
    }
}

/// Whether an element sets its children apart from each other.
pub(super) fn sets_apart(tree: &Tree, id: Option<Id>) -> bool {
    let element = id.and_then(|id| tree.element(id));
    element
        .is_some_and(|element| matches!(element.display, Some(Display::Flex | Display::InlineFlex)))
}

/// The nearest sibling before a node that is seen.
fn seen_before(tree: &Tree, id: Id) -> Option<Id> {
    let before = std::iter::successors(tree.previous(id), |id| tree.previous(*id));
    let is_seen = |id: &Id| match tree.content(*id) {
        Content::Nothing => false,
        Content::Text(piece) => !piece.is_empty(),
        Content::Element(_) => tree
            .element(*id)
            .is_some_and(|element| element.hiding.is_none()),
    };
    before.take(MOST_UNSEEN).find(is_seen)
}

/// Whether a page shows two elements that follow each other in a line apart.
fn are_apart(tree: &Tree, a: &Element, b: &Element) -> bool {
    let both = |is: &dyn Fn(&Element) -> bool| is(a) && is(b);
    let is_line = |element: &Element| matches!(element.kind, Kind::Inline | Kind::Link);
    if !both(&is_line) {
        return false;
    }
    let is_box = |element: &Element| {
        matches!(
            element.display,
            Some(Display::InlineBlock | Display::InlineFlex)
        )
    };
    if both(&is_box) || both(&|element| element.kind == Kind::Link) {
        return true;
    }
    let [name, other] = [a, b].map(|element| tree.words(element.name));
    if PHRASING.contains(&name) || PHRASING.contains(&other) {
        return false;
    }
    name == "time" || other == "time" || tree.words(a.class) != tree.words(b.class)
}

/// Whether an element holds a single letter, as initials do.
fn is_letter(tree: &Tree, id: Id) -> bool {
    let mut at = id;
    loop {
        match tree.content(at) {
            Content::Text(piece) => {
                let mut letters = tree.words(piece).chars().filter(|c| c.is_alphanumeric());
                let first = letters.next();
                return first.is_some_and(char::is_alphabetic) && letters.next().is_none();
            }
            _ => match tree.first_child(at) {
                Some(child) if tree.next(child).is_none() => at = child,
                _ => return false,
            },
        }
    }
}

fn is_verbatim(tree: &Tree, id: Id) -> bool {
    let mut around = std::iter::successors(Some(id), |id| tree.parent(*id)).take(MOST_AROUND);
    around.any(|id| VERBATIM.contains(&tree.name(id)))
}

/// Whether a gap between these two texts is to be filled with a space.
pub(super) fn is_filled(gap: Gap, before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    let opens = |c: char| {
        matches!(
            c,
            '(' | '['
                | '{'
                | '«'
                | '‹'
                | '“'
                | '‘'
                | '„'
                | '¿'
                | '¡'
                | '-'
                | '/'
                | '@'
                | '#'
                | '$'
                | '€'
                | '£'
        )
    };
    let closes = |c: char| {
        matches!(
            c,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | ')'
                | ']'
                | '}'
                | '»'
                | '›'
                | '”'
                | '’'
                | '\''
                | '…'
                | '%'
                | '-'
                | '/'
                | '、'
                | '。'
                | '，'
        )
    };
    if gap == Gap::None
        || last.is_whitespace()
        || first.is_whitespace()
        || opens(last)
        || closes(first)
    {
        return false;
    }
    gap == Gap::Sure || !is_word(last, first)
}

/// Whether letters or numbers run on in a word.
fn is_word(last: char, first: char) -> bool {
    let is_rise = last.is_lowercase() && first.is_uppercase();
    (last.is_alphabetic() && first.is_alphabetic() && !is_rise)
        || (last.is_numeric() && first.is_numeric())
}
