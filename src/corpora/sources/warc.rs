//! WARC and WET -> pages, one record at a time.

mod body;
pub(super) mod header;
mod http;
mod records;

use std::borrow::Cow;
use std::io;
use std::path::Path;
use std::sync::Arc;

use encoding_rs::Encoding;
use serde_json::value::RawValue;

use super::super::job::{Fields, InputPage, Job, Read, Reject, Visit};
use super::source::{Source, at};
use super::{detect, faults, file, utf16};
use crate::dataset::NamedPage;
use crate::error::Error;
use crate::page::{Page, Wrapping, decode, decode_html_named};
use header::Header;
use http::Response;
use records::{Found, Record, Records};

/// How records become pages.
#[derive(Clone, Copy)]
struct How {
    wrapping: Wrapping,
    keeps_source: bool,
    /// Longest page, in bytes, unpacked.
    longest: usize,
}

/// Hands on each record that is a page, or what is wrong with it.
pub fn each(
    source: Source,
    wrapping: Wrapping,
    keeps_source: bool,
    visit: Visit<'_>,
) -> io::Result<()> {
    let path: Arc<Path> = source.path.as_path().into();
    let how = How {
        wrapping,
        keeps_source,
        longest: source.longest,
    };
    let (input, left_out) = source.reader();
    let mut records = Records::new(input, how.longest);
    loop {
        match records.next(kind_of) {
            Ok(Some(Found::Record(record))) => {
                visit(job(record, how, &path))?;
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
pub(super) const HTML: [&str; 2] = ["text/html", "application/xhtml+xml"];

/// The page of a record, or a remark where it is none.
fn job(record: Record<Kind>, how: How, path: &Arc<Path>) -> Job {
    if let Some(what) = other(&record) {
        let place = format!("{}@{}", path.display(), record.offset);
        let text = format!("{what}, left out");
        return Job::remark(faults::remark(what, place, text));
    }
    let (path, bytes) = (path.clone(), record.body.len());
    let read = move || {
        page(&record, how, &path).map_err(|found| {
            let reject = Reject::new(error(&path, found)).offset(record.offset);
            let id = record.header.get("WARC-Record-ID").map(str::to_owned);
            reject.id(id).bytes(&record.body).into()
        })
    };
    Job::new(bytes, read)
}

/// What a server answered instead of a page.
fn other(record: &Record<Kind>) -> Option<&'static str> {
    match record.kind {
        Kind::Response => Response::read(&record.body)?.other(),
        Kind::Resource | Kind::Conversion => None,
    }
}

/// The page of a record.
///
/// # Errors
/// What was found instead, in words.
fn page(record: &Record<Kind>, how: How, path: &Path) -> Result<Read, String> {
    let (body, charset) = content(record, how.longest)?;
    let source = source(record.kind, &body, charset)?;
    let is_html = record.kind != Kind::Conversion;
    let mut fields = fields(&record.header);
    if how.keeps_source {
        fields.push(file::kept(is_html, &source));
    }
    let page = match is_html {
        true => Page::from_html(&source),
        false => Page::from_text_with(&source, how.wrapping),
    };
    Ok(InputPage {
        page: NamedPage::new(name(record, path), None, page),
        fields,
        has_content: !body.trim_ascii().is_empty(),
    }
    .into())
}

/// The page's own bytes, and the encoding that its server named.
fn content(
    record: &Record<Kind>,
    longest: usize,
) -> Result<(Cow<'_, [u8]>, Option<&'static Encoding>), String> {
    if record.kind != Kind::Response {
        return Ok(((&record.body[..]).into(), record.header.charset()));
    }
    let response = Response::read(&record.body);
    let response = response.ok_or("a response without a line such as HTTP/1.1 200 OK")?;
    Ok((body::decoded(&response, longest)?, response.charset()))
}

/// Text or HTML, the latter in the encoding that its server named unless its bytes say otherwise.
fn source<'a>(
    kind: Kind,
    body: &'a [u8],
    charset: Option<&'static Encoding>,
) -> Result<Cow<'a, str>, String> {
    if kind == Kind::Conversion {
        return Ok(decode(body).text);
    }
    let head = &body[..body.len().min(detect::HEAD)];
    if utf16::encoding(head).is_none()
        && let Some(found) = detect::binary(head, false)
    {
        return Err(format!("{found} that is called HTML"));
    }
    Ok(decode_html_named(body, charset))
}

/// The page's address, the record's name, or the place where it stands.
fn name(record: &Record<Kind>, path: &Path) -> String {
    let header = &record.header;
    let id = header.get("WARC-Record-ID").filter(|id| !id.is_empty());
    let named = header.target().or(id);
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
        ("warc_date", header.get("WARC-Date")),
    ];
    let json = |value: &str| RawValue::from_string(serde_json::to_string(value).ok()?).ok();
    let given = fields.into_iter();
    given
        .filter_map(|(name, value)| Some((name.to_owned(), json(value?)?)))
        .collect()
}

#[cfg(test)]
mod tests;
