//! Words that machines write and read: of ids, classes and addresses. What they say is kept from page to page, since the pages
//! of a site, and sites made with one tool, have the same ones.

use super::cue::{CueSet, Cues, words_of_address};
use super::key_map::KeyMap;
use super::name::Word;
use super::parts::PartSet;

/// Most words kept: a site has some hundreds. Some tools make new ones for each page.
const MOST_WORDS: usize = 1 << 14;

/// What a word says.
#[derive(Clone, Copy)]
pub(super) struct Said {
    pub(super) parts: PartSet,
    pub(super) cues: CueSet,
}

/// The words that have been seen on pages of one language.
pub(super) struct MachineWords {
    cues: Cues,
    /// By the words' keys.
    known: KeyMap<Said>,
}

impl MachineWords {
    /// Without any words, for pages in the language of these cues.
    pub(super) fn new(cues: Cues) -> MachineWords {
        MachineWords {
            cues,
            known: KeyMap::default(),
        }
    }

    #[cfg(test)]
    pub(super) fn english() -> MachineWords {
        MachineWords::new(Cues::for_language(None))
    }

    /// What a lower-case word of that key says.
    #[inline]
    pub(super) fn said(&mut self, word: &str, key: u64) -> Said {
        match self.known.get(&key) {
            Some(said) => *said,
            None => self.read(word, key),
        }
    }

    fn read(&mut self, word: &str, key: u64) -> Said {
        if self.known.len() >= MOST_WORDS {
            self.known.clear();
        }
        let said = Said {
            parts: PartSet::in_word(word),
            cues: self.cues.in_name(word).unwrap_or_default(),
        };
        self.known.insert(key, said);
        said
    }

    /// The cues of the words of an address.
    pub(super) fn in_address(&mut self, address: &str) -> CueSet {
        let words = words_of_address(address);
        words
            .map(|word| self.said(&word, Word::new(&word).key()).cues)
            .collect()
    }

    /// About how many bytes they take.
    pub(super) fn n_bytes(&self) -> usize {
        self.known.capacity() * size_of::<(u64, Said)>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::cue;

    #[test]
    fn a_word_says_the_same_the_second_time() {
        let mut words = MachineWords::new(Cues::for_language("de".parse().ok()));
        let named = |cues: CueSet| cues.numbers().map(cue::name).collect::<Vec<_>>();
        for _ in 0..2 {
            assert_eq!(named(words.in_address("/Abo/de?x=1")), ["subscribe"]);
            let said = words.said("navbar", Word::new("navbar").key());
            assert_eq!(said.parts, PartSet::in_word("navbar"));
        }
        assert!(words.n_bytes() > 0);
    }

    #[test]
    fn the_words_kept_are_so_many_at_most() {
        let mut words = MachineWords::english();
        for number in 0..=MOST_WORDS as u64 {
            words.said("x", number);
        }
        assert_eq!(words.known.len(), 1);
    }
}
