//! WARC and WET -> pages, one record at a time.

mod body;
mod header;
mod http;
mod records;

use std::io;
use std::path::Path;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::super::job::{Fields, InputPage, Job, Read, Reject, Visit};
use super::source::{LONGEST_PAGE, Source, at};
use super::{detect, faults, utf16};
use crate::dataset::NamedPage;
use crate::error::Error;
use crate::page::{Page, Wrapping, decode};
use header::Header;
use http::Response;
use records::{Found, Record, Records};

/// Hands on each record that is a page, or what is wrong with it.
pub fn each(source: Source, wrapping: Wrapping, visit: Visit<'_>) -> io::Result<()> {
    let path: Arc<Path> = source.path.as_path().into();
    let (input, left_out) = source.reader();
    let mut records = Records::new(input, LONGEST_PAGE);
    loop {
        match records.next(kind_of) {
            Ok(Some(Found::Record(record))) => {
                if let Some(job) = job(record, wrapping, &path) {
                    visit(job)?;
                }
            }
            Ok(Some(Found::Fault(fault))) => {
                let error = error(&path, fault.found);
                visit(Job::failed(
                    Reject::new(error)
                        .offset(fault.offset)
                        .id(fault.id)
                        .bytes(&fault.bytes),
                ))?;
            }
            Ok(None) => break,
            Err(error) => {
                let reject = Reject::new(at(&path)(error)).offset(records.offset());
                return visit(Job::failed(reject));
            }
        }
    }
    left_out().map_or(Ok(()), |remark| visit(Job::remark(remark)))
}

fn error(path: &Path, found: impl std::fmt::Display) -> Error {
    let advice = "the others are read";
    faults::error(path, None, found, "a whole WARC record", advice)
}

/// What a record may be to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// What a server answered: HTTP headers and a body.
    Response,
    /// A file as it is.
    Resource,
    /// The text of a page.
    Conversion,
}

/// The kind of a record, from its header; none for what is never a page.
fn kind_of(header: &Header) -> Option<Kind> {
    let is_typed = |names: &[&str]| names.contains(&&*header.media_type().unwrap_or_default());
    match header.get("WARC-Type")?.to_ascii_lowercase().as_str() {
        "response" if header.media_type().is_none() || is_typed(&["application/http"]) => {
            Some(Kind::Response)
        }
        "resource" if is_typed(&HTML) => Some(Kind::Resource),
        "conversion" if header.media_type().is_none() || is_typed(&["text/plain"]) => {
            Some(Kind::Conversion)
        }
        "conversion" if is_typed(&HTML) => Some(Kind::Resource),
        _ => None,
    }
}

/// The media types of HTML.
const HTML: [&str; 2] = ["text/html", "application/xhtml+xml"];

/// The page of a record, if it is one.
fn job(record: Record<Kind>, wrapping: Wrapping, path: &Arc<Path>) -> Option<Job> {
    if record.kind == Kind::Response {
        let response = Response::read(&record.body);
        if response.is_some_and(|response| !response.is_page()) {
            return None;
        }
    }
    let (path, bytes) = (path.clone(), record.body.len());
    let read = move || {
        page(&record, wrapping, &path).map_err(|found| {
            let reject = Reject::new(error(&path, found)).offset(record.offset);
            let id = record.header.get("WARC-Record-ID").map(str::to_owned);
            reject.id(id).bytes(&record.body).into()
        })
    };
    Some(Job::new(bytes, read))
}

/// The page of a record.
///
/// # Errors
/// What was found instead, in words.
fn page(record: &Record<Kind>, wrapping: Wrapping, path: &Path) -> Result<Read, String> {
    let (page, has_content) = match record.kind {
        Kind::Response => {
            let response = Response::read(&record.body);
            let response = response.ok_or("a response without a line such as HTTP/1.1 200 OK")?;
            let body = body::decoded(&response, LONGEST_PAGE)?;
            (html(&body, response.charset())?, !is_blank(&body))
        }
        Kind::Resource => (
            html(&record.body, record.header.charset())?,
            !is_blank(&record.body),
        ),
        Kind::Conversion => {
            let text = decode(&record.body).text;
            (
                Page::from_text_with(&text, wrapping),
                !is_blank(&record.body),
            )
        }
    };
    Ok(InputPage {
        page: NamedPage::new(name(record, path), None, page),
        fields: fields(&record.header),
        has_content,
    }
    .into())
}

/// HTML, in the encoding that its server named unless its bytes say otherwise.
fn html(body: &[u8], charset: Option<&'static encoding_rs::Encoding>) -> Result<Page, String> {
    let head = &body[..body.len().min(detect::HEAD)];
    if utf16::encoding(head).is_none()
        && let Some(found) = detect::binary(head, false)
    {
        return Err(format!("{found} that is called HTML"));
    }
    let is_unicode = decode(body).encoding.starts_with("UTF-");
    Ok(match charset {
        Some(charset) if !is_unicode => {
            Page::from_html(&charset.decode_without_bom_handling(body).0)
        }
        _ => Page::from_html_bytes(body),
    })
}

fn is_blank(body: &[u8]) -> bool {
    body.trim_ascii().is_empty()
}

/// The page's address, the record's name, or the place where it stands.
fn name(record: &Record<Kind>, path: &Path) -> String {
    let header = &record.header;
    let named = header.target().or_else(|| header.get("WARC-Record-ID"));
    named.map_or_else(
        || format!("{}@{}", path.display(), record.offset),
        str::to_owned,
    )
}

/// What goes back with the answer.
fn fields(header: &Header) -> Fields {
    let fields = [
        ("warc_record_id", header.get("WARC-Record-ID")),
        ("url", header.target()),
    ];
    let json = |value: &str| RawValue::from_string(serde_json::to_string(value).ok()?).ok();
    let given = fields.into_iter();
    given
        .filter_map(|(name, value)| Some((name.to_owned(), json(value?)?)))
        .collect()
}

#[cfg(test)]
mod tests;
