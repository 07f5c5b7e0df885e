//! Head: whether a paragraph says what the page's head says of the page.

use crate::features::bucket::log_bucket;
use crate::features::family::Family;
use crate::features::name::{Name, Word};
use crate::features::template::{Template, templates};
use crate::page::{Page, PageFacts};
use crate::structure::Structure;

templates! { Family::Head;
    SINCE_TITLE = "since-title",
    BEFORE_TITLE = "before-title",
    BODY = "in-body",
}

/// Shorter texts stand in an article's text, or begin a description, by accident; in bytes.
const SHORTEST: usize = 20;

/// Longest line that names an author, in bytes.
const LONGEST_BYLINE: usize = 120;

/// Shortest part of a title that is the page's own, in bytes: beside it stands the name of the site.
const SHORTEST_TITLE: usize = 10;

/// What stands between a page's title and its site's.
const BEFORE_SITE: [&str; 4] = [" | ", " - ", " – ", " — "];

/// What each paragraph of a page has of its head.
pub(in crate::features) struct Head<'a> {
    /// Nothing for a page of plain text.
    page: Option<&'a Page>,
    titles: Vec<&'a str>,
    /// The first paragraph that is the page's title.
    title_at: Option<usize>,
}

impl<'a> Head<'a> {
    pub(in crate::features) fn new(page: &'a Page, structure: &Structure) -> Head<'a> {
        let titles = titles(page.facts());
        let mut paragraphs = page.paragraphs().iter();
        let title_at = paragraphs.position(|paragraph| is_any(&titles, paragraph.text()));
        Head {
            page: Some(page).filter(|_| structure.is_marked()),
            titles,
            title_at,
        }
    }

    pub(in crate::features) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let Some(page) = self.page else {
            return;
        };
        let mut number = |template, n| sink(Family::Head, Name::Number(template, n));
        match self.title_at {
            Some(at) if at <= index => number(SINCE_TITLE, log_bucket(index - at)),
            Some(at) => number(BEFORE_TITLE, log_bucket(at - index)),
            None => {}
        }
        let (text, facts) = (page.paragraphs()[index].text(), page.facts());
        if let Some(body) = facts
            .article_body
            .as_ref()
            .filter(|_| text.len() >= SHORTEST)
        {
            number(BODY, usize::from(body.contains(text)));
        }
        let mut is = |what| sink(Family::Head, Name::Two(const { Word::new("is") }, what));
        if is_any(&self.titles, text) {
            is(const { Word::new("title") });
        }
        if facts
            .description
            .as_ref()
            .is_some_and(|description| begins_alike(description, text))
        {
            is(const { Word::new("description") });
        }
        if text.len() <= LONGEST_BYLINE
            && facts
                .authors
                .iter()
                .any(|name| text.contains(name.as_str()))
        {
            is(const { Word::new("author") });
        }
    }
}

/// The page's titles, and each without what may be the name of its site.
fn titles(facts: &PageFacts) -> Vec<&str> {
    let all = [&facts.headline, &facts.og_title, &facts.title];
    let mut titles = Vec::new();
    for title in all.into_iter().flatten() {
        titles.push(title.as_str());
        let own = BEFORE_SITE
            .iter()
            .filter_map(|sign| title.rsplit_once(sign));
        titles.extend(
            own.map(|(own, _)| own)
                .filter(|own| own.len() >= SHORTEST_TITLE),
        );
    }
    titles.sort_unstable();
    titles.dedup();
    titles
}

/// Whether a text is one of the titles, in whatever case.
fn is_any(titles: &[&str], text: &str) -> bool {
    fn lower(text: &str) -> impl Iterator<Item = char> + '_ {
        text.chars().flat_map(char::to_lowercase)
    }
    let may_be = |title: &str| text.len() < 2 * title.len() && title.len() < 2 * text.len();
    let is_text = |title: &str| may_be(title) && lower(title).eq(lower(text));
    titles.iter().any(|title| is_text(title))
}

/// Whether one of two texts is the beginning of the other, and no small part of it.
fn begins_alike(description: &str, text: &str) -> bool {
    let description = description.trim_end_matches(['.', '…']);
    let (longer, shorter) = (
        description.len().max(text.len()),
        description.len().min(text.len()),
    );
    shorter >= SHORTEST
        && longer < 2 * shorter
        && (description.starts_with(text) || text.starts_with(description))
}
