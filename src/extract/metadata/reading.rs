//! A page with what is known of it: its article, its language, and where its title stands.

use std::ops::Range;

use crate::Language;
use crate::extract::words::fold::letters;
use crate::page::{Page, PageFacts, Paragraph};

/// How many paragraphs above and below the title are near it.
const NEAR: Range<usize> = 4..16;

/// How many paragraphs are right below the title.
pub(super) const RIGHT_BELOW: usize = 7;

/// How many paragraphs at the article's end may say who wrote it and when.
const LAST: usize = 6;

/// What metadata are read of.
pub(super) struct Reading<'p> {
    page: &'p Page,
    is_article: &'p [bool],
    /// The page's language, where it is known.
    pub language: Option<Language>,
    /// Where the title stands; the article's first line, if it is not shown.
    pub title_at: usize,
    names: Vec<String>,
}

impl<'p> Reading<'p> {
    pub fn new(page: &'p Page, is_article: &'p [bool], language: Option<Language>) -> Reading<'p> {
        let first = is_article.iter().position(|is_article| *is_article);
        Reading {
            page,
            is_article,
            language,
            title_at: first.unwrap_or(0),
            names: site_names(page.facts()),
        }
    }

    pub fn facts(&self) -> &'p PageFacts {
        self.page.facts()
    }

    pub fn paragraphs(&self) -> &'p [Paragraph] {
        self.page.paragraphs()
    }

    pub fn text(&self, index: usize) -> &'p str {
        self.paragraphs()[index].text()
    }

    /// Whether a paragraph is the article's.
    pub fn is_article(&self, index: usize) -> bool {
        self.is_article.get(index).copied().unwrap_or(false)
    }

    /// The article's paragraphs.
    pub fn article(&self) -> impl Iterator<Item = usize> {
        (0..self.paragraphs().len()).filter(|index| self.is_article(*index))
    }

    /// The paragraphs near the title that are, or are not, the article's: those below it before those above it.
    pub fn near_title(&self, is_article: bool) -> impl Iterator<Item = usize> {
        let end = self.paragraphs().len().min(self.title_at + NEAR.end);
        let start = self.title_at.saturating_sub(NEAR.start);
        let near = (self.title_at..end).chain((start..self.title_at.min(end)).rev());
        near.filter(move |index| self.is_article(*index) == is_article)
    }

    /// The article's last paragraphs, top to bottom.
    pub fn last_lines(&self) -> impl Iterator<Item = usize> {
        let all = (0..self.paragraphs().len()).rev();
        let last: Vec<usize> = all
            .filter(|index| self.is_article(*index))
            .take(LAST)
            .collect();
        last.into_iter().rev()
    }

    /// Whether a paragraph is the article's, or right at its title.
    pub fn is_at_article(&self, index: usize) -> bool {
        let near = self.title_at.saturating_sub(NEAR.start)..self.title_at + RIGHT_BELOW;
        self.is_article(index) || near.contains(&index)
    }

    /// Whether a text is the site's name, or its host.
    pub fn is_site(&self, text: &str) -> bool {
        let text = letters(text);
        let joined = text.replace(' ', "");
        self.names
            .iter()
            .any(|name| *name == text || *name == joined)
    }
}

/// What the site is called, letters only: by its facts, and by its host with and without its ending.
fn site_names(facts: &PageFacts) -> Vec<String> {
    let host = facts.host.as_deref();
    let domain = host.and_then(|host| host.rsplit_once('.'));
    let label = domain.map(|(name, _)| name.rsplit('.').next().unwrap_or(name));
    let names = [
        facts.site_name.as_deref(),
        host,
        domain.map(|(name, _)| name),
        label,
    ];
    let names = names.into_iter().flatten().map(letters);
    names.filter(|name| !name.is_empty()).collect()
}
