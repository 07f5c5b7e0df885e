//! What a file is, by its first bytes, and where they leave it open by its name.

use std::path::Path;

use crate::corpora::Format;
use crate::page::Page;

/// Bytes looked at to detect what a file is, from its first one that is not white space: more than any comment or
/// HTTP header before a page's first tag.
pub const HEAD: usize = 16_384;

/// Least share of the bytes that are control characters in binary files, as one in so many. Text has next to none;
/// other bytes have one in nine by chance, and UTF-16 without its mark has one in two.
const CONTROLS: usize = 4;

/// How the first record of a WARC begins.
const WARC: &[u8] = b"WARC/";

/// How a Parquet file begins.
const PARQUET: &[u8] = b"PAR1";

/// Bytes at an offset.
type Magic = (usize, &'static [u8]);

/// The files that people take for pages by mistake, by their first bytes.
const BINARY: [(&[Magic], &str); 15] = [
    (&[(0, b"\x89PNG")], "a PNG image"),
    (&[(0, b"\xFF\xD8\xFF")], "a JPEG image"),
    (&[(0, b"GIF8"), (5, b"a")], "a GIF image"),
    (
        &[(0, b"RIFF"), (8, b"W")],
        "a RIFF file: an image or a sound",
    ),
    (&[(0, b"RIFF"), (8, b"AVI ")], "a film"),
    (&[(0, b"%PDF-")], "a PDF document"),
    (&[(0, b"PK\x03\x04")], "a ZIP archive or an office document"),
    (&[(0, b"\x1F\x8B")], "a gzip archive inside another"),
    (&[(0, b"BZh"), (4, b"1AY&SY")], "a bzip2 archive"),
    (&[(0, b"\xFD7zXZ")], "an xz archive inside another"),
    (&[(0, b"\x28\xB5\x2F\xFD")], "a zstd archive inside another"),
    (&[(0, b"\x7FELF")], "a program"),
    (&[(0, b"SQLite format 3\0")], "an SQLite database"),
    (&[(0, b"wOFF")], "a font"),
    (&[(0, b"wOF2")], "a font"),
];

/// The format of a file of this name that starts so.
pub fn format(path: &Path, head: &[u8]) -> Format {
    let name = name(path);
    let is_named = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if head.starts_with(WARC) {
        Format::Warc
    } else if head.starts_with(PARQUET) {
        Format::Parquet
    } else if is_named(&[".csv"]) {
        Format::Csv
    } else if starts_as_json(head) {
        Format::Jsonl
    } else if is_html(head) || is_named(&[".html", ".htm", ".xhtml"]) {
        Format::Html
    } else if is_named(&[".jsonl", ".ndjson", ".json"]) {
        Format::Jsonl
    } else {
        Format::Text
    }
}

/// Whether these first bytes say the format, whatever follows: a stream of JSON must not wait for more of them.
pub fn is_known(head: &[u8]) -> bool {
    starts_as_object(trimmed(head)) || starts_as_array(trimmed(head))
}

/// Whether a page that starts so is HTML.
pub fn is_html(head: &[u8]) -> bool {
    Page::looks_like_html(head)
}

/// What a file is that starts so, if it is certainly not a page. Where the user has said that it is one, only control
/// characters can prove the contrary: a text about PDF may start as a PDF does.
pub fn binary(head: &[u8], is_given: bool) -> Option<&'static str> {
    let controls = head.iter().filter(|byte| is_control(**byte)).count();
    if is_given && controls == 0 {
        return None;
    }
    let is_at = |&(at, bytes): &Magic| head.get(at..).is_some_and(|h| h.starts_with(bytes));
    let known = BINARY.iter().find(|(parts, _)| parts.iter().all(is_at));
    if let Some((_, name)) = known {
        return Some(name);
    }
    (controls * CONTROLS > head.len()).then_some("a binary file")
}

/// Whether a byte is a control character that text has no use for: white space and the escape of colours are not.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F)
}

/// The file's name in lower case, without what says how it is packed.
fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_lowercase();
    let mut endings = [".gz", ".zst", ".xz"].iter();
    let bare = endings.find_map(|ending| name.strip_suffix(ending));
    bare.unwrap_or(&name).to_owned()
}

/// The start without byte-order mark and white space.
fn trimmed(head: &[u8]) -> &[u8] {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    head.trim_ascii_start()
}

/// Whether it starts as JSON pages do: with an object, or an array of objects.
fn starts_as_json(head: &[u8]) -> bool {
    let head = trimmed(head);
    let is_empty_array = head
        .strip_prefix(b"[")
        .is_some_and(|inside| inside.trim_ascii() == b"]");
    starts_as_object(head) || starts_as_array(head) || is_empty_array
}

/// Whether it starts with a brace and a quoted name.
fn starts_as_object(head: &[u8]) -> bool {
    let inside = head.strip_prefix(b"{");
    inside.is_some_and(|inside| inside.trim_ascii_start().starts_with(b"\""))
}

/// Whether it starts with a bracket and an object.
fn starts_as_array(head: &[u8]) -> bool {
    let inside = head.strip_prefix(b"[");
    inside.is_some_and(|inside| starts_as_object(inside.trim_ascii_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(name: &str, head: &str) -> Format {
        format(Path::new(name), head.as_bytes())
    }

    #[test]
    fn content_decides_before_the_name() {
        assert_eq!(detected("-", "\u{feff}\n <!DOCTYPE html>"), Format::Html);
        assert_eq!(detected("page.txt", "<div class=a>"), Format::Html);
        assert_eq!(detected("page.html.gz", "Ferries sail"), Format::Html);
        assert_eq!(
            detected("page.txt", "<3 ferries, <b-ferries>"),
            Format::Text
        );
        assert_eq!(detected("pages.html", "{ \"text\": \"\"}"), Format::Jsonl);
        assert_eq!(detected("pages.jsonl", ""), Format::Jsonl);
        assert_eq!(detected("page", "{ferries}"), Format::Text);
        assert_eq!(detected("a/PAGES.CSV.GZ", "<html>"), Format::Csv);
        assert_eq!(detected("PAGES.csv.zst", "<html>"), Format::Csv);
        assert_eq!(detected("crawl", "WARC/1.0\r\n"), Format::Warc);
    }

    #[test]
    fn arrays_of_objects_are_json_and_lists_in_a_text_are_not() {
        assert_eq!(detected("-", "[\n  {\n\"url\": 1"), Format::Jsonl);
        assert_eq!(detected("-", " [ ]\n"), Format::Jsonl);
        assert_eq!(detected("tags.json", "[\"a\"]"), Format::Jsonl);
        for text in ["[x] Ferries sail", "[] Ferries sail", "[1] \"{\"", "[{1}]"] {
            assert_eq!(detected("-", text), Format::Text, "{text}");
        }
    }

    #[test]
    fn binary_files_are_named() {
        assert_eq!(binary(b"\x89PNG\r\n\x1a\n", false), Some("a PNG image"));
        assert_eq!(binary(b"\x89PNG\r\n\x1a\n\0", true), Some("a PNG image"));
        assert_eq!(binary(b"GIF89a\x01\0", false), Some("a GIF image"));
        assert_eq!(
            binary(b"RIFF\x24\0\0\0WEBP", false).map(|s| &s[..6]),
            Some("a RIFF")
        );
        let utf16: Vec<u8> = "Ferries"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(binary(&utf16, false).is_some() && binary(&utf16, true).is_some());
        assert_eq!(binary("Fähren\t\u{1b}[1m\r\n\u{c}".as_bytes(), false), None);
        assert_eq!(binary(b"", false), None);
    }

    #[test]
    fn a_text_about_a_format_is_a_text() {
        for text in [
            "%PDF is a format, we explain",
            "GIF8 was a bad year",
            "BZh is how",
            "RIFF Wall",
        ] {
            assert_eq!(binary(text.as_bytes(), false), None, "{text}");
        }
        let pdf = b"%PDF-1.7 is what most programs write";
        assert_eq!(binary(pdf, false), Some("a PDF document"));
        assert_eq!(binary(pdf, true), None);
        assert_eq!(binary(b"%PDF-1.7\n\x01\x02", true), Some("a PDF document"));
    }
}
