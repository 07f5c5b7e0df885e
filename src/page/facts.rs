//! What a page says of itself, beside its paragraphs.

use crate::Language;

/// What an HTML page says of itself: claims, by whoever wrote the page, not findings.
///
/// Texts have their white space folded and are cut at 1,000 characters. A page of plain text has none of these. The
/// last four are what reading the page found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageFacts {
    /// The `<title>`.
    pub title: Option<String>,
    /// The title for others, `og:title` or `twitter:title`.
    pub og_title: Option<String>,
    /// What the page is about: `description` of the JSON-LD of its article, `og:description` or `<meta name=description>`.
    pub description: Option<String>,
    /// Who wrote it: the names of `author` of its JSON-LD, `<meta name=author>` or `article:author` that is no address.
    pub authors: Vec<String>,
    /// Its address, `<link rel=canonical>` or `og:url`.
    pub canonical: Option<String>,
    /// The host that the targets of links are relative to, lower case, without `www.`: that of its address, else of
    /// `<base href>`, else the one that most of its absolute links lead to.
    pub host: Option<String>,
    /// What it is: the types of what its JSON-LD describes, then `og:type`; each once.
    pub types: Vec<String>,
    /// When it was published, as the page says it: `datePublished` of its JSON-LD or `article:published_time`.
    pub published: Option<String>,
    /// When it was changed last: `dateModified` or `article:modified_time`.
    pub modified: Option<String>,
    /// The article's text by its JSON-LD, `articleBody`, cut at 50,000 characters.
    pub article_body: Option<String>,
    /// The article's length by its JSON-LD, `wordCount`.
    pub word_count: Option<u32>,
    /// The selectors of the parts that are to be paid for, `hasPart` with `isAccessibleForFree` of `false`.
    pub paid_parts: Vec<String>,
    /// Number of articles that its JSON-LD describes.
    pub n_articles: usize,
    /// The addresses of its feeds, `<link rel=alternate>` of RSS or Atom.
    pub feeds: Vec<String>,
    /// The address of its AMP version.
    pub amp: Option<String>,
    /// The language of `<html lang>`, where that is a language code.
    pub language: Option<Language>,
    /// The headline, by the page's JSON-LD.
    pub headline: Option<String>,
    /// Whether the article can be read without paying, `isAccessibleForFree` of the page's JSON-LD; where several
    /// things on the page say it, that of the first.
    pub is_accessible_for_free: Option<bool>,
    /// Whether the page had more elements than a page may have, and its end was left out.
    pub is_truncated: bool,
    /// Whether text that the page hides was read, because it is most of the page's text or of its prose: scripts of
    /// such pages show it later.
    pub shown_hidden: bool,
    /// Bytes of hidden text, white space folded, that were left out.
    pub hidden_bytes: usize,
    /// Whether the page has no paragraph although there are words in its source: they stand in elements that are not
    /// read, such as `noscript` or `textarea`, or the source is not what it seems.
    pub has_unread_text: bool,
}
