//! Bytes of a file, whichever way it is packed, and files that are whole or not there.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use unpitch::{Error, Result};

/// A file's bytes, gunzipped if they are gzip: repositories hold pages either way, and hashes are of the HTML.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    gunzipped(fs::read(path)?)
}

/// Bytes as they are, or what they hold if they start as gzip does.
pub fn gunzipped(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut inside = Vec::new();
    MultiGzDecoder::new(&bytes[..]).read_to_end(&mut inside)?;
    Ok(inside)
}

/// Writes beside `path`, under a name of its own so that two runs at once do not write into one file, and renames; gzip
/// where the name ends in `.gz`, with no time in its header, so that the same content is the same bytes.
pub fn replace(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let packed = path.extension().is_some_and(|e| e == "gz");
    let replaced = beside(path).and_then(|mut file| {
        // Dropped before the rename, the file is removed.
        write_to(file.as_file_mut(), packed, fill)?;
        file.persist(path).map_err(|error| error.error)
    });
    replaced.map(drop).map_err(at(path))
}

/// A new file in the folder of `path`.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".corpus-").suffix(".partial");
    // Made by ourselves: tempfile makes files for their owner alone, and names them in its errors.
    builder.make_in(folder, |path| File::create_new(path))
}

fn write_to(
    file: impl Write,
    packed: bool,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = BufWriter::new(file);
    if packed {
        let mut gzip = GzEncoder::new(&mut file, Compression::best());
        fill(&mut gzip)?;
        gzip.finish()?;
    } else {
        fill(&mut file)?;
    }
    file.flush()
}

/// Puts the path to what the operating system said; for `map_err`.
pub fn at(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Io { path, source }
}

/// SHA-256, 64 hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
