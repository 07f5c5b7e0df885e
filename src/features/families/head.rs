//! Head: whether a paragraph says what the page's head says of the page.
//!
//! Pages tell search engines their title, author and text: what a paragraph has of these is the article's, whatever box it
//! stands in.

use memchr::memmem;

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

/// Longest line that names an author, in bytes: in a longer one the name is one of those that the text is about.
const LONGEST_BYLINE: usize = 120;

/// Shortest part of a title that is the page's own, in bytes: beside it stands the name of the site, and a shorter part may be
/// that name.
const SHORTEST_TITLE: usize = 10;

/// What stands between a page's title and its site's.
const BEFORE_SITE: [&str; 4] = [" | ", " - ", " – ", " — "];

/// What each paragraph of a page has of its head; nothing of a page of plain text.
#[derive(Default)]
pub(in crate::features) struct Head<'a> {
    page: Option<&'a Page>,
    titles: Vec<&'a str>,
    /// The first paragraph that is the page's title.
    title_at: Option<usize>,
}

impl<'a> Head<'a> {
    pub(in crate::features) fn new(page: &'a Page, structure: &Structure) -> Head<'a> {
        if !structure.is_marked() {
            return Head::default();
        }
        let titles = titles(page.facts());
        let mut paragraphs = page.paragraphs().iter();
        let title_at = paragraphs.position(|paragraph| is_any(&titles, paragraph.text()));
        Head {
            page: Some(page),
            titles,
            title_at,
        }
    }

    pub(in crate::features) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let Some(page) = self.page else {
            return;
        };
        let (text, facts) = (page.paragraphs()[index].text(), page.facts());
        self.emit_distance(index, sink);
        emit_body(text, facts, sink);
        let mut is = |what| sink(Family::Head, Name::Two(const { Word::new("is") }, what));
        if is_any(&self.titles, text) {
            is(const { Word::new("title") });
        }
        if is_description(text, facts) {
            is(const { Word::new("description") });
        }
        if is_byline(text, facts) {
            is(const { Word::new("author") });
        }
    }

    /// How far below or above the title the paragraph is, if the page shows its title.
    fn emit_distance(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let name = match self.title_at {
            Some(at) if at <= index => Name::Number(SINCE_TITLE, log_bucket(index - at)),
            Some(at) => Name::Number(BEFORE_TITLE, log_bucket(at - index)),
            None => return,
        };
        sink(Family::Head, name);
    }
}

/// Whether the article's text, if the page has it in its head, has the paragraph.
fn emit_body(text: &str, facts: &PageFacts, sink: &mut impl FnMut(Family, Name<'_>)) {
    let body = facts.article_body.as_ref();
    if let Some(body) = body.filter(|_| text.len() >= SHORTEST) {
        // Each paragraph is looked for in up to 50,000 characters.
        let is_in = memmem::find(body.as_bytes(), text.as_bytes()).is_some();
        sink(Family::Head, Name::Number(BODY, usize::from(is_in)));
    }
}

fn is_description(text: &str, facts: &PageFacts) -> bool {
    let description = facts.description.as_ref();
    description.is_some_and(|description| begins_alike(description, text))
}

/// Whether a line is short and names an author.
fn is_byline(text: &str, facts: &PageFacts) -> bool {
    let mut authors = facts.authors.iter();
    text.len() <= LONGEST_BYLINE
        && authors.any(|name| !name.is_empty() && text.contains(name.as_str()))
}

/// The page's titles, and each without what may be the name of its site.
fn titles(facts: &PageFacts) -> Vec<&str> {
    let all = [&facts.headline, &facts.og_title, &facts.title];
    let mut titles = Vec::new();
    for title in all.into_iter().flatten() {
        let parts = BEFORE_SITE
            .iter()
            .filter_map(|sign| title.rsplit_once(sign));
        let own = parts.map(|(own, _)| own);
        titles.push(title.as_str());
        titles.extend(own.filter(|own| own.len() >= SHORTEST_TITLE));
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
    // Case changes lengths little: most texts need not be compared letter by letter.
    let may_be = |title: &str| text.len() < 2 * title.len() && title.len() < 2 * text.len();
    let is_text = |title: &str| may_be(title) && lower(title).eq(lower(text));
    titles.iter().any(|title| is_text(title))
}

/// Whether one of two texts is the beginning of the other, and no small part of it: pages cut their descriptions short.
fn begins_alike(description: &str, text: &str) -> bool {
    let description = description.trim_end_matches(['.', '…']);
    let (shorter, longer) = if description.len() < text.len() {
        (description, text)
    } else {
        (text, description)
    };
    shorter.len() >= SHORTEST && longer.len() < 2 * shorter.len() && longer.starts_with(shorter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::texts_of;
    use crate::{Marks, Paragraph};

    const TITLE: &str = "Ferries sail again";
    const LEAD: &str = "After nine weeks the ferries sail again.";

    fn facts() -> PageFacts {
        PageFacts {
            title: Some(format!("{TITLE} - The Harbour")),
            description: Some("After nine weeks the ferries sail…".to_owned()),
            authors: vec!["Mara Quill".to_owned()],
            article_body: Some(format!("{LEAD} The crews are tired.")),
            ..PageFacts::default()
        }
    }

    /// The features of each paragraph of a marked page.
    fn features(texts: &[&str], facts: PageFacts) -> Vec<Vec<String>> {
        let marks = Marks::new("p", 0.0, "p < body");
        let paragraphs = texts
            .iter()
            .map(|text| Paragraph::new(text).with_marks(marks.clone()));
        let page = Page::new(paragraphs.collect()).with_facts(facts);
        let head = Head::new(&page, &Structure::from_page(&page));
        let of = |index| texts_of(Family::Head, |sink| head.emit(index, sink));
        (0..texts.len()).map(of).collect()
    }

    #[test]
    fn paragraphs_agree_with_the_head() {
        let texts = [
            "Home",
            "FERRIES SAIL AGAIN",
            "By Mara Quill",
            LEAD,
            "A text that nobody has",
        ];
        let expected: [&[&str]; 5] = [
            &["before-title=1"],
            &["since-title=0", "is title"],
            &["since-title=1", "is author"],
            &["since-title=2", "in-body=1", "is description"],
            &["since-title=3", "in-body=0"],
        ];
        // The title and the author are too short to be looked for in the article's text.
        assert_eq!(features(&texts, facts()), expected);
    }

    #[test]
    fn without_facts_or_marks_there_is_nothing() {
        assert!(
            features(&["Home", LEAD], PageFacts::default())
                .concat()
                .is_empty()
        );
        let page = Page::from_text(TITLE).with_facts(facts());
        let head = Head::new(&page, &Structure::from_page(&page));
        assert!(texts_of(Family::Head, |sink| head.emit(0, sink)).is_empty());
    }

    #[test]
    fn a_title_stands_before_the_name_of_its_site() {
        let titled = |title: &str| PageFacts {
            title: Some(title.to_owned()),
            ..PageFacts::default()
        };
        let facts = titled("Tides | Ferries sail | The Harbour");
        assert_eq!(
            titles(&facts),
            ["Tides | Ferries sail", "Tides | Ferries sail | The Harbour"]
        );
        // Nine bytes may be the name of a site.
        assert_eq!(
            titles(&titled("Lifeboats - Ferries")),
            ["Lifeboats - Ferries"]
        );
    }

    #[test]
    fn texts_begin_alike_where_more_than_half_is_the_same() {
        let text = "After nine weeks the ferries sail";
        assert!(begins_alike(
            "After nine weeks the ferries sail again...",
            text
        ));
        assert!(
            begins_alike("After nine weeks the…", text) && !begins_alike("After nine weeks", text)
        );
        let double = text.repeat(2);
        assert!(!begins_alike(&double, text) && begins_alike(&double[1..], &double[1..]));
        assert!(!begins_alike("", text) && !begins_alike(text, ""));
    }
}
