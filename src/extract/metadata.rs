//! Metadata of a page: title, authors, dates and the like, each with where it is from.
//!
//! Sources contradict each other. Which comes first, for each field, and why:
//! ```text
//! title        the line that readers see, if a title of the head is like it: heads shorten, and add the site's name.
//!              Else the headline of JSON-LD, og:title, the article's first heading, <title> without the site's name,
//!              the article's first line. <title> comes late, since many sites have one for all pages.
//! authors      JSON-LD, other <meta>, microdata, then the line that names them ("By Ada Byron"), of which the first that
//!              the page also shows: what no reader sees is often an account, or whoever made the site. A name that the
//!              line has in full stands for a part of it. A site is its page's author only if nobody else is, and if a line
//!              says so.
//! published    JSON-LD, article:published_time, other <meta>, microdata, <time>, the line under the title, others near
//!              it, the article's last lines, the address: from what is made for machines to what may mean something else.
//!              What is more than a day after the last change is passed over if there is another, and so are all years
//!              before 1990. Of a moment in UTC and the day that the page shows, a day apart, the latter: it is the site's.
//! modified     JSON-LD, article:modified_time, other <meta>, microdata, <time>.
//! language     the one given, else the one detected, else that of <html lang>: it is often left over from a template.
//! site_name    og:site_name, the publisher of JSON-LD, application-name.
//! canonical    <link rel=canonical>, og:url.
//! image        og:image, twitter:image, JSON-LD: the first is the one that others show.
//! description  JSON-LD, og:description, <meta name=description>.
//! tags         article:tag, JSON-LD, <meta name=keywords>: the last is stuffed most.
//! ```

mod authors;
mod dates;
mod reading;
mod titles;

use serde::Serialize;

pub use dates::PageDate;

use crate::model::Predictions;
use crate::page::{Page, PageFacts, Source};
use crate::{Label, Language, Result};
use reading::Reading;

/// Something known of a page, and where it is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found<T> {
    /// What is known.
    pub value: T,
    /// Where it is from.
    pub source: Source,
}

/// What is known of a page beside its text. What is not known is `None`, or an empty list.
///
/// ```
/// # #[cfg(feature = "html")] {
/// use unpitch::{Page, page_metadata};
///
/// let page = Page::from_html(
///     "<title>Ferry sails again | The Quay</title><meta name=author content='Ada Byron'>
///      <h1>Ferry sails again</h1><p>By Ada Byron, 27 March 2024<p>From Monday on.",
/// );
/// let metadata = page_metadata(&page, &[true, true, true]);
/// assert_eq!(metadata.title.unwrap().value, "Ferry sails again");
/// assert_eq!(metadata.authors[0].value, "Ada Byron");
/// assert_eq!(metadata.published.unwrap().value.to_string(), "2024-03-27");
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PageMetadata {
    /// The headline.
    pub title: Option<Found<String>>,
    /// Who wrote it, in the order of their source: names without "by", titles of jobs and addresses; ten at most.
    pub authors: Vec<Found<String>>,
    /// When it was published.
    pub published: Option<Found<PageDate>>,
    /// When it was changed last.
    pub modified: Option<Found<PageDate>>,
    /// The language of its text.
    pub language: Option<Found<Language>>,
    /// The name of its site.
    pub site_name: Option<Found<String>>,
    /// Its address.
    pub canonical: Option<Found<String>>,
    /// The address of its image.
    pub image: Option<Found<String>>,
    /// What it is about, in a sentence or two.
    pub description: Option<Found<String>>,
    /// What it is about, in single words; ten at most.
    pub tags: Vec<Found<String>>,
}

/// The metadata of a page, given for each of its paragraphs whether it is the article's; what is not given is not.
///
/// For a page that a model labelled, [`Predictions::metadata`] does the same.
#[must_use]
pub fn page_metadata(page: &Page, is_article: &[bool]) -> PageMetadata {
    read(page, is_article, page.language_or_detected())
}

impl Predictions {
    /// What is known of the page beside its text: title, authors, dates and the like.
    ///
    /// # Errors
    /// [`Error::OtherPage`](crate::Error::OtherPage) if `page` is not the page that was labelled.
    pub fn metadata(&self, page: &Page) -> Result<PageMetadata> {
        let labels = self.zip(page)?.map(|(_, prediction)| prediction.label());
        let is_article: Vec<bool> = labels.map(|label| label == Label::Article).collect();
        Ok(read(page, &is_article, self.language()))
    }
}

fn read(page: &Page, is_article: &[bool], language: Option<Language>) -> PageMetadata {
    let mut reading = Reading::new(page, is_article, language);
    let (title, title_at) = titles::title(&reading);
    reading.title_at = title_at.unwrap_or(reading.title_at);
    let modified = dates::modified(&reading);
    let facts = page.facts();
    PageMetadata {
        title,
        authors: authors::authors(&reading),
        published: dates::published(&reading, modified.as_ref().map(|found| found.value)),
        modified,
        language: language.map(|value| Found {
            value,
            source: source_of(value, page),
        }),
        site_name: fact("site_name", facts.site_name.as_ref(), facts),
        canonical: fact("canonical", facts.canonical.as_ref(), facts),
        image: fact("image", facts.image.as_ref(), facts),
        description: fact("description", facts.description.as_ref(), facts),
        tags: tags(facts),
    }
}

/// Where the language is from: the page's head where it says the same, else its text.
fn source_of(language: Language, page: &Page) -> Source {
    if page.facts().language == Some(language) {
        Source::Meta
    } else {
        Source::Detected
    }
}

/// A fact with its source; of facts that were made by others it may not be known, and is taken to be a `<meta>`.
fn fact(name: &str, value: Option<&String>, facts: &PageFacts) -> Option<Found<String>> {
    let source = facts.sources.get(name).copied();
    value.map(|value| Found {
        value: value.clone(),
        source: source.unwrap_or(Source::Meta),
    })
}

fn tags(facts: &PageFacts) -> Vec<Found<String>> {
    let tags = facts.tags.iter();
    tags.filter_map(|tag| fact("tags", Some(tag), facts))
        .collect()
}

#[cfg(all(test, feature = "html"))]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[cfg(feature = "default-model")]
    #[test]
    fn predictions_know_their_page() {
        let page = Page::from_html("<h1>Ferry sails again</h1><p>By Ada Byron");
        let labels = crate::Model::embedded().predict(&page);
        assert!(labels.metadata(&page).is_ok());
        let other = labels.metadata(&Page::from_text("Another page"));
        assert!(matches!(other, Err(crate::Error::OtherPage)));
    }

    #[test]
    fn json_has_values_and_sources() {
        let page = Page::from_html("<meta name=date content=2024-03-27T08:15Z><h1>Ferry</h1>");
        let json = serde_json::to_value(page_metadata(&page, &[true])).unwrap();
        assert_eq!(json["published"]["value"], "2024-03-27T08:15:00Z");
        assert_eq!(json["title"]["source"], "text");
    }

    proptest! {
        #[test]
        fn any_page_has_metadata(
            pieces in vec("<(h1|p class=author|time datetime=|title|meta name=author content=)[>']?|by|[A-Z][a-z]|[0-9 ./|,-]{1,5}|\\PC", 0..30),
            is_article in vec(any::<bool>(), 0..9),
        ) {
            let metadata = page_metadata(&Page::from_html(&pieces.concat()), &is_article);
            prop_assert!(metadata.authors.len() <= 10);
        }
    }
}
