//! What features are called: a text for people and files, a number for looking it up.
//!
//! A page has a hundred features a paragraph, nearly all of them known by their numbers alone: a number is made of those
//! of the name's words, so that no text is put together. Numbers are 64 bits wide and the same on every machine; that two
//! of a million names share one is as likely as 1 to 37 million. Model files hold tables by these numbers: who changes how
//! they are made changes the format.

use rapidhash::v3::rapidhash_v3;

use super::Family;
#[cfg(any(test, feature = "train"))]
use super::cue;
use super::template::Template;

/// A word of a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    #[cfg_attr(not(any(test, feature = "train")), expect(dead_code))]
    text: &'a str,
    key: u64,
}

impl<'a> Word<'a> {
    /// A word, which has no space in it unless it is a name's second.
    pub(crate) const fn new(text: &'a str) -> Word<'a> {
        let key = rapidhash_v3(text.as_bytes());
        Word { text, key }
    }

    /// A word and its key, which somebody has kept.
    pub(super) const fn with_key(text: &'a str, key: u64) -> Word<'a> {
        Word { text, key }
    }

    #[cfg(test)]
    pub(super) const fn text(self) -> &'a str {
        self.text
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
    /// `group=number`
    Number(Template, usize),
    /// `group cue`
    Cue(Template, u8),
}

impl<'a> Name<'a> {
    /// The name that is written so in a family.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn parse(family: Family, text: &'a str) -> Name<'a> {
        // Words may be anything, the names of groups as well.
        if family == Family::Word {
            return Name::One(Word::new(text));
        }
        let has_groups = !matches!(family, Family::Pair | Family::Class);
        let group = |name| Template::find(name).filter(|_| has_groups);
        if let Some((first, second)) = text.split_once(' ') {
            let cue = |group| Some((group, cue::find(second)?));
            return match group(first).and_then(cue) {
                Some((group, cue)) => Name::Cue(group, cue),
                None => Name::Two(Word::new(first), Word::new(second)),
            };
        }
        let numbered = text.rsplit_once('=').and_then(|(name, number)| {
            let is_canonical = number == "0" || !number.starts_with(['0', '+']);
            let number = number.parse().ok().filter(|_| is_canonical)?;
            Some(Name::Number(group(name)?, number))
        });
        numbered.unwrap_or(Name::One(Word::new(text)))
    }

    /// The group and the number or cue, of a name that has them.
    #[inline]
    pub(crate) fn grouped(&self) -> Option<(Template, usize)> {
        match *self {
            Name::Number(group, number) => Some((group, number)),
            Name::Cue(group, cue) => Some((group, cue as usize)),
            Name::One(_) | Name::Two(..) => None,
        }
    }

    /// What the name is looked up by within a family.
    #[inline]
    pub(crate) fn key(&self, family: Family) -> u64 {
        let key = match *self {
            Name::One(word) => word.key,
            Name::Two(first, second) => mix(first.key, second.key),
            Name::Number(group, number) => mix(group.index() as u64, !(number as u64)),
            Name::Cue(group, cue) => mix(!(group.index() as u64), u64::from(cue)),
        };
        key ^ FAMILIES[family as usize]
    }

    /// For training, which keeps the names: writes the name over what is in `text`.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn write(&self, text: &mut String) {
        text.clear();
        match self {
            Name::One(word) => text.push_str(word.text),
            Name::Two(first, second) => {
                text.push_str(first.text);
                text.push(' ');
                text.push_str(second.text);
            }
            Name::Number(group, number) => {
                text.push_str(group.name());
                text.push('=');
                push_digits(text, *number);
            }
            Name::Cue(group, cue) => {
                text.push_str(group.name());
                text.push(' ');
                text.push_str(cue::name(*cue));
            }
        }
    }
}

#[cfg(any(test, feature = "train"))]
fn push_digits(text: &mut String, number: usize) {
    if number >= 10 {
        push_digits(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// Two keys in one, in which their order counts: the folded product of Vigna and Wang's wyhash.
#[inline]
const fn mix(a: u64, b: u64) -> u64 {
    let product = (a ^ 0x9e37_79b9_7f4a_7c15) as u128 * (b ^ 0xd1b5_4a32_d192_ed03) as u128;
    (product as u64) ^ (product >> 64) as u64 ^ a.rotate_left(32)
}

/// What keeps equal names of different families apart.
const FAMILIES: [u64; Family::ALL.len()] = {
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
    use proptest::prelude::*;

    fn written(name: Name<'_>) -> String {
        let mut text = String::from("old");
        name.write(&mut text);
        text
    }

    #[test]
    fn what_is_written_has_the_key_of_what_was_named() {
        let subscribe = Word::new("subscribe");
        for (name, text) in [
            (Name::One(subscribe), "subscribe"),
            (Name::Two(Word::new("any"), subscribe), "any subscribe"),
            (
                Name::Two(Word::new("tags"), Word::new("a<b c")),
                "tags a<b c",
            ),
            (Name::Number(Template::named("chars"), 0), "chars=0"),
            (
                Name::Number(Template::named("chars-last"), 307),
                "chars-last=307",
            ),
            (Name::Cue(Template::named("long"), 0), "long subscribe"),
        ] {
            assert_eq!(written(name), text);
            assert_eq!(
                Name::parse(Family::Tag, text).key(Family::Tag),
                name.key(Family::Tag)
            );
        }
    }

    #[test]
    fn words_are_no_groups() {
        for text in ["long free", "sign in", "chars=1"] {
            let name = Name::parse(Family::Pair, text);
            assert!(matches!(name, Name::One(_) | Name::Two(..)), "{text}");
        }
    }

    #[test]
    fn order_family_and_number_count() {
        let (a, b) = (Word::new("a"), Word::new("b"));
        let keys = [
            Name::Two(a, b).key(Family::Pair),
            Name::Two(b, a).key(Family::Pair),
            Name::Two(a, a).key(Family::Pair),
            Name::One(a).key(Family::Pair),
            Name::One(a).key(Family::Word),
            Name::Number(Template::named("chars"), 1).key(Family::Shape),
            Name::Number(Template::named("chars"), 2).key(Family::Shape),
            Name::Cue(Template::named("long"), 1).key(Family::Cue),
        ];
        let mut distinct = keys.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), keys.len());
    }

    proptest! {
        #[test]
        fn any_text_is_a_name(text in "(long|sign|ends|[a-c]{0,2})[ =]?(free|[0-9a-c= ]{0,4})") {
            for family in Family::ALL {
                prop_assert_eq!(&written(Name::parse(family, &text)), &text);
            }
        }
    }
}
