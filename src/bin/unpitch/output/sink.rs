//! Where answers go: standard output, a file, a folder, or shards.

use std::io::{self, BufWriter, Write};

use unpitch::corpora::Folder;

use super::answers::AnswerFile;
use super::container::Container;
use super::frame::Frame;
use super::on_stdout;
use super::shape::Shape;
use super::shards::Shards;

/// What takes the answers, in the pages' order.
pub enum Sink {
    /// One after the other.
    Stream(Stream),
    /// One after the other, into a file.
    File(AnswerFile),
    /// A file for each page, with a header of its own.
    Folder(Folder, Shape),
    /// Files of so many pages each.
    Shards(Shards),
}

/// Standard output.
pub struct Stream {
    out: Box<dyn Write>,
    frame: Frame,
}

impl Stream {
    /// Standard output for answers, with their header; of a table for people it takes the colours off that go into a pipe.
    pub fn stdout(shape: Shape) -> io::Result<Stream> {
        let out: Box<dyn Write> = match shape.container {
            Container::Table => Box::new(BufWriter::new(anstream::stdout())),
            _ => Box::new(BufWriter::new(io::stdout().lock())),
        };
        Stream::begin(out, &shape)
    }

    pub fn begin(mut out: Box<dyn Write>, shape: &Shape) -> io::Result<Stream> {
        out.write_all(shape.header()).map_err(on_stdout)?;
        Ok(Stream {
            out,
            frame: Frame::new(shape),
        })
    }

    fn write(&mut self, name: &str, rendered: &[u8]) -> io::Result<()> {
        if rendered.is_empty() {
            return Ok(());
        }
        let before = self.out.write_all(&self.frame.before(name));
        let written = before.and_then(|()| self.out.write_all(rendered));
        written.map_err(on_stdout)
    }

    fn finish(mut self) -> io::Result<()> {
        let ended = self.out.write_all(&self.frame.end());
        ended.and_then(|()| self.out.flush()).map_err(on_stdout)
    }
}

impl Sink {
    /// Writes the answer to the page of that name.
    pub fn write(&mut self, name: &str, rendered: &[u8]) -> io::Result<()> {
        match self {
            Sink::Stream(stream) => stream.write(name, rendered),
            Sink::File(file) => file.write(name, rendered),
            Sink::Folder(folder, shape) => {
                let mut frame = Frame::new(shape);
                let (before, end) = (frame.before(name), frame.end());
                folder.write(name, &[shape.header(), &before, rendered, &end].concat())
            }
            Sink::Shards(shards) => shards.write(name, rendered),
        }
    }

    /// Writes what is still held back: a reader that waits for the answer to a page gets it before the next page comes.
    pub fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Stream(stream) => stream.out.flush().map_err(on_stdout),
            Sink::File(_) | Sink::Folder(..) | Sink::Shards(_) => Ok(()),
        }
    }

    /// The shards, if answers go there.
    pub fn shards(&mut self) -> Option<&mut Shards> {
        match self {
            Sink::Shards(shards) => Some(shards),
            _ => None,
        }
    }

    /// Puts a file into its place, and ends what stands on standard output.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Sink::File(file) => file.finish().map(drop),
            Sink::Stream(stream) => stream.finish(),
            Sink::Folder(..) | Sink::Shards(_) => Ok(()),
        }
    }
}
