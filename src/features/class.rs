//! Parts of class words: what page makers call their boxes, run together or cut short.
//!
//! `relatedposts`, `wpdisc`, `navbar` and `subscribebox` are words of one site each; their parts are those of many.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::name::Word;

/// The parts looked for: each says something of what a box is for. New ones need the model trained anew.
const PARTS: [&str; 5] = [
    // Comments and forums.
    "comment disqus reply forum thread",
    // Other pieces.
    "relat recom trend popul mostread teaser card promo more feed grid carousel slide widget side aside read next prev \
     list item link",
    // Menus and the rest of the furniture.
    "nav menu header foot bread crumb tool share shari social follow search login user account skip hidden sr visually \
     sticky pagi toc tab faq accordion cookie consent gdpr privacy legal copy tag topic categ section kicker notice alert \
     message error ad sponsor banner",
    // The piece itself.
    "article story entry post content body text headline title byline author bio intro lead standfirst summary dek quote \
     meta date time caption credit figure image media gallery video player review rating product price shop cart",
    // Offers.
    "subscri abo newsletter signup sign regwall paywall wall offer modal popup overlay cta donat support member form input \
     label button btn app download",
];

/// The parts, in their order; at most 128.
fn parts() -> impl Iterator<Item = &'static str> {
    PARTS.iter().flat_map(|parts| parts.split(' '))
}

/// The parts as words of features' names.
static WORDS: LazyLock<Vec<Word<'static>>> = LazyLock::new(|| parts().map(Word::new).collect());

/// Finds all of them at once.
static FINDER: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(parts()).expect("a hundred short words make an automaton"));

/// A set of parts, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts(u128);

impl Parts {
    /// The parts of a lower-case word.
    pub(super) fn in_word(word: &str) -> Parts {
        let found = FINDER.find_overlapping_iter(word);
        Parts(found.fold(0, |set, part| set | 1 << part.pattern().as_u32()))
    }

    /// The parts of both.
    pub(super) fn union(self, other: Parts) -> Parts {
        Parts(self.0 | other.0)
    }

    /// The parts, in their order.
    pub(super) fn words(self) -> impl Iterator<Item = Word<'static>> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let next = (left != 0).then(|| left.trailing_zeros())?;
            left &= left - 1;
            Some(WORDS[next as usize])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts_of(word: &str) -> Vec<&'static str> {
        Parts::in_word(word).words().map(Word::text).collect()
    }

    #[test]
    fn parts_are_found_wherever_they_stand_and_in_each_other() {
        assert_eq!(parts_of("relatedposts"), ["relat", "post"]);
        assert_eq!(
            parts_of("newslettersignup"),
            ["newsletter", "signup", "sign"]
        );
        assert_eq!(parts_of("tide"), [""; 0]);
        let both = Parts::in_word("navbar").union(Parts::in_word("subscribebox"));
        assert_eq!(both.words().count(), 2);
    }

    #[test]
    fn every_part_is_there_once_and_fits_the_set() {
        let mut words: Vec<&str> = WORDS.iter().map(|word| word.text()).collect();
        words.sort_unstable();
        assert!(words.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(words.len() <= 128 && words.iter().all(|word| word.is_ascii()));
    }
}
