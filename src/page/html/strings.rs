//! Stretches of a page's source as strings of html5ever's, which share what they stand in: each copy would be memory of
//! its own.

use std::ops::Range;

use html5ever::tendril::StrTendril;

use super::characters::{CHUNK, References, is_plain, read};

/// Strings up to this length, in bytes, take no memory of their own.
const SHORT: usize = 8;

/// Makes strings of a source, best from its beginning to its end.
pub(super) struct Strings<'s> {
    source: &'s str,
    /// A copy of what stands at `start`, about [`CHUNK`] bytes.
    chunk: StrTendril,
    start: usize,
}

impl<'s> Strings<'s> {
    pub fn new(source: &'s str) -> Strings<'s> {
        Strings {
            source,
            chunk: StrTendril::new(),
            start: 0,
        }
    }

    /// What stands there, at most [`CHUNK`] bytes.
    pub fn slice(&mut self, range: Range<usize>) -> StrTendril {
        if range.len() <= SHORT {
            return StrTendril::from_slice(&self.source[range]);
        }
        let end = self.start + self.chunk.len();
        if range.start < self.start || range.end > end {
            let end = self.source.floor_char_boundary(range.start + CHUNK);
            self.chunk = StrTendril::from_slice(&self.source[range.start..end]);
            self.start = range.start;
        }
        let start = (range.start - self.start) as u32;
        self.chunk.subtendril(start, range.len() as u32)
    }

    /// The value of an attribute that stands there.
    pub fn value(&mut self, range: Range<usize>) -> StrTendril {
        let value = &self.source[range.clone()];
        if is_plain(value, References::InAttribute) {
            return self.slice(range);
        }
        let mut out = String::with_capacity(value.len());
        let mut rest = value;
        while !rest.is_empty() {
            rest = read(rest, References::InAttribute, &mut out);
        }
        StrTendril::from_slice(&out)
    }
}
