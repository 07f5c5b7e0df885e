//! Articles as WET has them: WARC records of type `conversion`, each with a page's text.

use std::fmt::Write as _;
use std::io;

use sha2::{Digest, Sha256};
use unpitch::CleanOptions;
use unpitch::records::{Labelled, text_field};

use super::container::Container;
use super::pages::Render;

/// Renders one record per page that has an article.
pub struct Wet(pub CleanOptions);

/// What a record must have, and a page may not: the date of one that came without.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

impl Render for Wet {
    fn container(&self) -> Container {
        Container::Records
    }

    fn render(&self, page: &Labelled<'_>) -> io::Result<Vec<u8>> {
        let text = page.text(&self.0).map_err(io::Error::other)?;
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let mut record = header(page, &text).into_bytes();
        record.extend_from_slice(text.as_bytes());
        record.extend_from_slice(b"\r\n\r\n");
        Ok(record)
    }
}

fn header(page: &Labelled<'_>, text: &str) -> String {
    let of_source = |name| text_field(page.fields, name).filter(|value| is_header(value));
    let date = of_source("warc_date").unwrap_or_else(|| NO_DATE.to_owned());
    let source = of_source("warc_record_id");
    let mut lines = vec![
        "WARC/1.0".to_owned(),
        "WARC-Type: conversion".to_owned(),
        format!("WARC-Target-URI: {}", address(page)),
        format!("WARC-Date: {date}"),
        format!(
            "WARC-Record-ID: <urn:uuid:{}>",
            uuid(&[
                page.name,
                source.as_deref().unwrap_or_default(),
                &date,
                text
            ])
        ),
    ];
    lines.extend(source.map(|id| format!("WARC-Refers-To: {id}")));
    lines.push("Content-Type: text/plain; charset=utf-8".to_owned());
    lines.push(format!("Content-Length: {}", text.len()));
    lines.join("\r\n") + "\r\n\r\n"
}

/// Whether a value can stand in a header as it is.
fn is_header(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| c.is_ascii_graphic())
}

/// The page's address; of a page that has none, its name as a URN.
fn address(page: &Labelled<'_>) -> String {
    let given = text_field(page.fields, "url").unwrap_or_else(|| page.name.to_owned());
    let mut address = match given.contains("://") {
        true => String::new(),
        false => "urn:unpitch:".to_owned(),
    };
    for byte in given.bytes() {
        match byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"') {
            true => address.push(char::from(byte)),
            false => write!(address, "%{byte:02X}").expect("a string takes all"),
        }
    }
    address
}

/// A UUID (version 8, RFC 9562) that is the same for the same record: its digits are those of a SHA-256.
fn uuid(record: &[&str]) -> String {
    let digest = Sha256::digest(record.join("\0"));
    let mut bits = u128::from_be_bytes(digest[..16].try_into().expect("16 of 32 bytes"));
    bits = bits & !(0xF << 76) | 8 << 76;
    bits = bits & !(0b11 << 62) | 0b10 << 62;
    let digits = format!("{bits:032x}");
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32].map(|group| &digits[group]);
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_of_version_8() {
        let uuid = uuid(&["a", "Ferries sail."]);
        assert_eq!(uuid.len(), 36);
        assert_eq!(&uuid[14..15], "8");
        assert!("89ab".contains(&uuid[19..20]), "{uuid}");
        assert_ne!(uuid, super::uuid(&["b", "Ferries sail."]));
    }
}
