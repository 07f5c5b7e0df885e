//! What features are called: a text for people and files, a key for looking it up.
//!
//! A paragraph has a hundred features, nearly all of them known by their keys alone: a key is made of those of the name's
//! words, so that no text is put together. Keys are 64 bits wide and the same on every machine; that two of a million
//! names share one is as likely as 1 to 37 million. Model files hold tables by these keys: changing how they are made
//! changes the format. [`super::notation`] has the texts.

use rapidhash::v3::rapidhash_v3;

use super::family::Family;
use super::template::Template;

/// A word of a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    #[cfg_attr(not(any(test, feature = "train")), expect(dead_code))]
    text: &'a [u8],
    key: u64,
}

impl<'a> Word<'a> {
    /// A word, which has no space in it unless it is a name's second.
    pub(crate) const fn new(text: &'a str) -> Word<'a> {
        let text = text.as_bytes();
        let key = rapidhash_v3(text);
        Word { text, key }
    }

    /// A word, in UTF-8, whose key has been kept.
    pub(super) const fn with_key(text: &'a [u8], key: u64) -> Word<'a> {
        Word { text, key }
    }

    #[cfg(any(test, feature = "train"))]
    pub(super) fn text(self) -> &'a str {
        std::str::from_utf8(self.text).expect("words are UTF-8")
    }

    pub(super) const fn key(self) -> u64 {
        self.key
    }
}

/// The name of a feature.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Name<'a> {
    /// `word`
    One(Word<'a>),
    /// `first second`
    Two(Word<'a>, Word<'a>),
    /// `template=number`
    Number(Template, usize),
    /// `template cue`
    Cue(Template, u8),
}

impl Name<'_> {
    /// The template and the number or cue, of a name that has them.
    #[inline]
    pub(crate) fn templated(&self) -> Option<(Template, usize)> {
        match *self {
            Name::Number(template, number) => Some((template, number)),
            Name::Cue(template, cue) => Some((template, cue as usize)),
            Name::One(_) | Name::Two(..) => None,
        }
    }

    /// What the name is looked up by within a family.
    #[inline]
    pub(crate) fn key(&self, family: Family) -> u64 {
        let key = match *self {
            Name::One(word) => word.key,
            Name::Two(first, second) => mix(first.key, second.key),
            Name::Number(template, number) => mix(template.slot() as u64, !(number as u64)),
            Name::Cue(template, cue) => mix(!(template.slot() as u64), u64::from(cue)),
        };
        key ^ FAMILY_KEYS[family as usize]
    }
}

/// Two keys in one, in which their order counts: the folded product of Vigna and Wang's wyhash.
#[inline]
pub(super) const fn mix(a: u64, b: u64) -> u64 {
    let product = (a ^ 0x9e37_79b9_7f4a_7c15) as u128 * (b ^ 0xd1b5_4a32_d192_ed03) as u128;
    (product as u64) ^ (product >> 64) as u64 ^ a.rotate_left(32)
}

/// What keeps equal names of different families apart.
const FAMILY_KEYS: [u64; Family::ALL.len()] = {
    let mut keys = [0; Family::ALL.len()];
    let mut family = 0;
    while family < keys.len() {
        keys[family] = mix(family as u64, 0x5851_f42d_4c95_7f2d);
        family += 1;
    }
    keys
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_family_and_number_count() {
        let (a, b) = (Word::new("a"), Word::new("b"));
        let [first, second] =
            ["a", "b"].map(|name| Template::named(Family::Shape, &["a", "b"], name));
        let keys = [
            Name::Two(a, b).key(Family::Pair),
            Name::Two(b, a).key(Family::Pair),
            Name::Two(a, a).key(Family::Pair),
            Name::One(a).key(Family::Pair),
            Name::One(a).key(Family::Word),
            Name::Number(first, 1).key(Family::Shape),
            Name::Number(first, 2).key(Family::Shape),
            Name::Number(second, 1).key(Family::Shape),
            Name::Cue(first, 1).key(Family::Shape),
        ];
        let mut distinct = keys.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), keys.len());
    }
}
