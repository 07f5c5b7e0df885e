//! What a page says of itself, beside its paragraphs.

use serde::{Deserialize, Serialize};

use crate::Language;

/// What an HTML page says of itself: claims, by whoever wrote the page, not findings.
///
/// Texts have their white space folded and are cut at 1,000 characters. A page of plain text has none of these. The
/// last four are what reading the page found.
///
/// As JSON, the facts at their default are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PageFacts {
    /// The `<title>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The title for others, `og:title` or `twitter:title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub og_title: Option<String>,
    /// What the page is about: `description` of the JSON-LD of its article, `og:description` or `<meta name=description>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who wrote it: the names of `author` of its JSON-LD, `<meta name=author>` or `article:author` that is no address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// Its address, `<link rel=canonical>` or `og:url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
    /// The host that the targets of links are relative to, lower case, without `www.`: that of its address, else of
    /// `<base href>`, else the one that most of its absolute links lead to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// What it is: the types of what its JSON-LD describes, then `og:type`; each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// When it was published, as the page says it: `datePublished` of its JSON-LD or `article:published_time`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// When it was changed last: `dateModified` or `article:modified_time`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// The article's text by its JSON-LD, `articleBody`, cut at 50,000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_body: Option<String>,
    /// The article's length by its JSON-LD, `wordCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word_count: Option<u32>,
    /// The selectors of the parts that are to be paid for, `hasPart` with `isAccessibleForFree` of `false`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paid_parts: Vec<String>,
    /// Number of articles that its JSON-LD describes.
    #[serde(skip_serializing_if = "is_default")]
    pub n_articles: usize,
    /// The addresses of its feeds, `<link rel=alternate>` of RSS or Atom.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub feeds: Vec<String>,
    /// The address of its AMP version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amp: Option<String>,
    /// The language of `<html lang>`, where that is a language code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The headline, by the page's JSON-LD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Whether the article can be read without paying, `isAccessibleForFree` of the page's JSON-LD; where several
    /// things on the page say it, that of the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_accessible_for_free: Option<bool>,
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

fn is_default<T: Default + PartialEq>(fact: &T) -> bool {
    *fact == T::default()
}
