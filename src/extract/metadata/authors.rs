//! Who wrote the page: which of the names that it gives.

mod byline;
mod names;
mod words;

use std::cell::OnceCell;

use super::reading::Reading;
use super::{Found, Source};
use crate::extract::words::fold::letters;
use crate::page::About;

/// Most authors.
const MOST: usize = 10;

/// Longest paragraph that shows a name as the author's, in bytes.
const LONGEST_LINE: usize = 400;

/// Where names are from, and the names.
type Named = (Source, Vec<String>);

/// The authors, in the order of their source.
pub(super) fn authors(reading: &Reading<'_>) -> Vec<Found<String>> {
    let line = byline::read(reading);
    let claimed = claimed(reading);
    let chosen = people(reading, &claimed, &line).or_else(|| site(reading, claimed, line));
    let (source, names) = chosen.unwrap_or((Source::Text, Vec::new()));
    let found = names.into_iter().map(|value| Found { value, source });
    found.take(MOST).collect()
}

/// The authors that are not the site: those that the page shows, else those of its line, else what nobody sees.
fn people(reading: &Reading<'_>, claimed: &[Named], line: &[String]) -> Option<Named> {
    let is_person = |name: &String| !reading.is_site(name);
    let people: Vec<Named> = claimed
        .iter()
        .filter_map(|named| kept(named, is_person))
        .collect();
    let shown = Shown::new(reading);
    let in_line = kept(&(Source::Text, line.to_vec()), is_person);
    let seen = people
        .iter()
        .find_map(|named| kept(named, |name| shown.has(name)));
    match (seen, in_line) {
        (Some((source, names)), in_line) => {
            let in_line = in_line.map_or(Vec::new(), |(_, names)| names);
            Some((source, with_full_names(names, &in_line)))
        }
        (None, Some(in_line)) => Some(in_line),
        (None, None) => unseen(&people),
    }
}

/// The names that are such, if there are any.
fn kept((source, names): &Named, is_such: impl Fn(&String) -> bool) -> Option<Named> {
    let kept: Vec<String> = names.iter().filter(|name| is_such(name)).cloned().collect();
    (!kept.is_empty()).then_some((*source, kept))
}

/// The names that each source gives, best source first.
fn claimed(reading: &Reading<'_>) -> Vec<Named> {
    let facts = reading.facts();
    let mut claimed: Vec<Named> = Vec::new();
    for claim in facts
        .claims
        .iter()
        .filter(|claim| claim.about == About::Author)
    {
        add(&mut claimed, claim.source, &claim.text, reading);
    }
    if facts.claims.is_empty() {
        // Facts that were made by others may have no claims.
        facts
            .authors
            .iter()
            .for_each(|name| add(&mut claimed, Source::Meta, name, reading));
    }
    claimed
}

fn add(claimed: &mut Vec<Named>, source: Source, text: &str, reading: &Reading<'_>) {
    let is_whole = reading.is_site(text);
    let found = if is_whole {
        vec![text.to_owned()]
    } else {
        names::read(text)
    };
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
fn unseen(people: &[Named]) -> Option<Named> {
    let mut stated = people
        .iter()
        .filter(|(source, _)| *source == Source::JsonLd);
    stated.find_map(|named| kept(named, |name| names::is_full(name)))
}

/// A site that a line names as its page's author.
fn site(reading: &Reading<'_>, claimed: Vec<Named>, line: Vec<String>) -> Option<Named> {
    if line.is_empty() {
        return None;
    }
    let is_site = |(_, names): &Named| names.iter().any(|name| reading.is_site(name));
    claimed
        .into_iter()
        .find(is_site)
        .or(Some((Source::Text, line)))
}

/// Names, and for a first name that the page's line has in full, the whole.
fn with_full_names(names: Vec<String>, in_line: &[String]) -> Vec<String> {
    let full = |name: String| {
        let part = letters(&name);
        if part.contains(' ') {
            return name;
        }
        let is_full = |line: &&String| {
            letters(line)
                .strip_prefix(&*part)
                .is_some_and(|rest| rest.starts_with(' '))
        };
        in_line.iter().find(is_full).cloned().unwrap_or(name)
    };
    names.into_iter().map(full).collect()
}

/// The lines of the article and around its title: what they do not show, the page does not say of the article.
struct Shown<'r, 'p> {
    reading: &'r Reading<'p>,
    article: Vec<Line>,
    /// Only names in full are looked for here: a first name is in many a menu.
    others: Vec<Line>,
}

/// Which paragraph it is, and its letters once it was looked at: most names stand in one of the first.
type Line = (usize, OnceCell<String>);

impl<'r, 'p> Shown<'r, 'p> {
    fn new(reading: &'r Reading<'p>) -> Shown<'r, 'p> {
        let all = 0..reading.paragraphs().len();
        let own = all.filter(|index| reading.is_at_article(*index));
        let short = own.filter(|index| reading.text(*index).len() <= LONGEST_LINE);
        let lines = short.map(|index| (index, OnceCell::new()));
        let (article, others) = lines.partition(|(index, _)| reading.is_article(*index));
        Shown {
            reading,
            article,
            others,
        }
    }

    fn has(&self, name: &str) -> bool {
        let name = letters(name);
        let has = |lines: &[Line]| lines.iter().any(|line| has_words(self.folded(line), &name));
        !name.is_empty() && (has(&self.article) || (name.contains(' ') && has(&self.others)))
    }

    fn folded<'l>(&self, (index, folded): &'l Line) -> &'l str {
        folded.get_or_init(|| letters(self.reading.text(*index)))
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

#[cfg(all(test, feature = "html"))]
mod tests {
    use super::super::page_metadata;
    use crate::Page;

    /// The authors of a page and where they are from; paragraphs with the word *menu* are not the article's.
    fn authors(html: &str) -> Vec<(String, &'static str)> {
        let page = Page::from_html(html);
        let is_article = page
            .paragraphs()
            .iter()
            .map(|paragraph| !paragraph.text().contains("menu"));
        let found = page_metadata(&page, &is_article.collect::<Vec<_>>()).authors;
        found
            .into_iter()
            .map(|name| (name.value, name.source.name()))
            .collect()
    }

    fn json_ld(authors: &str) -> String {
        format!(
            "<script type=application/ld+json>{{\"@type\": \"Article\", \"author\": {authors}}}</script>"
        )
    }

    #[test]
    fn the_first_source_that_the_page_shows_counts() {
        let line = "<h1>Ferry sails</h1><p>By Ada Byron, quay reporter<p>From Monday.";
        let (ada, alan) = (
            json_ld(r#"["Ada Byron", "Alan Turing"]"#),
            "<meta name=author content='Alan Turing'>",
        );
        assert_eq!(
            authors(&format!("{ada}{alan}{line}")),
            [("Ada Byron".into(), "json-ld")]
        );
        assert_eq!(
            authors(&format!("{alan}{line}")),
            [("Ada Byron".into(), "text")]
        );
        let meta = "<meta name=parsely-author content='Ada Byron'>";
        assert_eq!(
            authors(&format!("{meta}{line}")),
            [("Ada Byron".into(), "meta")]
        );
    }

    #[test]
    fn what_nobody_sees_counts_only_as_a_full_name_of_json_ld() {
        let text = "<h1>Ferry sails</h1><p>From Monday.";
        assert_eq!(
            authors(&format!("{}{text}", json_ld("\"Ada Byron\""))),
            [("Ada Byron".into(), "json-ld")]
        );
        for head in [
            json_ld("\"quayadmin\""),
            "<meta name=author content='Web Agency'>".into(),
        ] {
            assert_eq!(authors(&format!("{head}{text}")), []);
        }
    }

    #[test]
    fn a_first_name_is_made_whole() {
        let html = format!(
            "{}<h1>Ferry sails</h1><p>A column by Ada Byron",
            json_ld("\"Ada\"")
        );
        assert_eq!(authors(&html), [("Ada Byron".into(), "json-ld")]);
    }

    #[test]
    fn a_site_is_its_author_only_where_a_line_says_so() {
        let head = format!(
            "<meta property=og:site_name content='Harbour Post'>{}",
            json_ld("\"Harbour Post\"")
        );
        let title = "<h1>Ferry sails</h1>";
        assert_eq!(
            authors(&format!(
                "{head}{title}<p>Harbour Post is read at every quay."
            )),
            []
        );
        assert_eq!(
            authors(&format!("{head}{title}<p class=byline>Harbour Post")),
            [("Harbour Post".into(), "json-ld")]
        );
        assert_eq!(
            authors(&format!(
                "{head}{title}<p class=byline>Harbour Post<p>By Ada Byron"
            )),
            [("Ada Byron".into(), "text")]
        );
    }

    #[test]
    fn lines_name_authors_in_many_ways() {
        for (line, names) in [
            (
                "<p>Von Ada Byron und Alan Turing",
                vec!["Ada Byron", "Alan Turing"],
            ),
            ("<p>27 March 2024 by Ada Byron", vec!["Ada Byron"]),
            ("<p>Ada Byron | 27.03.2024", vec!["Ada Byron"]),
            ("<p>Written by<p>Ada Byron", vec!["Ada Byron"]),
            ("<p class=post-author>Ada Byron", vec!["Ada Byron"]),
            (
                "<p><a href=/author/ada>Ada Byron</a> 3 hours ago",
                vec!["Ada Byron"],
            ),
            (
                "<p><a rel=author href=/ada>Ada Byron</a> Quay Edition",
                vec!["Ada Byron"],
            ),
            (
                "<b class=author>Ada Byron</b><br><b class=author>Alan Turing</b>",
                vec!["Ada Byron", "Alan Turing"],
            ),
            ("<p class=author>Ludwig von Velde", vec!["Ludwig von Velde"]),
            ("<p>작성 <p class=author>홍길동 기자", vec!["홍길동"]),
            ("<p>Photo by Ada Byron", vec![]),
            ("<p>Hit by Storm Ada", vec![]),
            ("<p>Byron and the sea", vec![]),
        ] {
            let found = authors(&format!(
                "<h1>Ferry sails</h1>{line}<p>It sails from Monday on."
            ));
            assert_eq!(
                found.into_iter().map(|(name, _)| name).collect::<Vec<_>>(),
                names,
                "{line}"
            );
        }
    }
}
