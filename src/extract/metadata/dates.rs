//! When a page was published and changed: which of the dates that it names.

mod clock;
mod date;
mod find;
mod tokens;

pub use date::PageDate;
pub(super) use find::{Habits, find};

use super::reading::Reading;
use super::{Found, Source};
use crate::page::path::Path;
use crate::page::{About, Claim};

/// Most days that a page may have been published after it was changed: clocks and zones differ.
const MOST_DAYS_AFTER: i64 = 1;

/// The languages' part of the world where the day comes first although the language is English.
const DAY_FIRST: [&str; 7] = ["uk", "ie", "au", "nz", "za", "in", "eu"];

/// Words of classes that say that a line is a date.
const CLASSES: [&str; 16] = [
    "date",
    "dates",
    "datetime",
    "time",
    "timestamp",
    "published",
    "publish",
    "pubdate",
    "posted",
    "dateline",
    "datum",
    "fecha",
    "publicado",
    "publicacao",
    "byline",
    "meta",
];

/// The most elements of a path, from within, whose class may say so.
const NEAR: usize = 2;

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

/// When the page was published, given when it was changed. What is long after that is taken only if there is nothing else:
/// a post that was written ahead was changed last before it was published.
pub(super) fn published(
    reading: &Reading<'_>,
    modified: Option<PageDate>,
) -> Option<Found<PageDate>> {
    let fits = |found: &Found<PageDate>| {
        let after = modified.map(|modified| found.value.day_number() - modified.day_number());
        after.is_none_or(|days| days <= MOST_DAYS_AFTER)
    };
    let all = || {
        let times = times(reading, |itemprop| !itemprop.contains("Modified"));
        let named = claimed(reading, About::Published).chain(times);
        named.chain(lines(reading)).chain(address(reading))
    };
    let found = all().find(fits).or_else(|| all().next())?;
    Some(as_shown(found, reading))
}

/// The day that readers see, if the page names a moment in UTC: at the site's place it may be the day before or after.
fn as_shown(found: Found<PageDate>, reading: &Reading<'_>) -> Found<PageDate> {
    let (Some([hour, ..]), Some(0)) = (found.value.time(), found.value.offset_minutes()) else {
        return found;
    };
    let is_local = |line: &Found<PageDate>| {
        let days = line.value.day_number() - found.value.day_number();
        line.value.day().is_some() && ((days == -1 && hour < 12) || (days == 1 && hour >= 12))
    };
    let line = lines(reading).next();
    line.filter(is_local).unwrap_or(found)
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

/// The dates of short lines: of the article near the title, then of others near it, then of the article's last ones. Of
/// each, lines whose marks say that they are dates come first: others may tell a day of what happened.
fn lines<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = Found<PageDate>> + 'r {
    let habits = habits(reading);
    let near = move |is_article| {
        let marked = reading.near_title(is_article);
        let marked = marked.filter(|index| is_marked(reading, *index));
        marked.chain(reading.near_title(is_article))
    };
    let order = near(true).chain(near(false)).chain(reading.last_lines());
    let texts = order.map(|index| reading.text(index));
    let short = texts.filter(|text| text.len() <= LONGEST_LINE);
    short.filter_map(move |text| {
        let (value, _) = find(text, habits)?;
        let source = Source::Text;
        Some(Found { value, source })
    })
}

/// Whether the elements around a line say that it is a date.
fn is_marked(reading: &Reading<'_>, index: usize) -> bool {
    let marks = reading.paragraphs()[index].marks();
    let mut near = marks
        .into_iter()
        .flat_map(|marks| Path::parse(marks.path()).take(NEAR));
    near.any(|element| {
        let words = element.words().to_lowercase();
        let mut words = words.split(['.', '-', '_']);
        element.tag() == "time" || words.any(|word| CLASSES.contains(&word))
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

#[cfg(all(test, feature = "html"))]
mod tests {
    use super::super::{PageMetadata, page_metadata};
    use crate::Page;

    fn metadata(html: &str) -> PageMetadata {
        let page = Page::from_html(html);
        page_metadata(&page, &vec![true; page.paragraphs().len()])
    }

    /// When a page was published, and where it says so.
    fn published(html: &str) -> Option<(String, &'static str)> {
        let found = metadata(html).published?;
        Some((found.value.to_string(), found.source.name()))
    }

    #[test]
    fn sources_are_asked_in_their_order() {
        let pieces = [
            (
                "json-ld",
                "<script type=application/ld+json>{\"@type\": \"Article\", \"datePublished\": \"2024-03-01\"}</script>",
            ),
            (
                "open-graph",
                "<meta property=article:published_time content=2024-03-02>",
            ),
            ("meta", "<meta name=date content=2024-03-03>"),
            (
                "microdata",
                "<i itemprop=datePublished content=2024-03-04></i>",
            ),
            ("time", "<time datetime=2024-03-05></time>"),
            ("text", "<h1>Ferry sails</h1><p>6 March 2024</p>"),
            (
                "address",
                "<link rel=canonical href=https://quay.example/2024/03/07/ferry>",
            ),
        ];
        for start in 0..pieces.len() {
            // The best source stands last on the page.
            let html: String = pieces[start..]
                .iter()
                .rev()
                .map(|(_, piece)| *piece)
                .collect();
            let expected = (format!("2024-03-0{}", start + 1), pieces[start].0);
            assert_eq!(published(&html), Some(expected));
        }
        assert_eq!(published("<p>The ferry sails"), None);
    }

    #[test]
    fn what_is_long_after_the_last_change_is_passed_over_if_there_is_another() {
        let head = "<meta property=article:modified_time content=2024-03-02>\
                    <meta property=article:published_time content=2025-03-02>";
        let line = "<h1>Ferry sails</h1><p>1 March 2024";
        assert_eq!(
            published(&format!("{head}{line}")),
            Some(("2024-03-01".into(), "text"))
        );
        assert_eq!(published(head), Some(("2025-03-02".into(), "open-graph")));
    }

    #[test]
    fn a_moment_in_utc_is_on_the_day_that_readers_see() {
        let head = |moment: &str| format!("<meta name=date content={moment}><h1>Ferry sails</h1>");
        let line = "<p>26 March 2024";
        let utc = head("2024-03-27T04:15:00Z");
        assert_eq!(
            published(&format!("{utc}{line}")),
            Some(("2024-03-26".into(), "text"))
        );
        let moment = |zone: &str| Some((format!("2024-03-27T04:15:00{zone}"), "meta"));
        let local = head("2024-03-27T04:15:00+01:00");
        assert_eq!(published(&format!("{local}{line}")), moment("+01:00"));
        assert_eq!(published(&format!("{utc}<p>20 March 2024")), moment("Z"));
    }

    #[test]
    fn a_line_that_is_marked_as_a_date_comes_first() {
        let html = "<h1>Ferry sails</h1><p>Quay, 1 March 2024<p class=published>2 March 2024";
        assert_eq!(published(html), Some(("2024-03-02".into(), "text")));
    }

    #[test]
    fn numbers_are_read_by_language_and_country() {
        let text = "The ferry sails from the quay every hour and comes back when the tide has turned in the evening.";
        for (host, date) in [("quay.example", "2024-03-04"), ("quay.co.uk", "2024-04-03")] {
            let html = format!(
                "<link rel=canonical href=https://{host}/ferry><h1>Ferry</h1><p>3/4/2024<p>{text}"
            );
            assert_eq!(published(&html), Some((date.into(), "text")), "{host}");
        }
    }

    #[test]
    fn plain_text_has_dates_too() {
        let page = Page::from_text("Fähre fährt wieder\n\n27. März 2024\n\nAb Montag.\n");
        let found = page_metadata(&page, &[true; 3]);
        assert_eq!(found.published.unwrap().value.to_string(), "2024-03-27");
        assert_eq!(found.title.unwrap().value, "Fähre fährt wieder");
        // Labels that are missing are none.
        assert_eq!(page_metadata(&page, &[]).title, None);
    }
}
