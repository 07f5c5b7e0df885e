//! What is to be labelled, as Python gives it: a string or bytes, a language, an address.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use unpitch::{InvalidLanguage, Language, Page};

use crate::error::PageError;

/// A page's source, and how it is to be read. Without a Python object in it: any thread can take it.
pub enum Content<'a> {
    Html(Cow<'a, str>),
    /// HTML in an encoding that is yet to be found.
    HtmlBytes(Cow<'a, [u8]>),
    Text(Cow<'a, str>),
}

/// A page that is to be labelled.
pub struct Source<'a> {
    pub content: Content<'a>,
    pub language: Option<Language>,
    /// Comes back with the page; labels do not depend on it.
    pub url: Option<String>,
}

impl Content<'_> {
    /// Length of the source, in bytes.
    pub fn len(&self) -> usize {
        match self {
            Content::Html(text) | Content::Text(text) => text.len(),
            Content::HtmlBytes(bytes) => bytes.len(),
        }
    }

    /// The page, its language to be detected.
    pub fn page(&self) -> Page {
        match self {
            Content::Html(html) => Page::from_html(html),
            Content::HtmlBytes(bytes) => Page::from_html_bytes(bytes),
            Content::Text(text) => Page::from_text(text),
        }
    }

    /// The text that was given, where the page is one of text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Content::Text(text) => Some(text),
            Content::Html(_) | Content::HtmlBytes(_) => None,
        }
    }
}

/// A string as UTF-8, in bytes of its own: asked for its UTF-8, a string would keep that as long as it lives.
///
/// # Errors
/// `PageError` for a lone surrogate, which is no character.
pub fn utf8<'py>(name: &str, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyBytes>> {
    text.encode_utf8().map_err(|error| {
        let py = text.py();
        let at = error.value(py).getattr("start");
        let at = at.map_or_else(|_| "?".to_owned(), |start| start.to_string());
        let refused = PageError::new_err(format!(
            "{name}: found a lone surrogate at character {at}, expected characters; give the page's bytes, or replace it"
        ));
        refused.set_cause(py, Some(error));
        refused
    })
}

/// The bytes of [`utf8`] as text again.
pub fn as_str<'a>(bytes: &'a Bound<'_, PyBytes>) -> &'a str {
    str::from_utf8(bytes.as_bytes()).expect("encoded as UTF-8")
}

/// The language of that code; none is to be detected.
///
/// # Errors
/// `PageError` for what is not a language code.
pub fn language(code: Option<&str>) -> PyResult<Option<Language>> {
    let language = code.map(str::parse).transpose();
    language.map_err(|invalid: InvalidLanguage| PageError::new_err(invalid.to_string()))
}
