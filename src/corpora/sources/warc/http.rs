//! What a server answered: status, header and body.

use encoding_rs::Encoding;

use super::HTML;
use super::header::Header;
use crate::page::Page;

/// A response as it was stored.
#[derive(Debug)]
pub struct Response<'a> {
    status: u16,
    header: Header,
    /// As it came over the wire.
    pub body: &'a [u8],
}

impl<'a> Response<'a> {
    /// Reads a response; nothing where it does not begin with a status line.
    pub fn read(bytes: &'a [u8]) -> Option<Response<'a>> {
        let (line, _) = line(bytes);
        let mut words = std::str::from_utf8(line).ok()?.split_ascii_whitespace();
        words
            .next()
            .filter(|version| version.starts_with("HTTP/"))?;
        let status = words.next()?.parse().ok()?;
        let after = &bytes[line.len()..];
        let end = end_of_header(after);
        Some(Response {
            status,
            header: Header::read(after[..end].trim_ascii_start()),
            body: &after[end..],
        })
    }

    /// What it is instead of a page that a reader would have seen, which is HTML, and no error or redirect.
    pub fn other(&self) -> Option<&'static str> {
        let is_html = match self.header.media_type() {
            Some(media_type) => HTML.contains(&&*media_type),
            None => Page::looks_like_html(self.body),
        };
        match self.status {
            200..300 => (!is_html).then_some("an answer that is no HTML"),
            _ => Some("an error or a redirect"),
        }
    }

    pub fn charset(&self) -> Option<&'static Encoding> {
        self.header.charset()
    }

    /// Whether its body came in chunks.
    pub fn is_chunked(&self) -> bool {
        let encodings = self.header.get("Transfer-Encoding").unwrap_or_default();
        encodings.to_ascii_lowercase().contains("chunked")
    }

    /// How its body was packed, the last packing first.
    pub fn packings(&self) -> Vec<String> {
        let encodings = self.header.get("Content-Encoding").unwrap_or_default();
        let names = encodings.split(',').rev();
        names.map(|name| name.trim().to_ascii_lowercase()).collect()
    }
}

/// The first line, with its end, and the rest.
pub fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
    bytes.split_at(end)
}

/// Where the header's empty line ends; without one, all is header.
fn end_of_header(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < bytes.len() {
        let (line, _) = line(&bytes[at..]);
        at += line.len();
        if line.trim_ascii().is_empty() {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_is_status_header_and_body() {
        let bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip, br\r\n\r\n<p>a\n\nb";
        let response = Response::read(bytes).unwrap();
        assert_eq!((response.status, response.body), (200, &b"<p>a\n\nb"[..]));
        assert_eq!(response.packings(), ["br", "gzip"]);
        assert!(response.other().is_none() && !response.is_chunked());
        let bare = Response::read(b"HTTP/1.0 200\n\n<!doctype html><p>a").unwrap();
        assert!(bare.other().is_none());
        assert_eq!(bare.body, b"<!doctype html><p>a");
        assert_eq!(Response::read(b"HTTP/1.0 200").unwrap().body, b"");
    }

    #[test]
    fn errors_redirects_and_other_media_are_no_pages() {
        let error = "an error or a redirect";
        let others = [
            (
                "404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>a",
                error,
            ),
            ("301 Moved\r\nContent-Type: text/html\r\n\r\n<p>a", error),
            (
                "200 OK\r\nContent-Type: image/png\r\n\r\n<p>a",
                "an answer that is no HTML",
            ),
            ("200 OK\r\n\r\nplain words", "an answer that is no HTML"),
        ];
        for (answer, other) in others {
            let answer = format!("HTTP/1.1 {answer}");
            let response = Response::read(answer.as_bytes()).unwrap();
            assert_eq!(response.other(), Some(other), "{answer}");
        }
        for none in ["", "HTTP/1.1", "200 OK", "HTTP/1.1 abc\r\n\r\n"] {
            assert!(Response::read(none.as_bytes()).is_none(), "{none}");
        }
    }
}
