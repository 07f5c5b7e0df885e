//! When a page was published and changed: which of the dates that it names.

mod clock;
mod date;
mod find;
mod months;
mod tokens;

pub use date::PageDate;
pub(super) use find::{Habits, find};

use super::reading::Reading;
use super::{Found, Source};
use crate::page::{About, Claim};

/// Most days that a page may have been published after it was changed: clocks and zones differ.
const MOST_DAYS_AFTER: i64 = 1;

/// The languages' part of the world where the day comes first although the language is English.
const DAY_FIRST: [&str; 7] = ["uk", "ie", "au", "nz", "za", "in", "eu"];

/// Longest paragraph that is a dateline, in bytes.
const LONGEST_LINE: usize = 160;

/// How dates are written on a page: in English the month comes first, but not on hosts of countries where it does not.
pub(super) fn habits(reading: &Reading<'_>) -> Habits {
    let host = reading.facts().host.as_deref().unwrap_or_default();
    let country = host.rsplit('.').next().unwrap_or_default();
    let is_english = reading
        .language
        .is_some_and(|language| language.code() == "en");
    Habits {
        language: reading.language,
        is_month_first: is_english && !DAY_FIRST.contains(&country),
    }
}

/// When the page was changed last.
pub(super) fn modified(reading: &Reading<'_>) -> Option<Found<PageDate>> {
    let claimed = claimed(reading, About::Modified);
    let times = times(reading, |itemprop| itemprop == "dateModified");
    claimed.chain(times).next()
}

/// When the page was published, given when it was changed.
pub(super) fn published(
    reading: &Reading<'_>,
    modified: Option<PageDate>,
) -> Option<Found<PageDate>> {
    let fits = |found: &Found<PageDate>| {
        let after = modified.map(|modified| found.value.day_number() - modified.day_number());
        after.is_none_or(|days| days <= MOST_DAYS_AFTER)
    };
    let claimed = claimed(reading, About::Published);
    let times = times(reading, |itemprop| !itemprop.contains("Modified"));
    let others = claimed
        .chain(times)
        .chain(lines(reading))
        .chain(address(reading));
    let mut fitting = others.filter(fits);
    fitting.next()
}

/// The dates of claims, in the order of the facts: by source.
fn claimed<'r>(
    reading: &'r Reading<'_>,
    about: About,
) -> impl Iterator<Item = Found<PageDate>> + 'r {
    let facts = reading.facts();
    let claims = facts
        .claims
        .iter()
        .filter(move |claim| claim.about == about);
    let known = claims.filter_map(|claim: &Claim| found(&claim.text, claim.source, reading));
    let whole = match about {
        About::Published => &facts.published,
        _ => &facts.modified,
    };
    // Facts that were made by others may have no claims.
    let whole = whole.iter().filter(|_| facts.claims.is_empty());
    known.chain(whole.filter_map(|text| found(text, Source::Meta, reading)))
}

/// The dates of `<time>` elements.
fn times<'r>(
    reading: &'r Reading<'_>,
    is_wanted: impl Fn(&str) -> bool + 'r,
) -> impl Iterator<Item = Found<PageDate>> + 'r {
    let times = reading.facts().times.iter();
    let wanted = times.filter(move |time| is_wanted(&time.itemprop));
    wanted.filter_map(|time| found(&time.datetime, Source::Time, reading))
}

fn found(text: &str, source: Source, reading: &Reading<'_>) -> Option<Found<PageDate>> {
    let value = find::parse(text, habits(reading))?;
    Some(Found { value, source })
}

/// The dates of short lines: of the article near the title, then of others near it, then of the article's last ones.
fn lines<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = Found<PageDate>> + 'r {
    let habits = habits(reading);
    let order = reading
        .near_title(true)
        .chain(reading.near_title(false))
        .chain(reading.last_lines());
    let texts = order
        .map(|index| reading.text(index))
        .filter(|text| text.len() <= LONGEST_LINE);
    texts.filter_map(move |text| {
        let (value, _) = find(text, habits)?;
        Some(Found {
            value,
            source: Source::Text,
        })
    })
}

/// The date in the page's address, `/2024/03/27/`.
fn address(reading: &Reading<'_>) -> Option<Found<PageDate>> {
    let parts = reading.facts().canonical.as_deref()?.split(['/', '?', '#']);
    let parts: Vec<&str> = parts.collect();
    let in_parts = parts.windows(3).find_map(|parts| {
        let digits = parts
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let is_date = digits && parts[0].len() == 4 && parts[1].len() <= 2 && parts[2].len() <= 2;
        find::parse(&parts.join("-"), Habits::default()).filter(|_| is_date)
    });
    let in_one = || {
        parts.iter().find_map(|part| {
            let start = part.get(..10)?;
            find::parse(start, Habits::default()).filter(|date| date.to_string() == start)
        })
    };
    let value = in_parts.or_else(in_one)?;
    Some(Found {
        value,
        source: Source::Address,
    })
}
