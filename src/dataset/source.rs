//! Bytes as they come -> UTF-8 as it should be: gzip is unpacked, a byte order mark dropped, other formats are named.

use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::fault::At;
use crate::error::{DataError, Error, Result};

/// Bytes looked at to tell what a file is.
const HEAD_BYTES: u64 = 4;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZIP: &[u8] = b"PK\x03\x04";
const UTF8_MARK: &[u8] = &[0xef, 0xbb, 0xbf];

/// The text of a file, and what the errors of reading it mean.
pub(super) struct Source<'a> {
    input: BufReader<Box<dyn Read + 'a>>,
    is_gzip: bool,
}

impl<'a> Source<'a> {
    /// Looks at the first bytes of `reader`.
    ///
    /// # Errors
    /// Where they cannot be read, or are those of UTF-16 or of a ZIP archive.
    pub fn open(reader: impl Read + 'a, path: &Path) -> Result<Source<'a>> {
        let (head, whole) = look(reader).map_err(Error::io(path))?;
        let is_gzip = head.starts_with(GZIP);
        let unpacked: Box<dyn Read + 'a> = if is_gzip {
            Box::new(MultiGzDecoder::new(BufReader::new(whole)))
        } else {
            Box::new(whole)
        };
        let (head, mut text) = look(unpacked).map_err(|e| read_error(e, is_gzip, path))?;
        if let Some(error) = other_format(&head, path) {
            return Err(error.into());
        }
        if head.starts_with(UTF8_MARK) {
            text.get_mut().0.set_position(UTF8_MARK.len() as u64);
        }
        Ok(Source {
            input: BufReader::with_capacity(1 << 16, Box::new(text)),
            is_gzip,
        })
    }

    /// What an error of `input` means.
    pub fn error(&self, error: io::Error, path: &Path) -> Error {
        read_error(error, self.is_gzip, path)
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.input.read(buffer)
    }
}

impl BufRead for Source<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.input.consume(amount);
    }
}

/// A stream whose first bytes have been looked at.
type Whole<R> = io::Chain<Cursor<Vec<u8>>, R>;

/// The first bytes, and a reader of the whole that still has them.
fn look<R: Read>(mut reader: R) -> io::Result<(Vec<u8>, Whole<R>)> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok((head.clone(), Cursor::new(head).chain(reader)))
}

/// A format that people save tables in by mistake.
fn other_format(head: &[u8], path: &Path) -> Option<Box<DataError>> {
    let (found, advice) = match head {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 1..=0xff, ..] | [1..=0xff, 0, ..] => {
            ("UTF-16", "save the file as UTF-8")
        }
        _ if head.starts_with(ZIP) => (
            "a ZIP archive or a spreadsheet",
            "unpack it, or save the table as CSV",
        ),
        _ => return None,
    };
    Some(At::file(path).error(found, "CSV in UTF-8, plain or gzip", advice))
}

/// An error of the unpacked stream: the gzip decoder reports damage as I/O errors of these kinds.
fn read_error(error: io::Error, is_gzip: bool, path: &Path) -> Error {
    let found = match error.kind() {
        ErrorKind::UnexpectedEof if is_gzip => "a truncated gzip file, its end is missing".into(),
        ErrorKind::InvalidInput | ErrorKind::InvalidData if is_gzip => {
            format!("a damaged gzip file ({error})")
        }
        _ => return Error::io(path)(error),
    };
    At::file(path)
        .error(found, "a whole gzip file", "copy or download it again")
        .into()
}
