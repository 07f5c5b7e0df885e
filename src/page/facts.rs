//! What a page says of itself, beside its paragraphs.

mod claims;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Language;

pub use claims::{About, Claim, Source, Time};

/// What an HTML page says of itself: claims, by whoever wrote the page, not findings.
///
/// Texts have their white space folded and are cut at 1,000 characters. Addresses stand as the page has them, but those
/// of more than 2,000 characters are left out. Lists have each entry once, and ten at most, `types` 21, `claims` 60. Of the things that
/// JSON-LD describes the first article that says something comes before the first other thing that does. A page of
/// plain text has none of these. The last four are what reading the page found.
///
/// As JSON they are one object without the fields that are at their default. What an object lacks is at its default when
/// read, and what it has beyond is passed over.
///
/// ```
/// let facts: unpitch::PageFacts = serde_json::from_str(r#"{"title": "Ferry sails", "tide": 3}"#)?;
/// assert_eq!(serde_json::to_string(&facts)?, r#"{"title":"Ferry sails"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PageFacts {
    /// The `<title>`.
    #[serde(skip_serializing_if = "is_default")]
    pub title: Option<String>,
    /// The title for others, `og:title` or `twitter:title`.
    #[serde(skip_serializing_if = "is_default")]
    pub og_title: Option<String>,
    /// What the page is about: `description` of an article of its JSON-LD, else `og:description`, else `<meta
    /// name=description>`.
    #[serde(skip_serializing_if = "is_default")]
    pub description: Option<String>,
    /// Who wrote it: the names of `author` of its JSON-LD, else `<meta name=author>`, else `article:author`; none that
    /// are addresses.
    #[serde(skip_serializing_if = "is_default")]
    pub authors: Vec<String>,
    /// Its address: `<link rel=canonical>`, else `og:url`; one that names its host comes before one that does not.
    #[serde(skip_serializing_if = "is_default")]
    pub canonical: Option<String>,
    /// The host that the targets of links are relative to, lower case, without `www.` and port: that of its address,
    /// else of `<base href>`, else the one that most of its absolute links lead to.
    #[serde(skip_serializing_if = "is_default")]
    pub host: Option<String>,
    /// What it is: the types of all that its JSON-LD describes, without the address of their vocabulary, then
    /// `og:type`.
    #[serde(skip_serializing_if = "is_default")]
    pub types: Vec<String>,
    /// When it was published, as the page says it: `datePublished` of its JSON-LD, else
    /// `article:published_time`, else what other `<meta>` or microdata say.
    #[serde(skip_serializing_if = "is_default")]
    pub published: Option<String>,
    /// When it was changed last: `dateModified` of its JSON-LD, else `article:modified_time`, else what other `<meta>` or
    /// microdata say.
    #[serde(skip_serializing_if = "is_default")]
    pub modified: Option<String>,
    /// The article's text by its JSON-LD, `articleBody`, cut at 50,000 characters.
    #[serde(skip_serializing_if = "is_default")]
    pub article_body: Option<String>,
    /// The article's length by its JSON-LD, `wordCount`.
    #[serde(skip_serializing_if = "is_default")]
    pub word_count: Option<u32>,
    /// The selectors of the parts that are to be paid for, `hasPart` with `isAccessibleForFree` of `false`.
    #[serde(skip_serializing_if = "is_default")]
    pub paid_parts: Vec<String>,
    /// Number of articles that its JSON-LD describes: things of a type that ends in `Article`, `BlogPosting`,
    /// `LiveBlogPosting` and `Report`.
    #[serde(skip_serializing_if = "is_default")]
    pub n_articles: usize,
    /// The addresses of its feeds, `<link rel=alternate>` of RSS or Atom.
    #[serde(skip_serializing_if = "is_default")]
    pub feeds: Vec<String>,
    /// The address of its AMP version, `<link rel=amphtml>`.
    #[serde(skip_serializing_if = "is_default")]
    pub amp: Option<String>,
    /// The language of `<html lang>`, where that is a language code.
    #[serde(skip_serializing_if = "is_default")]
    pub language: Option<Language>,
    /// The headline, by the page's JSON-LD, of the first thing that has one.
    #[serde(skip_serializing_if = "is_default")]
    pub headline: Option<String>,
    /// Whether the article can be read without paying, `isAccessibleForFree` of the page's JSON-LD; where several
    /// things on the page say it, that of the first.
    #[serde(skip_serializing_if = "is_default")]
    pub is_accessible_for_free: Option<bool>,
    /// The name of the site: `og:site_name`, else the name of `publisher` of an article of its JSON-LD, else
    /// `application-name`.
    #[serde(skip_serializing_if = "is_default")]
    pub site_name: Option<String>,
    /// The address of its image: `og:image`, else `twitter:image`, else `image` of an article of its JSON-LD.
    #[serde(skip_serializing_if = "is_default")]
    pub image: Option<String>,
    /// What it is about in single words: `article:tag`, else `keywords` of an article of its JSON-LD, else `<meta
    /// name=keywords>`, each split at commas.
    #[serde(skip_serializing_if = "is_default")]
    pub tags: Vec<String>,
    /// Its `<time>` elements that have a `datetime`, the first ten.
    #[serde(skip_serializing_if = "is_default")]
    pub times: Vec<Time>,
    /// All that JSON-LD, `<meta>` and microdata say of its headline, authors and dates, in this order of theirs: of one
    /// fact at most five claims by one source. Unlike in `authors` and `published`, nothing is said here by things that
    /// are no page of their own, such as reviews and the site.
    #[serde(skip_serializing_if = "is_default")]
    pub claims: Vec<Claim>,
    /// Where `description`, `canonical`, `site_name`, `image` and `tags` are from, by the name of the fact.
    #[serde(skip_serializing_if = "is_default")]
    pub sources: BTreeMap<String, Source>,
    /// Whether the page had more elements than a page may have, and its end was left out.
    #[serde(skip_serializing_if = "is_default")]
    pub is_truncated: bool,
    /// Whether text that the page hides was read, because it is most of the page's text or of its prose: scripts of
    /// such pages show it later.
    #[serde(skip_serializing_if = "is_default")]
    pub shown_hidden: bool,
    /// Bytes of hidden text, white space folded, that were left out.
    #[serde(skip_serializing_if = "is_default")]
    pub hidden_bytes: usize,
    /// Whether the page has no paragraph although there are words in its source: they stand in elements that are not
    /// read, such as `noscript` or `textarea`, or the source is not what it seems.
    #[serde(skip_serializing_if = "is_default")]
    pub has_unread_text: bool,
}

impl PageFacts {
    /// Whether nothing is known.
    pub(super) fn is_empty(&self) -> bool {
        is_default(self)
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::option::of;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = Option<String>> {
        of(any::<String>())
    }

    fn claims() -> impl Strategy<Value = Vec<Claim>> {
        let claim = any::<String>().prop_map(|text| Claim {
            about: About::Author,
            source: Source::Microdata,
            text,
        });
        vec(claim, 0..3)
    }

    fn times() -> impl Strategy<Value = Vec<Time>> {
        let time = any::<(String, String)>();
        let time = time.prop_map(|(datetime, itemprop)| Time { datetime, itemprop });
        vec(time, 0..3)
    }

    fn texts() -> impl Strategy<Value = Vec<String>> {
        vec(any::<String>(), 0..3)
    }

    prop_compose! {
        /// Facts of the page, at random.
        fn said()(
            texts in [text(), text(), text(), text(), text(), text(), text(), text(), text(), text()],
            lists in [texts(), texts(), texts(), texts()],
            (word_count, is_accessible_for_free) in any::<(Option<u32>, Option<bool>)>(),
            language in of("[a-z]{2}|x[a-z]{2}"),
        ) -> PageFacts {
            let [title, og_title, description, canonical, host, published, modified, article_body, amp, headline] = texts;
            let [authors, types, paid_parts, feeds] = lists;
            let language = language.map(|code| code.parse().expect("a code"));
            PageFacts {
                title, og_title, description, canonical, host, published, modified, article_body, amp, headline,
                authors, types, paid_parts, feeds, word_count, is_accessible_for_free, language,
                ..PageFacts::default()
            }
        }
    }

    prop_compose! {
        fn facts()(
            said in said(),
            (n_articles, hidden_bytes) in any::<(usize, usize)>(),
            (is_truncated, shown_hidden, has_unread_text) in any::<(bool, bool, bool)>(),
            (site_name, image, tags) in (text(), text(), texts()),
            (times, claims) in (times(), claims()),
        ) -> PageFacts {
            let sources = site_name.iter().map(|_| ("site_name".to_owned(), Source::OpenGraph));
            PageFacts {
                n_articles, hidden_bytes, is_truncated, shown_hidden, has_unread_text,
                sources: sources.collect(), site_name, image, tags, times, claims, ..said
            }
        }
    }

    proptest! {
        #[test]
        fn facts_read_back(facts in facts()) {
            let json = serde_json::to_string(&facts).expect("JSON");
            prop_assert!(!json.contains('\n'));
            let read: PageFacts = serde_json::from_str(&json).expect("facts");
            prop_assert_eq!(read, facts);
        }
    }

    #[test]
    fn json_has_what_there_is_and_may_have_more() {
        let json = |facts: &PageFacts| serde_json::to_string(facts).unwrap();
        assert_eq!(json(&PageFacts::default()), "{}");
        let read: PageFacts = serde_json::from_str(
            r#"{"tide": [1], "language": "de-AT", "title": "Die F\u00e4hre"}"#,
        )
        .unwrap();
        assert_eq!(json(&read), r#"{"title":"Die Fähre","language":"de"}"#);
    }
}
