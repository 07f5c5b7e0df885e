//! What paragraphs mean, for rules: the meanings of their words, without the features that are made of them.

use super::cue::{self, CueSet};
use super::families::words::Words;
use super::hosts::{self, Host};
use super::text::cache::TokenCache;
use crate::Language;
use crate::page::Page;

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

/// The meanings of each paragraph of a page, of long ones those of their ends, in the page's language and in English.
///
/// Also in the language that the page says it is in: what a site offers is often in that of its template, whatever the
/// article's is.
pub(crate) fn of_page(page: &Page, language: Option<Language>) -> Vec<Meanings> {
    let own = in_language(page, language);
    let template = page
        .facts()
        .language
        .filter(|other| Some(*other) != language);
    let Some(template) = template else {
        return own;
    };
    let template = in_language(page, Some(template));
    own.into_iter()
        .zip(template)
        .map(|(own, other)| own.union(other))
        .collect()
}

fn in_language(page: &Page, language: Option<Language>) -> Vec<Meanings> {
    let mut cache = TokenCache::new(language);
    let words = Words::new(page, &mut cache);
    let paragraphs = 0..page.paragraphs().len();
    paragraphs.map(|index| words.cues(index).into()).collect()
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
        let said = of_page(&page, page.language());
        assert_eq!(
            said,
            [Meanings::named("newsletter subscribe"), Meanings::default()]
        );
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
