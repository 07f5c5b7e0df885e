//! Texts that have been seen, and what each of them is by itself: its words, its cues, its shape.
//!
//! A third of the paragraphs of crawled pages have a text that has come shortly before, on their page or on another: "Reply",
//! "Share", the menu, the footer. Each is taken apart once.

use rapidhash::v3::rapidhash_v3;

use super::cue::CueSet;
use super::families::shape::Shape;
use super::key_map::KeyMap;
use super::name::mix;
use super::text::cache::TokenCache;
use super::text::token::Tokens;
use crate::Language;
use crate::ends::Ends;
use crate::structure::without_bullet;

/// Most texts kept from one page to the next: those of some twelve pages. More of them find more copies, and take longer to
/// read than to make anew: they and the model's tables are not in the processor's second cache together.
pub(crate) const MOST_TEXTS: usize = 1 << 11;

/// Words for which the memory is kept: those of so many texts.
const MOST_WORDS: usize = 16 * MOST_TEXTS;

/// Words taken from the start of a paragraph, and from its end when it is longer than both together.
///
/// What a paragraph is for shows at its ends, and the weight of a word must not drown in a very long text.
const HEAD: usize = 40;
const TAIL: usize = 20;

/// The texts of one language.
pub(in crate::features) struct Texts {
    tokens: TokenCache,
    /// What tells the language from others.
    language_key: u64,
    /// The number of each text, by its key.
    numbers: KeyMap<u32>,
    known: Vec<Known>,
    /// The words of the texts, as entries of the tokens.
    words: Vec<u32>,
    /// Where the words of each text end.
    ends: Ends,
    read: Tokens,
}

/// What a text is.
struct Known {
    /// What tells it from others, in this language or another.
    key: u64,
    shape: Shape,
    cues: CueSet,
}

impl Texts {
    /// None yet, of a language.
    pub(in crate::features) fn new(language: Option<Language>) -> Texts {
        Texts {
            tokens: TokenCache::new(language),
            language_key: rapidhash_v3(language.as_ref().map_or("", Language::code).as_bytes()),
            numbers: KeyMap::default(),
            known: Vec::new(),
            words: Vec::new(),
            ends: Ends::default(),
            read: Tokens::default(),
        }
    }

    /// Forgets the texts, if they are many, but keeps the memory that pages of usual sizes take. Numbers given before mean
    /// nothing then.
    pub(in crate::features) fn make_room(&mut self) {
        if self.known.len() > MOST_TEXTS {
            self.numbers.clear();
            self.numbers.shrink_to(2 * MOST_TEXTS);
            self.known.clear();
            self.known.shrink_to(2 * MOST_TEXTS);
            self.words.clear();
            self.words.shrink_to(2 * MOST_WORDS);
            self.ends = Ends::default();
            self.read = Tokens::default();
        }
    }

    /// The number of a text.
    pub(in crate::features) fn enter(&mut self, text: &str) -> u32 {
        let key = rapidhash_v3(text.as_bytes());
        match self.numbers.get(&key) {
            Some(number) => *number,
            None => self.enter_new(key, text),
        }
    }

    fn enter_new(&mut self, key: u64, text: &str) -> u32 {
        let text = without_bullet(text);
        let (read, tokens, start) = (&mut self.read, &mut self.tokens, self.words.len());
        read.read(text);
        let kept = head_and_tail(read.len()).map(|at| tokens.enter(read.get(at)));
        self.words.extend(kept);
        let number = self.known.len() as u32;
        self.known.push(Known {
            key: mix(self.language_key, key),
            shape: Shape::measure(text),
            cues: tokens.cues(&self.words[start..]),
        });
        self.ends.push(self.words.len());
        self.numbers.insert(key, number);
        number
    }

    /// The words of a text, as entries of the tokens; of a long one, only its ends.
    pub(in crate::features) fn words(&self, number: u32) -> &[u32] {
        &self.words[self.ends.range(number as usize)]
    }

    /// The cues of a text.
    pub(in crate::features) fn cues(&self, number: u32) -> CueSet {
        self.known[number as usize].cues
    }

    /// What a text looks like.
    pub(in crate::features) fn shape(&self, number: u32) -> &Shape {
        &self.known[number as usize].shape
    }

    /// What tells a text from others, in this language or another.
    pub(in crate::features) fn key(&self, number: u32) -> u64 {
        self.known[number as usize].key
    }

    /// The tokens that words are entries of.
    pub(in crate::features) fn tokens(&self) -> &TokenCache {
        &self.tokens
    }

    /// About how many bytes they take.
    pub(in crate::features) fn n_bytes(&self) -> usize {
        let of_texts = self.known.len() * (size_of::<Known>() + 4 * size_of::<u64>());
        of_texts + size_of_val(&*self.words) + self.tokens.n_bytes()
    }
}

/// Which of `n` words are taken.
pub(in crate::features) fn head_and_tail(n: usize) -> impl Iterator<Item = usize> {
    let skipped = if n > HEAD + TAIL {
        HEAD..n - TAIL
    } else {
        0..0
    };
    (0..skipped.start).chain(skipped.end..n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_paragraph_keeps_its_ends() {
        let kept: Vec<usize> = head_and_tail(100).collect();
        assert_eq!(kept.len(), HEAD + TAIL);
        assert_eq!((kept[39], kept[40], kept[59]), (39, 80, 99));
        assert!(head_and_tail(60).eq(0..60) && head_and_tail(0).eq(0..0));
    }

    #[test]
    fn a_text_has_one_number_until_there_are_too_many() {
        let mut texts = Texts::new("en".parse().ok());
        let (first, other) = (texts.enter("• Sign in"), texts.enter("Sign in"));
        assert_eq!(
            (texts.enter("• Sign in"), texts.words(first).len()),
            (first, 2)
        );
        assert_eq!(texts.words(first), texts.words(other));
        assert!(texts.key(first) != texts.key(other) && texts.shape(first) == texts.shape(other));
        texts.make_room();
        assert_eq!(texts.enter("Sign in"), other);
        (0..=MOST_TEXTS).for_each(|number| {
            texts.enter(&number.to_string());
        });
        texts.make_room();
        assert_eq!((texts.enter("Sign in"), texts.words(0).len()), (0, 2));
    }

    #[test]
    fn a_text_of_another_language_is_another() {
        let key = |code: &str, text: &str| {
            let mut texts = Texts::new(code.parse().ok());
            let number = texts.enter(text);
            texts.key(number)
        };
        assert_ne!(key("en", "Die Tide"), key("de", "Die Tide"));
        assert_ne!(key("", "Die Tide"), key("de", "Die Tide"));
        // Links to other languages are called by their codes.
        assert_ne!(key("de", "fr"), key("fr", "de"));
    }
}
