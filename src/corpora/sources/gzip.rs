//! gzip as it is found: several members one after the other, and bytes after the last one.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::bufread::GzDecoder;

/// Unpacks all members. What follows the last one is left out, as `gzip -d` does, and noted.
pub struct Members<R> {
    /// `None` after the last one.
    member: Option<GzDecoder<BufReader<R>>>,
    trailing: Trailing,
}

/// Whether bytes were found after the end of the packed data, known once all of it was read.
#[derive(Clone, Default)]
pub struct Trailing(Arc<AtomicBool>);

impl Trailing {
    pub fn is_found(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl<R: Read> Members<R> {
    /// Unpacks `packed`; `trailing` will say whether it had bytes after its end.
    pub fn new(packed: R, trailing: Trailing) -> Members<R> {
        Members {
            member: Some(GzDecoder::new(BufReader::new(packed))),
            trailing,
        }
    }

    /// Goes on with what follows a member, if anything does.
    fn go_on(&mut self) -> io::Result<()> {
        let Some(member) = self.member.take() else {
            return Ok(());
        };
        let mut rest = member.into_inner();
        if rest.fill_buf()?.is_empty() {
            return Ok(());
        }
        let next = GzDecoder::new(rest);
        if next.header().is_some() {
            self.member = Some(next);
        } else {
            self.trailing.0.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let n = member.read(buffer)?;
            if n > 0 || buffer.is_empty() {
                return Ok(n);
            }
            self.go_on()?;
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(packed: &[u8]) -> (io::Result<String>, bool) {
        let trailing = Trailing::default();
        let mut text = String::new();
        let read = Members::new(packed, trailing.clone()).read_to_string(&mut text);
        (read.map(|_| text), trailing.is_found())
    }

    #[test]
    fn members_are_joined_and_what_follows_them_is_noted() {
        let two = [gzip("ferries "), gzip(""), gzip("sail")].concat();
        let cases: [(&[u8], bool); 5] = [
            (b"", false),
            (b"\0", true),
            (b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", true),
            (b"\x1f", true),
            (b"trailing garbage", true),
        ];
        for (after, is_trailing) in cases {
            let (text, is_found) = unpacked(&[&two, after].concat());
            assert_eq!((&*text.unwrap(), is_found), ("ferries sail", is_trailing));
        }
    }

    #[test]
    fn damage_is_no_trailing_data() {
        let mut packed = [gzip("ferries"), gzip("sail")].concat();
        let cut = unpacked(&packed[..packed.len() - 9]).0.unwrap_err();
        assert_eq!(cut.kind(), io::ErrorKind::UnexpectedEof, "{cut}");
        let last = packed.len() - 1;
        packed[last] ^= 1;
        let damaged = unpacked(&packed).0.unwrap_err();
        assert_eq!(damaged.kind(), io::ErrorKind::InvalidInput, "{damaged}");
    }
}
