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
