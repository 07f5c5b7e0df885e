//! A stream of JSON -> its objects, one at a time: on lines of their own, spread over many, or in an array.
//!
//! No more is held than the object at hand. After a fault, reading goes on with the next line that may start an object,
//! so a line that breaks off costs no other.

use std::io::{self, ErrorKind, Read};

use super::fault::Fault;
use super::scan::{Scan, Scanned};
use crate::corpora::job::Reject;

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Finds the values in a stream.
pub struct Values<R> {
    input: R,
    chunk: Box<[u8]>,
    /// Longest value, in bytes.
    longest: usize,
    /// What was read and is not finished with starts at `at`.
    buffer: Vec<u8>,
    at: usize,
    /// Bytes of the stream before the buffer.
    before: u64,
    /// The line of `at`, from 1, and its indentation.
    line: u64,
    indent: usize,
    array: Option<Array>,
}

/// The array whose items are read.
struct Array {
    line: u64,
    offset: u64,
    had_fault: bool,
}

/// One value of the stream, or what stands in its place.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// Its first line.
    pub line: u64,
    /// Its first byte.
    pub offset: u64,
    pub json: Result<Vec<u8>, Fault>,
    /// Of a fault, the first bytes of what was to be a value.
    pub rest: Vec<u8>,
}

impl<R: Read> Values<R> {
    pub fn new(input: R, longest: usize) -> Values<R> {
        Values {
            input,
            chunk: vec![0; CHUNK].into(),
            longest,
            buffer: Vec::new(),
            at: 0,
            before: 0,
            line: 1,
            indent: 0,
            array: None,
        }
    }

    /// The next value or fault; `None` at the end.
    ///
    /// # Errors
    /// Where the input cannot be read.
    pub fn next(&mut self) -> io::Result<Option<Found>> {
        while let Some(byte) = self.first()? {
            match byte {
                b'[' if self.array.is_none() => self.open_array(),
                b']' if self.array.take().is_some() => self.at += 1,
                b'{' => return self.value().map(Some),
                _ if self.array.is_some() && may_start(byte) => return self.value().map(Some),
                _ => return self.no_value().map(Some),
            }
        }
        Ok(self.unclosed_array())
    }

    fn open_array(&mut self) {
        self.array = Some(Array {
            line: self.line,
            offset: self.offset(),
            had_fault: false,
        });
        self.at += 1;
    }

    /// An array that does not end has lost items, unless a fault inside it was reported already.
    fn unclosed_array(&mut self) -> Option<Found> {
        let array = self.array.take().filter(|array| !array.had_fault)?;
        Some(Found {
            line: array.line,
            offset: array.offset,
            json: Err(Fault::unclosed_array()),
            rest: Vec::new(),
        })
    }

    /// The first byte that is not between values. Commas between them are not asked for: a list of objects without its
    /// brackets can be understood as well.
    fn first(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.rest().first().copied() {
                None if self.refill()? => {}
                None => return Ok(None),
                Some(b'\n') => self.end_line(1),
                Some(b' ' | b'\t') => {
                    self.at += 1;
                    self.indent += 1;
                }
                Some(b'\r' | b',') => self.at += 1,
                Some(0xEF) if self.rest().len() < MARK.len() && self.refill()? => {}
                Some(0xEF) if self.rest().starts_with(MARK) => self.at += MARK.len(),
                Some(byte) => return Ok(Some(byte)),
            }
        }
    }

    /// The value that starts here.
    fn value(&mut self) -> io::Result<Found> {
        let mut scan = Scan::default();
        let mut scanned = 0;
        loop {
            match scan.go_on(&self.rest()[scanned..]) {
                Scanned::End(end) => return Ok(self.give(scanned + end)),
                Scanned::Fault(at) => return self.fault(scanned + at, Fault::after(&scan)),
                Scanned::Open => scanned = self.rest().len(),
            }
            if scanned > self.longest {
                return self.fault(scanned, Fault::too_long(self.longest));
            }
            if !self.refill()? {
                return match scan.is_whole_at_end() {
                    true => Ok(self.give(scanned)),
                    false => self.fault(scanned, Fault::after(&scan)),
                };
            }
        }
    }

    /// Hands out the first `n` bytes.
    fn give(&mut self, n: usize) -> Found {
        let json = self.rest()[..n].to_vec();
        let (line, offset) = (self.line, self.offset());
        self.line += lines(&json);
        self.at += n;
        Found {
            line,
            offset,
            json: Ok(json),
            rest: Vec::new(),
        }
    }

    /// Hands out a fault `at` bytes after the start of its value, and goes to where reading can go on.
    fn fault(&mut self, at: usize, fault: Fault) -> io::Result<Found> {
        let is_unread = |rest: &[u8]| !rest.get(at).is_none_or(u8::is_ascii) && rest.len() < at + 4;
        while is_unread(self.rest()) && self.refill()? {}
        let found = Found {
            line: self.line,
            offset: self.offset(),
            json: Err(fault.found_at(self.rest(), at)),
            rest: self.faulty(at),
        };
        if let Some(array) = &mut self.array {
            array.had_fault = true;
        }
        let (indent, is_spread) = (self.indent, self.rest()[..at].contains(&b'\n'));
        self.skip_line()?;
        // Of a value on many lines, the inner lines are no values of their own; it ends at one that starts no deeper.
        while is_spread && !self.may_go_on(indent)? {
            self.skip_line()?;
        }
        Ok(found)
    }

    /// Hands out a line without a value.
    fn no_value(&mut self) -> io::Result<Found> {
        while self.rest().len() <= Fault::SHOWN && !self.rest().contains(&b'\n') {
            if !self.refill()? {
                break;
            }
        }
        let line = self.rest().split(|byte| *byte == b'\n').next();
        let fault = Fault::no_value(line.unwrap_or_default());
        self.fault(0, fault)
    }

    /// Drops the rest of the line.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            if let Some(at) = memchr::memchr(b'\n', self.rest()) {
                self.end_line(at + 1);
                return Ok(());
            }
            self.at = self.buffer.len();
            if !self.refill()? {
                return Ok(());
            }
        }
    }

    /// Whether a line may start a value, or end the array, and is no deeper than `indent`; true at the end.
    fn may_go_on(&mut self, indent: usize) -> io::Result<bool> {
        loop {
            let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
            let depth = self.rest().iter().take_while(|byte| is_blank(byte)).count();
            match self.rest().get(depth).copied() {
                Some(byte) => return Ok(depth <= indent && matches!(byte, b'{' | b'[' | b']')),
                None if depth > self.longest || !self.refill()? => return Ok(true),
                None => {}
            }
        }
    }

    /// Goes `n` bytes on, the last of which is a line feed.
    fn end_line(&mut self, n: usize) {
        self.at += n;
        self.line += 1;
        self.indent = 0;
    }

    /// Bytes of the stream that are done with.
    pub fn offset(&self) -> u64 {
        self.before + self.at as u64
    }

    /// A faulty value to the end of the line of the fault `at` bytes after its start, as far as that was read.
    fn faulty(&self, at: usize) -> Vec<u8> {
        let rest = self.rest();
        let end = memchr::memchr(b'\n', &rest[at.min(rest.len())..]);
        let end = end.map_or(rest.len(), |end| at + end);
        rest[..end.min(Reject::MOST_BYTES)].to_vec()
    }

    fn rest(&self) -> &[u8] {
        &self.buffer[self.at..]
    }

    /// Reads on; false at the end. Takes what is there, so that a slow stream is answered as it comes.
    fn refill(&mut self) -> io::Result<bool> {
        self.before += self.at as u64;
        self.buffer.drain(..self.at);
        self.at = 0;
        loop {
            match self.input.read(&mut self.chunk) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(n) => {
                    self.buffer.extend_from_slice(&self.chunk[..n]);
                    return Ok(n > 0);
                }
            }
        }
    }
}

fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// Whether a value other than an object may start so.
fn may_start(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'[' | b'"' | b'-')
}

#[cfg(test)]
mod tests;
