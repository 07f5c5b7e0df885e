//! Templates of features that a number or a cue completes: `chars`, whose features are `chars=0`, `chars=1`, ...
//!
//! They are most of what a paragraph has, so a model finds them by numbers, in a table, without a hash.

use super::family::Family;

/// A feature template. Each family declares its own ones, with [`templates!`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Template(u16);

impl Template {
    /// Most templates of one family: each family has so many slots.
    const PER_FAMILY: usize = 32;

    /// Number of slots of all families.
    pub(crate) const SLOTS: usize = Template::PER_FAMILY * Family::ALL.len();

    /// The template of a name among those that a family declares. Meant for constants: a name that is not declared does
    /// not compile.
    pub(super) const fn named(family: Family, declared: &[&str], name: &str) -> Template {
        assert!(declared.len() <= Template::PER_FAMILY, "too many templates");
        let mut index = 0;
        while index < declared.len() {
            if compare(declared[index], name) == 0 {
                return Template((family as usize * Template::PER_FAMILY + index) as u16);
            }
            index += 1;
        }
        panic!("no template of this name")
    }

    /// Its number, below [`Template::SLOTS`]. Not every number has a template.
    #[inline]
    pub(crate) const fn slot(self) -> usize {
        self.0 as usize
    }
}

/// Declares the templates of a family, each with its name in model files.
macro_rules! templates {
    ($family:expr; $($constant:ident = $name:literal),+ $(,)?) => {
        pub(in crate::features) const TEMPLATES: &[&str] = &[$($name),+];
        $(const $constant: Template = Template::named($family, TEMPLATES, $name);)+
    };
}
pub(super) use templates;

/// Below 0 where `a` comes first, above 0 where `b` does, as `Ord` has it, which constants cannot call.
pub(super) const fn compare(a: &str, b: &str) -> i32 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return a[at] as i32 - b[at] as i32;
        }
        at += 1;
    }
    a.len() as i32 - b.len() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn templates_of_different_families_differ() {
        let declared = ["a", "b"];
        let [shape, topic] =
            [Family::Shape, Family::Topic].map(|family| Template::named(family, &declared, "b"));
        assert_ne!(shape, topic);
        assert_ne!(shape, Template::named(Family::Shape, &declared, "a"));
        assert!(topic.slot() < Template::SLOTS);
    }

    proptest! {
        #[test]
        fn names_are_compared_as_strings_are(a in "[ab-]{0,3}", b in "[ab-]{0,3}") {
            prop_assert_eq!(compare(&a, &b).cmp(&0), a.cmp(&b));
        }
    }
}
