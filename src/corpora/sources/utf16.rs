//! UTF-16 -> UTF-8, as it comes in.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};

/// Bytes read at a time.
const CHUNK: usize = 8_192;

/// The UTF-16 that a text starting so is in: by its byte-order mark, or as JSON, which starts with an ASCII character.
pub fn encoding(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xFF, 0xFE, ..] | [b'{' | b'[', 0, 1..=255, 0, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] | [0, b'{' | b'[', 0, 1..=255, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// Reads UTF-16 as UTF-8, without the mark; what means nothing becomes U+FFFD.
pub struct FromUtf16<R> {
    input: R,
    decoder: Decoder,
    /// Decoded text, and how much of it was given.
    text: String,
    given: usize,
    has_ended: bool,
}

impl<R: Read> FromUtf16<R> {
    pub fn new(input: R, encoding: &'static Encoding) -> FromUtf16<R> {
        FromUtf16 {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            text: String::new(),
            given: 0,
            has_ended: false,
        }
    }

    /// Decodes another chunk.
    fn refill(&mut self) -> io::Result<()> {
        let mut bytes = [0; CHUNK];
        let n = self.input.read(&mut bytes)?;
        self.has_ended = n == 0;
        self.text.clear();
        self.given = 0;
        let most = self.decoder.max_utf8_buffer_length(n).unwrap_or(4 * CHUNK);
        self.text.reserve(most);
        let last = self.has_ended;
        let _ = self
            .decoder
            .decode_to_string(&bytes[..n], &mut self.text, last);
        Ok(())
    }
}

impl<R: Read> Read for FromUtf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.has_ended {
            self.refill()?;
        }
        let mut rest = &self.text.as_bytes()[self.given..];
        let n = rest.read(buffer)?;
        self.given += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives its bytes in pieces of a few.
    struct Slowly<'a>(&'a [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(self.1);
            self.0.read(&mut buffer[..most])
        }
    }

    fn read(bytes: &[u8], piece: usize) -> String {
        let encoding = encoding(bytes).expect("a mark or a brace");
        let mut text = String::new();
        let mut reader = FromUtf16::new(Slowly(bytes, piece), encoding);
        reader.read_to_string(&mut text).unwrap();
        text
    }

    proptest! {
        #[test]
        fn any_text_comes_back_whatever_the_pieces(text in ".{0,40}", piece in 1_usize..9) {
            let marked = format!("\u{feff}{text}");
            let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
            prop_assert_eq!(&read(&little, piece), &text);
            prop_assert_eq!(&read(&big, piece), &text);
        }
    }

    #[test]
    fn json_needs_no_mark_and_half_a_character_is_replaced() {
        let bytes: Vec<u8> = "{\"ä\"}"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(read(&bytes, 3), "{\"ä\"}");
        assert_eq!(read(b"{\0\"\0a", 8), "{\"\u{fffd}");
        assert!(encoding(b"{\"").is_none() && encoding(b"").is_none());
    }
}
