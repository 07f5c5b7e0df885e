//! A page that somebody sends, as the body of a request, instead of a file.

use std::path::Path;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::super::job::{Fields, InputPage, Job, Read, Reject};
use super::faults::Place;
use super::json::fields::text_field;
use super::record::{self, Reading};
use super::warc::HTML;
use super::warc::header::Header;
use crate::dataset::NamedPage;
use crate::deadline::Deadline;
use crate::error::Result;
use crate::page::{Page, Wrapping, decode, decode_html_named};

/// What stands for its path.
const BODY: &str = "body";

/// Media types of one JSON object a line, none of which is registered.
const JSON_LINES: [&str; 5] = [
    "application/x-ndjson",
    "application/ndjson",
    "application/jsonl",
    "application/x-jsonlines",
    "application/jsonlines",
];

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Html,
    Text,
    /// An object with `html` or `text`.
    Json,
    /// Such an object on each line.
    JsonLines,
}

/// The type that a body was sent as.
#[derive(Clone, Copy, Debug)]
pub struct Media {
    pub kind: Kind,
    charset: Option<&'static Encoding>,
}

impl Media {
    /// What a header says; nothing where that can be no page.
    pub fn read(content_type: &[u8]) -> Option<Media> {
        let header = Header::read(&[b"Content-Type: ", content_type].concat());
        let name = header.media_type()?;
        let kind = match &*name {
            "text/plain" => Kind::Text,
            "application/json" => Kind::Json,
            name if HTML.contains(&name) => Kind::Html,
            name if JSON_LINES.contains(&name) => Kind::JsonLines,
            _ => return None,
        };
        let charset = header.charset();
        Some(Media { kind, charset })
    }
}

/// A page as it was sent.
pub struct Sent {
    pub media: Media,
    pub bytes: Vec<u8>,
    /// Its line in what was sent, from 1.
    pub line: u64,
    /// Its address, where it is not a field of the object itself.
    pub url: Option<String>,
    pub deadline: Deadline,
}

impl Sent {
    /// The page, to be read on any thread.
    pub fn job(self) -> Job {
        match self.media.kind {
            Kind::Json | Kind::JsonLines => {
                let path: Arc<Path> = Path::new(BODY).into();
                let line = self.line;
                let reading = Reading::new(Wrapping::Detect, None).until(self.deadline);
                record::job(self.bytes, &reading, Place { path, line }, 0)
            }
            Kind::Html | Kind::Text => Job::new(self.bytes.len(), move || {
                self.page()
                    .map(Read::from)
                    .map_err(|error| Reject::new(error).into())
            }),
        }
    }

    fn page(self) -> Result<InputPage> {
        let page = match self.media.kind {
            Kind::Text => Page::from_text(&self.text()),
            _ => {
                let html = decode_html_named(&self.bytes, self.media.charset);
                Page::from_html_until(&html, self.deadline)?
            }
        };
        Ok(InputPage {
            page: NamedPage::new(self.url.as_deref().unwrap_or(BODY), None, page),
            fields: self
                .url
                .iter()
                .map(|url| text_field("url", url))
                .collect::<Fields>(),
            has_content: !self.bytes.trim_ascii().is_empty(),
        })
    }

    fn text(&self) -> std::borrow::Cow<'_, str> {
        match self.media.charset {
            Some(charset) => charset.decode(&self.bytes).0,
            None => decode(&self.bytes).text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(content_type: &str, bytes: &[u8]) -> Sent {
        Sent {
            media: Media::read(content_type.as_bytes()).expect(content_type),
            bytes: bytes.to_vec(),
            line: 3,
            url: None,
            deadline: Deadline::NEVER,
        }
    }

    fn first_text(sent: Sent) -> String {
        let read = sent.job().run().unwrap();
        let page = read.page.unwrap().page;
        page.page().paragraphs()[0].text().to_owned()
    }

    #[test]
    fn what_a_body_is_stands_in_its_header() {
        let kind = |name: &str| Media::read(name.as_bytes()).map(|media| media.kind);
        assert_eq!(kind("Text/HTML; charset=utf-8"), Some(Kind::Html));
        assert_eq!(kind("application/xhtml+xml"), Some(Kind::Html));
        assert_eq!(kind("text/plain"), Some(Kind::Text));
        assert_eq!(kind("application/json"), Some(Kind::Json));
        assert_eq!(kind("application/x-ndjson"), Some(Kind::JsonLines));
        for none in [
            "",
            "image/png",
            "application/x-www-form-urlencoded",
            "\u{0}",
        ] {
            assert_eq!(kind(none), None, "{none}");
        }
    }

    #[test]
    fn pages_are_read_in_the_encoding_that_is_named() {
        let latin = b"<p>F\xE4hren fahren wieder ab Montag.";
        assert_eq!(
            first_text(sent("text/html; charset=iso-8859-1", latin)),
            "Fähren fahren wieder ab Montag."
        );
        assert_eq!(
            first_text(sent("text/plain; charset=koi8-r", b"\xD0\xC1\xD2\xCF\xCD")),
            "паром"
        );
        let utf8 = "<p>Fähren fahren wieder ab Montag.".as_bytes();
        assert_eq!(
            first_text(sent("text/html; charset=iso-8859-1", utf8)),
            "Fähren fahren wieder ab Montag."
        );
    }

    #[test]
    fn an_address_names_a_page_and_comes_back() {
        let url = Some("https://a.example/".to_owned());
        let named = Sent {
            url,
            ..sent("text/plain", b"Ferries")
        };
        let page = named.job().run().unwrap().page.unwrap();
        assert_eq!(page.page.name(), "https://a.example/");
        assert_eq!(page.fields[0].1.get(), "\"https://a.example/\"");
        let unnamed = sent("application/json", br#"{"text": "Ferries"}"#)
            .job()
            .run()
            .unwrap();
        assert_eq!(unnamed.page.unwrap().page.name(), "body:3");
    }

    #[test]
    fn what_is_no_page_and_what_takes_too_long_are_refused() {
        let reject = sent("application/json", b"[1]").job().run().unwrap_err();
        assert!(
            reject.error.to_string().contains("body:3"),
            "{}",
            reject.error
        );
        for (content_type, bytes) in [
            ("text/html", &b"<p>a"[..]),
            ("application/json", br#"{"html": "<p>a"}"#),
        ] {
            let late = Sent {
                deadline: Deadline::after(std::time::Duration::ZERO),
                ..sent(content_type, bytes)
            };
            let error = late.job().run().unwrap_err().error;
            assert!(matches!(error, crate::Error::OutOfTime), "{error}");
        }
    }
}
