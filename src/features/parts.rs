//! Parts: pieces of the words of ids and classes that say what a box is for, in words run together or cut short.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::bits::bit_set;
use super::name::Word;

/// The parts looked for: each says something of what a box is for. Another list needs models retrained.
const PARTS: [&str; 5] = [
    // Comments and forums.
    "comment disqus reply forum thread",
    // Other articles.
    "relat recom trend popul mostread teaser card promo more feed grid carousel slide widget side aside read next prev \
     list item link",
    // Menus and the rest of the furniture.
    "nav menu header foot bread crumb tool share shari social follow search login user account skip hidden sr visually \
     sticky pagi toc tab faq accordion cookie consent gdpr privacy legal copy tag topic categ section kicker notice alert \
     message error ad sponsor banner",
    // The article itself.
    "article story entry post content body text headline title byline author bio intro lead standfirst summary dek quote \
     meta date time caption credit figure image media gallery video player review rating product price shop cart",
    // Offers.
    "subscri abo newsletter signup sign regwall paywall wall offer modal popup overlay cta donat support member form input \
     label button btn app download",
];

/// The parts, in the order of their numbers; at most 128.
pub(in crate::features) fn parts() -> impl Iterator<Item = &'static str> {
    PARTS.iter().flat_map(|parts| parts.split(' '))
}

/// The parts as words of features' names.
static WORDS: LazyLock<Vec<Word<'static>>> = LazyLock::new(|| parts().map(Word::new).collect());

/// Finds all of them at once.
static FINDER: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(parts()).expect("a hundred short words make an automaton"));

bit_set! {
    /// A set of parts.
    PartSet(u128)
}

impl PartSet {
    /// The parts of a lower-case word.
    pub(super) fn in_word(word: &str) -> PartSet {
        let found = FINDER.find_overlapping_iter(word);
        let parts = found.map(|part| PartSet::one(part.pattern().as_u32() as u8));
        parts.collect()
    }

    pub(super) fn words(self) -> impl Iterator<Item = Word<'static>> {
        self.numbers().map(|part| WORDS[part as usize])
    }
}
