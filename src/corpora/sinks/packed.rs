//! One file of answers, packed as its name says.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::at;
use crate::whole_file::WholeFile;

type Inner = BufWriter<WholeFile>;

/// A file that is in its place once it is finished; dropped before, it leaves nothing.
#[derive(Debug)]
pub struct PackedFile {
    path: PathBuf,
    packer: Packer,
}

/// What the bytes go through.
enum Packer {
    Plain(Inner),
    Gzip(Box<GzEncoder<Inner>>),
    Zstd(zstd::Encoder<'static, Inner>),
    /// Between two members of gzip.
    Between(Inner),
    /// After an error.
    Broken,
}

impl std::fmt::Debug for Packer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Packer::Plain(_) => "Plain",
            Packer::Gzip(_) => "Gzip",
            Packer::Zstd(_) => "Zstd",
            Packer::Between(_) => "Between",
            Packer::Broken => "Broken",
        })
    }
}

impl PackedFile {
    /// Begins a file: gzip where the name ends with `.gz`, zstd with `.zst`. It replaces the one that is there, at the end
    /// of its links, when it is finished; a device or a pipe is written as it is.
    ///
    /// # Errors
    /// What the file system says, with the path.
    pub fn begin(path: &Path) -> io::Result<PackedFile> {
        let file = WholeFile::begin(path);
        let packer = file.and_then(|file| packer(path, BufWriter::new(file)));
        Ok(PackedFile {
            packer: packer.map_err(|error| at(path, error))?,
            path: path.to_owned(),
        })
    }

    /// Removes what a program that was killed left of that file.
    ///
    /// # Errors
    /// What the file system says, with the path.
    pub fn remove_unfinished(path: &Path) -> io::Result<()> {
        WholeFile::remove_partial(path).map_err(|error| at(path, error))
    }

    /// Ends a member of gzip here, as readers of WARC want it after each record. Elsewhere nothing happens.
    ///
    /// # Errors
    /// What the file system says, with the path.
    pub fn end_member(&mut self) -> io::Result<()> {
        self.packer = match std::mem::replace(&mut self.packer, Packer::Broken) {
            Packer::Gzip(encoder) => {
                let inner = encoder.finish().map_err(|error| at(&self.path, error))?;
                Packer::Between(inner)
            }
            other => other,
        };
        Ok(())
    }

    /// Puts the file into its place.
    ///
    /// # Errors
    /// What the file system says, with the path.
    pub fn finish(self) -> io::Result<()> {
        let PackedFile { path, packer } = self;
        let inner = match packer {
            Packer::Plain(inner) | Packer::Between(inner) => Ok(inner),
            Packer::Gzip(encoder) => encoder.finish(),
            Packer::Zstd(encoder) => encoder.finish(),
            Packer::Broken => Err(broken()),
        };
        let written = inner.and_then(|inner| inner.into_inner().map_err(io::Error::from));
        let placed = written.and_then(WholeFile::finish);
        placed.map_err(|error| at(&path, error))
    }

    /// Begins the next member of gzip, where the last has ended.
    fn begin_member(&mut self) {
        self.packer = match std::mem::replace(&mut self.packer, Packer::Broken) {
            Packer::Between(inner) => gzip(inner),
            other => other,
        };
    }
}

fn packer(path: &Path, inner: Inner) -> io::Result<Packer> {
    let name = path.to_string_lossy().to_lowercase();
    Ok(if name.ends_with(".gz") {
        gzip(inner)
    } else if name.ends_with(".zst") {
        let mut encoder = zstd::Encoder::new(inner, zstd::DEFAULT_COMPRESSION_LEVEL)?;
        encoder.include_checksum(true)?;
        Packer::Zstd(encoder)
    } else {
        Packer::Plain(inner)
    })
}

fn gzip(inner: Inner) -> Packer {
    Packer::Gzip(Box::new(GzEncoder::new(inner, Compression::default())))
}

fn broken() -> io::Error {
    io::Error::other("an earlier part could not be written")
}

impl Write for PackedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begin_member();
        let written = match &mut self.packer {
            Packer::Plain(inner) => inner.write(bytes),
            Packer::Gzip(encoder) => encoder.write(bytes),
            Packer::Zstd(encoder) => encoder.write(bytes),
            Packer::Between(_) | Packer::Broken => Err(broken()),
        };
        written.map_err(|error| at(&self.path, error))
    }

    /// Does nothing: nobody reads the file before it is finished, and packed bytes grow by being flushed.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::bufread::{GzDecoder, MultiGzDecoder};

    use super::*;

    #[test]
    fn members_end_where_they_are_asked_to_and_none_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pages.warc.gz");
        let mut file = PackedFile::begin(&path).unwrap();
        for record in ["one", "two"] {
            file.write_all(record.as_bytes()).unwrap();
            file.end_member().unwrap();
        }
        assert!(!path.exists());
        file.finish().unwrap();
        let packed = std::fs::read(&path).unwrap();
        let (mut first, mut all) = (String::new(), String::new());
        GzDecoder::new(&packed[..])
            .read_to_string(&mut first)
            .unwrap();
        MultiGzDecoder::new(&packed[..])
            .read_to_string(&mut all)
            .unwrap();
        assert_eq!((&*first, &*all), ("one", "onetwo"));
    }

    #[test]
    fn a_file_that_is_not_finished_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = PackedFile::begin(&folder.path().join("pages.jsonl")).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
