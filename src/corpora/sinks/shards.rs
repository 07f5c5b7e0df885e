//! The names of a run's shards.

use std::path::{Path, PathBuf};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_stands_before_all_endings() {
        let named = |output: &str, number| shard(Path::new(output), number).display().to_string();
        assert_eq!(named("a.b/pages.jsonl.zst", 0), "a.b/pages-00000.jsonl.zst");
        assert_eq!(named("pages", 123_456), "pages-123456");
        assert_eq!(named(".pages.csv", 7), ".pages-00007.csv");
    }
}
