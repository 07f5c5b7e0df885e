//! One file of answers, whatever its format.

use std::io::{self, Write};
use std::path::Path;

use anstream::adapter::strip_bytes;
use unpitch::corpora::PackedFile;

use super::container::Container;
use super::frame::Frame;
use super::parquet::{Columns, ParquetOut};
use super::shape::Shape;

/// A file that is in its place once it is finished.
pub struct AnswerFile {
    body: Body,
    container: Container,
    frame: Frame,
}

enum Body {
    Bytes(PackedFile),
    Parquet(Box<ParquetOut<PackedFile>>),
}

impl AnswerFile {
    /// Begins a file with its header; a Parquet file with the columns of an earlier one, if there is one.
    pub fn begin(path: &Path, shape: Shape, columns: Option<Columns>) -> io::Result<AnswerFile> {
        let mut file = PackedFile::begin(path)?;
        let body = match shape.container {
            Container::Parquet(rows) => {
                Body::Parquet(Box::new(ParquetOut::new(file, rows, columns)))
            }
            _ => {
                file.write_all(shape.header())?;
                Body::Bytes(file)
            }
        };
        Ok(AnswerFile {
            body,
            container: shape.container,
            frame: Frame::new(&shape),
        })
    }

    /// Writes the answer to the page of that name.
    pub fn write(&mut self, name: &str, rendered: &[u8]) -> io::Result<()> {
        if rendered.is_empty() {
            return Ok(());
        }
        let before = self.frame.before(name);
        let file = match &mut self.body {
            Body::Parquet(rows) => return rows.write(rendered),
            Body::Bytes(file) => file,
        };
        file.write_all(&before)?;
        match self.container {
            Container::Table => strip_bytes(rendered).try_for_each(|piece| file.write_all(piece)),
            Container::Records => {
                file.write_all(rendered)?;
                file.end_member()
            }
            Container::Bytes | Container::Document | Container::Parquet(_) => {
                file.write_all(rendered)
            }
        }
    }

    /// Puts the file into its place; gives the columns of a Parquet file for the next one.
    pub fn finish(self) -> io::Result<Option<Columns>> {
        match self.body {
            Body::Bytes(mut file) => {
                file.write_all(&self.frame.end())?;
                file.finish().map(|()| None)
            }
            Body::Parquet(rows) => {
                let (file, columns) = rows.finish()?;
                // A file without lines says nothing of what is to come.
                file.finish()
                    .map(|()| self.frame.is_begun().then_some(columns))
            }
        }
    }
}
