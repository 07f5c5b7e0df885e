//! Names of elements as small numbers: most names of a page have no rule, and most rules are about other pages.

use std::ops::Range;

use rapidhash::RapidHashMap;

use super::super::tree::{Element, Id, Tree};
use super::selector::Compound;

/// How many slots names fall into.
const SLOTS: usize = 1 << 12;

/// Most names of an element that are looked at.
const MOST_NAMES: usize = 64;

/// The slot of a name: cheap, and different for most names.
pub(super) fn slot(name: &str) -> u16 {
    let bytes = name.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return 0;
    };
    // Tags may be in capitals.
    let [first, middle, last] =
        [*first, bytes[bytes.len() / 2], *last].map(|byte| usize::from(byte | 0x20));
    ((first + middle * 23 + last * 151 + bytes.len() * 397) % SLOTS) as u16
}

/// A set of slots: of the names in it, and of few others.
pub(super) struct Slots([u64; SLOTS / 64]);

impl Slots {
    pub fn new() -> Slots {
        Slots([0; SLOTS / 64])
    }

    pub fn insert(&mut self, slot: u16) {
        self.0[usize::from(slot) / 64] |= 1 << (slot % 64);
    }

    pub fn contains(&self, slot: u16) -> bool {
        self.0[usize::from(slot) / 64] & (1 << (slot % 64)) != 0
    }

    /// Whether there may be an element of all these names.
    pub fn may_fit(&self, compound: &Compound<'_>) -> bool {
        slots_of(compound).all(|slot| self.contains(slot))
    }
}

/// The slots of all names that a compound asks for.
pub(super) fn slots_of(compound: &Compound<'_>) -> impl Iterator<Item = u16> {
    let classes = compound.classes.iter().map(|class| slot(class));
    let id = compound.id.iter().map(|id| slot(id));
    compound
        .tag
        .iter()
        .map(|tag| slot(tag))
        .chain(id)
        .chain(classes)
}

/// A name of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Name<'a> {
    Tag(&'a str),
    Id(&'a str),
    Class(&'a str),
}

/// The slots of all names of all elements, of each different list of them once.
pub(super) struct PageNames {
    slots: Vec<u16>,
    lists: Vec<Range<u32>>,
    /// The list of each node; the first list is empty.
    list_of: Vec<u32>,
    pub any: Slots,
}

impl PageNames {
    pub fn new(tree: &Tree) -> PageNames {
        let nodes = tree.size().0;
        let mut names = PageNames {
            slots: Vec::new(),
            lists: std::iter::once(0..0).collect(),
            list_of: Vec::with_capacity(nodes),
            any: Slots::new(),
        };
        let mut known = RapidHashMap::default();
        for id in 0..nodes as Id {
            let list = tree.element(id).map_or(0, |element| {
                // What is the same mostly stands in the same place; other places are another list.
                let key = [element.name, element.id, element.classes];
                *known.entry(key).or_insert_with(|| names.add(tree, element))
            });
            names.list_of.push(list);
        }
        names
    }

    /// Adds the list of an element's names.
    fn add(&mut self, tree: &Tree, element: &Element) -> u32 {
        let start = self.slots.len() as u32;
        for name in of_element(tree, element) {
            let (Name::Tag(text) | Name::Id(text) | Name::Class(text)) = name;
            self.slots.push(slot(text));
            self.any.insert(slot(text));
        }
        self.lists.push(start..self.slots.len() as u32);
        self.lists.len() as u32 - 1
    }

    /// How many lists there are.
    pub fn n_lists(&self) -> usize {
        self.lists.len()
    }

    /// The list of a node's names.
    pub fn list_of(&self, id: Id) -> usize {
        self.list_of[id as usize] as usize
    }

    /// The slots of a list, in the order of [`of_element`].
    pub fn slots(&self, list: usize) -> &[u16] {
        let Range { start, end } = self.lists[list].clone();
        &self.slots[start as usize..end as usize]
    }
}

/// The names of an element: tag, id, classes.
pub(super) fn of_element<'t>(tree: &'t Tree, element: &Element) -> impl Iterator<Item = Name<'t>> {
    let id = (!element.id.is_empty()).then(|| Name::Id(tree.words(element.id)));
    let classes = tree.words(element.classes).split_ascii_whitespace();
    std::iter::once(Name::Tag(tree.words(element.name)))
        .chain(id)
        .chain(classes.map(Name::Class))
        .take(MOST_NAMES)
}
