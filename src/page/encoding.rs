//! Bytes of unknown encoding -> text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Text that came in as bytes.
///
/// Paragraphs split from [`Decoded::text`] stand at byte ranges of that text (which is UTF-8), not of the bytes it
/// was decoded from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded<'a> {
    /// The text, without a byte-order mark; borrowed where the bytes were sound UTF-8.
    pub text: Cow<'a, str>,
    /// The encoding's name in the WHATWG Encoding Standard: `UTF-8`, `windows-1252`, `Shift_JIS`.
    pub encoding: &'static str,
    /// Whether bytes that mean nothing in the encoding were replaced by U+FFFD.
    pub had_errors: bool,
}

/// How many sound multi-byte characters outweigh a malformed sequence before bytes count as damaged UTF-8.
///
/// In other encodings such sequences are sound by accident only, so the malformed ones far outnumber them.
const SOUND_PER_MALFORMED: usize = 4;

/// Decodes bytes: by their byte-order mark (UTF-8, UTF-16), else as UTF-8 if they are, or nearly are, UTF-8, else
/// in the legacy encoding that browsers would guess.
///
/// Never fails: what the encoding does not define becomes U+FFFD. Nearly UTF-8 is text cut off inside a character,
/// or with few bytes spoilt: at least four sound multi-byte characters for each malformed sequence.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    decode_as(bytes, guess)
}

/// Decodes bytes by their byte-order mark, or in the encoding that `choose` says.
pub(super) fn decode_as(
    bytes: &[u8],
    choose: impl FnOnce(&[u8]) -> &'static Encoding,
) -> Decoded<'_> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (choose(bytes), 0));
    let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[mark..]);
    Decoded {
        text,
        encoding: encoding.name(),
        had_errors,
    }
}

/// The encoding of bytes without a byte-order mark.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    if is_nearly_utf8(bytes) {
        return UTF_8;
    }
    // Both settings are a browser's: escape sequences of ISO-2022-JP can hide anything, UTF-8 was tried above.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether the bytes are UTF-8, sound or damaged.
pub(super) fn is_nearly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut sound, mut malformed) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        malformed += usize::from(!chunk.invalid().is_empty() && !is_unfinished(chunk.invalid()));
    }
    sound >= SOUND_PER_MALFORMED * malformed && (sound > 0 || bytes.is_ascii())
}

/// Whether these bytes could go on to be a character; in a chunk, only the last ones of the input can.
fn is_unfinished(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{EUC_JP, SHIFT_JIS, WINDOWS_1252};
    use proptest::prelude::*;

    const GERMAN: &str = "Die Fähre kostet künftig 12 € statt 9 €, für Schüler bleibt es bei 5 €.";
    const JAPANESE: &str = "フェリーは月曜日から旧港より再び出航すると、運航会社が発表した。嵐のため二週間停泊していた。";

    #[test]
    fn byte_order_marks_decide_and_vanish() {
        let decoded = decode(b"\xEF\xBB\xBFf\xC3\xA4hrt");
        assert_eq!((&*decoded.text, decoded.encoding), ("fährt", "UTF-8"));
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(GERMAN.encode_utf16().flat_map(u16::to_le_bytes));
        let decoded = decode(&bytes);
        assert_eq!((&*decoded.text, decoded.encoding), (GERMAN, "UTF-16LE"));
        bytes = vec![0xFE, 0xFF];
        bytes.extend(GERMAN.encode_utf16().flat_map(u16::to_be_bytes));
        assert_eq!(decode(&bytes).encoding, "UTF-16BE");
        assert_eq!(decode(&bytes).text, GERMAN);
    }

    #[test]
    fn sound_utf8_is_borrowed() {
        for text in ["", "plain", GERMAN, JAPANESE, "\u{1b}[1mfährt\u{1b}[0m"] {
            let decoded = decode(text.as_bytes());
            assert!(matches!(decoded.text, Cow::Borrowed(same) if same == text));
            assert_eq!((decoded.encoding, decoded.had_errors), ("UTF-8", false));
        }
    }

    #[test]
    fn legacy_encodings_are_guessed() {
        let cases = [
            (GERMAN, WINDOWS_1252),
            (JAPANESE, SHIFT_JIS),
            (JAPANESE, EUC_JP),
        ];
        for (text, encoding) in cases {
            let (bytes, _, _) = encoding.encode(text);
            let decoded = decode(&bytes);
            assert_eq!((&*decoded.text, decoded.encoding), (text, encoding.name()));
            assert!(!decoded.had_errors);
        }
        // Ends in a byte that could start a UTF-8 character.
        assert_eq!(decode(b"caf\xE9").text, "café");
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let decoded = decode(&"fünf Fähren für 9 €".as_bytes()[..22]);
        assert_eq!(
            (&*decoded.text, decoded.encoding),
            ("fünf Fähren für 9 \u{FFFD}", "UTF-8")
        );
        assert!(decoded.had_errors);
        let spoilt = [JAPANESE.as_bytes(), b"\xA4", JAPANESE.as_bytes()].concat();
        assert_eq!(decode(&spoilt).encoding, "UTF-8");
        assert_eq!(decode(&spoilt).text.matches('\u{FFFD}').count(), 1);
    }

    proptest! {
        #[test]
        fn any_bytes_decode(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let decoded = decode(&bytes);
            prop_assert!(Encoding::for_label(decoded.encoding.as_bytes()).is_some());
        }
    }
}
