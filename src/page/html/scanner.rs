//! What stands inside the tags of a page's source, as the HTML standard's tokenizer reads them: `>` inside quotes does not
//! end them.

use std::ops::Range;

use memchr::memchr;

/// The value of an attribute of a start tag.
pub(super) fn value<'s>(tag: &'s str, attribute: &str) -> Option<&'s str> {
    let mut scanner = Scanner::new(tag, 1);
    scanner.element();
    while let Next::Attribute(found) = scanner.next() {
        if found.name.eq_ignore_ascii_case(attribute) {
            return Some(&tag[found.value]);
        }
    }
    None
}

/// What follows in a tag.
pub(super) enum Next<'s> {
    Attribute(Found<'s>),
    End {
        is_self_closing: bool,
    },
    /// The source ends before the tag does.
    Nothing,
}

/// An attribute of a tag.
pub(super) struct Found<'s> {
    pub name: &'s str,
    /// Where its value stands, without quotes; character references in it are as they are.
    pub value: Range<usize>,
    /// How many bytes all of it takes.
    pub length: usize,
}

/// A place inside a tag.
pub(super) struct Scanner<'s> {
    source: &'s str,
    pub at: usize,
}

impl<'s> Scanner<'s> {
    pub fn new(source: &'s str, at: usize) -> Scanner<'s> {
        Scanner { source, at }
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    /// Skips a byte if it is `byte`; whether it was.
    pub fn skip(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    /// The name of the element, where it starts.
    pub fn element(&mut self) -> &'s str {
        let start = self.at;
        self.skip_until(|byte| is_space(byte) || matches!(byte, b'/' | b'>'));
        &self.source[start..self.at]
    }

    /// Goes on to a byte that ends something, or to the end of the source.
    fn skip_until(&mut self, ends: impl Fn(u8) -> bool) {
        let rest = &self.source.as_bytes()[self.at..];
        self.at += rest
            .iter()
            .position(|byte| ends(*byte))
            .unwrap_or(rest.len());
    }

    pub fn next(&mut self) -> Next<'s> {
        let mut is_self_closing = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'>' => {
                    self.at += 1;
                    return Next::End { is_self_closing };
                }
                b'/' => is_self_closing = true,
                byte if is_space(byte) => is_self_closing = false,
                _ => return self.attribute().unwrap_or(Next::Nothing),
            }
            self.at += 1;
        }
        Next::Nothing
    }

    fn attribute(&mut self) -> Option<Next<'s>> {
        let start = self.at;
        // An equals sign that comes first is part of the name.
        self.skip(b'=');
        self.skip_until(|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let name = &self.source[start..self.at];
        let end_of_name = self.at;
        self.skip_until(|byte| !is_space(byte));
        let value = if self.skip(b'=') {
            self.skip_until(|byte| !is_space(byte));
            self.value()?
        } else {
            self.at = end_of_name;
            self.at..self.at
        };
        let length = self.at - start;
        let found = Found {
            name,
            value,
            length,
        };
        Some(Next::Attribute(found))
    }

    fn value(&mut self) -> Option<Range<usize>> {
        let quote = self.peek()?;
        let mut start = self.at;
        if !matches!(quote, b'"' | b'\'') {
            self.skip_until(|byte| is_space(byte) || byte == b'>');
            return Some(start..self.at);
        }
        start += 1;
        let length = memchr(quote, &self.source.as_bytes()[start..])?;
        self.at = start + length + 1;
        Some(start..start + length)
    }
}

/// White space of HTML.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}
