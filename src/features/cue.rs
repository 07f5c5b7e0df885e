//! CueSet: what telling words mean, whatever the language.
//!
//! Pitches in the rarer languages are few, but `Abonnieren`, `S'abonner` and `Suscríbete` all ask for the same. A cue
//! is a list of word beginnings in several languages; what a page says in one of them teaches the model all.

mod list;

use std::borrow::Cow;
use std::sync::LazyLock;

use rapidhash::{RapidHashMap, RapidHashSet};

pub(crate) use list::COUNT;
use list::CUES;

use super::Family;
use super::name::{Name, Word};
use super::shape::Shape;
use super::template::Template;
use super::words::Words;

/// Shortest beginning in the table, in bytes, that is not a whole word.
const SHORTEST: usize = 4;

/// The names of the cues, as words of features' names.
const NAMES: [Word<'_>; COUNT] = {
    let mut names = [Word::new(""); COUNT];
    let mut cue = 0;
    while cue < COUNT {
        names[cue] = Word::new(CUES[cue].0);
        cue += 1;
    }
    names
};

/// The names of all cues, in the order of their numbers.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    CUES.iter().map(|(name, _)| *name)
}

/// The name of a cue.
#[cfg(any(test, feature = "train"))]
pub(super) fn name(cue: u8) -> &'static str {
    CUES[cue as usize].0
}

/// The cue of a name, if there is one.
#[cfg(any(test, feature = "train"))]
pub(super) fn find(name: &str) -> Option<u8> {
    let at = CUES.iter().position(|(own, _)| *own == name);
    at.map(|cue| cue as u8)
}

/// A set of cues, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CueSet(u64);

impl CueSet {
    /// The set of one.
    pub(super) fn one(cue: u8) -> CueSet {
        CueSet(1 << cue)
    }

    /// The cues of both.
    pub(super) fn union(self, other: CueSet) -> CueSet {
        CueSet(self.0 | other.0)
    }

    /// The cues, in their order.
    #[inline]
    pub(super) fn numbers(self) -> impl Iterator<Item = u8> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let next = (left != 0).then(|| left.trailing_zeros() as u8)?;
            left &= left - 1;
            Some(next)
        })
    }
}

/// Longer paragraphs, in characters, are running text: whatever they mention, they offer nothing.
const LONGEST_SHOWN: usize = 300;

/// The cues that each paragraph shows to those around it.
pub(super) fn shown(words: &Words<'_>, shapes: &[Shape]) -> Vec<CueSet> {
    let shown = shapes.iter().enumerate().map(|(index, shape)| {
        if shape.chars < LONGEST_SHOWN {
            words.cues(index)
        } else {
            CueSet::default()
        }
    });
    shown.collect()
}

/// Each cue of a paragraph, once more if the paragraph is long, and how many there are.
pub(super) fn emit(
    index: usize,
    words: &Words<'_>,
    shapes: &[Shape],
    sink: &mut impl FnMut(Family, Name<'_>),
) {
    let own = words.cues(index);
    for cue in own.numbers() {
        sink(Family::Cue, Name::One(NAMES[cue as usize]));
        if shapes[index].is_long() {
            let name = Name::Cue(const { Template::named("long") }, cue);
            sink(Family::Cue, name);
        }
    }
    let count = own.0.count_ones() as usize;
    if count > 1 {
        let name = Name::Number(const { Template::named("concepts") }, count.min(6));
        sink(Family::Cue, name);
    }
}

struct Table {
    whole: RapidHashMap<String, u8>,
    beginnings: RapidHashMap<String, u8>,
    /// The first [`SHORTEST`] bytes of all beginnings: few words have them.
    starts: RapidHashSet<[u8; SHORTEST]>,
    longest: usize,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        whole: RapidHashMap::default(),
        beginnings: RapidHashMap::default(),
        starts: RapidHashSet::default(),
        longest: 0,
    };
    for (cue, (_, words)) in CUES.iter().enumerate() {
        for word in words.split(' ') {
            let folded = fold(word).into_owned();
            if let Some(whole) = folded.strip_prefix('=') {
                table.whole.entry(whole.to_owned()).or_insert(cue as u8);
            } else {
                table.longest = table.longest.max(folded.len());
                table.starts.extend(folded.as_bytes().first_chunk());
                table.beginnings.entry(folded).or_insert(cue as u8);
            }
        }
    }
    table
});

/// The cue a lower-case word stands for.
pub(super) fn classify(word: &str) -> Option<u8> {
    let (table, word) = (&*TABLE, fold(word));
    if let Some(cue) = table.whole.get(&*word) {
        return Some(*cue);
    }
    let start = word.as_bytes().first_chunk()?;
    if !table.starts.contains(start) {
        return None;
    }
    let most = word.len().min(table.longest);
    (SHORTEST..=most)
        .rev()
        .filter(|end| word.is_char_boundary(*end))
        .find_map(|end| table.beginnings.get(&word[..end]).copied())
}

/// Lower-case letters without their accents: people write `suscribete` and `suscríbete`.
fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            'à'..='å' | 'ą' | 'ă' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'è'..='ë' | 'ę' | 'ě' => folded.push('e'),
            'ì'..='ï' => folded.push('i'),
            'ñ' | 'ń' => folded.push('n'),
            'ò'..='ö' | 'ø' => folded.push('o'),
            'ù'..='ü' => folded.push('u'),
            'ś' | 'š' => folded.push('s'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'ł' => folded.push('l'),
            'ß' => folded.push_str("ss"),
            other => folded.push(other),
        }
    }
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(word: &str) -> Option<&'static str> {
        classify(word).map(name)
    }

    #[test]
    fn words_of_several_languages_mean_the_same() {
        for word in [
            "subscribe",
            "abonnieren",
            "abonnez",
            "suscríbete",
            "suscribete",
        ] {
            assert_eq!(named(word), Some("subscribe"), "{word}");
        }
        assert_eq!(classify("ferry"), None);
        // A whole word only: `an` is a year in French, `and` is not.
        assert_eq!((named("an"), named("and")), (Some("year"), None));
    }

    #[test]
    fn every_cue_fits_a_set_and_has_a_name_of_its_own() {
        assert!(CUES.len() <= 64);
        let mut names: Vec<&str> = CUES.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CUES.len());
        let shortest = CUES.iter().flat_map(|(_, words)| words.split(' '));
        let shortest = shortest
            .filter(|word| !word.starts_with('='))
            .map(|word| fold(word).len());
        assert!(shortest.min() >= Some(SHORTEST));
    }
}
