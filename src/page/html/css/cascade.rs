//! Rules -> elements: which rule wins, and what it makes of the element.

use rapidhash::RapidHashMap;

use super::super::kind::Kind;
use super::super::tree::{Element, Hiding, Id, Tree};
use super::declarations::{Display, Style};
use super::selector::{Compound, Selector};
use super::sheet::{Rule, Sheet, read, without_comments};

/// Most rules that are looked at for one name.
const MOST_PER_NAME: usize = 32;

/// How many elements may be looked at for all elements of a page, beside themselves.
const MOST_STEPS: usize = 1 << 22;

/// Lays the page's own style sheets over its tree.
pub(in super::super) fn apply(sheets: &[Sheet<'_>], tree: &mut Tree) {
    let texts = without_comments(sheets);
    let mut rules = Vec::new();
    for (text, kind) in &texts {
        read(text, *kind, &mut rules);
    }
    rules.retain(is_useful);
    if rules.is_empty() {
        return;
    }
    let mut cascade = Cascade::new(&rules);
    for id in 0..tree.size().0 as Id {
        if let Some(result) = tree
            .element(id)
            .and_then(|element| cascade.result(tree, id, element))
        {
            result.lay_over(tree, id);
        }
    }
}

/// Whether a rule may do anything: hide, lay out, or show.
fn is_useful(rule: &Rule<'_>) -> bool {
    !hides(rule.style) || (rule.selector.may_hide() && !rule.is_conditional)
}

fn hides(style: Style) -> bool {
    style.display == Some(Display::None)
        || style.is_invisible == Some(true)
        || style.is_clipped == Some(true)
}

/// All rules, found by what their element is called.
struct Cascade<'r, 's> {
    rules: &'r [Rule<'s>],
    by_name: RapidHashMap<Name<'r>, Vec<u16>>,
    /// Which names there may be, by [`slot`]: most names of a page have no rule.
    slots: [u64; SLOTS / 64],
    steps: usize,
}

/// A name that rules are found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Name<'a> {
    Tag(&'a str),
    Id(&'a str),
    Class(&'a str),
}

/// How many slots names fall into.
const SLOTS: usize = 1 << 12;

/// The slot of a name: cheap, and different for most names.
fn slot(name: &str) -> usize {
    let bytes = name.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return 0;
    };
    let middle = bytes[bytes.len() / 2];
    (usize::from(*first) + usize::from(middle) * 23 + usize::from(*last) * 151 + bytes.len() * 397)
        % SLOTS
}

impl<'r, 's> Cascade<'r, 's> {
    fn new(rules: &'r [Rule<'s>]) -> Cascade<'r, 's> {
        let mut cascade = Cascade {
            rules,
            by_name: RapidHashMap::default(),
            slots: [0; SLOTS / 64],
            steps: MOST_STEPS,
        };
        for (number, rule) in rules.iter().enumerate() {
            let name = name(&rule.selector.compounds[0]);
            let (Name::Tag(text) | Name::Id(text) | Name::Class(text)) = name;
            cascade.slots[slot(text) / 64] |= 1 << (slot(text) % 64);
            let rules = cascade.by_name.entry(name).or_default();
            rules.push(number as u16);
            // The later ones weigh more.
            if rules.len() > MOST_PER_NAME {
                rules.remove(0);
            }
        }
        cascade
    }

    /// What the rules make of an element; `None` if none is about it.
    fn result(&mut self, tree: &Tree, id: Id, element: &Element) -> Option<Outcome> {
        let mut outcome = None;
        self.try_name(Name::Tag(tree.words(element.name)), tree, id, &mut outcome);
        if !element.id.is_empty() {
            self.try_name(Name::Id(tree.words(element.id)), tree, id, &mut outcome);
        }
        if !element.classes.is_empty() {
            for class in tree.words(element.classes).split_ascii_whitespace() {
                self.try_name(Name::Class(class), tree, id, &mut outcome);
            }
        }
        outcome
    }

    fn try_name(&mut self, name: Name<'_>, tree: &Tree, id: Id, outcome: &mut Option<Outcome>) {
        let (Name::Tag(text) | Name::Id(text) | Name::Class(text)) = name;
        let slot = slot(text);
        if self.slots[slot / 64] & (1 << (slot % 64)) == 0 {
            return;
        }
        let Some(numbers) = self.by_name.get(&name) else {
            return;
        };
        for number in numbers {
            let rule = &self.rules[*number as usize];
            if matches(&rule.selector, tree, id, &mut self.steps) {
                outcome.get_or_insert_default().add(rule, *number);
            }
        }
    }
}

/// The name that a compound is found by: the rarest it has.
fn name<'a>(compound: &'a Compound<'_>) -> Name<'a> {
    match (&compound.id, compound.classes.first(), compound.tag) {
        (Some(id), _, _) => Name::Id(id),
        (None, Some(class), _) => Name::Class(class),
        (None, None, tag) => Name::Tag(tag.unwrap_or_default()),
    }
}

/// Whether an element and those around it are what a selector asks for.
fn matches(selector: &Selector<'_>, tree: &Tree, id: Id, steps: &mut usize) -> bool {
    let mut at = id;
    let mut child = None;
    for compound in &selector.compounds {
        let Some(is_child) = child else {
            if !fits(compound, tree, at) {
                return false;
            }
            child = Some(compound.is_child);
            continue;
        };
        loop {
            let Some(left) = steps.checked_sub(1) else {
                return false;
            };
            *steps = left;
            let Some(parent) = tree.parent(at) else {
                return false;
            };
            at = parent;
            if fits(compound, tree, at) {
                break;
            }
            if is_child {
                return false;
            }
        }
        child = Some(compound.is_child);
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

/// What rules make of an element: of each property the value that wins, and the rule it is from.
#[derive(Clone, Copy, Debug, Default)]
struct Outcome {
    display: Option<Won<Display>>,
    is_invisible: Option<Won<bool>>,
    is_clipped: Option<Won<bool>>,
}

/// A value and how strongly it is said.
#[derive(Clone, Copy, Debug)]
struct Won<T> {
    value: T,
    weight: Weight,
}

/// How strongly something is said, in the order that decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    is_important: bool,
    is_conditional: bool,
    specificity: u32,
    rule: u16,
}

impl Outcome {
    fn add(&mut self, rule: &Rule<'_>, number: u16) {
        let can_hide = rule.selector.may_hide() && !rule.is_conditional;
        let is_sure = !rule.selector.is_vague && !rule.is_conditional;
        let display = rule
            .style
            .display
            .filter(|display| *display != Display::None || can_hide);
        // What may be shown is shown, but how it is laid out then is not known.
        let display = display.map(|display| if is_sure { display } else { Display::Usual });
        let weight = Weight {
            is_important: rule.style.is_important,
            is_conditional: rule.is_conditional,
            specificity: rule.selector.specificity,
            rule: number,
        };
        raise(&mut self.display, display, weight);
        raise(
            &mut self.is_invisible,
            rule.style.is_invisible.filter(|hides| !hides || can_hide),
            weight,
        );
        raise(
            &mut self.is_clipped,
            rule.style.is_clipped.filter(|hides| !hides || can_hide),
            weight,
        );
    }

    /// Makes the element what the rules say, where its own attributes say nothing.
    fn lay_over(self, tree: &mut Tree, id: Id) {
        let is_reachable = tree
            .element(id)
            .is_some_and(|element| is_reachable(element.kind, tree.name(id)));
        let Some(element) = tree.element_mut(id) else {
            return;
        };
        let is_own = element.display.is_some();
        let display = self
            .display
            .filter(|won| !is_own || won.weight.is_important);
        let hiding = [
            display
                .filter(|won| won.value == Display::None)
                .map(|won| won.weight.rule),
            self.is_invisible
                .filter(|won| won.value)
                .map(|won| won.weight.rule),
            self.is_clipped
                .filter(|won| won.value && !is_reachable)
                .map(|won| won.weight.rule),
        ];
        if let (None, Some(rule)) = (element.hiding, hiding.into_iter().flatten().next()) {
            element.hiding = Some(Hiding::Rule(rule));
        }
        element.display = display.map(|won| won.value).or(element.display);
    }
}

/// Whether the keyboard reaches an element, which shows what is clipped, such as a link that skips the menu.
pub(in super::super) fn is_reachable(kind: Kind, name: &str) -> bool {
    kind == Kind::Link || name == "button"
}

/// Replaces a value by one that is said more strongly.
fn raise<T>(best: &mut Option<Won<T>>, value: Option<T>, weight: Weight) {
    if let Some(value) = value
        && best.as_ref().is_none_or(|best| best.weight < weight)
    {
        *best = Some(Won { value, weight });
    }
}
