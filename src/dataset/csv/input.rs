//! Bytes as they come -> UTF-8 as it should be: gzip is unpacked, a byte order mark dropped, other formats are named.

use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};

use flate2::bufread::MultiGzDecoder;

use super::record::BYTE_ORDER_MARK;

/// Number of bytes from which the format is detected.
const HEAD_BYTES: u64 = 4;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZIP: &[u8] = b"PK\x03\x04";

/// The text of a file, and what the errors of reading it mean.
pub(in crate::dataset) struct Input<'a> {
    text: BufReader<Box<dyn Read + 'a>>,
    is_gzip: bool,
}

/// Why a file cannot be read, or not be read on.
#[derive(Debug)]
pub(in crate::dataset) enum InputFault {
    Io(io::Error),
    TruncatedGzip,
    /// With what the decoder said.
    DamagedGzip(io::Error),
    Utf16,
    /// A ZIP archive, which spreadsheets are too.
    Zip,
}

impl<'a> Input<'a> {
    /// Looks at the first bytes of `reader`.
    ///
    /// # Errors
    /// Where they cannot be read, or are those of UTF-16 or of a ZIP archive.
    pub fn open(reader: impl Read + 'a) -> Result<Input<'a>, InputFault> {
        let (head, whole) = peek(reader).map_err(InputFault::Io)?;
        let is_gzip = head.starts_with(GZIP);
        let unpacked: Box<dyn Read + 'a> = if is_gzip {
            Box::new(MultiGzDecoder::new(BufReader::new(whole)))
        } else {
            Box::new(whole)
        };
        let (head, mut text) = peek(unpacked).map_err(|error| read_fault(error, is_gzip))?;
        if let Some(fault) = other_format(&head) {
            return Err(fault);
        }
        if head.starts_with(BYTE_ORDER_MARK) {
            text.get_mut().0.set_position(BYTE_ORDER_MARK.len() as u64);
        }
        Ok(Input {
            text: BufReader::with_capacity(1 << 16, Box::new(text)),
            is_gzip,
        })
    }

    /// What an error of reading on means.
    pub fn fault(&self, error: io::Error) -> InputFault {
        read_fault(error, self.is_gzip)
    }
}

impl Read for Input<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.text.read(buffer)
    }
}

impl BufRead for Input<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.text.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.text.consume(amount);
    }
}

/// A stream whose first bytes have been read and put back.
type Whole<R> = io::Chain<Cursor<Vec<u8>>, R>;

/// The first bytes, and a reader of the whole that still has them.
fn peek<R: Read>(mut reader: R) -> io::Result<(Vec<u8>, Whole<R>)> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok((head.clone(), Cursor::new(head).chain(reader)))
}

/// A format that people save tables in by mistake.
fn other_format(head: &[u8]) -> Option<InputFault> {
    match head {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 1..=0xff, ..] | [1..=0xff, 0, ..] => {
            Some(InputFault::Utf16)
        }
        _ if head.starts_with(ZIP) => Some(InputFault::Zip),
        _ => None,
    }
}

/// What an error of the unpacked stream means: the gzip decoder reports damage as I/O errors of these kinds.
fn read_fault(error: io::Error, is_gzip: bool) -> InputFault {
    match error.kind() {
        ErrorKind::UnexpectedEof if is_gzip => InputFault::TruncatedGzip,
        ErrorKind::InvalidInput | ErrorKind::InvalidData if is_gzip => {
            InputFault::DamagedGzip(error)
        }
        _ => InputFault::Io(error),
    }
}

#[cfg(test)]
mod tests {
    use crate::dataset::DatasetReader;
    use crate::dataset::tests::{SCATTERED, data_error, gzip, read};

    #[test]
    fn a_damaged_archive_is_named_as_such() {
        let whole = gzip(SCATTERED.as_bytes());
        for length in 2..whole.len() {
            let error = data_error(read(&whole[..length]));
            assert!(error.found.contains("truncated gzip"), "{length}: {error}");
        }
        let mut damaged = whole.clone();
        let checksum = whole.len() - 8;
        damaged[checksum] ^= 1;
        let skipping = DatasetReader::new().skip_bad(true);
        let error = data_error(skipping.read(&damaged[..], "t.csv"));
        assert!(error.found.contains("damaged gzip"), "{error}");
    }
}
