//! Where a JSON value ends, and where it stops being one.

use memchr::memchr3;

/// Most arrays and objects inside one another. A faulty stream is scanned again from each of their starts, so this
/// bounds the work.
const DEEPEST: usize = 256;

/// Scans one value, which may come in pieces.
#[derive(Default)]
pub struct Scan {
    /// The closing brackets that are still to come.
    closing: Vec<u8>,
    expected: Expected,
}

/// What may come next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expected {
    /// The value, or another item or field's value.
    #[default]
    Value,
    /// An item or the end of an array just opened.
    ItemOrEnd,
    /// A name or the end of an object just opened.
    NameOrEnd,
    /// A name after a comma.
    Name,
    Colon,
    CommaOrEnd,
    /// The rest of a string.
    String {
        is_name: bool,
    },
    /// The character after a backslash.
    Escaped {
        is_name: bool,
    },
    /// The rest of a number or word.
    Scalar,
    /// Brackets nested less deeply.
    Shallower,
}

/// How far a scan came.
#[derive(Debug, PartialEq, Eq)]
pub enum Scanned {
    /// The value ends before this byte.
    End(usize),
    /// This byte cannot follow.
    Fault(usize),
    /// The value goes on after these bytes.
    Open,
}

impl Scan {
    /// What would have to come next.
    pub fn expected(&self) -> Expected {
        self.expected
    }

    /// Whether the value is whole if nothing follows: numbers have no end of their own.
    pub fn is_whole_at_end(&self) -> bool {
        self.closing.is_empty() && self.expected == Expected::Scalar
    }

    /// Scans the next bytes.
    pub fn go_on(&mut self, bytes: &[u8]) -> Scanned {
        let mut at = 0;
        while at < bytes.len() {
            match self.step(&bytes[at..]) {
                Step::Taken(n) => at += n,
                Step::End(n) => return Scanned::End(at + n),
                Step::Fault(n) => return Scanned::Fault(at + n),
            }
        }
        Scanned::Open
    }

    /// Takes at least one byte of these, which are not empty, unless the value ends before them.
    fn step(&mut self, bytes: &[u8]) -> Step {
        match self.expected {
            Expected::String { is_name } => self.string(bytes, is_name),
            Expected::Escaped { is_name } => self.escaped(bytes[0], is_name),
            Expected::Scalar => self.scalar(bytes),
            _ if bytes[0].is_ascii_whitespace() => Step::Taken(1),
            _ => self.structure(bytes[0]),
        }
    }

    /// Goes to the end of a string. A line break inside is a fault: JSON has none there, and lines that break off are
    /// common.
    fn string(&mut self, bytes: &[u8], is_name: bool) -> Step {
        let Some(at) = memchr3(b'"', b'\\', b'\n', bytes) else {
            return Step::Taken(bytes.len());
        };
        match bytes[at] {
            b'"' if is_name => self.then(Expected::Colon, at + 1),
            b'"' => self.value_ended(at + 1),
            b'\\' => self.then(Expected::Escaped { is_name }, at + 1),
            _ => Step::Fault(at),
        }
    }

    /// Which characters may be escaped is not for the scan to say.
    fn escaped(&mut self, byte: u8, is_name: bool) -> Step {
        if byte == b'\n' {
            return Step::Fault(0);
        }
        self.then(Expected::String { is_name }, 1)
    }

    fn scalar(&mut self, bytes: &[u8]) -> Step {
        match bytes.iter().position(|byte| !is_of_scalar(*byte)) {
            None => Step::Taken(bytes.len()),
            Some(at) => self.value_ended(at),
        }
    }

    fn structure(&mut self, byte: u8) -> Step {
        use Expected::{Colon, CommaOrEnd, ItemOrEnd, Name, NameOrEnd, Shallower, Value};
        match (self.expected, byte) {
            (NameOrEnd | CommaOrEnd, b'}') | (ItemOrEnd | CommaOrEnd, b']') => self.close(byte),
            (NameOrEnd | Name, b'"') => self.then(Expected::String { is_name: true }, 1),
            (Colon, b':') => self.then(Value, 1),
            (CommaOrEnd, b',') if self.closing.last() == Some(&b'}') => self.then(Name, 1),
            (CommaOrEnd, b',') => self.then(Value, 1),
            (Value | ItemOrEnd, b'{' | b'[') if self.closing.len() == DEEPEST => {
                self.expected = Shallower;
                Step::Fault(0)
            }
            (Value | ItemOrEnd, b'{') => self.open(b'}', NameOrEnd),
            (Value | ItemOrEnd, b'[') => self.open(b']', ItemOrEnd),
            (Value | ItemOrEnd, b'"') => self.then(Expected::String { is_name: false }, 1),
            (Value | ItemOrEnd, byte) if is_of_scalar(byte) => self.then(Expected::Scalar, 1),
            _ => Step::Fault(0),
        }
    }

    fn then(&mut self, expected: Expected, taken: usize) -> Step {
        self.expected = expected;
        Step::Taken(taken)
    }

    fn open(&mut self, closing: u8, expected: Expected) -> Step {
        self.closing.push(closing);
        self.then(expected, 1)
    }

    fn close(&mut self, byte: u8) -> Step {
        if self.closing.last() != Some(&byte) {
            return Step::Fault(0);
        }
        self.closing.pop();
        self.value_ended(1)
    }

    /// A value ends before byte `n`: the whole one, or one inside it.
    fn value_ended(&mut self, n: usize) -> Step {
        if self.closing.is_empty() {
            return Step::End(n);
        }
        self.then(Expected::CommaOrEnd, n)
    }
}

enum Step {
    Taken(usize),
    End(usize),
    Fault(usize),
}

/// Whether a byte belongs to a number or a word such as `null`, or to what other programs write in their place: `NaN`,
/// `-Infinity`. Whether it is a sound one is seen when it is read.
fn is_of_scalar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scan(text: &str) -> Scanned {
        Scan::default().go_on(text.as_bytes())
    }

    #[test]
    fn values_end_where_they_end() {
        for (text, end) in [
            (r#"{"a":[1,{"b":null}],"c":"}\"\\"} x"#, 32),
            (r#" [ ] "#, 4),
            ("{}{}", 2),
            ("-1.5e3,", 6),
            (r#""a" "#, 3),
            ("{\"a\"\n:\nNaN\n}\n", 12),
        ] {
            assert_eq!(scan(text), Scanned::End(end), "{text}");
        }
    }

    #[test]
    fn faults_are_found_at_their_byte() {
        for (text, at) in [
            ("{\"a\":1\n{", 7),
            ("{\"a\":\"x\n", 7),
            ("{\"a\":\"x\\\n", 8),
            ("{\"a\" 1}", 5),
            ("{\"a\":1,}", 7),
            ("{a:1}", 1),
            ("[1,]", 3),
            ("[1}", 2),
            ("{\"a\":1]", 6),
            ("<p>", 0),
        ] {
            assert_eq!(scan(text), Scanned::Fault(at), "{text}");
        }
        assert_eq!(scan(&"[".repeat(1_000)), Scanned::Fault(DEEPEST));
    }

    proptest! {
        #[test]
        fn any_json_is_one_value_in_pieces_of_any_size(
            names in prop::collection::vec(".{0,6}", 1..4),
            numbers in prop::collection::vec(any::<f64>(), 0..4),
            piece in 1_usize..9,
        ) {
            let text = serde_json::to_string_pretty(&serde_json::json!({
                &names[0]: numbers, "b": {"c": names, "d": [[], {}]}, "e": null,
            })).unwrap();
            let mut scan = Scan::default();
            let mut scanned = Vec::new();
            for piece in text.as_bytes().chunks(piece) {
                scanned.push(scan.go_on(piece));
            }
            let last = scanned.pop().unwrap();
            prop_assert!(scanned.iter().all(|scanned| *scanned == Scanned::Open));
            prop_assert!(matches!(last, Scanned::End(_)), "{:?}", last);
        }

        #[test]
        fn what_serde_json_takes_the_scan_takes(text in "[\\[\\]{}\",:\\\\1a \n-]{0,12}") {
            let is_sound = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            let mut scan = Scan::default();
            let scanned = scan.go_on(text.as_bytes());
            let is_taken = match scanned {
                Scanned::End(end) => text[end..].trim().is_empty(),
                Scanned::Open => scan.is_whole_at_end(),
                Scanned::Fault(_) => false,
            };
            prop_assert!(is_taken || !is_sound, "{:?} {:?}", text, scanned);
        }
    }
}
