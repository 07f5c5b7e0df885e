//! What is to be labelled, as JavaScript gives it: a string or bytes, and a language.

use std::borrow::Cow;

use napi::Either;
use unpitch::{Language, Page};

use crate::fault::Fault;

/// A page's source, and how it is to be read.
enum Content<'a> {
    Html(String),
    /// HTML in an encoding that is yet to be found.
    HtmlBytes(Cow<'a, [u8]>),
    Text(String),
}

/// A page that is to be labelled.
pub struct Source<'a> {
    content: Content<'a>,
    language: Option<Language>,
}

impl<'a> Source<'a> {
    /// A page of HTML. Bytes stay where they are, so they are for a call that JavaScript waits for.
    pub fn html(html: Either<String, &'a [u8]>, code: Option<&str>) -> Result<Source<'a>, Fault> {
        let content = match html {
            Either::A(text) => Content::Html(text),
            Either::B(bytes) => Content::HtmlBytes(bytes.into()),
        };
        Ok(Source {
            content,
            language: language(code)?,
        })
    }

    pub fn text(text: String, code: Option<&str>) -> Result<Source<'static>, Fault> {
        Ok(Source {
            content: Content::Text(text),
            language: language(code)?,
        })
    }

    /// The same with bytes of its own, which JavaScript cannot change meanwhile.
    pub fn owned(self) -> Source<'static> {
        let content = match self.content {
            Content::HtmlBytes(bytes) => Content::HtmlBytes(bytes.into_owned().into()),
            Content::Html(text) => Content::Html(text),
            Content::Text(text) => Content::Text(text),
        };
        Source {
            content,
            language: self.language,
        }
    }

    /// The page, its language the given one or still to be detected.
    pub fn page(&self) -> Page {
        let page = match &self.content {
            Content::Html(html) => Page::from_html(html),
            Content::HtmlBytes(bytes) => Page::from_html_bytes(bytes),
            Content::Text(text) => Page::from_text(text),
        };
        page.with_language(self.language)
    }

    /// The text that was given, where the page is one of text.
    pub fn given_text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Html(_) | Content::HtmlBytes(_) => None,
        }
    }
}

/// The language of that code; none is to be detected.
fn language(code: Option<&str>) -> Result<Option<Language>, Fault> {
    Ok(code.map(str::parse).transpose()?)
}
