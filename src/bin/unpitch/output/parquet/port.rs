//! The output while a Parquet writer has it: the writer gives it back only as it ends, and then hides what went wrong.

use std::io::{self, ErrorKind, Write};

/// An output that can be taken away.
pub struct Port<W>(Option<W>);

impl<W> Port<W> {
    pub fn new(out: W) -> Port<W> {
        Port(Some(out))
    }

    /// # Errors
    /// [`ErrorKind::NotConnected`] if it was taken before.
    pub fn take(&mut self) -> io::Result<W> {
        self.0.take().ok_or_else(taken)
    }
}

impl<W: Write> Write for Port<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.as_mut().ok_or_else(taken)?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.as_mut().ok_or_else(taken)?.flush()
    }
}

fn taken() -> io::Error {
    ErrorKind::NotConnected.into()
}
