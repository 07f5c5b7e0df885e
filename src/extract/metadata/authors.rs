//! Who wrote the page: which of the names that it gives.

mod byline;
mod names;
mod words;

use super::fold::letters;
use super::reading::Reading;
use super::{Found, Source};
use crate::page::About;

/// Most authors.
const MOST: usize = 10;

/// Longest paragraph that shows a name as the author's, in bytes.
const LONGEST_LINE: usize = 400;

/// The authors, in the order of their source.
pub(super) fn authors(reading: &Reading<'_>) -> Vec<Found<String>> {
    let line = byline::read(reading);
    let shown = Shown::new(reading);
    let claimed = claimed(reading);
    let people = |(source, names): &(Source, Vec<String>)| {
        let is_person = |name: &&String| !reading.is_site(name);
        (
            *source,
            names.iter().filter(is_person).cloned().collect::<Vec<_>>(),
        )
    };
    let by_source: Vec<_> = claimed
        .iter()
        .map(people)
        .filter(|(_, names)| !names.is_empty())
        .collect();
    let seen = by_source.iter().find_map(|(source, names)| {
        let seen: Vec<String> = names
            .iter()
            .filter(|name| shown.has(name))
            .cloned()
            .collect();
        (!seen.is_empty()).then_some((*source, seen))
    });
    let in_line: Vec<String> = line
        .iter()
        .filter(|name| !reading.is_site(name))
        .cloned()
        .collect();
    let chosen = match seen {
        Some((source, names)) => Some((source, with_full_names(names, &in_line))),
        None if !in_line.is_empty() => Some((Source::Text, in_line)),
        None => {
            unseen(by_source).or_else(|| (!line.is_empty()).then(|| site(reading, &claimed, line)))
        }
    };
    let chosen = chosen
        .into_iter()
        .flat_map(|(source, names)| names.into_iter().map(move |value| Found { value, source }));
    chosen.take(MOST).collect()
}

/// The names that each source gives, best source first.
fn claimed(reading: &Reading<'_>) -> Vec<(Source, Vec<String>)> {
    let facts = reading.facts();
    let mut claimed: Vec<(Source, Vec<String>)> = Vec::new();
    for claim in facts
        .claims
        .iter()
        .filter(|claim| claim.about == About::Author)
    {
        add(&mut claimed, claim.source, &claim.text);
    }
    if facts.claims.is_empty() {
        // Facts that were made by others may have no claims.
        facts
            .authors
            .iter()
            .for_each(|name| add(&mut claimed, Source::Meta, name));
    }
    claimed
}

fn add(claimed: &mut Vec<(Source, Vec<String>)>, source: Source, text: &str) {
    let found = names::read(text);
    match claimed.last_mut().filter(|(other, _)| *other == source) {
        Some((_, names)) => {
            let is_new = |name: &String| !names.iter().any(|other| letters(other) == letters(name));
            let new: Vec<String> = found.into_iter().filter(is_new).collect();
            names.extend(new);
        }
        None => claimed.push((source, found)),
    }
}

/// What nobody sees, if it is a name and no account: only JSON-LD names people rather than makers of sites.
fn unseen(by_source: Vec<(Source, Vec<String>)>) -> Option<(Source, Vec<String>)> {
    let mut stated = by_source
        .into_iter()
        .filter(|(source, _)| *source == Source::JsonLd);
    stated.find_map(|(source, names)| {
        let full: Vec<String> = names
            .into_iter()
            .filter(|name| names::is_full(name))
            .collect();
        (!full.is_empty()).then_some((source, full))
    })
}

/// A site that a line names as its page's author.
fn site(
    reading: &Reading<'_>,
    claimed: &[(Source, Vec<String>)],
    line: Vec<String>,
) -> (Source, Vec<String>) {
    let is_it = |name: &String| reading.is_site(name);
    match claimed.iter().find(|(_, names)| names.iter().any(is_it)) {
        Some((source, names)) => (*source, names.clone()),
        None => (Source::Text, line),
    }
}

/// Names, and for the part of one that the page's line has in full, the whole.
fn with_full_names(names: Vec<String>, in_line: &[String]) -> Vec<String> {
    let full = |name: String| {
        let part = letters(&name);
        let is_full = |line: &&String| {
            letters(line)
                .strip_prefix(&*part)
                .is_some_and(|rest| rest.starts_with(' '))
        };
        in_line.iter().find(is_full).cloned().unwrap_or(name)
    };
    names.into_iter().map(full).collect()
}

/// The lines of a page that may show an author's name.
struct Shown(Vec<String>);

impl Shown {
    fn new(reading: &Reading<'_>) -> Shown {
        let texts = reading
            .paragraphs()
            .iter()
            .map(|paragraph| paragraph.text());
        let short = texts.filter(|text| text.len() <= LONGEST_LINE);
        Shown(short.map(|text| format!(" {} ", letters(text))).collect())
    }

    fn has(&self, name: &str) -> bool {
        let name = letters(name);
        !name.is_empty() && self.0.iter().any(|line| has_words(line, &name))
    }
}

/// Whether a line has a name as words of its own. Where no spaces part words, its letters are enough.
fn has_words(line: &str, name: &str) -> bool {
    let is_cased = |c: Option<char>| c.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + name.len()..].chars().next();
        !is_cased(before) && !is_cased(after)
    })
}
