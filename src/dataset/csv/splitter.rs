//! CSV text -> records, strictly, each with the line it starts on.
//!
//! The grammar is RFC 4180's, with `\n`, `\r\n` and `\r` all ending a line, blank lines skipped, and quotes inside an
//! unquoted cell taken as they are. The `csv` crate, which writes our files, is too forgiving a reader for labels
//! corrected by hand: a quote that is never closed silently swallows the rest of the file, text after a closing quote
//! is appended to the cell, cells may grow without bound, and after `\r\n` a record's line is one too low. A test below
//! compares the two on all input that is accepted here.

use std::io::{self, BufRead, ErrorKind};

use super::record::{LineEnd, Record};

/// Why a record cannot be split into cells. All but `TextAfterQuote` end the reading.
#[derive(Debug)]
pub(in crate::dataset) enum SplitFault {
    Io(io::Error),
    UnclosedQuote,
    TextAfterQuote(u8),
    TooLong,
}

/// Splits a stream into records.
pub(in crate::dataset) struct Splitter<R> {
    input: R,
    lines: LineCounter,
    /// The last record was given up in mid-line.
    is_lost: bool,
}

/// Where in a cell the next byte is.
#[derive(Clone, Copy, PartialEq)]
enum State {
    CellStart,
    Bare,
    Quoted,
    /// After a quote inside a quoted cell: the cell's end, or the first of two.
    QuoteSeen,
}

/// How far a chunk of input brought the record.
enum Step {
    NeedsMore,
    RecordEnd,
    Fault(SplitFault),
}

impl<R: BufRead> Splitter<R> {
    pub fn new(input: R) -> Splitter<R> {
        Splitter {
            input,
            lines: LineCounter {
                line: 1,
                after_return: false,
            },
            is_lost: false,
        }
    }

    /// The stream itself.
    pub fn input(&self) -> &R {
        &self.input
    }

    /// Reads the next record; false at the end of the input. After `TextAfterQuote` it goes on with the next line.
    pub fn read(&mut self, record: &mut Record) -> Result<bool, SplitFault> {
        if std::mem::take(&mut self.is_lost) {
            self.skip_while(|byte| !is_line_end(byte))?;
        }
        let has_more = self.skip_while(is_line_end)?;
        record.bytes.clear();
        record.ends.clear();
        record.end = None;
        record.line = self.lines.line;
        if !has_more {
            return Ok(false);
        }
        self.read_cells(record)
    }

    fn read_cells(&mut self, record: &mut Record) -> Result<bool, SplitFault> {
        let mut state = State::CellStart;
        loop {
            let chunk = fill(&mut self.input)?;
            if chunk.is_empty() {
                return end_of_input(record, state);
            }
            let (used, step) = advance(record, &mut state, chunk);
            self.lines.count(&chunk[..used]);
            self.input.consume(used);
            match step {
                Step::NeedsMore => {}
                Step::RecordEnd => {
                    record.end = Some(self.line_end()?);
                    return Ok(true);
                }
                Step::Fault(fault) => {
                    self.is_lost = true;
                    return Err(fault);
                }
            }
        }
    }

    /// What ends a line whose first byte was counted last.
    fn line_end(&mut self) -> Result<LineEnd, SplitFault> {
        if !self.lines.after_return {
            return Ok(LineEnd::Lf);
        }
        match fill(&mut self.input)?.first() {
            Some(b'\n') => Ok(LineEnd::CrLf),
            _ => Ok(LineEnd::Cr),
        }
    }

    /// Skips bytes; false where the input ends with them.
    fn skip_while(&mut self, skip: impl Fn(u8) -> bool) -> Result<bool, SplitFault> {
        loop {
            let chunk = fill(&mut self.input)?;
            let end = chunk.iter().position(|&byte| !skip(byte));
            let used = end.unwrap_or(chunk.len());
            let is_over = chunk.is_empty();
            self.lines.count(&chunk[..used]);
            self.input.consume(used);
            if end.is_some() || is_over {
                return Ok(!is_over);
            }
        }
    }
}

/// Takes bytes of `chunk` into the record; returns how many.
fn advance(record: &mut Record, state: &mut State, chunk: &[u8]) -> (usize, Step) {
    let mut at = 0;
    while at < chunk.len() {
        let rest = &chunk[at..];
        match (*state, rest[0]) {
            (State::CellStart, b'"') => {
                *state = State::Quoted;
                at += 1;
            }
            (State::QuoteSeen, b'"') => {
                record.bytes.push(b'"');
                *state = State::Quoted;
                at += 1;
            }
            (State::QuoteSeen, byte) if byte != b',' && !is_line_end(byte) => {
                return (at, Step::Fault(SplitFault::TextAfterQuote(byte)));
            }
            (State::Quoted, _) => {
                let length = rest.iter().position(|&byte| byte == b'"');
                record
                    .bytes
                    .extend_from_slice(&rest[..length.unwrap_or(rest.len())]);
                at += length.map_or(rest.len(), |length| length + 1);
                if length.is_some() {
                    *state = State::QuoteSeen;
                }
            }
            (State::CellStart | State::Bare | State::QuoteSeen, _) => {
                let ends_cell = |&byte: &u8| byte == b',' || is_line_end(byte);
                let Some(length) = rest.iter().position(ends_cell) else {
                    record.bytes.extend_from_slice(rest);
                    *state = State::Bare;
                    at = chunk.len();
                    continue;
                };
                record.bytes.extend_from_slice(&rest[..length]);
                record.end_cell();
                *state = State::CellStart;
                at += length + 1;
                if rest[length] != b',' {
                    return (at, Step::RecordEnd);
                }
            }
        }
        if record.is_too_long() {
            return (at, Step::Fault(SplitFault::TooLong));
        }
    }
    (at, Step::NeedsMore)
}

fn end_of_input(record: &mut Record, state: State) -> Result<bool, SplitFault> {
    if state == State::Quoted {
        return Err(SplitFault::UnclosedQuote);
    }
    record.end_cell();
    Ok(true)
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// `fill_buf`, which a signal may interrupt.
fn fill<R: BufRead>(input: &mut R) -> Result<&[u8], SplitFault> {
    while let Err(error) = input.fill_buf() {
        if error.kind() != ErrorKind::Interrupted {
            return Err(SplitFault::Io(error));
        }
    }
    input.fill_buf().map_err(SplitFault::Io)
}

/// Counts lines; `\r\n` is one line end.
struct LineCounter {
    line: u64,
    after_return: bool,
}

impl LineCounter {
    fn count(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            let ends_line = byte == b'\r' || (byte == b'\n' && !self.after_return);
            self.line += u64::from(ends_line);
            self.after_return = byte == b'\r';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::MAX_RECORD_BYTES;
    use super::*;
    use proptest::prelude::*;

    type LineAndCells = (u64, Vec<Vec<u8>>);

    /// Lines and cells of all records, read through a buffer of `chunk` bytes.
    fn split(input: &[u8], chunk: usize) -> Result<Vec<LineAndCells>, SplitFault> {
        let mut splitter = Splitter::new(io::BufReader::with_capacity(chunk, input));
        let mut record = Record::default();
        let mut records = Vec::new();
        while splitter.read(&mut record)? {
            let starts = std::iter::once(&0).chain(&record.ends);
            let cells = starts.zip(&record.ends);
            let cells = cells.map(|(&start, &end)| record.bytes[start..end].to_vec());
            records.push((record.line, cells.collect()));
        }
        Ok(records)
    }

    #[test]
    fn lines_are_those_where_records_start() {
        let input = b"a,b\r\n\"1\r\n2\",\"say \"\"x\"\"\"\r\n\r\n3,5\" disc\n,\"\"\r4,";
        let expected: [(u64, [&str; 2]); 5] = [
            (1, ["a", "b"]),
            (2, ["1\r\n2", "say \"x\""]),
            (5, ["3", "5\" disc"]),
            (6, ["", ""]),
            (7, ["4", ""]),
        ];
        let expected =
            expected.map(|(line, cells)| (line, cells.map(|c| c.as_bytes().to_vec()).to_vec()));
        for chunk in 1..9 {
            assert_eq!(split(input, chunk).unwrap(), expected, "chunks of {chunk}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_stops_at_the_bound() {
        struct Endless;
        impl io::Read for Endless {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                buffer.fill(b'x');
                Ok(buffer.len())
            }
        }
        let input = io::Read::chain(&b"\""[..], Endless);
        let mut splitter = Splitter::new(io::BufReader::with_capacity(1 << 16, input));
        let mut record = Record::default();
        assert!(matches!(
            splitter.read(&mut record),
            Err(SplitFault::TooLong)
        ));
        assert!(record.bytes.len() < MAX_RECORD_BYTES + (1 << 17));
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_what_the_csv_crate_reads(input in "[ab\u{e9},\"\r\n]{0,40}", chunk in 1usize..5) {
            if let Ok(records) = split(input.as_bytes(), chunk) {
                let mut reader = csv::ReaderBuilder::new();
                let mut reader = reader.has_headers(false).flexible(true).from_reader(input.as_bytes());
                let theirs: Vec<Vec<Vec<u8>>> = reader.byte_records()
                    .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
                    .collect();
                let ours: Vec<_> = records.into_iter().map(|(_, cells)| cells).collect();
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
