//! The words of one language, read from its file, as they are looked up: by the first word of each entry.
//!
//! A file is read while the first page of its language waits, so nothing is taken apart before it is asked for: an entry's first
//! word has a place in a table, and what follows stays text, which is compared with what follows that word on a page.

use rapidhash::v3::rapidhash_v3;

use super::fold::fold_file;
use super::meaning::MEANINGS;
use crate::features::key_map::KeyMap;
use crate::features::text::token::{is_number, letter};

/// Shortest beginning of a word, in bytes: two syllables of Hangul have six, two letters of Arabic four.
const SHORTEST: usize = 3;

/// What stands before an entry that means something at the start of a paragraph only.
const AT_START: char = '^';

/// What stands behind a beginning of words.
const AND_MORE: char = '*';

/// A number, in an entry.
const NUMBER: &str = "#";

/// No other entry.
const NONE: u32 = u32::MAX;

/// An entry: a word, or several in a row.
#[derive(Debug)]
pub(in crate::features) struct Phrase {
    pub(in crate::features) cue: u8,
    pub(in crate::features) at_start: bool,
    /// What follows the first word, as the file has it.
    rest: &'static str,
    pub(in crate::features) second: Second,
    /// The next entry with the same first word.
    next: u32,
}

/// What is known of the word that follows the first one of an entry: most that follow it on a page are another, and soon told.
#[derive(Clone, Copy, Debug)]
pub(in crate::features) enum Second {
    /// Its key.
    Word(u64),
    /// The first byte of its beginning.
    Beginning(u8),
    Any,
}

impl Second {
    /// Whether the token of that key and that first byte may be it.
    #[inline]
    pub(in crate::features) fn may_be(self, key: u64, first: u8) -> bool {
        match self {
            Second::Word(own) => own == key,
            Second::Beginning(own) => own == first,
            Second::Any => true,
        }
    }
}

/// The second words of several entries, as bits: `the` begins dozens, and what follows it on a page is mostly none of theirs.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::features) struct Seconds {
    /// Bits of words' keys.
    words: u64,
    /// Bits of beginnings' first bytes.
    beginnings: u64,
}

impl Seconds {
    pub(in crate::features) fn add(&mut self, second: Second) {
        match second {
            Second::Word(key) => self.words |= Seconds::bit_of_key(key),
            Second::Beginning(first) => self.beginnings |= Seconds::bit_of_byte(first),
            Second::Any => self.words = u64::MAX,
        }
    }

    /// Whether a token of that key and that first byte may be one of them.
    #[inline]
    pub(in crate::features) fn may_be(self, key: u64, first: u8) -> bool {
        self.words & Seconds::bit_of_key(key) != 0
            || self.beginnings & Seconds::bit_of_byte(first) != 0
    }

    fn bit_of_key(key: u64) -> u64 {
        1 << (key >> 58)
    }

    fn bit_of_byte(byte: u8) -> u64 {
        1 << (byte & 63)
    }
}

impl Phrase {
    /// Whether it is more than its first word.
    pub(super) fn is_long(&self) -> bool {
        !self.rest.is_empty()
    }

    /// Whether the folded tokens behind its first word are those of the entry.
    pub(in crate::features) fn goes_on<'t>(
        &self,
        mut tokens: impl Iterator<Item = &'t str>,
    ) -> bool {
        let mut rest = self.rest;
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                return true;
            }
            let (term, others) = Term::split(rest);
            if !tokens.next().is_some_and(|token| term.is(token)) {
                return false;
            }
            rest = others;
        }
    }
}

/// A word of an entry. A word and a beginning of the same letters are two.
#[derive(Clone, Copy)]
enum Term<'a> {
    Word(&'a str),
    Beginning(&'a str),
    Number,
}

impl<'a> Term<'a> {
    /// The first word of an entry, and the rest. Of scripts without spaces it is a letter, as tokens are.
    #[inline]
    fn split(entry: &'a str) -> (Term<'a>, &'a str) {
        if let Some(letter) = letter(entry) {
            return (Term::Word(letter), &entry[letter.len()..]);
        }
        let (word, rest) = entry.split_at(
            entry
                .bytes()
                .position(|byte| byte == b' ')
                .unwrap_or(entry.len()),
        );
        let term = match word.strip_suffix(AND_MORE) {
            Some(start) => Term::Beginning(start),
            None if word == NUMBER => Term::Number,
            None => Term::Word(word),
        };
        (term, rest)
    }

    /// Whether a folded token is such a word.
    fn is(self, token: &str) -> bool {
        match self {
            Term::Word(word) => token == word,
            Term::Beginning(start) => token.starts_with(start),
            Term::Number => is_number(token),
        }
    }

    /// What entries are found by that begin with it. No entry tells one number from another there.
    fn key(self) -> u64 {
        match self {
            Term::Number => NUMBER_KEY,
            Term::Word(word) if is_number(word) => NUMBER_KEY,
            Term::Word(word) => word_key(word),
            Term::Beginning(start) => !word_key(start),
        }
    }

    /// What is soon told of a word that is not the first.
    fn second(self) -> Second {
        match self {
            Term::Word(word) => Second::Word(word_key(word)),
            Term::Beginning(start) => start.bytes().next().map_or(Second::Any, Second::Beginning),
            Term::Number => Second::Any,
        }
    }
}

/// The key of all numbers.
const NUMBER_KEY: u64 = 0;

/// What words are told apart by before they are compared.
pub(in crate::features) fn word_key(word: &str) -> u64 {
    rapidhash_v3(word.as_bytes())
}

/// The entries of a language.
#[derive(Default)]
pub(super) struct Table {
    phrases: Vec<Phrase>,
    /// The last entry with each first word.
    last: KeyMap<u32>,
    /// The lengths of the beginnings of words that start with the same bytes.
    lengths: KeyMap<u64>,
}

impl Table {
    /// Reads a file of lines `meaning: entry, entry`. What no line of a file should be is passed over: a test reads all files.
    pub(super) fn parse(file: &'static str) -> Table {
        // It stays as long as the program runs, as the table does.
        let text: &'static str = fold_file(file).leak();
        let mut table = Table::default();
        let n_entries = memchr::memchr_iter(b',', text.as_bytes()).count() + MEANINGS.len();
        table.phrases.reserve(n_entries);
        table.last.reserve(n_entries);
        for (cue, entries) in lines(text) {
            entries.for_each(|entry| table.add(cue, entry));
        }
        table
    }

    fn add(&mut self, cue: u8, entry: &'static str) {
        let phrase = entry.trim_start_matches(AT_START);
        let (first, rest) = Term::split(phrase);
        if let Term::Beginning(start) = first
            && let Some(bytes) = start.as_bytes().first_chunk()
        {
            *self.lengths.entry(three(*bytes)).or_default() |= length_bit(start.len());
        }
        let number = self.phrases.len() as u32;
        self.phrases.push(Phrase {
            cue,
            at_start: phrase.len() < entry.len(),
            second: Term::split(rest.trim_start()).0.second(),
            rest,
            next: self.last.insert(first.key(), number).unwrap_or(NONE),
        });
    }

    /// The entries whose first word a folded word is: those of the word, then those of its beginnings, the longest first.
    pub(super) fn starting_with(
        &'static self,
        word: &str,
    ) -> impl Iterator<Item = &'static Phrase> {
        let beginnings = self.beginnings(word).map(Term::Beginning);
        let firsts = std::iter::once(Term::Word(word)).chain(beginnings);
        let lasts = firsts.filter_map(|first| self.last.get(&first.key()).copied());
        lasts.flat_map(|last| self.chain(last))
    }

    fn chain(&'static self, last: u32) -> impl Iterator<Item = &'static Phrase> {
        let at = |at: u32| self.phrases.get(at as usize);
        std::iter::successors(at(last), move |phrase| at(phrase.next))
    }

    /// The beginnings of a word that may have entries, the longest first.
    fn beginnings<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> + use<'w> {
        let start = word.as_bytes().first_chunk();
        let lengths = start.and_then(|bytes| self.lengths.get(&three(*bytes)));
        let mut left = lengths.copied().unwrap_or_default();
        std::iter::from_fn(move || {
            let longest = left.checked_ilog2()?;
            left &= !(1 << longest);
            Some(longest as usize + SHORTEST)
        })
        .filter_map(|end| word.get(..end))
    }
}

/// A beginning's length as a bit; none of them is as long as the last stands for, and a test holds that.
fn length_bit(length: usize) -> u64 {
    1 << (length - SHORTEST).min(u64::BITS as usize - 1)
}

/// The first bytes of a word in one number.
fn three([a, b, c]: [u8; SHORTEST]) -> u64 {
    // The map takes keys as they are, so they have to look like hashes.
    u64::from_le_bytes([a, b, c, 0, 0, 0, 0, 0]).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The meaning and the entries of each line of a file, whose lines are in the order of the meanings.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (u8, impl Iterator<Item = &str>)> {
    let mut meanings = (0..).zip(MEANINGS);
    let lines = text.lines().filter_map(|line| line.split_once(": "));
    lines.filter_map(move |(meaning, entries)| {
        let (cue, _) = meanings.find(|(_, name)| *name == meaning)?;
        let entries = entries.split(',').map(str::trim);
        Some((cue, entries.filter(|entry| *entry != "-")))
    })
}
