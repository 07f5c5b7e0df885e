//! What is wrong with a piece of JSON, in the words of the person who has to mend it.

use super::scan::{Expected, Scan};
use crate::corpora::Limits;

/// Why there is no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub found: String,
    pub expected: String,
    pub advice: &'static str,
}

impl Fault {
    /// Most bytes of a faulty line that are shown.
    pub const SHOWN: usize = 60;

    fn new(found: impl Into<String>, expected: impl Into<String>, advice: &'static str) -> Fault {
        Fault {
            found: found.into(),
            expected: expected.into(),
            advice,
        }
    }

    /// Something else than the scan wanted; [`Fault::found_at`] says what.
    pub fn after(scan: &Scan) -> Fault {
        let expected = match scan.expected() {
            Expected::Value => "a value".to_owned(),
            Expected::ItemOrEnd => "a value or the array's end".to_owned(),
            Expected::NameOrEnd => "a field name in double quotes or the object's end".to_owned(),
            Expected::Name => "a field name in double quotes".to_owned(),
            Expected::Colon => "a colon".to_owned(),
            Expected::CommaOrEnd => "a comma or the closing bracket".to_owned(),
            Expected::String { .. } | Expected::Escaped { .. } => "a closing quote".to_owned(),
            Expected::Scalar => "the end of a number or word".to_owned(),
            Expected::Shallower => "fewer brackets inside one another".to_owned(),
        };
        Fault::new("", expected, "correct the JSON here")
    }

    pub fn too_long(longest: usize) -> Fault {
        let found = format!("an object of more than {}", Limits::size(longest));
        let advice = "write one object per page, or raise the limit (--max-page)";
        Fault::new(found, "a page", advice)
    }

    pub fn unclosed_array() -> Fault {
        let found = "an array without its end";
        let advice = "the input may have been cut off: copy or download it again";
        Fault::new(found, "a closing bracket", advice)
    }

    /// A line that is not JSON at all.
    pub fn no_value(line: &[u8]) -> Fault {
        let shown = line.len().min(Fault::SHOWN);
        let mut start = String::from_utf8_lossy(&line[..shown])
            .trim_end()
            .to_owned();
        start.truncate(start.trim_end_matches(char::REPLACEMENT_CHARACTER).len());
        if shown < line.len() {
            start.push('…');
        }
        let expected = "a JSON object with html or text";
        let advice = "write one object per line, or an array of objects";
        Fault::new(format!("{start:?}"), expected, advice)
    }

    /// The fault with what was found `at` bytes after the start of the value, unless that is known.
    pub fn found_at(mut self, value: &[u8], at: usize) -> Fault {
        if self.found.is_empty() {
            let place = place(value, at);
            self.found = match value.get(at) {
                None => "the end of the input".to_owned(),
                Some(b'\n') => format!("a line break inside a string{place}"),
                Some(_) => format!("{:?}{place}", character(&value[at..])),
            };
        }
        self
    }
}

/// The first character, as far as it can be read.
fn character(bytes: &[u8]) -> char {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4)]);
    start.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Where a byte of a value on many lines is; on a single line, the line is named already.
fn place(value: &[u8], at: usize) -> String {
    match value[..at].iter().filter(|byte| **byte == b'\n').count() {
        0 => String::new(),
        1 => " on the line after it".to_owned(),
        lines => format!(" {lines} lines further down"),
    }
}
