//! Files and standard input -> bytes, unpacked where they are packed and UTF-8 where they were UTF-16.

use std::fs::File;
use std::io::{self, Cursor, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::super::job::{Reject, Remark};
use super::counted::{Counted, Counter};
use super::detect::{self, HEAD};
use super::faults::{refused, remark};
use super::gzip::Trailing;
use super::packing::Packing;
use super::utf16::{self, FromUtf16};
use crate::corpora::{Format, Limits};
use crate::error::{Error, Result};

/// Blank bytes before that, at most.
const MOST_BLANK: usize = 1 << 20;

type Input = Box<dyn Read + Send>;

/// The bytes of an input, ready to be read, the first of which are known.
pub struct Source {
    pub path: PathBuf,
    /// The first bytes.
    pub head: Vec<u8>,
    /// Longest page that is read of it, in bytes.
    pub longest: usize,
    input: Input,
    packing: Option<Packing>,
    trailing: Trailing,
    counter: Counter,
}

impl Source {
    /// Opens a file, or standard input where the path is `-`.
    pub fn open(path: &Path, format: Option<Format>, counter: Counter) -> Result<Source> {
        let raw: Input = if path.as_os_str() == "-" {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(path).map_err(at(path))?)
        };
        let counted = Counted {
            input: raw,
            counter: counter.clone(),
        };
        let source = Source::new(path, Box::new(counted), format).map_err(at(path))?;
        Ok(Source { counter, ..source })
    }

    /// The input called `path`, of which no more is read than detecting its format takes.
    pub fn new(path: &Path, raw: Input, format: Option<Format>) -> io::Result<Source> {
        let (head, input) = look(raw, is_packing_known)?;
        let packing = Packing::told_by(&head);
        let trailing = Trailing::default();
        let (head, input) = match packing {
            Some(packing) => look(packing.unpack(input, trailing.clone())?, is_packing_known)?,
            None => (head, input),
        };
        let input = match utf16::encoding(&head) {
            Some(encoding) => Box::new(FromUtf16::new(input, encoding)),
            None => input,
        };
        let (head, input) = look(input, |head| {
            format.is_some() || detect::is_known(head) || is_full(head)
        })?;
        Ok(Source {
            path: path.to_owned(),
            head,
            longest: Limits::default().page_bytes,
            input,
            packing,
            trailing,
            counter: Counter::default(),
        })
    }

    /// The same source, of which no page may be longer, in bytes.
    pub fn longest(self, longest: usize) -> Source {
        Source { longest, ..self }
    }

    /// All bytes of one page; those of a packed file are left packed, to be unpacked on another thread.
    pub fn page(self) -> Result<Whole> {
        let is_file = self.path.as_os_str() != "-" && self.path.is_file();
        if let Some(packing) = self.packing
            && is_file
        {
            self.counter.start_again();
            let file = Counted {
                input: File::open(&self.path).map_err(at(&self.path))?,
                counter: self.counter,
            };
            let bytes = read_all(Box::new(file), &self.path, self.longest)?;
            return Ok(Whole::Packed(packing, self.path, bytes, self.longest));
        }
        let bytes = read_all(self.input, &self.path, self.longest)?;
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
    /// As a file has them; how many they may be once unpacked.
    Packed(Packing, PathBuf, Vec<u8>, usize),
}

impl Whole {
    /// How many bytes are held.
    pub fn len(&self) -> usize {
        match self {
            Whole::Plain(bytes, _) | Whole::Packed(_, _, bytes, _) => bytes.len(),
        }
    }

    /// The page's bytes, and a remark where some were left out.
    ///
    /// # Errors
    /// The bytes that cannot be unpacked.
    pub fn unpack(self) -> Result<(Vec<u8>, Option<Remark>), Box<Reject>> {
        match self {
            Whole::Plain(bytes, remark) => Ok((bytes, remark)),
            Whole::Packed(packing, path, packed, longest) => {
                let trailing = Trailing::default();
                let start = packed[..packed.len().min(Reject::MOST_BYTES)].to_vec();
                let unpacked = packing.unpack(Box::new(Cursor::new(packed)), trailing.clone());
                let unpacked = unpacked.map_err(at(&path));
                let bytes = unpacked.and_then(|unpacked| read_all(unpacked, &path, longest));
                let bytes = bytes.map_err(|error| Reject::new(error).bytes(&start))?;
                Ok((bytes, trailing_remark(&path, &trailing)))
            }
        }
    }
}

fn read_all(input: Input, path: &Path, longest: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut input = input.take(longest as u64 + 1);
    input.read_to_end(&mut bytes).map_err(at(path))?;
    if bytes.len() > longest {
        let found = format!("more than {}", Limits::size(longest));
        let advice = "split it into pages, or raise the limit (--max-page)";
        return Err(refused(path, &found, advice));
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
        // Of zstd, of its frames to be skipped, and of xz.
        [0x28, 0xB5, ..] | [0x50..=0x5F, 0x2A, ..] | [0xFD, ..] => head.len() >= Packing::TELLING,
        [0x28 | 0x50..=0x5F] => false,
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
        assert_eq!(open(line.as_bytes(), None).head, line.as_bytes());
        assert_eq!(open(b"\xEF\xBB\xBF{ \"", None).head.len(), 6);
        assert_eq!(open(b"a", Some(Format::Jsonl)).head, b"a");
        let marked = format!("\u{feff}{line}");
        let utf16: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(open(&utf16, None).head, line.as_bytes());
    }

    #[test]
    fn blank_bytes_do_not_count_as_the_head() {
        let page = format!("{}<!doctype html>{}", "\n".repeat(HEAD), "x".repeat(HEAD));
        let source = Source::new(Path::new("-"), never_ending(page.as_bytes()), None);
        assert!(source.unwrap().head.len() > HEAD);
    }
}
