//! What the rules about an element make of it: which wins, and whether it hides.

use super::super::kind::Kind;
use super::super::tree::{Hiding, Id, Tree};
use super::declarations::Display;
use super::sheet::Rule;

/// What rules make of an element: of each property the value that wins, and the rule it is from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outcome {
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
    pub fn add(&mut self, rule: &Rule<'_>, number: u16) {
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
    pub fn lay_over(self, tree: &mut Tree, id: Id) {
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
