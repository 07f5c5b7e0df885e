//! A long run's output: files of so many pages each, numbered, each in its place as soon as it is whole.

use std::io;
use std::path::{Path, PathBuf};

use unpitch::corpora::{PackedFile, shard};

use super::answers::AnswerFile;
use super::parquet::Columns;
use super::shape::Shape;

/// Files of `size` pages each.
pub struct Shards {
    output: PathBuf,
    size: u64,
    shape: Shape,
    /// The number of the shard that is written, or will be.
    number: u64,
    open: Option<AnswerFile>,
    /// Pages in that shard so far.
    pages: u64,
    /// The columns of Parquet files, once one is there.
    columns: Option<Columns>,
}

impl Shards {
    /// Shards from this number on, with the columns of those before.
    pub fn begin(
        output: &Path,
        size: u64,
        shape: Shape,
        (number, columns): (u64, Option<Columns>),
    ) -> io::Result<Shards> {
        PackedFile::remove_unfinished(&shard(output, number))?;
        Ok(Shards {
            output: output.to_owned(),
            size,
            shape,
            number,
            open: None,
            pages: 0,
            columns,
        })
    }

    pub fn write(&mut self, name: &str, rendered: &[u8]) -> io::Result<()> {
        self.pages += 1;
        self.opened()?.write(name, rendered)
    }

    fn opened(&mut self) -> io::Result<&mut AnswerFile> {
        match &mut self.open {
            Some(file) => Ok(file),
            none => {
                let path = shard(&self.output, self.number);
                let (shape, columns) = (self.shape.clone(), self.columns.clone());
                Ok(none.insert(AnswerFile::begin(&path, shape, columns)?))
            }
        }
    }

    /// Whether the shard has all its pages.
    pub fn is_full(&self) -> bool {
        self.pages == self.size
    }

    /// The number of the next shard.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The columns of the Parquet files so far.
    pub fn columns(&self) -> Option<Columns> {
        self.columns.clone()
    }

    /// Puts the shard into its place, if a page was written.
    pub fn close(&mut self) -> io::Result<()> {
        if let Some(file) = self.open.take() {
            self.columns = file.finish()?;
            self.number += 1;
            self.pages = 0;
        }
        Ok(())
    }

    /// Puts the last shard into its place, which has no page where no shard has.
    pub fn finish(&mut self) -> io::Result<()> {
        if self.number == 0 {
            self.opened()?;
        }
        self.close()
    }
}
