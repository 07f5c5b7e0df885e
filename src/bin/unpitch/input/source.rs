//! Files and standard input -> bytes, unpacked where they are gzip.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use unpitch::{DataError, Error, Result};

/// Bytes looked at to tell what a file is: more than any comment before a page's first tag.
const HEAD: usize = 4_096;

/// Longest page, in bytes: a page is held in memory several times over, and none is nearly that long. What gzip
/// unpacks to counts, so that a small archive cannot fill the memory.
pub const LONGEST_PAGE: usize = 256 << 20;

/// Unpacked bytes, the first of which are known.
pub struct Source {
    pub path: PathBuf,
    /// The first bytes, up to 4 KiB.
    pub head: Vec<u8>,
    /// Size of the file as it is on disk, in bytes; 0 where nobody knows.
    pub size: usize,
    input: Box<dyn Read + Send>,
}

impl Source {
    /// Opens a file, or standard input where the path is `-`.
    pub fn open(path: &Path) -> Result<Source> {
        let (raw, size): (Box<dyn Read + Send>, u64) = if path.as_os_str() == "-" {
            (Box::new(io::stdin()), 0)
        } else {
            let file = File::open(path).map_err(at(path))?;
            let size = file.metadata().map_or(0, |metadata| metadata.len());
            (Box::new(file), size)
        };
        let (head, raw) = look(raw).map_err(at(path))?;
        let (head, input) = if head.starts_with(&[0x1F, 0x8B]) {
            let unpacked = MultiGzDecoder::new(BufReader::new(raw));
            look(Box::new(unpacked)).map_err(at(path))?
        } else {
            (head, raw)
        };
        Ok(Source {
            path: path.to_owned(),
            head,
            size: usize::try_from(size).unwrap_or(usize::MAX),
            input,
        })
    }

    /// All bytes of one page.
    pub fn page(self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut input = self.input.take(LONGEST_PAGE as u64 + 1);
        input.read_to_end(&mut bytes).map_err(at(&self.path))?;
        if bytes.len() > LONGEST_PAGE {
            let advice = "split it into pages";
            return Err(refused(&self.path, "more than 256 MiB", advice));
        }
        Ok(bytes)
    }

    /// The bytes, to be read on.
    pub fn reader(self) -> impl BufRead {
        BufReader::new(self.input)
    }
}

/// The first bytes, and a reader of the whole that still has them.
fn look(mut reader: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(reader))))
}

/// A file that is no page.
pub fn refused(path: &Path, found: &str, advice: &str) -> Error {
    DataError::new(path, found, "a page of HTML or text", advice).into()
}

/// Puts the path to what the operating system said; for `map_err`.
pub fn at(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Io { path, source }
}
