//! Paths -> what they lead to, in sizes, so that a run that goes on finds out whether it is the same.

use std::path::Path;

use globset::GlobSet;
use sha2::{Digest, Sha256};

use super::{list, walk};
use crate::corpora::Pin;

/// A pin that is being made.
#[derive(Default)]
struct Pinning {
    files: u64,
    bytes: u64,
    hash: Sha256,
}

/// Pins a file or a folder.
pub fn path(path: &Path, globs: Option<&GlobSet>) -> Pin {
    let mut pinning = Pinning::default();
    pinning.add_path(path, globs);
    pinning.finish(path)
}

/// Pins what a list names.
pub fn listed(list: &Path, globs: Option<&GlobSet>) -> Pin {
    let mut pinning = Pinning::default();
    // What is wrong with the list is found again, and said, when its pages are read; taking paths in does not fail.
    let _ = list::paths(list, &mut |path| {
        if let Ok(path) = path {
            pinning.add_path(&path, globs);
        }
        Ok(())
    });
    pinning.finish(list)
}

impl Pinning {
    fn add_path(&mut self, path: &Path, globs: Option<&GlobSet>) {
        if !path.is_dir() {
            return self.add_file(path);
        }
        // As above.
        let _ = walk::files(path, globs, &mut |file| {
            if let Ok(file) = file {
                self.add_file(&file);
            }
            Ok(())
        });
    }

    /// A file that is not there has no size, and is none when it is there later.
    fn add_file(&mut self, path: &Path) {
        let size = std::fs::metadata(path).ok().map(|found| found.len());
        self.files += 1;
        self.bytes += size.unwrap_or(0);
        self.hash.update(path.as_os_str().as_encoded_bytes());
        self.hash.update(format!("\0{size:?}\0"));
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
        let pin = || path(folder.path(), None);
        let (before, one) = (pin(), listed(&at(".list"), None));
        assert_eq!((before.files, before.bytes), (2, 14));
        assert_eq!((one.files, one.bytes), (1, 7));
        std::fs::write(at("a.txt"), "Sail on").unwrap();
        assert_eq!(pin(), before);
        std::fs::write(at("a.txt"), "Sail").unwrap();
        assert_ne!(pin(), before);
        assert_ne!(listed(&at(".list"), None), one);
        let none = path(&at("none"), None);
        assert_eq!((none.files, none.bytes), (1, 0));
    }
}
