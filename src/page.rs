//! Page, paragraph, marks: what everything downstream sees, whatever the source was.

pub(crate) mod encoding;
mod facts;
#[cfg(feature = "html")]
mod html;
mod marks;
pub(crate) mod path;
#[cfg(feature = "html")]
mod sniff;
mod stored;
pub(crate) mod text;

use std::ops::Range;

use serde::{Deserialize, Serialize};

#[cfg(feature = "html")]
use crate::Deadline;
use crate::{Language, language};

pub use encoding::{Decoded, decode};
pub use facts::{About, Claim, PageFacts, Source, Time};
pub use marks::{InvalidLink, Link, Marks};
pub use text::Wrapping;

/// A page of HTML as text: without HTTP headers before it, in the encoding that [`Page::from_html_bytes`] finds.
#[cfg(feature = "html")]
pub(crate) fn decode_html(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let page = &bytes[sniff::headers(bytes)..];
    encoding::decode_as(page, html::encoding).text
}

/// A page of HTML as text, in the encoding that its server named unless its bytes say otherwise.
#[cfg(feature = "corpora")]
pub(crate) fn decode_html_named<'a>(
    bytes: &'a [u8],
    charset: Option<&'static encoding_rs::Encoding>,
) -> std::borrow::Cow<'a, str> {
    let is_unicode = || decode(bytes).encoding.starts_with("UTF-");
    // Its bytes are ASCII, whatever they say.
    let is_escaped = charset == Some(encoding_rs::ISO_2022_JP) && bytes.is_ascii();
    match charset {
        Some(charset) if is_escaped || !is_unicode() => {
            charset.decode_without_bom_handling(bytes).0
        }
        _ => decode_html(bytes),
    }
}

/// An ordered list of paragraphs, top to bottom, and the language they are in, where it is known.
///
/// ```
/// let page = unpitch::Page::from_text("Harbour reopens\n\nFerries sail again from Monday.\n");
/// assert_eq!(page.paragraphs().len(), 2);
/// assert_eq!(page.paragraphs()[0].text(), "Harbour reopens");
/// ```
/// As JSON it is an object with `language`, `paragraphs` and, where they say anything, `facts`; it reads back as the same page:
///
/// ```
/// use unpitch::Page;
///
/// let json = r#"{"language":"en","paragraphs":[{"text":"Harbour reopens","start":0,"end":15}]}"#;
/// let page: Page = serde_json::from_str(json)?;
/// assert_eq!(serde_json::to_string(&page)?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    #[serde(default)]
    language: Option<Language>,
    paragraphs: Vec<Paragraph>,
    #[serde(default, skip_serializing_if = "PageFacts::is_empty")]
    facts: PageFacts,
}

impl Page {
    /// A page of these paragraphs, its language to be detected.
    #[must_use]
    pub fn new(paragraphs: Vec<Paragraph>) -> Page {
        Page {
            language: None,
            paragraphs,
            facts: PageFacts::default(),
        }
    }

    /// Splits plain text: one paragraph a line, unless the text is hard-wrapped (see [`Wrapping`]).
    #[must_use]
    pub fn from_text(text: &str) -> Page {
        Page::from_text_with(text, Wrapping::Detect)
    }

    /// [`Page::from_text`] with the line rule forced either way.
    #[must_use]
    pub fn from_text_with(text: &str, wrapping: Wrapping) -> Page {
        Page::new(text::split(text, wrapping))
    }

    /// [`Page::from_text`] from bytes in any encoding (see [`decode`]); spans then count in the decoded text.
    #[must_use]
    pub fn from_text_bytes(bytes: &[u8]) -> Page {
        Page::from_text(&decode(bytes).text)
    }

    /// Reads an HTML page: the tree that a browser would build, and of it the visible text of each block, with marks.
    ///
    /// Spans count in the page's text, its paragraphs joined by line feeds. [`Page::facts`] says what the page claims
    /// of itself. Its language is left to be detected: of 911 labelled pages, detection tells that of 904 rightly
    /// and of 1 wrongly, `<html lang>` of 830 rightly and of 12 wrongly.
    ///
    /// HTTP headers before the page, as `curl -i` writes them, are skipped.
    ///
    /// Any text is a page, in a time that grows with its length; [`PageFacts::is_truncated`] says if there was too much.
    ///
    /// ```
    /// let page = unpitch::Page::from_html("<h1>Harbour reopens</h1><p>Ferries <a href=/>sail</a> again.");
    /// let paragraph = &page.paragraphs()[1];
    /// assert_eq!(paragraph.text(), "Ferries sail again.");
    /// assert_eq!(paragraph.marks().unwrap().path(), "p < body < html");
    /// ```
    #[cfg(feature = "html")]
    #[must_use]
    pub fn from_html(html: &str) -> Page {
        Page::from_html_until(html, Deadline::NEVER).expect("there is time")
    }

    /// [`Page::from_html`] that gives up once a deadline has passed.
    ///
    /// # Errors
    /// [`Error::OutOfTime`](crate::Error::OutOfTime).
    #[cfg(feature = "html")]
    pub fn from_html_until(html: &str, deadline: Deadline) -> crate::Result<Page> {
        html::read(&html[sniff::headers(html.as_bytes())..], deadline)
    }

    /// [`Page::from_html`] from bytes in any encoding.
    ///
    /// The encoding is that of the byte-order mark; else UTF-8 if the bytes are, or nearly are, that and not ASCII,
    /// since many a page was saved as UTF-8 and still names what it was before; else what the page names in its first
    /// 1,024 bytes (`<meta charset>` or `http-equiv`); else what browsers would guess.
    #[cfg(feature = "html")]
    #[must_use]
    pub fn from_html_bytes(bytes: &[u8]) -> Page {
        Page::from_html(&decode_html(bytes))
    }

    /// Whether bytes are HTML, whole or in pieces, rather than plain text; their first 16 KiB decide.
    ///
    /// So are all that the [MIME Sniffing Standard](https://mimesniff.spec.whatwg.org) takes for it (but XML only with
    /// `html` as its root), after blank lines, a byte-order mark and HTTP headers too; fragments that begin with any
    /// element; and texts that are mostly mark-up. A text that talks of tags, or a listing of program code, is not.
    ///
    /// ```
    /// use unpitch::Page;
    /// assert!(Page::looks_like_html(b"\n<li>Ferries<li>Boats"));
    /// assert!(!Page::looks_like_html(b"<ada@example.org> wrote of the <b> tag."));
    /// ```
    #[cfg(feature = "html")]
    #[must_use]
    pub fn looks_like_html(bytes: &[u8]) -> bool {
        sniff::looks_like_html(bytes)
    }

    /// The same page, its language given instead of detected.
    #[must_use]
    pub fn with_language(mut self, language: Option<Language>) -> Page {
        self.language = language;
        self
    }

    /// The language given, or detected from the texts and from what the page says of itself.
    pub(crate) fn language_or_detected(&self) -> Option<Language> {
        self.language().or_else(|| {
            let texts = self.paragraphs.iter().map(Paragraph::text);
            language::of_page(texts, self.facts.language)
        })
    }

    /// Whether all its paragraphs have marks, so that it is labelled by them too.
    #[must_use]
    pub fn has_marks(&self) -> bool {
        let mut paragraphs = self.paragraphs.iter();
        !self.paragraphs.is_empty() && paragraphs.all(|paragraph| paragraph.marks().is_some())
    }

    /// The same page without its marks, and without what it says of itself, as if it had been plain text.
    ///
    /// Of its facts, those stay that say how it was read: they are about the text that it still has.
    #[must_use]
    pub fn without_marks(mut self) -> Page {
        for paragraph in &mut self.paragraphs {
            paragraph.marks = None;
        }
        self.facts = PageFacts {
            is_truncated: self.facts.is_truncated,
            shown_hidden: self.facts.shown_hidden,
            hidden_bytes: self.facts.hidden_bytes,
            has_unread_text: self.facts.has_unread_text,
            ..PageFacts::default()
        };
        self
    }

    /// The language given, if one was.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// The same page with other facts.
    #[must_use]
    pub fn with_facts(mut self, facts: PageFacts) -> Page {
        self.facts = facts;
        self
    }

    /// What the page says of itself, where its source was HTML.
    #[must_use]
    pub fn facts(&self) -> &PageFacts {
        &self.facts
    }

    /// The paragraphs, top to bottom.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The texts of the paragraphs that are kept, joined.
    pub(crate) fn text_of(&self, kept: &[bool], between: &str) -> String {
        let paragraphs = self.paragraphs.iter().zip(kept);
        let kept = paragraphs.filter(|(_, is_kept)| **is_kept);
        let texts: Vec<&str> = kept.map(|(paragraph, _)| paragraph.text()).collect();
        texts.join(between)
    }
}

/// One block of visible text.
///
/// As JSON it is an object with `text`, the `start` and `end` of its span, and its `marks`, where it has any. What is read
/// must be what could have been written: folded white space, and links inside the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "stored::StoredParagraph")]
pub struct Paragraph {
    text: String,
    #[serde(flatten)]
    span: Range<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    /// Apart, for paragraphs of text have none.
    marks: Option<Box<Marks>>,
}

impl Paragraph {
    /// A paragraph of this text, its white space folded; the span is that of `text` itself.
    #[must_use]
    pub fn new(text: &str) -> Paragraph {
        Paragraph::spanning(text::fold_white_space(text), 0..text.len())
    }

    /// A paragraph of text already folded that stands at `span` (bytes) of its source.
    pub(crate) fn spanning(text: String, span: Range<usize>) -> Paragraph {
        Paragraph {
            text,
            span,
            marks: None,
        }
    }

    /// The same paragraph with marks.
    #[must_use]
    pub fn with_marks(mut self, marks: Marks) -> Paragraph {
        self.marks = Some(Box::new(marks));
        self
    }

    /// The text, white space folded to single spaces.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the paragraph stands in its source, in bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What the page's markup said of it, where the source had markup.
    #[must_use]
    pub fn marks(&self) -> Option<&Marks> {
        self.marks.as_deref()
    }
}
