//! Phrases that a text may begin with, found by their first letter.

use rapidhash::RapidHashMap;

/// Lower-case phrases by their first letters, each letter's in their order.
#[derive(Debug, Default)]
pub(in super::super) struct Phrases(RapidHashMap<char, Vec<&'static str>>);

impl Phrases {
    /// What follows the longest phrase that a text begins with.
    pub(in super::super) fn after<'t>(&self, text: &'t str) -> Option<&'t str> {
        let rests = self.near(text).filter_map(|phrase| after(text, phrase));
        rests.min_by_key(|rest| rest.len())
    }

    /// What follows the first phrase of two words and more that it begins with.
    pub(in super::super) fn after_long<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut long = self.near(text).filter(|phrase| phrase.contains(' '));
        long.find_map(|phrase| after(text, phrase))
    }

    /// The phrases that begin with the first letter of a text.
    fn near(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let first = text.chars().next().map(lower);
        let phrases = first.and_then(|first| self.0.get(&first));
        phrases.into_iter().flatten().copied()
    }
}

impl Extend<&'static str> for Phrases {
    fn extend<I: IntoIterator<Item = &'static str>>(&mut self, phrases: I) {
        for phrase in phrases {
            if let Some(first) = phrase.chars().next() {
                self.0.entry(first).or_default().push(phrase);
            }
        }
    }
}

/// A letter in lower case; as it is, if that takes several.
fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => c,
    }
}

/// What follows a phrase at the start of a text, however it is capitalised; a word is not cut in two. Behind a phrase of two
/// words and more a capital begins a word: markup sets `Written by` and the name apart without a space.
fn after<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    let mut last = ' ';
    for expected in phrase.chars() {
        let c = rest.next()?;
        last = c;
        if c != expected && !c.to_lowercase().eq([expected]) {
            return None;
        }
    }
    let rest = rest.as_str();
    let is_glued =
        phrase.contains(' ') && last.is_lowercase() && rest.starts_with(char::is_uppercase);
    let is_cut = rest.starts_with(char::is_alphanumeric) && !is_glued;
    (!is_cut).then(|| rest.trim_start())
}
