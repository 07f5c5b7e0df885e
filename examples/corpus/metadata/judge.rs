//! When a title, a list of authors and a date are right.

use std::collections::BTreeSet;

use unpitch::Source;

use super::Judged;

/// How much of the longer one of two titles the other must be, in characters, if it is a part of it.
const LEAST_SHARE: f64 = 0.8;

/// How a field compares with what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Right,
    Wrong,
    /// Nobody saw it, but JSON-LD says it.
    Unseen,
}

fn outcome(is_right: bool) -> Outcome {
    if is_right {
        Outcome::Right
    } else {
        Outcome::Wrong
    }
}

/// Whether the title is one of the paragraphs that were read as the headline, or nearly all of it, or little more.
pub fn title(judged: &Judged) -> Outcome {
    let found = judged
        .metadata
        .title
        .as_ref()
        .map(|title| folded(&title.value));
    let paragraphs = judged.page.paragraphs();
    let texts = judged
        .judgement
        .title
        .iter()
        .filter_map(|at| paragraphs.get(*at));
    let expected: Vec<String> = texts.map(|paragraph| folded(paragraph.text())).collect();
    outcome(match found {
        Some(found) => expected.iter().any(|text| is_alike(text, &found)),
        None => expected.is_empty(),
    })
}

/// Whether the names are the same, in whatever order.
pub fn authors(judged: &Judged) -> Outcome {
    let expected: BTreeSet<String> = judged
        .judgement
        .authors
        .iter()
        .map(|name| folded(name))
        .collect();
    let found = judged
        .metadata
        .authors
        .iter()
        .map(|name| folded(&name.value));
    outcome(expected == found.collect())
}

/// Whether the day is the same, or the month where only that was read.
pub fn published(judged: &Judged) -> Outcome {
    let expected = &*judged.judgement.published;
    match &judged.metadata.published {
        None => outcome(expected.is_empty()),
        Some(found) if expected.is_empty() && found.source == Source::JsonLd => Outcome::Unseen,
        Some(found) => {
            outcome(!expected.is_empty() && found.value.to_string().starts_with(expected))
        }
    }
}

fn is_alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let length = |text: &str| text.chars().count() as f64;
    a == b
        || (!short.is_empty()
            && long.contains(short)
            && length(short) >= LEAST_SHARE * length(long))
}

/// The text in lower case, with plain quotes and dashes and single spaces.
fn folded(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '“' | '”' | '„' | '«' | '»' | '‟' => '"',
        '‘' | '’' | '‚' | '`' | '´' => '\'',
        '–' | '—' | '‑' | '−' | '‒' => '-',
        c => c,
    });
    let plain: String = plain.flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
