//! Families of features: how much a feature counts, and from how far away it is seen.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::scope::Scope;

/// Features that are weighted alike and reach equally far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Family {
    /// Stemmed words.
    Word,
    /// Stemmed words that follow each other.
    Pair,
    /// Length, punctuation, case, digits, money.
    Shape,
    /// Where on the page, and how far from long paragraphs.
    Position,
    /// Words and cues of the heading.
    Heading,
    /// Cue words: what they mean, whatever the language.
    Cue,
    /// The cues further above and below.
    Context,
    /// Whether the paragraph has its words in common with the long ones.
    Topic,
    /// Tag, enclosing elements, link density, how far away the ancestor shared with a neighbour is.
    Tag,
    /// Size, length and links of the groups that the paragraph belongs to.
    Siblings,
    /// Words of ids and classes, and parts of them.
    Class,
    /// The cues of the lines of one block.
    Block,
    /// Where links lead.
    Link,
    /// The part of the page, at whatever height, and which of several articles.
    Landmark,
    /// The repeated elements that the paragraph stands in one of, and what all of them are like.
    Card,
    /// What the form around asks for, and what is no text beside the paragraph.
    Form,
    /// Agreement with what the page's head says.
    Head,
    /// How many lines of a text are alike, and what the lines say that come again and again; only without marks.
    Records,
}

/// What is the same for all features of a family.
struct FamilySpec {
    family: Family,
    /// In model files and explanations.
    name: &'static str,
    /// How many paragraphs away a feature is seen, above and below. Chosen by folds over the training sites.
    reach: u32,
    /// The value of a feature that is present, where TF-IDF does not weight it.
    ///
    /// The penalty acts on weights, so a feature of smaller value is held back more. At 1, the dozens of shapes and
    /// positions of a paragraph and its neighbours drown its few words. `models/EXPERIMENTS.md` has the settings tried.
    value: f32,
    is_weighted: bool,
    /// The scopes whose paragraphs have features of the family in common. All other features are a paragraph's own.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests hold the emitter to it"))]
    scopes: &'static [Scope],
}

impl FamilySpec {
    /// A family that TF-IDF weights.
    const fn weighted(family: Family, name: &'static str, reach: u32) -> FamilySpec {
        let value = 1.0;
        FamilySpec {
            is_weighted: true,
            ..FamilySpec::valued(family, name, reach, value, &[])
        }
    }

    const fn valued(
        family: Family,
        name: &'static str,
        reach: u32,
        value: f32,
        scopes: &'static [Scope],
    ) -> FamilySpec {
        FamilySpec {
            family,
            name,
            reach,
            value,
            is_weighted: false,
            scopes,
        }
    }
}

/// Every family, in the order in which features are numbered.
#[rustfmt::skip]
const FAMILIES: [FamilySpec; 18] = [
    //                                   name       reach
    FamilySpec::weighted(Family::Word, "word", 2),
    FamilySpec::weighted(Family::Pair, "pair", 1),
    //                                   name       reach  value  scopes
    FamilySpec::valued(Family::Shape,    "shape",   2,     0.15,  &[]),
    FamilySpec::valued(Family::Position, "position", 0,     0.15,  &[]),
    FamilySpec::valued(Family::Heading,  "heading", 0,     0.15,  &[Scope::Heading, Scope::Card]),
    FamilySpec::valued(Family::Cue,      "cue",     2,     0.3,   &[]),
    FamilySpec::valued(Family::Context,  "context", 0,     0.1,   &[]),
    FamilySpec::valued(Family::Topic,    "topic",   0,     0.15,  &[]),
    FamilySpec::valued(Family::Tag,      "tag",     2,     0.15,  &[Scope::Path]),
    FamilySpec::valued(Family::Siblings, "siblings", 0,    0.15,  &[]),
    FamilySpec::valued(Family::Class,    "class",   0,     0.2,   &[Scope::Path, Scope::Card]),
    FamilySpec::valued(Family::Block,    "block",   0,     0.15,  &[Scope::Block]),
    FamilySpec::valued(Family::Link,     "link",    1,     0.15,  &[]),
    FamilySpec::valued(Family::Landmark, "landmark", 0,    0.15,  &[]),
    FamilySpec::valued(Family::Card,     "card",    0,     0.15,  &[Scope::Card]),
    FamilySpec::valued(Family::Form,     "form",    1,     0.15,  &[]),
    FamilySpec::valued(Family::Head,     "head",    0,     0.15,  &[]),
    FamilySpec::valued(Family::Records,  "records", 0,     0.15,  &[]),
];

/// Number of families that TF-IDF weights.
const N_WEIGHTED: usize = {
    let (mut n, mut at) = (0, 0);
    while at < FAMILIES.len() {
        assert!(
            FAMILIES[at].family as usize == at,
            "the table has the order of the enum"
        );
        if FAMILIES[at].is_weighted {
            assert!(n == at, "weighted families come first");
            n += 1;
        }
        at += 1;
    }
    n
};

impl Family {
    /// Every family, in the order in which features are numbered.
    pub const ALL: [Family; FAMILIES.len()] = {
        let mut all = [Family::Word; FAMILIES.len()];
        let mut at = 0;
        while at < FAMILIES.len() {
            all[at] = FAMILIES[at].family;
            at += 1;
        }
        all
    };

    /// The furthest that a feature of any family is seen.
    pub(crate) const WIDEST: usize = {
        let (mut widest, mut at) = (0, 0);
        while at < FAMILIES.len() {
            if FAMILIES[at].reach > widest {
                widest = FAMILIES[at].reach;
            }
            at += 1;
        }
        widest as usize
    };

    const fn spec(self) -> &'static FamilySpec {
        &FAMILIES[self as usize]
    }

    /// How many paragraphs away a feature is seen, above and below.
    #[must_use]
    pub const fn reach(self) -> u32 {
        self.spec().reach
    }

    /// Number of weight columns of a feature: one for each offset at which it is seen.
    pub(crate) const fn width(self) -> usize {
        2 * self.reach() as usize + 1
    }

    /// The value of a feature that is present, where TF-IDF does not weight it.
    #[must_use]
    pub const fn value(self) -> f32 {
        self.spec().value
    }

    /// Whether the family's features are weighted by TF-IDF. Those families come first in [`Family::ALL`].
    #[inline]
    #[must_use]
    pub const fn is_weighted(self) -> bool {
        (self as usize) < N_WEIGHTED
    }

    /// The family's name in model files and explanations.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.spec().name
    }

    /// As the field says.
    #[cfg(test)]
    pub(super) fn scopes(self) -> &'static [Scope] {
        self.spec().scopes
    }
}

/// As [`Family::name`].
impl Serialize for Family {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Family {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Family, D::Error> {
        let name = String::deserialize(deserializer)?;
        let family = Family::ALL.into_iter().find(|family| family.name() == name);
        family.ok_or_else(|| D::Error::custom(format!("unknown family of features {name:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_are_different() {
        for family in Family::ALL {
            let json = serde_json::to_string(&family).expect("a name");
            assert_eq!(json, format!("{:?}", family.name()));
            assert_eq!(serde_json::from_str::<Family>(&json).ok(), Some(family));
        }
        assert!(serde_json::from_str::<Family>("\"tides\"").is_err());
    }

    #[test]
    fn words_and_pairs_alone_are_weighted() {
        let weighted = Family::ALL
            .into_iter()
            .filter(|family| family.is_weighted());
        assert!(weighted.eq([Family::Word, Family::Pair]));
        assert_eq!((Family::WIDEST, Family::Pair.width()), (2, 3));
    }
}
