//! The names of a run's shards.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The file of a shard, counted from 0: `pages.jsonl.zst` gives `pages-00000.jsonl.zst`, so that shards sort as they were
/// written and their endings say what they are.
#[must_use]
pub fn shard(output: &Path, number: u64) -> PathBuf {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    // A hidden file's name begins with a dot that is no ending's.
    let dot = name.char_indices().skip(1).find(|(_, c)| *c == '.');
    let (stem, endings) = name.split_at(dot.map_or(name.len(), |(at, _)| at));
    output.with_file_name(format!("{stem}-{number:05}{endings}"))
}

/// A shard of that output that is there already, whatever its number.
///
/// # Errors
/// What the file system says of the folder.
pub fn shard_there(output: &Path) -> io::Result<Option<PathBuf>> {
    let first = shard(output, 0);
    let name = first.file_name().unwrap_or_default().to_string_lossy();
    let (before, after) = name.split_once("-00000").unwrap_or((&name, ""));
    let is_shard = |found: &str| {
        let number = found
            .strip_prefix(before)
            .and_then(|rest| rest.strip_prefix('-'));
        let number = number.and_then(|rest| rest.strip_suffix(after));
        number.is_some_and(|n| n.len() >= 5 && n.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let folder = output.parent().filter(|folder| *folder != Path::new(""));
    for entry in fs::read_dir(folder.unwrap_or(Path::new(".")))? {
        let entry = entry?;
        if is_shard(&entry.file_name().to_string_lossy()) {
            return Ok(Some(entry.path()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_of_an_output_are_found_by_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv.gz");
        for other in [
            "a-0001.csv.gz",
            "a-00001.csv",
            "b-00001.csv.gz",
            "a-0000x.csv.gz",
        ] {
            fs::write(folder.path().join(other), "").unwrap();
        }
        assert_eq!(shard_there(&output).unwrap(), None);
        fs::write(shard(&output, 7), "").unwrap();
        assert_eq!(shard_there(&output).unwrap(), Some(shard(&output, 7)));
    }

    #[test]
    fn the_number_stands_before_all_endings() {
        let named = |output: &str, number| shard(Path::new(output), number).display().to_string();
        assert_eq!(named("a.b/pages.jsonl.zst", 0), "a.b/pages-00000.jsonl.zst");
        assert_eq!(named("pages", 123_456), "pages-123456");
        assert_eq!(named(".pages.csv", 7), ".pages-00007.csv");
    }
}
