//! A rule: what a paragraph and those around it must say, and must not, to make an offer.

use super::{PitchKind, words};
use crate::features::Meanings;
use crate::verdict::survey::Survey;

/// A rule of the table.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    kind: PitchKind,
    /// The paragraph says one of each.
    says: [Option<Meanings>; 2],
    /// A word of it begins so.
    words: Option<&'static [&'static str]>,
    /// None does so.
    not_words: &'static [&'static str],
    /// What is near in its run says one of each.
    near: [Option<Meanings>; 2],
    /// The paragraph says none of these, nor what is near, nor the whole run.
    not: Meanings,
    not_near: Meanings,
    not_run: Meanings,
    /// It has so many characters at most.
    longest: usize,
}

/// A paragraph that says one of these meanings makes the offer; of none, any paragraph.
pub(super) const fn when(kind: PitchKind, says: &str) -> Rule {
    Rule {
        kind,
        says: [named(says), None],
        words: None,
        not_words: &[],
        near: [None, None],
        not: Meanings::NONE,
        not_near: Meanings::NONE,
        not_run: Meanings::NONE,
        longest: usize::MAX,
    }
}

const fn named(names: &str) -> Option<Meanings> {
    if names.is_empty() {
        None
    } else {
        Some(Meanings::named(names))
    }
}

impl Rule {
    pub(super) const fn kind(&self) -> PitchKind {
        self.kind
    }

    /// If it says one of these as well.
    pub(super) const fn and(mut self, says: &str) -> Rule {
        self.says[1] = named(says);
        self
    }

    /// If a word of it begins so.
    pub(super) const fn saying(mut self, words: &'static [&'static str]) -> Rule {
        self.words = Some(words);
        self
    }

    /// If no word of it begins so.
    pub(super) const fn not_saying(mut self, words: &'static [&'static str]) -> Rule {
        self.not_words = words;
        self
    }

    /// If it has so many characters at most: running text mentions anything, and a button says one thing.
    pub(super) const fn within(mut self, longest: usize) -> Rule {
        self.longest = longest;
        self
    }

    /// If it or what is near in its run says one of these.
    pub(super) const fn near(mut self, near: &str) -> Rule {
        self.near[0] = named(near);
        self
    }

    /// If it or what is near says one of these as well.
    pub(super) const fn with(mut self, near: &str) -> Rule {
        self.near[1] = named(near);
        self
    }

    /// Unless it says one of these.
    pub(super) const fn unless(mut self, not: &str) -> Rule {
        self.not = Meanings::named(not);
        self
    }

    /// Unless it or what is near in its run says one of these.
    pub(super) const fn unless_near(mut self, not: &str) -> Rule {
        self.not_near = Meanings::named(not);
        self
    }

    /// Unless any paragraph of its run says one of these.
    pub(super) const fn unless_run(mut self, not: &str) -> Rule {
        self.not_run = Meanings::named(not);
        self
    }

    /// Whether a paragraph makes the offer.
    pub(super) fn holds(&self, survey: &Survey<'_>, at: usize) -> bool {
        self.means(survey, at) && self.reads(survey, at)
    }

    fn means(&self, survey: &Survey<'_>, at: usize) -> bool {
        let (said, near) = (survey.said(at), survey.near(at));
        let all = |wanted: &[Option<Meanings>], said: Meanings| {
            let mut wanted = wanted.iter().flatten();
            wanted.all(|one| said.has_any(*one))
        };
        all(&self.says, said)
            && all(&self.near, near)
            && !said.has_any(self.not)
            && !near.has_any(self.not_near)
            && !survey.run(at).has_any(self.not_run)
    }

    fn reads(&self, survey: &Survey<'_>, at: usize) -> bool {
        let begins = |words| words::begins(survey.text(at), words);
        survey.length(at) <= self.longest
            && self.words.is_none_or(begins)
            && (self.not_words.is_empty() || !begins(self.not_words))
    }
}
