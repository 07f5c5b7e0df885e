//! What a file is, by its first bytes, and where they leave it open by its name.

use std::path::Path;

use unpitch::Page;

use crate::args::InputFormat;

/// The files that people take for pages by mistake, by their first bytes.
const BINARY: [(&[u8], &str); 13] = [
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file: an image, a sound or a film"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1F\x8B", "a gzip archive inside another"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ", "an xz archive"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"wOF", "a font"),
];

/// Most of the bytes that may be control characters, as one in so many. Text has next to none; other bytes have one
/// in nine by chance, and UTF-16 without its mark has one in two.
const CONTROLS: usize = 4;

/// The format of a file of this name that starts so.
pub fn of(path: &Path, head: &[u8]) -> InputFormat {
    let name = name(path);
    let is_named = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if is_named(&[".csv"]) {
        InputFormat::Csv
    } else if starts_as_object(head) {
        InputFormat::Jsonl
    } else if Page::looks_like_html(head) || is_named(&[".html", ".htm", ".xhtml"]) {
        InputFormat::Html
    } else if is_named(&[".jsonl", ".ndjson"]) {
        InputFormat::Jsonl
    } else {
        InputFormat::Text
    }
}

/// What a file is that starts so, if it is certainly no page.
pub fn binary(head: &[u8]) -> Option<&'static str> {
    let known = BINARY.iter().find(|(start, _)| head.starts_with(start));
    if let Some((_, name)) = known {
        return Some(name);
    }
    let is_marked = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    let is_control = |byte: &&u8| matches!(**byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F);
    let controls = head.iter().filter(is_control).count();
    (!is_marked && controls * CONTROLS > head.len()).then_some("a file of control characters")
}

/// The file's name in lower case, without `.gz`.
fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_lowercase();
    name.strip_suffix(".gz").unwrap_or(&name).to_owned()
}

/// The start without byte-order mark and white space.
fn trimmed(head: &[u8]) -> &[u8] {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    head.trim_ascii_start()
}

/// Whether it starts with a brace and a quoted name, as JSON lines do.
fn starts_as_object(head: &[u8]) -> bool {
    let inside = trimmed(head).strip_prefix(b"{");
    inside.is_some_and(|inside| inside.trim_ascii_start().starts_with(b"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, head: &str) -> InputFormat {
        super::of(Path::new(name), head.as_bytes())
    }

    #[test]
    fn content_decides_before_the_name() {
        assert_eq!(of("-", "\u{feff}\n <!DOCTYPE html>"), InputFormat::Html);
        assert_eq!(of("page.txt", "<div class=a>"), InputFormat::Html);
        assert_eq!(of("page.html.gz", "Ferries sail"), InputFormat::Html);
        assert_eq!(of("page.txt", "<3 ferries, <b-ferries>"), InputFormat::Text);
        assert_eq!(of("pages.html", "{ \"text\": \"\"}"), InputFormat::Jsonl);
        assert_eq!(of("pages.jsonl", ""), InputFormat::Jsonl);
        assert_eq!(of("page", "{ferries}"), InputFormat::Text);
        assert_eq!(of("a/PAGES.CSV.GZ", "<html>"), InputFormat::Csv);
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert_eq!(binary(b"\x89PNG\r\n\x1a\n"), Some("a PNG image"));
        let utf16: Vec<u8> = "Ferries"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(binary(&utf16).is_some());
        assert_eq!(binary(&[b"\xFF\xFE", &utf16[..]].concat()), None);
        assert_eq!(binary("Fähren\t\u{1b}[1m\r\n\u{c}".as_bytes()), None);
        assert_eq!(binary(b""), None);
    }
}
