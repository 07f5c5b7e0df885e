//! Groups of features that a number or a cue tells apart, known by their own numbers: they are most of what a
//! paragraph has, so a model finds them in a table, without a hash.

/// Every group, sorted. Add new ones here.
const NAMES: [&str; Template::COUNT] = [
    "address",
    "all-capitals",
    "between-long",
    "block1",
    "block1-links",
    "block1-mean",
    "block1-mean-links",
    "block1-place",
    "block1-size",
    "block1-size-mean",
    "block2",
    "block3",
    "block3-links",
    "block3-mean",
    "block3-mean-links",
    "block3-place",
    "block3-size",
    "block3-size-mean",
    "capitalised",
    "chars",
    "chars-capitalised",
    "chars-last",
    "chars-mean",
    "chars-seen",
    "chars-sentences",
    "chars-since",
    "chars-top",
    "chars-until",
    "concept",
    "concepts",
    "digits",
    "distance",
    "ends",
    "fall",
    "far-above",
    "far-below",
    "farther-above",
    "farther-below",
    "first",
    "from-end",
    "from-top",
    "last",
    "links",
    "links-chars",
    "long",
    "long-seen",
    "mean-12",
    "mean-4",
    "mean-40",
    "near-above",
    "near-below",
    "paragraphs",
    "path-links",
    "path-mean",
    "path-mean-links",
    "path-place",
    "path-size",
    "path-size-mean",
    "repeat-seen",
    "repeated",
    "rise",
    "rise-fall",
    "sentences",
    "share",
    "share-chars",
    "share-distinct",
    "shared",
    "sign",
    "since-long",
    "twentieth",
    "until-long",
    "words",
];

/// A group of features of one family: `chars`, whose features are `chars=0`, `chars=1`, ...; or `near-above`, whose
/// features are `near-above subscribe` and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Template(u8);

impl Template {
    /// Number of groups.
    pub(crate) const COUNT: usize = 72;

    /// The names of all groups, in the order of their numbers.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        NAMES.into_iter()
    }

    /// The group of a name, for constants: a name that is not in the list does not compile.
    pub(super) const fn named(name: &str) -> Template {
        let mut group = 0;
        while group < Template::COUNT {
            if is_equal(NAMES[group].as_bytes(), name.as_bytes()) {
                return Template(group as u8);
            }
            group += 1;
        }
        panic!("no group of this name")
    }

    /// The group of a name, if there is one.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn find(name: &str) -> Option<Template> {
        let group = NAMES.binary_search(&name).ok()?;
        Some(Template(group as u8))
    }

    /// Its number, below [`Template::COUNT`].
    #[inline]
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }

    #[cfg(any(test, feature = "train"))]
    pub(super) const fn name(self) -> &'static str {
        NAMES[self.0 as usize]
    }
}

const fn is_equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_is_found_by_its_name() {
        for name in NAMES {
            assert_eq!(Template::find(name).map(Template::name), Some(name));
            assert_eq!(Template::find(name), Some(Template::named(name)), "{name}");
        }
        assert_eq!(Template::find("tides"), None);
    }
}
