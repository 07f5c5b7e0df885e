//! The title: what the page says its title is, and the line of it that readers see.

mod alike;

use alike::Pairs;

use super::reading::Reading;
use super::{Found, Source};
use crate::extract::words::fold::{has_letters, letters};
use crate::page::path::Path;
use crate::page::{About, PageFacts};

/// What stands between a page's title and its site's.
const BEFORE_SITE: [&str; 8] = [" | ", " - ", " – ", " — ", " · ", " • ", " » ", " :: "];

/// Longest line that is a title, in bytes.
const LONGEST: usize = 400;

/// Shortest title that is left when what may be the site's name is cut off, in letters.
const SHORTEST: usize = 10;

/// Most ways to cut one title.
const MOST_CUTS: usize = 5;

/// How much a heading has to be like a title of the page's head, 0 to 1, to be the title. Any other line has to be the same.
const HEADING_ALIKE: f32 = 0.5;

/// The most elements of a path, from within, in which a heading is looked for.
const NEAR: usize = 3;

/// A title that the page claims, without the site's name.
struct Claimed {
    text: String,
    source: Source,
    pairs: Pairs,
    letters: String,
    /// How much it is to be believed, 0 to 1.
    weight: f32,
}

/// The title, and where it stands, if it does.
pub(super) fn title(reading: &Reading<'_>) -> (Option<Found<String>>, Option<usize>) {
    let claimed = claimed(reading);
    let heading = first_heading(reading);
    let is_in_doubt = |index: &usize| rank(reading, *index) == 0.0 && !reading.is_article(*index);
    // A menu has the site's name, which some sites have as the title of all pages.
    let at = shown(reading, &claimed).filter(|index| heading.is_none() || !is_in_doubt(index));
    let stated = claimed.iter().find(|title| title.weight >= 0.9);
    let at = at.or_else(|| {
        let is_stated = stated.is_some_and(|title| title.source != Source::Title);
        heading.filter(|_| !is_stated)
    });
    let text = |index| found(reading.text(index), Source::Text);
    let stated = stated.map(|title| found(&title.text, title.source));
    let line = || {
        reading
            .article()
            .next()
            .filter(|index| reading.text(*index).len() <= LONGEST)
    };
    (at.map(text).or(stated).or_else(|| line().map(text)), at)
}

fn found(text: &str, source: Source) -> Found<String> {
    Found {
        value: text.to_owned(),
        source,
    }
}

/// The titles of the head, best first, each in its whole and without what may be the site's name.
fn claimed(reading: &Reading<'_>) -> Vec<Claimed> {
    let mut claimed = Vec::new();
    for (text, source) in stated(reading.facts()) {
        for (own, weight) in cuts(text, reading) {
            let letters = letters(own);
            if !letters.is_empty() && !reading.is_site(own) {
                claimed.push(Claimed {
                    text: own.to_owned(),
                    source,
                    pairs: Pairs::new(&letters),
                    letters,
                    weight,
                });
            }
        }
    }
    claimed
}

/// What the head says the title is: JSON-LD first, since the others are made for search engines and networks.
fn stated(facts: &PageFacts) -> impl Iterator<Item = (&str, Source)> {
    let claims = facts
        .claims
        .iter()
        .filter(|claim| claim.about == About::Headline);
    let claims = claims.map(|claim| (&*claim.text, claim.source));
    let headline = facts.headline.iter().filter(|_| facts.claims.is_empty());
    let headline = headline.map(|text| (&**text, Source::JsonLd));
    let og = facts
        .og_title
        .iter()
        .map(|text| (&**text, Source::OpenGraph));
    let title = facts.title.iter().map(|text| (&**text, Source::Title));
    claims.chain(headline).chain(og).chain(title)
}

/// A title without its site's name, and the other ways to cut it, with how much each is to be believed.
fn cuts<'t>(title: &'t str, reading: &Reading<'_>) -> Vec<(&'t str, f32)> {
    let mut cuts = vec![(title, 0.97)];
    let mut rest = title;
    while let Some((own, site)) = last_cut(rest)
        && cuts.len() < MOST_CUTS
    {
        let is_site = reading.is_site(site);
        let is_long = letters(own).chars().count() >= SHORTEST;
        if is_site || (is_long && cuts.len() == 1) {
            cuts.insert(0, (own, 1.0));
        } else {
            cuts.push((own, 0.8));
        }
        rest = own;
    }
    // Some have the site's name first.
    let last = last_cut(title).map(|(_, last)| (last, 0.7));
    let after_first = first_cut(title).map(|rest| (rest, 0.75));
    cuts.extend([last, after_first].into_iter().flatten());
    cuts
}

fn last_cut(title: &str) -> Option<(&str, &str)> {
    let cuts = BEFORE_SITE
        .iter()
        .filter_map(|sign| title.rsplit_once(sign));
    cuts.max_by_key(|(own, _)| own.len())
}

fn first_cut(title: &str) -> Option<&str> {
    let cuts = BEFORE_SITE.iter().filter_map(|sign| title.split_once(sign));
    cuts.min_by_key(|(site, _)| site.len())
        .map(|(_, rest)| rest)
}

/// The line that is most like a claimed title; of several the first.
fn shown(reading: &Reading<'_>, claimed: &[Claimed]) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for index in 0..reading.paragraphs().len() {
        let score = score(reading, index, claimed);
        if score > best.map_or(0.0, |(_, score)| score) {
            best = Some((index, score));
        }
    }
    best.map(|(index, _)| index)
}

/// How good a title a line is; 0 if it is none.
fn score(reading: &Reading<'_>, index: usize, claimed: &[Claimed]) -> f32 {
    let text = reading.text(index);
    if text.len() > LONGEST || claimed.is_empty() {
        return 0.0;
    }
    let is_article = reading.is_article(index);
    // Only the article's headings may be another title than the head has.
    let is_heading = is_article && rank(reading, index) > 0.0;
    let alike = if is_heading {
        alike(text, claimed)
    } else {
        same(text, claimed)
    };
    if alike == 0.0 {
        return 0.0;
    }
    alike + rank(reading, index) + if is_article { 0.25 } else { 0.0 }
}

/// How much a text is one of the titles, 0 to 1.
fn same(text: &str, claimed: &[Claimed]) -> f32 {
    let same = claimed
        .iter()
        .filter(|title| has_letters(text, &title.letters));
    same.map(|title| title.weight).fold(0.0, f32::max)
}

/// How much a heading is like one of the titles, 0 to 1.
fn alike(text: &str, claimed: &[Claimed]) -> f32 {
    let pairs = Pairs::new(&letters(text));
    let whole = claimed.iter().filter(|title| title.weight >= 0.9);
    let alike = whole.map(|title| (pairs.alike(&title.pairs), title.weight));
    let alike = alike.filter(|(alike, _)| *alike >= HEADING_ALIKE);
    let alike = alike.map(|(alike, weight)| alike * weight);
    alike.fold(same(text, claimed), f32::max)
}

/// How much the marks of a line make it a title: an `h1`, another heading, or a class that says so.
fn rank(reading: &Reading<'_>, index: usize) -> f32 {
    let marks = reading.paragraphs()[index].marks();
    let elements = marks
        .into_iter()
        .flat_map(|marks| Path::parse(marks.path()).take(NEAR));
    let ranks = elements.map(|element| match element.tag() {
        "h1" => 0.15,
        "h2" => 0.1,
        "h3" | "h4" => 0.05,
        _ if is_named_title(element.words()) => 0.02,
        _ => 0.0,
    });
    ranks.fold(0.0, f32::max)
}

fn is_named_title(words: &str) -> bool {
    let has = |word: &str| memchr::memmem::find(words.as_bytes(), word.as_bytes()).is_some();
    has("title") || has("headline")
}

/// The article's first heading of the highest rank.
fn first_heading(reading: &Reading<'_>) -> Option<usize> {
    let ranks = reading.article().map(|index| (index, rank(reading, index)));
    let mut best: Option<(usize, f32)> = None;
    for (index, rank) in ranks.filter(|(_, rank)| *rank >= 0.05) {
        if best.is_none_or(|(_, other)| rank > other) {
            best = Some((index, rank));
        }
    }
    best.map(|(index, _)| index)
}

#[cfg(all(test, feature = "html"))]
mod tests {
    use super::super::page_metadata;
    use crate::Page;

    /// The title of a page whose paragraphs with the word *menu* are not the article's, and where it is from.
    fn title(html: &str) -> Option<(String, &'static str)> {
        let page = Page::from_html(html);
        let is_article = page
            .paragraphs()
            .iter()
            .map(|paragraph| !paragraph.text().contains("menu"));
        let found = page_metadata(&page, &is_article.collect::<Vec<_>>()).title?;
        Some((found.value, found.source.name()))
    }

    fn shown(text: &str) -> Option<(String, &'static str)> {
        Some((text.to_owned(), "text"))
    }

    #[test]
    fn the_line_that_readers_see_is_the_title() {
        let line = shown("Ferry “sails” again");
        for head in [
            "<title>Ferry 'sails' again | Harbour Post</title>",
            "<title>Harbour Post - Ferry sails again</title>",
            "<meta property=og:title content='Ferry sails again – Sport – Harbour Post'>",
            "<title>Harbour Post</title><meta property=og:title content='FERRY SAILS AGAIN'>",
            "<script type=application/ld+json>{\"@type\": \"Article\", \"headline\": \"Ferry is to sail again\"}</script>",
        ] {
            let html =
                format!("{head}<p>menu<h1>Ferry “sails” again</h1><h2>Tides</h2><p>From Monday.");
            assert_eq!(title(&html), line, "{head}");
        }
    }

    #[test]
    fn the_article_s_heading_comes_before_that_of_a_menu() {
        let html = "<title>Ferry sails</title><h1>menu</h1><nav><h1>Ferry sails</h1></nav><h2>Ferry sails</h2>";
        let page = Page::from_html(html);
        let found = page_metadata(&page, &[false, false, true]);
        assert_eq!(found.title.unwrap().value, "Ferry sails");
        let html = "<title>Harbour menu</title><p>Harbour menu<h1>Ferry sails</h1>";
        assert_eq!(title(html), shown("Ferry sails"), "a title of all pages");
    }

    #[test]
    fn without_a_line_the_head_tells() {
        let text = "<p>The tide turns in the evening and the ferry is late.";
        for (head, expected) in [
            (
                "<title>Ferry sails again | Harbour Post</title>",
                "Ferry sails again",
            ),
            (
                "<title>Ferry - Quay</title><meta property=og:site_name content=Quay>",
                "Ferry",
            ),
        ] {
            assert_eq!(
                title(&format!("{head}{text}")),
                Some((expected.into(), "title"))
            );
        }
        let og = "<title>Quay</title><meta property=og:title content='Ferry sails'>";
        assert_eq!(
            title(&format!("{og}{text}")),
            Some(("Ferry sails".into(), "open-graph"))
        );
        assert_eq!(
            title(text),
            shown("The tide turns in the evening and the ferry is late.")
        );
        assert_eq!(title(""), None);
    }
}
