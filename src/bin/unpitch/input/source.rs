//! Files and standard input -> bytes, unpacked where they are gzip and UTF-8 where they were UTF-16.

use std::fs::File;
use std::io::{self, Cursor, ErrorKind, Read};
use std::path::{Path, PathBuf};

use unpitch::{Error, Result};

use super::detect;
use super::faults::{refused, remark};
use super::gzip::{self, Members, Trailing};
use super::utf16::{self, FromUtf16};
use crate::args::InputFormat;
use crate::pipeline::job::Remark;

/// Bytes looked at to detect what a file is, from its first one that is not white space: more than any comment or
/// HTTP header before a page's first tag.
const HEAD: usize = 16_384;

/// Blank bytes before that, at most.
const MOST_BLANK: usize = 1 << 20;

/// Longest page, in bytes: a page is held in memory several times over, and none is nearly that long. What gzip
/// unpacks to counts, so that a small archive cannot fill the memory.
pub const LONGEST_PAGE: usize = 256 << 20;

type Input = Box<dyn Read + Send>;

/// The bytes of an input, ready to be read, the first of which are known.
pub struct Source {
    pub path: PathBuf,
    /// The first bytes.
    pub head: Vec<u8>,
    input: Input,
    is_packed: bool,
    trailing: Trailing,
}

impl Source {
    /// Opens a file, or standard input where the path is `-`.
    pub fn open(path: &Path, format: InputFormat) -> Result<Source> {
        let raw: Input = if path.as_os_str() == "-" {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(path).map_err(at(path))?)
        };
        Source::new(path, raw, format).map_err(at(path))
    }

    /// The input called `path`, of which no more is read than detecting its format takes.
    pub fn new(path: &Path, raw: Input, format: InputFormat) -> io::Result<Source> {
        let (head, input) = look(raw, is_packing_known)?;
        let is_packed = head.starts_with(gzip::MAGIC);
        let trailing = Trailing::default();
        let (head, input) = if is_packed {
            let members = Members::new(input, trailing.clone());
            look(Box::new(members), is_packing_known)?
        } else {
            (head, input)
        };
        let input = match utf16::encoding(&head) {
            Some(encoding) => Box::new(FromUtf16::new(input, encoding)),
            None => input,
        };
        let is_given = format != InputFormat::Auto;
        let (head, input) = look(input, |head| {
            is_given || detect::is_known(head) || is_full(head)
        })?;
        Ok(Source {
            path: path.to_owned(),
            head,
            input,
            is_packed,
            trailing,
        })
    }

    /// All bytes of one page; those of a packed file are left packed, to be unpacked on another thread.
    pub fn page(self) -> Result<Whole> {
        let is_file = self.path.as_os_str() != "-" && self.path.is_file();
        if self.is_packed && is_file {
            let file = File::open(&self.path).map_err(at(&self.path))?;
            let bytes = read_all(Box::new(file), &self.path)?;
            return Ok(Whole::Packed(self.path, bytes));
        }
        let bytes = read_all(self.input, &self.path)?;
        let remark = trailing_remark(&self.path, &self.trailing);
        Ok(Whole::Plain(bytes, remark))
    }

    /// The bytes, to be read on, and what will say whether any were left out.
    pub fn reader(self) -> (Input, impl FnOnce() -> Option<Remark>) {
        let Source {
            path,
            input,
            trailing,
            ..
        } = self;
        (input, move || trailing_remark(&path, &trailing))
    }
}

/// A page's bytes, in memory.
pub enum Whole {
    /// As the page has them; a remark where some were left out.
    Plain(Vec<u8>, Option<Remark>),
    /// As a file has them.
    Packed(PathBuf, Vec<u8>),
}

impl Whole {
    /// How many bytes are held.
    pub fn len(&self) -> usize {
        match self {
            Whole::Plain(bytes, _) | Whole::Packed(_, bytes) => bytes.len(),
        }
    }

    /// The page's bytes, and a remark where some were left out.
    pub fn unpack(self) -> Result<(Vec<u8>, Option<Remark>)> {
        match self {
            Whole::Plain(bytes, remark) => Ok((bytes, remark)),
            Whole::Packed(path, bytes) => {
                let trailing = Trailing::default();
                let members = Members::new(Cursor::new(bytes), trailing.clone());
                let bytes = read_all(Box::new(members), &path)?;
                Ok((bytes, trailing_remark(&path, &trailing)))
            }
        }
    }
}

fn read_all(input: Input, path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut input = input.take(LONGEST_PAGE as u64 + 1);
    input.read_to_end(&mut bytes).map_err(at(path))?;
    if bytes.len() > LONGEST_PAGE {
        return Err(refused(path, "more than 256 MiB", "split it into pages"));
    }
    Ok(bytes)
}

fn trailing_remark(path: &Path, trailing: &Trailing) -> Option<Remark> {
    let text = "bytes after the end of the gzip data were left out";
    trailing
        .is_found()
        .then(|| remark("gzip", path.display(), text))
}

/// The first bytes, read until there are enough or no more, and a reader of the whole that still has them.
fn look(mut reader: Input, is_enough: impl Fn(&[u8]) -> bool) -> io::Result<(Vec<u8>, Input)> {
    let mut head = Vec::new();
    let mut chunk = [0; 4_096];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => break,
            Ok(n) => head.extend_from_slice(&chunk[..n]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if is_enough(&head) {
            break;
        }
    }
    Ok((head.clone(), Box::new(Cursor::new(head).chain(reader))))
}

/// Whether these are enough bytes to detect gzip and UTF-16 by.
fn is_packing_known(head: &[u8]) -> bool {
    match head {
        [] | [b'{' | b'['] => false,
        [0 | 0x1F | 0xEF | 0xFE | 0xFF, ..] | [_, 0, ..] => head.len() >= 4,
        _ => true,
    }
}

fn is_full(head: &[u8]) -> bool {
    head.trim_ascii_start().len() >= HEAD || head.len() >= MOST_BLANK
}

/// Puts the path to what the operating system said; for `map_err`.
pub fn at(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Io { path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails a test that reads it to its end.
    struct NeverEnds(Cursor<Vec<u8>>);

    impl Read for NeverEnds {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => panic!("waits for more"),
                n => Ok(n),
            }
        }
    }

    fn never_ending(bytes: &[u8]) -> Input {
        Box::new(NeverEnds(Cursor::new(bytes.to_vec())))
    }

    #[test]
    fn nothing_is_waited_for_once_the_format_is_known() {
        let path = Path::new("-");
        let line = "{\"text\":\"a\"}\n";
        let open = |bytes: &[u8], format| Source::new(path, never_ending(bytes), format).unwrap();
        assert_eq!(
            open(line.as_bytes(), InputFormat::Auto).head,
            line.as_bytes()
        );
        assert_eq!(open(b"\xEF\xBB\xBF{ \"", InputFormat::Auto).head.len(), 6);
        assert_eq!(open(b"a", InputFormat::Jsonl).head, b"a");
        let marked = format!("\u{feff}{line}");
        let utf16: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(open(&utf16, InputFormat::Auto).head, line.as_bytes());
    }

    #[test]
    fn blank_bytes_do_not_count_as_the_head() {
        let page = format!("{}<!doctype html>{}", "\n".repeat(HEAD), "x".repeat(HEAD));
        let source = Source::new(
            Path::new("-"),
            never_ending(page.as_bytes()),
            InputFormat::Auto,
        );
        assert!(source.unwrap().head.len() > HEAD);
    }
}
