//! Answers into one file, packed as its name says. It is written beside its place and renamed, so that it is never half
//! there.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::NamedTempFile;

type Inner = BufWriter<NamedTempFile>;

/// A file that is there once it is finished.
pub struct OutFile {
    path: PathBuf,
    packer: Packer,
}

/// What the bytes go through.
enum Packer {
    Plain(Inner),
    Gzip(Box<GzEncoder<Inner>>),
    Zstd(zstd::Encoder<'static, Inner>),
}

impl OutFile {
    /// Begins a file in the folder of `path`: gzip where the name ends with `.gz`, zstd with `.zst`.
    ///
    /// # Errors
    /// What the file system says, with the path.
    pub fn begin(path: &Path) -> io::Result<OutFile> {
        let packer = beside(path).and_then(|file| packer(path, BufWriter::new(file)));
        Ok(OutFile {
            packer: packer.map_err(|error| at(path, error))?,
            path: path.to_owned(),
        })
    }

    /// Puts the file into its place.
    ///
    /// # Errors
    /// What the file system says, with the path.
    pub fn finish(self) -> io::Result<()> {
        let OutFile { path, packer } = self;
        let inner = match packer {
            Packer::Plain(inner) => Ok(inner),
            Packer::Gzip(encoder) => encoder.finish(),
            Packer::Zstd(encoder) => encoder.finish(),
        };
        let written = inner.and_then(|inner| inner.into_inner().map_err(io::Error::from));
        let placed = written.and_then(|file| file.persist(&path).map_err(|error| error.error));
        placed.map(drop).map_err(|error| at(&path, error))
    }
}

/// A file of no name yet, for the same readers as any that the user makes.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(io::Error::other(
            "is no regular file; redirect standard output to it",
        ));
    }
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder.unwrap_or(Path::new(".")))
}

fn packer(path: &Path, inner: Inner) -> io::Result<Packer> {
    let name = path.to_string_lossy().to_lowercase();
    Ok(if name.ends_with(".gz") {
        Packer::Gzip(Box::new(GzEncoder::new(inner, Compression::default())))
    } else if name.ends_with(".zst") {
        let mut encoder = zstd::Encoder::new(inner, zstd::DEFAULT_COMPRESSION_LEVEL)?;
        encoder.include_checksum(true)?;
        Packer::Zstd(encoder)
    } else {
        Packer::Plain(inner)
    })
}

impl Write for OutFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.packer {
            Packer::Plain(inner) => inner.write(bytes),
            Packer::Gzip(encoder) => encoder.write(bytes),
            Packer::Zstd(encoder) => encoder.write(bytes),
        };
        written.map_err(|error| at(&self.path, error))
    }

    /// Does nothing: nobody reads the file before it is finished, and packed bytes grow by being flushed.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn at(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
