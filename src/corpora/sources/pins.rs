//! Paths -> what they lead to, in sizes, so that a run that goes on finds out whether it is the same.

use std::path::Path;
use std::{fs, io};

use globset::GlobSet;
use sha2::{Digest, Sha256};

use super::source::at;
use super::{list, walk};
use crate::corpora::Pin;
use crate::error::{Error, Result};

/// A pin that is being made.
#[derive(Default)]
struct Pinning {
    files: u64,
    bytes: u64,
    hash: Sha256,
}

/// Pins a file or a folder.
///
/// # Errors
/// Where there is nothing.
pub fn path(path: &Path, globs: Option<&GlobSet>) -> Result<Pin> {
    fs::metadata(path).map_err(at(path))?;
    let mut pinning = Pinning::default();
    pinning.add_path(path, globs);
    Ok(pinning.finish(path))
}

/// Pins what a list names.
///
/// # Errors
/// Where it is no file, or names standard input, either of which cannot be read twice.
pub fn listed(list: &Path, globs: Option<&GlobSet>) -> Result<Pin> {
    if !fs::metadata(list).map_err(at(list))?.is_file() {
        return Err(unrepeatable(
            list,
            "is no file, and the list is read twice; save it as one",
        ));
    }
    let mut pinning = Pinning::default();
    let mut names_standard_input = false;
    // What is wrong with the list is found again, and said, when its pages are read; taking paths in does not fail.
    let _ = list::paths(list, &mut |path| {
        match path {
            Ok(path) => {
                names_standard_input |= path.as_os_str() == "-";
                pinning.add_path(&path, globs);
            }
            Err(_) => pinning.add_fault(list),
        }
        Ok(())
    });
    if names_standard_input {
        return Err(unrepeatable(
            list,
            "names -, standard input, which can't be read again to go on",
        ));
    }
    Ok(pinning.finish(list))
}

fn unrepeatable(path: &Path, reason: &str) -> Error {
    at(path)(io::Error::new(io::ErrorKind::InvalidInput, reason))
}

impl Pinning {
    fn add_path(&mut self, path: &Path, globs: Option<&GlobSet>) {
        if !path.is_dir() {
            return self.add_file(path);
        }
        // As above.
        let _ = walk::files(path, globs, &mut |file| {
            match file {
                Ok(file) => self.add_file(&file),
                Err(reject) => self.add_fault(reject.source.as_deref().unwrap_or(path)),
            }
            Ok(())
        });
    }

    /// A file that is not there has no size, and is another when it is there later.
    fn add_file(&mut self, path: &Path) {
        let size = fs::metadata(path).ok().map(|found| found.len());
        self.bytes += size.unwrap_or(0);
        self.add(path, &format!("{size:?}"));
    }

    /// What is no file counts too: when it is mended, the files behind it have other numbers.
    fn add_fault(&mut self, path: &Path) {
        self.add(path, "no file");
    }

    fn add(&mut self, path: &Path, what: &str) {
        self.files += 1;
        self.hash.update(path.as_os_str().as_encoded_bytes());
        self.hash.update(format!("\0{what}\0"));
    }

    fn finish(self, path: &Path) -> Pin {
        let digest = self.hash.finalize();
        Pin {
            path: path.display().to_string(),
            files: self.files,
            bytes: self.bytes,
            digest: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_holds_until_a_size_changes() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["a.txt", "b.txt"] {
            std::fs::write(at(name), "Ferries").unwrap();
        }
        std::fs::write(at(".list"), at("a.txt").as_os_str().as_encoded_bytes()).unwrap();
        let pin = || path(folder.path(), None).unwrap();
        let (before, one) = (pin(), listed(&at(".list"), None).unwrap());
        assert_eq!((before.files, before.bytes), (2, 14));
        assert_eq!((one.files, one.bytes), (1, 7));
        std::fs::write(at("a.txt"), "Sail on").unwrap();
        assert_eq!(pin(), before);
        std::fs::write(at("a.txt"), "Sail").unwrap();
        assert_ne!(pin(), before);
        assert_ne!(listed(&at(".list"), None).unwrap(), one);
        assert!(path(&at("none"), None).is_err());
        std::fs::write(at(".list"), "-\n").unwrap();
        let error = listed(&at(".list"), None).unwrap_err();
        assert!(error.to_string().contains("standard input"), "{error}");
    }
}
