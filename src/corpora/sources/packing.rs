//! Packed files, told by their first bytes: gzip, zstd and xz.

use std::io::{self, BufReader, ErrorKind, Read};

use liblzma::bufread::XzDecoder;
use liblzma::stream::{CONCATENATED, Stream};

use super::gzip::{Members, Trailing};

/// Memory that unpacking may take, in bytes: what `xz -9` needs, and the window of `zstd --long`.
const MOST_MEMORY: u64 = 160 << 20;
const LONGEST_WINDOW_LOG: u32 = 27;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    Gzip,
    Zstd,
    Xz,
}

impl Packing {
    /// Bytes of the head that tell.
    pub const TELLING: usize = 6;

    /// The packing of a file that begins so.
    pub fn told_by(head: &[u8]) -> Option<Packing> {
        match head {
            [0x1F, 0x8B, ..] => Some(Packing::Gzip),
            // A frame, or one to be skipped, as parallel packers write first.
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => {
                Some(Packing::Zstd)
            }
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Packing::Xz),
            _ => None,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
            Packing::Xz => "xz",
        }
    }

    /// What `packed` unpacks to. Of gzip, `trailing` will say whether bytes followed its end; in the others they are an
    /// error.
    pub fn unpack(
        self,
        packed: Box<dyn Read + Send>,
        trailing: Trailing,
    ) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Packing::Gzip => Box::new(Plainly(self, Members::new(packed, trailing))),
            Packing::Zstd => {
                let mut decoder = zstd::Decoder::new(packed)?;
                decoder.window_log_max(LONGEST_WINDOW_LOG)?;
                Box::new(Plainly(self, decoder))
            }
            Packing::Xz => {
                let stream = Stream::new_stream_decoder(MOST_MEMORY, CONCATENATED)?;
                let decoder = XzDecoder::new_stream(BufReader::new(packed), stream);
                Box::new(Plainly(self, decoder))
            }
        })
    }
}

/// Puts what a decoder says of damage into plain words.
struct Plainly<R>(Packing, R);

impl<R: Read> Read for Plainly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Plainly(packing, decoder) = self;
        decoder
            .read(buffer)
            .map_err(|error| damage(*packing, error))
    }
}

/// An error of a decoder; those of the file itself keep their words.
fn damage(packing: Packing, error: io::Error) -> io::Error {
    if error.raw_os_error().is_some() {
        return error;
    }
    let name = packing.name();
    let found = match error.kind() {
        ErrorKind::UnexpectedEof => format!("a {name} file that breaks off"),
        ErrorKind::Interrupted => return error,
        _ => format!("a damaged {name} file ({error})"),
    };
    let text = format!("found {found}, expected a whole one; copy or download it again");
    io::Error::new(ErrorKind::InvalidData, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn packed(packing: Packing, text: &[u8]) -> Vec<u8> {
        match packing {
            Packing::Gzip => {
                let mut packed = Vec::new();
                let level = flate2::Compression::fast();
                let mut encoder = flate2::read::GzEncoder::new(text, level);
                encoder.read_to_end(&mut packed).unwrap();
                packed
            }
            Packing::Zstd => {
                let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
                encoder.include_checksum(true).unwrap();
                io::Write::write_all(&mut encoder, text).unwrap();
                encoder.finish().unwrap()
            }
            Packing::Xz => liblzma::encode_all(text, 1).unwrap(),
        }
    }

    fn unpacked(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let packing = Packing::told_by(bytes).expect("told");
        let input = Box::new(io::Cursor::new(bytes.to_vec()));
        let mut text = Vec::new();
        let mut reader = packing.unpack(input, Trailing::default())?;
        reader.read_to_end(&mut text).map(|_| text)
    }

    const ALL: [Packing; 3] = [Packing::Gzip, Packing::Zstd, Packing::Xz];

    #[test]
    fn each_packing_is_told_and_unpacked_one_piece_after_the_other() {
        for packing in ALL {
            let two = [packed(packing, b"ferries "), packed(packing, b"sail")].concat();
            assert_eq!(Packing::told_by(&two), Some(packing));
            assert_eq!(unpacked(&two).unwrap(), b"ferries sail", "{packing:?}");
        }
        for other in [&b"(1) Ferries"[..], b"\x28\xB5", b"PZ", b"", b"\xFD7zX"] {
            assert_eq!(Packing::told_by(other), None);
        }
    }

    #[test]
    fn what_breaks_off_or_is_damaged_is_an_error_in_plain_words() {
        let text: Vec<u8> = (0..5_000_u32).flat_map(u32::to_le_bytes).collect();
        for packing in ALL {
            let mut bytes = packed(packing, &text);
            for cut in [20, bytes.len() / 2, bytes.len() - 1] {
                let error = unpacked(&bytes[..cut]).unwrap_err().to_string();
                let words = format!("a {} file that breaks off", packing.name());
                assert!(error.contains(&words), "{cut}: {error}");
            }
            let middle = bytes.len() / 2;
            bytes[middle..middle + 40].fill(0x5A);
            let error = unpacked(&bytes).unwrap_err().to_string();
            assert!(error.contains("damaged"), "{packing:?}: {error}");
        }
    }

    #[test]
    fn a_window_that_would_take_too_much_memory_is_refused() {
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
        encoder.window_log(30).unwrap();
        encoder.include_contentsize(false).unwrap();
        io::Write::write_all(&mut encoder, b"ferries").unwrap();
        let error = unpacked(&encoder.finish().unwrap()).unwrap_err();
        assert!(error.to_string().contains("damaged zstd file"), "{error}");
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), which in 0..3_usize) {
            let mut bytes = [packed(ALL[which], b"ferries")[..6].to_vec(), bytes].concat();
            bytes.truncate(300);
            let _ = unpacked(&bytes);
        }
    }
}
