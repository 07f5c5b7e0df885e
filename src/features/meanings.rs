//! What paragraphs mean, for rules: the meanings of their words, without the features that are made of them.

use super::cue::{self, CueSet};
use super::hosts::{self, Host};
use super::text::cache::TokenCache;
use super::text::token::Tokens;
use super::texts::head_and_tail;
use crate::Language;
use crate::page::Page;
use crate::structure::without_bullet;

/// A set of meanings, as `cue/languages/README.md` lists them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meanings(u128);

impl Meanings {
    /// None at all.
    pub(crate) const NONE: Meanings = Meanings(0);

    /// Those of names with a space between. In a `const`, a name that there is not does not compile.
    pub(crate) const fn named(names: &str) -> Meanings {
        let names = names.as_bytes();
        let (mut set, mut start, mut end) = (0, 0, 0);
        while end <= names.len() {
            if end == names.len() || names[end] == b' ' {
                set |= 1 << number(names, start, end);
                start = end + 1;
            }
            end += 1;
        }
        Meanings(set)
    }

    /// What is in either set.
    pub(crate) const fn union(self, other: Meanings) -> Meanings {
        Meanings(self.0 | other.0)
    }

    /// Whether the sets have a meaning in common.
    pub(crate) const fn has_any(self, of: Meanings) -> bool {
        self.0 & of.0 != 0
    }
}

impl From<CueSet> for Meanings {
    fn from(cues: CueSet) -> Meanings {
        Meanings(cues.numbers().fold(0, |set, cue| set | 1 << cue))
    }
}

impl FromIterator<Meanings> for Meanings {
    fn from_iter<I: IntoIterator<Item = Meanings>>(sets: I) -> Meanings {
        sets.into_iter().fold(Meanings::default(), Meanings::union)
    }
}

/// The number of the meaning that is named between two bytes.
const fn number(names: &[u8], start: usize, end: usize) -> u8 {
    let mut cue = 0;
    while cue < cue::COUNT as u8 {
        if is_at(cue::name(cue).as_bytes(), names, start, end) {
            return cue;
        }
        cue += 1;
    }
    panic!("no such meaning")
}

const fn is_at(name: &[u8], names: &[u8], start: usize, end: usize) -> bool {
    let mut at = 0;
    while at < name.len() && start + at < end && name[at] == names[start + at] {
        at += 1;
    }
    at == name.len() && start + at == end
}

/// Reads the meanings of a page's paragraphs, one at a time and in any order; of long ones those of their ends.
///
/// In the page's language and in English; also in the language that the page says it is in: what a site offers is often in
/// that of its template, whatever the article's is.
pub(crate) struct MeaningReader {
    /// The words of each language, seen so far.
    caches: Vec<TokenCache>,
    tokens: Tokens,
    entries: Vec<u32>,
}

impl MeaningReader {
    /// A reader of a page that is in a language.
    pub(crate) fn for_page(page: &Page, language: Option<Language>) -> MeaningReader {
        let mut reader = MeaningReader::for_template(page, language);
        reader.caches.push(TokenCache::without_stems(language));
        reader
    }

    /// A reader of what is not known of a page yet where what its paragraphs mean in its own language is.
    pub(crate) fn for_template(page: &Page, language: Option<Language>) -> MeaningReader {
        let claimed = page.facts().language.map(Some);
        let template = claimed.filter(|claimed| *claimed != language);
        MeaningReader {
            caches: template
                .map(TokenCache::without_stems)
                .into_iter()
                .collect(),
            tokens: Tokens::default(),
            entries: Vec::new(),
        }
    }

    /// The meanings of a paragraph's text.
    pub(crate) fn read(&mut self, text: &str) -> Meanings {
        if self.caches.is_empty() {
            return Meanings::NONE;
        }
        let MeaningReader {
            caches,
            tokens,
            entries,
        } = self;
        tokens.read(without_bullet(text));
        let in_language = |cache: &mut TokenCache| {
            entries.clear();
            entries.extend(head_and_tail(tokens.len()).map(|at| cache.enter(tokens.get(at))));
            Meanings::from(cache.cues(entries))
        };
        caches.iter_mut().map(in_language).collect()
    }
}

/// What a link means by the host that it leads to, as [`crate::Link::target`] has it: a network, or a store of apps.
pub(crate) fn in_address(target: &str) -> Meanings {
    let host = target.strip_prefix("//").unwrap_or_default();
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    match hosts::known(host) {
        Some(Host::Social) => const { Meanings::named("network") },
        Some(Host::Apps) => const { Meanings::named("app") },
        _ => Meanings::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PageFacts;

    #[test]
    fn names_are_read_between_spaces() {
        let set = Meanings::named("app already-subscriber");
        assert!(set.has_any(Meanings::named("already-subscriber")));
        assert!(!set.has_any(Meanings::named("subscribe")));
        let [first, second] = ["app", "already-subscriber"].map(Meanings::named);
        assert_eq!([first, second].into_iter().collect::<Meanings>(), set);
    }

    #[test]
    #[should_panic(expected = "no such meaning")]
    fn a_name_that_there_is_not_is_refused() {
        let _ = Meanings::named("tide");
    }

    #[test]
    fn paragraphs_mean_what_their_words_do() {
        let page = Page::from_text("Newsletter abonnieren\n\nDie Fähre\n");
        let page = page.with_language("de".parse().ok());
        let mut reader = MeaningReader::for_page(&page, page.language());
        let said = page
            .paragraphs()
            .iter()
            .map(|paragraph| reader.read(paragraph.text()));
        assert_eq!(
            said.collect::<Vec<_>>(),
            [Meanings::named("newsletter subscribe"), Meanings::default()]
        );
    }

    #[test]
    fn paragraphs_are_read_in_the_template_s_language_too() {
        let facts = PageFacts {
            language: "fr".parse().ok(),
            ..PageFacts::default()
        };
        let page = Page::from_text("Abonnieren\n\nS'abonner\n").with_facts(facts);
        let german = "de".parse().ok();
        let said = |page: &Page, text| MeaningReader::for_page(page, german).read(text);
        let subscribe = Meanings::named("subscribe");
        assert_eq!(said(&page, "Abonnieren"), subscribe);
        assert_eq!(said(&page, "S'abonner"), subscribe);
        assert_eq!(said(&Page::default(), "S'abonner"), Meanings::NONE);
    }

    #[test]
    fn hosts_mean_what_people_go_there_for() {
        assert_eq!(
            in_address("//www.facebook.com/harbour"),
            Meanings::named("network")
        );
        assert_eq!(in_address("//play.google.com?id=1"), Meanings::named("app"));
        for target in ["", "/app", "#x", "//", "mailto:"] {
            assert_eq!(in_address(target), Meanings::default());
        }
    }
}
