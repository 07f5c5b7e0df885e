//! Answers -> files, each there as a whole or not at all.

mod folder;
mod packed;
mod shards;

pub use folder::Folder;
pub use packed::PackedFile;
pub use shards::{shard, shard_there};

use std::io;
use std::path::Path;

/// An error that names the file.
pub(super) fn at(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
