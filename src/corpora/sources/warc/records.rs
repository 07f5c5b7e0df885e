//! A stream of bytes -> WARC records, one at a time.
//!
//! A record is a header that ends with an empty line, as many bytes as its `Content-Length` says, and two line feeds. No more
//! is held than the record at hand, which grows as it is read: what a header claims is never allocated. After a fault,
//! reading goes on with the next line that begins as a record does.

use std::io::{self, BufRead, BufReader, Read};

use super::header::Header;
use crate::corpora::job::Reject;

/// Longest header, in bytes, and longest line that is looked at in one piece.
const LONGEST_HEADER: usize = 1 << 18;
const LONGEST_LINE: usize = 1 << 16;

/// How a record begins, before its version.
const START: &[u8] = b"WARC/";

/// Finds the records in a stream.
pub struct Records<R> {
    input: BufReader<R>,
    /// Bytes read.
    offset: u64,
    /// Longest body, in bytes.
    longest: usize,
    /// A line that was read already: the first one of a record.
    first: Option<Vec<u8>>,
}

/// A record that is wanted.
#[derive(Debug, PartialEq, Eq)]
pub struct Record<K> {
    /// Its first byte.
    pub offset: u64,
    pub kind: K,
    pub header: Header,
    pub body: Vec<u8>,
}

/// What stands in a record's place.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its first byte.
    pub offset: u64,
    /// The record's name, where its header could be read.
    pub id: Option<String>,
    /// What was found, in words.
    pub found: String,
    /// Its first bytes.
    pub bytes: Vec<u8>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Found<K> {
    Record(Record<K>),
    Fault(Fault),
}

impl<R: Read> Records<R> {
    pub fn new(input: R, longest: usize) -> Records<R> {
        Records {
            input: BufReader::with_capacity(1 << 16, input),
            offset: 0,
            longest,
            first: None,
        }
    }

    /// Bytes of the stream that are done with.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The next record of a kind that is wanted, or fault; `None` at the end.
    ///
    /// # Errors
    /// Where the input cannot be read.
    pub fn next<K>(
        &mut self,
        kind_of: impl Fn(&Header) -> Option<K>,
    ) -> io::Result<Option<Found<K>>> {
        while let Some((offset, first)) = self.first_line()? {
            let begun = match self.begun(offset, first)? {
                Ok(begun) => begun,
                Err((found, bytes)) => return self.lost(offset, found, bytes).map(Some),
            };
            let kind = kind_of(&begun.header);
            if let Some(found) = self.content(begun, kind)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The record that begins with this line, as far as its header goes.
    fn begun(&mut self, offset: u64, first: Vec<u8>) -> io::Result<Result<Begun, Lost>> {
        if !first.starts_with(START) {
            return Ok(Err(("bytes between records", first)));
        }
        let (header, bytes) = match self.header(first)? {
            Ok(read) => read,
            Err(lost) => return Ok(Err(lost)),
        };
        let length = header.get("Content-Length").map(str::parse);
        Ok(match length {
            Some(Ok(length)) => Ok(Begun {
                offset,
                header,
                bytes,
                length,
            }),
            _ => Err(("a record without its Content-Length", bytes)),
        })
    }

    /// The record with its content, or what is wrong with it; none where nobody wants it.
    fn content<K>(&mut self, begun: Begun, kind: Option<K>) -> io::Result<Option<Found<K>>> {
        let length = begun.length;
        let broken = format!("a record that breaks off before its {length} bytes");
        let is_wanted = kind.is_some();
        let Some(kind) = kind.filter(|_| length <= self.longest as u64) else {
            let too_long = format!(
                "a record of {length} bytes, more than {} MiB (--max-page raises it)",
                self.longest >> 20
            );
            return Ok(match (self.skip(length)?, is_wanted) {
                (true, false) => None,
                (true, true) => Some(begun.fault(too_long, &[])),
                (false, _) => Some(begun.fault(broken, &[])),
            });
        };
        let body = self.body(length)?;
        if (body.len() as u64) < length {
            return Ok(Some(begun.fault(broken, &body)));
        }
        Ok(Some(Found::Record(Record {
            offset: begun.offset,
            kind,
            header: begun.header,
            body,
        })))
    }

    /// The first line that is not empty, and where it begins.
    fn first_line(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        if let Some(first) = self.first.take() {
            return Ok(Some((self.offset - first.len() as u64, first)));
        }
        loop {
            let offset = self.offset;
            match self.line()? {
                line if line.is_empty() => return Ok(None),
                line if line.trim_ascii().is_empty() => {}
                line => return Ok(Some((offset, line))),
            }
        }
    }

    /// The header that begins with this line, and its bytes; or what was found and the bytes.
    fn header(&mut self, first: Vec<u8>) -> io::Result<Result<(Header, Vec<u8>), Lost>> {
        let (mut bytes, lines) = (first.clone(), first.len());
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Ok(Err(("a record that breaks off in its header", bytes)));
            }
            if line.starts_with(START) {
                self.first = Some(line);
                return Ok(Err((
                    "a record without an empty line after its header",
                    bytes,
                )));
            }
            bytes.extend_from_slice(&line);
            if line.trim_ascii_end().is_empty() {
                return Ok(Ok((Header::read(&bytes[lines..]), bytes)));
            }
            if bytes.len() > LONGEST_HEADER {
                return Ok(Err(("a record whose header does not end", bytes)));
            }
        }
    }

    /// Up to `length` bytes: fewer at the end of the input.
    fn body(&mut self, length: u64) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        let read = self.input.by_ref().take(length).read_to_end(&mut body);
        self.offset += body.len() as u64;
        read.map(|_| body)
    }

    /// Goes on by `length` bytes; whether there were as many.
    fn skip(&mut self, length: u64) -> io::Result<bool> {
        let skipped = io::copy(&mut self.input.by_ref().take(length), &mut io::sink())?;
        self.offset += skipped;
        Ok(skipped == length)
    }

    /// A line with its end, or the longest piece of it; empty at the end of the input.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let mut input = self.input.by_ref().take(LONGEST_LINE as u64);
        input.read_until(b'\n', &mut line)?;
        self.offset += line.len() as u64;
        Ok(line)
    }

    /// A fault, after going on to the line where the next record begins.
    fn lost<K>(&mut self, offset: u64, found: &str, mut bytes: Vec<u8>) -> io::Result<Found<K>> {
        while self.first.is_none() {
            let is_line_start = bytes.ends_with(b"\n");
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            if is_line_start && line.starts_with(START) {
                self.first = Some(line);
                break;
            }
            // Enough to know a line's end by is kept beyond the most bytes.
            bytes.truncate(Reject::MOST_BYTES);
            bytes.extend_from_slice(&line);
        }
        bytes.truncate(Reject::MOST_BYTES);
        Ok(Found::Fault(Fault {
            offset,
            id: None,
            found: found.to_owned(),
            bytes,
        }))
    }
}

/// What was found instead of a record, and its first bytes.
type Lost = (&'static str, Vec<u8>);

/// A record whose content is still to come.
struct Begun {
    offset: u64,
    header: Header,
    /// The bytes of the header.
    bytes: Vec<u8>,
    /// The length of the content, in bytes.
    length: u64,
}

impl Begun {
    fn fault<K>(self, found: String, body: &[u8]) -> Found<K> {
        let mut bytes = [&self.bytes, body].concat();
        bytes.truncate(Reject::MOST_BYTES);
        Found::Fault(Fault {
            offset: self.offset,
            id: self.header.get("WARC-Record-ID").map(str::to_owned),
            found,
            bytes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(kind: &str, body: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    }

    fn wanted(header: &Header) -> Option<()> {
        (header.get("WARC-Type") == Some("response")).then_some(())
    }

    /// Offset and body of each record, a fault as `!` and what was found.
    fn found(bytes: &[u8]) -> Vec<(u64, String)> {
        let mut records = Records::new(bytes, 1 << 20);
        let mut all = Vec::new();
        while let Some(found) = records.next(wanted).unwrap() {
            all.push(match found {
                Found::Record(record) => (
                    record.offset,
                    String::from_utf8_lossy(&record.body).into_owned(),
                ),
                Found::Fault(fault) => (fault.offset, format!("!{}", fault.found)),
            });
        }
        assert_eq!(records.offset(), bytes.len() as u64);
        all
    }

    #[test]
    fn records_that_are_wanted_come_with_their_place() {
        let (one, request, two) = (
            record("response", "one"),
            record("request", "GET"),
            record("response", "WARC/1.0\r\n"),
        );
        let all = [&*one, &request, &two].concat();
        let second = (one.len() + request.len()) as u64;
        assert_eq!(
            found(all.as_bytes()),
            [(0, "one".to_owned()), (second, "WARC/1.0\r\n".to_owned())]
        );
        assert!(found(b"").is_empty());
    }

    #[test]
    fn a_fault_costs_no_other_record() {
        let good = record("response", "good");
        let at = good.len() as u64;
        let after = |broken: &str| {
            let all = [&*good, broken, &good].concat();
            let found = found(all.as_bytes());
            assert_eq!(found.first(), Some(&(0, "good".to_owned())), "{broken}");
            assert_eq!(
                found.last(),
                Some(&((all.len() - good.len()) as u64, "good".to_owned())),
                "{broken}"
            );
            found[1..found.len() - 1].to_vec()
        };
        let cases = [
            ("garbage\r\nmore\r\n", "bytes between records"),
            (
                "WARC/1.0\r\nWARC-Type: response\r\n\r\nbody\r\n\r\n",
                "a record without its Content-Length",
            ),
            (
                "WARC/1.0\r\nContent-Length: -1\r\n\r\nbody\r\n\r\n",
                "a record without its Content-Length",
            ),
            (
                "WARC/1.0\r\nContent-Length: 4\r\n",
                "a record without an empty line after its header",
            ),
        ];
        for (broken, words) in cases {
            assert_eq!(after(broken), [(at, format!("!{words}"))], "{broken}");
        }
        let long = format!("WARC/1.0\r\n{}\r\n", "a: b\r\n".repeat(100_000));
        assert_eq!(
            after(&long),
            [(at, "!a record whose header does not end".to_owned())]
        );
        let huge = record("response", &"x".repeat((1 << 20) + 1));
        assert!(after(&huge)[0].1.contains("more than 1 MiB"));
    }

    #[test]
    fn a_length_that_is_claimed_is_not_allocated() {
        let claims = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1000000\r\n\r\nshort";
        let mut records = Records::new(claims.as_bytes(), usize::MAX);
        let Some(Found::Fault(fault)) = records.next(wanted).unwrap() else {
            panic!("a fault is expected");
        };
        assert!(
            fault.found.contains("breaks off before its 1000000 bytes"),
            "{}",
            fault.found
        );
        assert!(fault.bytes.ends_with(b"\r\n\r\nshort"));
        let most = "WARC/1.0\r\nContent-Length: 18446744073709551615\r\n\r\nshort";
        assert!(found(most.as_bytes())[0].1.contains("breaks off"));
    }

    #[test]
    fn cut_at_any_byte_the_whole_records_are_read_and_the_rest_is_said() {
        let all = [
            record("response", "one"),
            record("warcinfo", "x"),
            record("response", "two"),
        ]
        .concat();
        let ends = [all.find("one").unwrap() + 3, all.find("two").unwrap() + 3];
        for cut in 0..=all.len() {
            let found = found(&all.as_bytes()[..cut]);
            let whole = found
                .iter()
                .filter(|(_, text)| !text.starts_with('!'))
                .count();
            assert_eq!(
                whole,
                ends.iter().filter(|end| **end <= cut).count(),
                "{cut}"
            );
            assert!(found.len() <= whole + 1, "{cut}: {found:?}");
        }
    }

    proptest! {
        #[test]
        fn any_byte_may_change(at in 0..400_usize, byte: u8, cut in 0..400_usize) {
            let mut all = [record("response", "one"), record("request", "x"), record("response", "two"), record("response", "three")].concat().into_bytes();
            let at = at % all.len();
            all[at] = byte;
            all.truncate(all.len() - cut % 50);
            let found = found(&all);
            prop_assert!(found.len() <= 5, "{found:?}");
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'\n'), Just(b'W')], 0..400)) {
            let start = [b"WARC/1.0\r\n", &bytes[..]].concat();
            found(&start);
            found(&bytes);
        }
    }
}
