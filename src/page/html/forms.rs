//! Forms: where they lead, and what they ask for.

use html5ever::{Attribute, LocalName, local_name};

use super::super::text::is_gap;
use super::names::value;
use super::targets::Targets;
use super::tree::{Id, Tree};

/// Most fields and buttons that a form's description names: enough to tell a sign-up from a search.
const MOST_FIELDS: usize = 12;

/// Most nodes of a form that are looked at for them: some pages are one form.
const MOST_NODES: usize = 2_000;

/// Longest type or name of a field, in characters.
const LONGEST_NAME: usize = 24;

/// Whether elements of this name are fields or buttons of a form.
pub(super) fn is_field(name: &str) -> bool {
    matches!(name, "input" | "button" | "select" | "textarea")
}

/// `type:name` of a field or button; elements that need no type are one by themselves.
pub(super) fn field(name: &LocalName, attrs: &[Attribute]) -> String {
    let kind = match *name {
        local_name!("input") => word_or(value(attrs, local_name!("type")), "text"),
        local_name!("button") => word_or(value(attrs, local_name!("type")), "submit"),
        _ => name.to_string(),
    };
    format!("{kind}:{}", word(value(attrs, local_name!("name"))))
}

/// A value as [`word`] has it, or the default if that is empty.
fn word_or(value: &str, default: &str) -> String {
    let word = word(value);
    if word.is_empty() {
        default.to_owned()
    } else {
        word
    }
}

/// A value as one word without a colon, lower case.
fn word(value: &str) -> String {
    let is_part = |c: &char| !is_gap(*c) && *c != ':';
    let word = value.chars().filter(is_part).take(LONGEST_NAME);
    word.flat_map(char::to_lowercase).collect()
}

/// What [`Marks::form`](crate::Marks::form) says of a form.
pub(super) fn describe(tree: &Tree, form: Id, targets: &Targets) -> String {
    let action = tree
        .element(form)
        .map_or("", |element| tree.words(element.target));
    let mut text = match targets.relative(action) {
        action if action.is_empty() => ".".to_owned(),
        action => action,
    };
    let (mut fields, mut at) = (0, tree.first_child(form));
    for _ in 0..MOST_NODES {
        let Some(id) = at else { break };
        if let Some(field) = named_field(tree, id) {
            text.push(' ');
            text.push_str(field);
            fields += 1;
            if fields == MOST_FIELDS {
                break;
            }
        }
        at = first_inside(tree, id).or_else(|| after(tree, id, form));
    }
    text
}

/// What a field or button was read as; hidden fields say nothing to a reader.
fn named_field(tree: &Tree, id: Id) -> Option<&str> {
    let element = tree.element(id)?;
    let field = tree.words(element.target);
    let is_shown = is_field(tree.words(element.name)) && !field.starts_with("hidden:");
    is_shown.then_some(field)
}

/// The first node in another, if it is one whose content is read: the options of a list are no fields, and may be many.
fn first_inside(tree: &Tree, id: Id) -> Option<Id> {
    let element = tree.element(id);
    let is_unread = element.is_some_and(|element| element.kind.is_unread());
    tree.first_child(id).filter(|_| !is_unread)
}

/// The node after all of `id`, inside of `within`.
fn after(tree: &Tree, mut id: Id, within: Id) -> Option<Id> {
    while id != within {
        if let Some(next) = tree.next(id) {
            return Some(next);
        }
        id = tree.parent(id)?;
    }
    None
}
