//! One file per family, and the templates that the families declare.

pub(super) mod block;
pub(super) mod card;
pub(super) mod class;
pub(super) mod context;
pub(super) mod cues;
pub(super) mod forms;
pub(super) mod head;
pub(super) mod heading;
pub(super) mod landmark;
pub(super) mod links;
pub(super) mod markup;
pub(super) mod position;
pub(super) mod records;
pub(super) mod shape;
pub(super) mod siblings;
pub(super) mod topic;
pub(super) mod words;

use super::family::Family;
use super::template::{Template, compare};

/// The names of the templates of each family that has some.
const DECLARED: [(Family, &[&str]); 16] = [
    (Family::Shape, shape::TEMPLATES),
    (Family::Position, position::TEMPLATES),
    (Family::Heading, heading::TEMPLATES),
    (Family::Cue, cues::TEMPLATES),
    (Family::Context, context::TEMPLATES),
    (Family::Topic, topic::TEMPLATES),
    (Family::Tag, markup::TEMPLATES),
    (Family::Siblings, siblings::TEMPLATES),
    (Family::Block, block::TEMPLATES),
    (Family::Class, class::TEMPLATES),
    (Family::Link, links::TEMPLATES),
    (Family::Landmark, landmark::TEMPLATES),
    (Family::Card, card::TEMPLATES),
    (Family::Form, forms::TEMPLATES),
    (Family::Head, head::TEMPLATES),
    (Family::Records, records::TEMPLATES),
];

/// A template as its family declares it.
#[derive(Clone, Copy)]
pub(crate) struct Declared {
    /// In model files.
    pub(crate) name: &'static str,
    pub(crate) family: Family,
    pub(crate) template: Template,
}

/// Every template, in the order of model files: sorted by name.
pub(crate) const fn templates() -> &'static [Declared; COUNT] {
    &SORTED
}

/// Number of templates.
const COUNT: usize = {
    let (mut count, mut at) = (0, 0);
    while at < DECLARED.len() {
        count += DECLARED[at].1.len();
        at += 1;
    }
    count
};

static SORTED: [Declared; COUNT] = {
    let mut sorted = declared();
    let mut end = 1;
    while end < COUNT {
        let mut at = end;
        while at > 0 && compare(sorted[at].name, sorted[at - 1].name) < 0 {
            (sorted[at], sorted[at - 1]) = (sorted[at - 1], sorted[at]);
            at -= 1;
        }
        let is_new = at == 0 || compare(sorted[at].name, sorted[at - 1].name) != 0;
        assert!(is_new, "two templates have the same name");
        end += 1;
    }
    sorted
};

/// The templates family by family.
const fn declared() -> [Declared; COUNT] {
    let (family, names) = DECLARED[0];
    let first = Declared {
        name: names[0],
        family,
        template: Template::named(family, names, names[0]),
    };
    let (mut declared, mut count) = ([first; COUNT], 0);
    let mut at = 0;
    while at < DECLARED.len() {
        let (family, names) = DECLARED[at];
        let mut index = 0;
        while index < names.len() {
            declared[count] = Declared {
                name: names[index],
                family,
                template: Template::named(family, names, names[index]),
            };
            count += 1;
            index += 1;
        }
        at += 1;
    }
    declared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_sorted_and_have_slots_of_their_own() {
        let names: Vec<&str> = templates().iter().map(|declared| declared.name).collect();
        assert!(names.is_sorted() && names.len() == COUNT);
        let mut slots: Vec<usize> = templates().iter().map(|d| d.template.slot()).collect();
        slots.sort_unstable();
        slots.dedup();
        assert_eq!(slots.len(), COUNT);
    }
}
