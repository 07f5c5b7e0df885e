//! Rejects -> JSON lines, to look at and to mend.

use std::borrow::Cow;
use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::job::Reject;

/// Writes a JSON object a line for each reject: `source` (the file, or null), `offset` (see [`Reject::offset`]), `id` (or
/// null), `reason`, and `bytes`, its first bytes in base64, at most [`Reject::MOST_BYTES`] of them.
#[derive(Debug)]
pub struct RejectWriter<W> {
    out: W,
}

#[derive(Serialize)]
struct Line<'a> {
    source: Option<Cow<'a, str>>,
    offset: u64,
    id: Option<&'a str>,
    reason: String,
    bytes: String,
}

impl<W: Write> RejectWriter<W> {
    /// Writes to `out`, which should be buffered.
    pub fn new(out: W) -> RejectWriter<W> {
        RejectWriter { out }
    }

    /// Writes one line.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&mut self, reject: &Reject) -> io::Result<()> {
        let source = reject.source.as_deref();
        let line = Line {
            source: source.map(|path| path.to_string_lossy()),
            offset: reject.offset,
            id: reject.id.as_deref(),
            reason: reject.error.to_string(),
            bytes: STANDARD.encode(&reject.bytes),
        };
        serde_json::to_writer(&mut self.out, &line)?;
        self.out.write_all(b"\n")
    }

    /// What is written to.
    pub fn get_ref(&self) -> &W {
        &self.out
    }

    /// Hands on what is held back.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn a_reject_is_a_line_with_its_first_bytes() {
        let mut lines = Vec::new();
        let mut writer = RejectWriter::new(&mut lines);
        let error = Error::io("a\n.html")(io::ErrorKind::NotFound.into());
        let long = vec![0xFF; Reject::MOST_BYTES + 1];
        let reject = Reject::new(error).offset(7).bytes(&long);
        writer.write(&reject.id(Some("x".to_owned()))).unwrap();
        writer.write(&Reject::new(Error::OtherPage)).unwrap();
        let text = String::from_utf8(lines).unwrap();
        let lines: Vec<serde_json::Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["source"], "a\n.html");
        assert_eq!(
            (&lines[0]["offset"], &lines[0]["id"]),
            (&7.into(), &"x".into())
        );
        assert!(lines[0]["reason"].as_str().unwrap().contains("not found"));
        let bytes = STANDARD.decode(lines[0]["bytes"].as_str().unwrap());
        assert_eq!(bytes.unwrap(), long[1..]);
        assert!(lines[1]["source"].is_null() && lines[1]["id"].is_null());
    }
}
