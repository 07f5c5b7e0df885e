//! Cues: what characteristic words mean, whatever the language.
//!
//! Pitches in the rarer languages are few, but `Abonnieren`, `S'abonner` and `Suscríbete` all ask for the same. A cue is a
//! list of word beginnings in several languages, so that what is learned in one of them counts in all.

mod list;

use std::borrow::Cow;
use std::sync::LazyLock;

use rapidhash::{RapidHashMap, RapidHashSet};

use super::bits::bit_set;
pub(super) use list::COUNT;
use list::CUES;

/// Shortest beginning in the table, in bytes, that is not a whole word.
const SHORTEST: usize = 4;

bit_set! {
    /// A set of cues.
    CueSet(u64)
}

/// The names of all cues, in the order of their numbers.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    CUES.iter().map(|(name, _)| *name)
}

/// The name of a cue.
pub(super) const fn name(cue: u8) -> &'static str {
    CUES[cue as usize].0
}

/// The cue of a name, if there is one.
#[cfg(any(test, feature = "train"))]
pub(super) fn find(name: &str) -> Option<u8> {
    let at = CUES.iter().position(|(own, _)| *own == name);
    at.map(|cue| cue as u8)
}

/// The beginnings of words and the whole words (after `=`) of all cues, each with its cue.
pub(super) fn words() -> impl Iterator<Item = (u8, &'static str)> {
    let words = CUES.iter().map(|(_, words)| words.split(' '));
    (0..)
        .zip(words)
        .flat_map(|(cue, words)| words.map(move |word| (cue, word)))
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
    for (cue, word) in words() {
        let folded = fold(word).into_owned();
        if let Some(whole) = folded.strip_prefix('=') {
            table.whole.entry(whole.to_owned()).or_insert(cue);
        } else {
            table.longest = table.longest.max(folded.len());
            table.starts.extend(folded.as_bytes().first_chunk());
            table.beginnings.entry(folded).or_insert(cue);
        }
    }
    table
});

/// The cue that a lower-case word is, if it is one.
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

/// The cues of the words of an address: what stands between signs, in whatever case.
pub(super) fn in_address(address: &str) -> impl Iterator<Item = CueSet> + '_ {
    let words = address.split(|c: char| !c.is_alphabetic());
    let words = words.filter(|word| word.len() > 1);
    words
        .filter_map(|word| classify(&word.to_lowercase()))
        .map(CueSet::one)
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
    fn the_words_of_an_address_have_cues() {
        let cues = |address| {
            let all: CueSet = in_address(address).collect();
            all.numbers().map(name).collect::<Vec<_>>()
        };
        assert_eq!(cues("/Subscribe/free-tides?x"), ["subscribe", "free"]);
        // Letters that are not ASCII do not end a word, capitals do not begin one.
        assert_eq!(cues("//harbour.example/suscríbete"), ["subscribe"]);
        assert_eq!(cues("/toSubscribe/a/%20"), [""; 0]);
        assert_eq!(cues(""), [""; 0]);
    }

    #[test]
    fn every_cue_fits_a_set_and_has_a_name_of_its_own() {
        assert!(CUES.len() <= 64);
        let mut names: Vec<&str> = names().collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CUES.len());
        let beginnings = words().filter(|(_, word)| !word.starts_with('='));
        let shortest = beginnings.map(|(_, word)| fold(word).len()).min();
        assert!(shortest >= Some(SHORTEST));
    }

    #[test]
    fn every_word_of_the_list_is_a_cue() {
        for (_, word) in words() {
            let word = word.trim_start_matches('=');
            assert!(named(word).is_some(), "{word}");
        }
    }
}
