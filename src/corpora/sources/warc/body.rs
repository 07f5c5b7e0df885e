//! A body as it came over the wire -> the page's bytes: put together from its chunks and unpacked.
//!
//! Tools that write archives may have done either already and left the header as it was. So a body that is not what its
//! header says is taken as it is; one that begins so and breaks off is an error.

use std::borrow::Cow;
use std::io::Read;

use super::http::{Response, line};

/// The page's bytes, of which there may be `longest`.
///
/// # Errors
/// What was found instead of a whole body, in words.
pub fn decoded<'a>(response: &Response<'a>, longest: usize) -> Result<Cow<'a, [u8]>, String> {
    let mut body = Cow::Borrowed(response.body);
    if response.is_chunked() && size(response.body).is_some() {
        body = Cow::Owned(joined(response.body)?);
    }
    for packing in response.packings() {
        if let Some(unpacked) = unpacked(&packing, &body, longest)? {
            body = Cow::Owned(unpacked);
        }
    }
    Ok(body)
}

/// The size that stands before a chunk, and what follows its line.
fn size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (first, rest) = line(bytes);
    let digits = first.split(|byte| *byte == b';').next()?;
    let digits = std::str::from_utf8(digits).ok()?.trim();
    let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let size = usize::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
    Some((size, rest))
}

/// The chunks, put together.
fn joined(mut rest: &[u8]) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    loop {
        let (size, after) = size(rest).ok_or("a chunked body that breaks off")?;
        if size == 0 {
            return Ok(body);
        }
        let chunk = after.get(..size).ok_or("a chunked body that breaks off")?;
        body.extend_from_slice(chunk);
        rest = &after[size..];
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
}

/// A body without one of its packings; nothing where it is not packed so.
fn unpacked(packing: &str, body: &[u8], longest: usize) -> Result<Option<Vec<u8>>, String> {
    let reader: Box<dyn Read + '_> = match (packing, body) {
        ("gzip" | "x-gzip", [0x1F, 0x8B, ..]) => Box::new(flate2::read::MultiGzDecoder::new(body)),
        // Servers send either; zlib's header is divisible by 31.
        ("deflate", [first @ 0x78, second, ..])
            if u16::from_be_bytes([*first, *second]) % 31 == 0 =>
        {
            Box::new(flate2::read::ZlibDecoder::new(body))
        }
        ("deflate", [_, ..]) if !begins_as_page(body) => {
            Box::new(flate2::read::DeflateDecoder::new(body))
        }
        ("zstd", [0x28, 0xB5, 0x2F, 0xFD, ..]) => {
            Box::new(zstd::Decoder::new(body).map_err(|error| error.to_string())?)
        }
        ("br", [_, ..]) if !begins_as_page(body) => {
            Box::new(brotli_decompressor::Decompressor::new(body, 4_096))
        }
        _ => return Ok(None),
    };
    let mut unpacked = Vec::new();
    let read = reader.take(longest as u64 + 1).read_to_end(&mut unpacked);
    read.map_err(|error| {
        format!("a body whose {packing} data are damaged or break off ({error})")
    })?;
    if unpacked.len() > longest {
        return Err(format!(
            "a body of more than {} MiB (--max-page raises it)",
            longest >> 20
        ));
    }
    Ok(Some(unpacked))
}

/// Whether a body is unpacked already, for packings without a mark of their own.
fn begins_as_page(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
        && std::str::from_utf8(&body[..body.len().min(64)])
            .map_or_else(|error| error.error_len().is_none(), |_| true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::read::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;

    const PAGE: &[u8] = b"<p>Ferries sail again from Monday. <p>Ferries sail again from Monday.";

    fn all(mut reader: impl Read) -> Vec<u8> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn packed(packing: &str) -> Vec<u8> {
        let level = Compression::best();
        match packing {
            "gzip" => all(GzEncoder::new(PAGE, level)),
            "zlib" => all(ZlibEncoder::new(PAGE, level)),
            "deflate" => all(DeflateEncoder::new(PAGE, level)),
            _ => zstd::encode_all(PAGE, 1).unwrap(),
        }
    }

    fn chunked(body: &[u8], size: usize) -> Vec<u8> {
        let chunks = body.chunks(size);
        let lines = chunks.map(|chunk| {
            [
                format!("{:x};a=b\r\n", chunk.len()).as_bytes(),
                chunk,
                b"\r\n",
            ]
            .concat()
        });
        [lines.collect::<Vec<_>>().concat(), b"0\r\n\r\n".to_vec()].concat()
    }

    fn read(header: &str, body: &[u8]) -> Result<Vec<u8>, String> {
        let bytes = [
            format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n").as_bytes(),
            body,
        ]
        .concat();
        let response = Response::read(&bytes).unwrap();
        decoded(&response, 1_000).map(Cow::into_owned)
    }

    #[test]
    fn chunks_are_joined_and_packings_undone() {
        for (named, really) in [
            ("gzip", "gzip"),
            ("x-gzip", "gzip"),
            ("deflate", "zlib"),
            ("deflate", "deflate"),
            ("zstd", "zstd"),
        ] {
            let header = format!("Transfer-Encoding: chunked\r\nContent-Encoding: {named}");
            for size in [1, 7, 1_000] {
                let body = chunked(&packed(really), size);
                assert_eq!(read(&header, &body).as_deref(), Ok(PAGE), "{named} {size}");
            }
        }
        let twice = zstd::encode_all(&*packed("gzip"), 1).unwrap();
        assert_eq!(
            read("Content-Encoding: gzip, zstd", &twice).as_deref(),
            Ok(PAGE)
        );
    }

    /// A stream as RFC 7932 lays it out: a block of raw bytes, and an empty last one.
    #[test]
    fn brotli_is_undone() {
        // From the lowest bit: window 0, not last, 00 for four digits of length less one, those, raw.
        let text = b"<p>Ferries sail again.";
        let length = text.len() as u32 - 1;
        let bits: u32 = (length << 4) | (1 << 20);
        let head = &bits.to_le_bytes()[..3];
        let body = [head, text, &[3]].concat();
        assert_eq!(
            read("Content-Encoding: br", &body).as_deref(),
            Ok(&text[..])
        );
        let cut = read("Content-Encoding: br", &body[..9]).unwrap_err();
        assert!(cut.contains("br data are damaged or break off"), "{cut}");
    }

    #[test]
    fn a_body_that_was_decoded_already_is_taken_as_it_is() {
        for header in [
            "Transfer-Encoding: chunked",
            "Content-Encoding: gzip",
            "Content-Encoding: br",
            "Content-Encoding: deflate",
            "Content-Encoding: utf-8",
        ] {
            assert_eq!(read(header, PAGE).as_deref(), Ok(PAGE), "{header}");
        }
    }

    #[test]
    fn what_breaks_off_or_grows_too_long_is_said() {
        let chunks = chunked(PAGE, 20);
        let cut = read("Transfer-Encoding: chunked", &chunks[..30]).unwrap_err();
        assert_eq!(cut, "a chunked body that breaks off");
        let gzip = packed("gzip");
        let cut = read("Content-Encoding: gzip", &gzip[..gzip.len() - 9]).unwrap_err();
        assert!(cut.contains("break off"), "{cut}");
        let bomb = zstd::encode_all(&[0; 5_000][..], 1).unwrap();
        assert!(
            read("Content-Encoding: zstd", &bomb)
                .unwrap_err()
                .contains("more than")
        );
        let huge = read("Transfer-Encoding: chunked", b"fffffffffffffff\r\nab").unwrap_err();
        assert_eq!(huge, "a chunked body that breaks off");
    }

    proptest! {
        #[test]
        fn no_body_panics(body in prop::collection::vec(any::<u8>(), 0..200), which in 0..5_usize) {
            let header = ["Transfer-Encoding: chunked", "Content-Encoding: gzip", "Content-Encoding: deflate", "Content-Encoding: br", "Content-Encoding: zstd"][which];
            if let Ok(page) = read(header, &body) {
                prop_assert!(page.len() <= 1_000);
            }
        }
    }
}
