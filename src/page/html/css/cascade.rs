//! Rules -> elements: which rules are about which.

use rapidhash::RapidHashMap;

use super::super::tree::{Id, ROOT, Tree};
use super::names::{Name, PageNames, Slots, of_element, slot, slots_of};
use super::outcome::Outcome;
use super::selector::{Compound, Selector};
use super::sheet::{Rule, Rules, Sheet, without_comments};

/// Most rules that are looked at for one name.
const MOST_PER_NAME: usize = 32;

/// How many elements may be looked at for all elements of a page, beside themselves.
const MOST_STEPS: usize = 1 << 22;

/// Lays the page's own style sheets over its tree.
pub(in super::super) fn apply(sheets: &[Sheet<'_>], tree: &mut Tree) {
    if sheets.is_empty() {
        return;
    }
    let names = PageNames::new(tree);
    let texts = without_comments(sheets);
    let mut rules = Rules::new(&names.any);
    for (text, kind) in &texts {
        rules.read(text, *kind);
    }
    let rules = rules.found();
    if !rules.is_empty() {
        Cascade::new(&rules, &names).apply(tree);
    }
}

/// All rules, found by what their element is called.
struct Cascade<'r, 's> {
    rules: &'r [Rule<'s>],
    names: &'r PageNames,
    by_name: RapidHashMap<Name<'r>, Vec<u16>>,
    /// The names in it.
    subjects: Slots,
    /// The names of elements that those stand in.
    around: Slots,
    /// Of each rule, the [`bit`]s of these.
    needed: Vec<u128>,
    steps: usize,
}

/// The bit of a name among those of the elements around another.
fn bit(slot: u16) -> u128 {
    1 << (slot % 128)
}

impl<'r, 's> Cascade<'r, 's> {
    fn new(rules: &'r [Rule<'s>], names: &'r PageNames) -> Cascade<'r, 's> {
        let mut cascade = Cascade {
            rules,
            names,
            by_name: RapidHashMap::default(),
            subjects: Slots::new(),
            around: Slots::new(),
            needed: Vec::with_capacity(rules.len()),
            steps: MOST_STEPS,
        };
        for (number, rule) in rules.iter().enumerate() {
            cascade.enter(rule, number as u16);
        }
        cascade
    }

    fn enter(&mut self, rule: &'r Rule<'s>, number: u16) {
        let name = name(&rule.selector.compounds[0]);
        let (Name::Tag(text) | Name::Id(text) | Name::Class(text)) = name;
        self.subjects.insert(slot(text));
        let numbers = self.by_name.entry(name).or_default();
        numbers.push(number);
        // The later ones weigh more.
        if numbers.len() > MOST_PER_NAME {
            numbers.remove(0);
        }
        let mut needed = 0;
        for slot in rule.selector.compounds[1..].iter().flat_map(slots_of) {
            self.around.insert(slot);
            needed |= bit(slot);
        }
        self.needed.push(needed);
    }

    /// Goes through the tree, each element before those in it.
    fn apply(mut self, tree: &mut Tree) {
        let lists: Vec<List> = (0..self.names.n_lists())
            .map(|list| self.list(list))
            .collect();
        // The bits of the names of all elements around, of each element that is open.
        let mut around: Vec<u128> = vec![0];
        let mut at = ROOT;
        loop {
            let inside = around.last().copied().unwrap_or_default();
            let list = &lists[self.names.list_of(at)];
            if list.is_subject
                && let Some(outcome) = self.outcome(tree, &lists, at, inside)
            {
                outcome.lay_over(tree, at);
            }
            if let Some(child) = tree.first_child(at) {
                around.push(inside | list.bits);
                at = child;
                continue;
            }
            while tree.next(at).is_none() {
                let Some(parent) = tree.parent(at) else {
                    return;
                };
                around.pop();
                at = parent;
            }
            at = tree.next(at).unwrap_or(ROOT);
        }
    }

    /// What matters of a list of names.
    fn list(&self, list: usize) -> List {
        let slots = self.names.slots(list).iter();
        let around = slots.clone().filter(|slot| self.around.contains(**slot));
        List {
            bits: around.fold(0, |bits, slot| bits | bit(*slot)),
            is_subject: slots.into_iter().any(|slot| self.subjects.contains(*slot)),
        }
    }

    /// What the rules make of an element; `None` if none is about it.
    fn outcome(&mut self, tree: &Tree, lists: &[List], id: Id, around: u128) -> Option<Outcome> {
        let mut outcome: Option<Outcome> = None;
        let slots = self.names.slots(self.names.list_of(id)).iter();
        for (slot, name) in slots.zip(of_element(tree, tree.element(id)?)) {
            if !self.subjects.contains(*slot) {
                continue;
            }
            for number in self.by_name.get(&name).into_iter().flatten() {
                let needed = self.needed[*number as usize];
                if around & needed == needed {
                    let rule = &self.rules[*number as usize];
                    let bits = |id: Id| lists[self.names.list_of(id)].bits;
                    if matches(&rule.selector, tree, id, &bits, &mut self.steps) {
                        outcome.get_or_insert_default().add(rule, *number);
                    }
                }
            }
        }
        outcome
    }
}

/// What matters of the names of an element.
struct List {
    /// The bits of those that rules ask for around their elements.
    bits: u128,
    /// Whether there may be a rule about it.
    is_subject: bool,
}

/// The name that a compound is found by: the rarest it has.
fn name<'a>(compound: &'a Compound<'_>) -> Name<'a> {
    match (&compound.id, compound.classes.first(), compound.tag) {
        (Some(id), _, _) => Name::Id(id),
        (None, Some(class), _) => Name::Class(class),
        (None, None, tag) => Name::Tag(tag.unwrap_or_default()),
    }
}

/// Whether an element and those around it are what a selector asks for; `bits` are those of an element's names.
fn matches(
    selector: &Selector<'_>,
    tree: &Tree,
    id: Id,
    bits: &impl Fn(Id) -> u128,
    steps: &mut usize,
) -> bool {
    let Some((subject, around)) = selector.compounds.split_first() else {
        return false;
    };
    if !fits(subject, tree, id) {
        return false;
    }
    let (mut at, mut is_child) = (id, subject.is_child);
    for compound in around {
        let needed = slots_of(compound).fold(0, |bits, slot| bits | bit(slot));
        loop {
            let (Some(left), Some(parent)) = (steps.checked_sub(1), tree.parent(at)) else {
                return false;
            };
            (*steps, at) = (left, parent);
            if bits(at) & needed == needed && fits(compound, tree, at) {
                break;
            }
            if is_child {
                return false;
            }
        }
        is_child = compound.is_child;
    }
    true
}

/// Whether an element has the names that a compound asks for.
fn fits(compound: &Compound<'_>, tree: &Tree, id: Id) -> bool {
    let Some(element) = tree.element(id) else {
        return false;
    };
    let is_tag = |tag: &str| tree.words(element.name).eq_ignore_ascii_case(tag);
    let is_class = |class: &str| {
        tree.words(element.classes)
            .split_ascii_whitespace()
            .any(|own| own == class)
    };
    compound.tag.is_none_or(is_tag)
        && compound
            .id
            .as_deref()
            .is_none_or(|id| tree.words(element.id) == id)
        && compound.classes.iter().all(|class| is_class(class))
}
