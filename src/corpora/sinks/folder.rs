//! A file for each page, named like the page.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rapidhash::v3::rapidhash_v3;

use super::at;
use crate::whole_file::WholeFile;

/// Longest name of a file without its ending, in bytes: what every file system takes.
const LONGEST: usize = 120;

/// Endings that a page's name has and its text should not.
const ENDINGS: [&str; 9] = [
    "gz", "html", "htm", "xhtml", "txt", "text", "php", "aspx", "jsp",
];

/// A folder that takes a file for each page, each there as a whole or not at all.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    ending: &'static str,
    /// How often each name was wanted, by the hash of its lower case: file systems may not tell more apart.
    wanted: HashMap<u64, u64>,
}

impl Folder {
    /// Makes the folder where there is none. The files' names will end with a dot and `ending`.
    ///
    /// # Errors
    /// What the file system says, with the folder's path.
    pub fn open(path: &Path, ending: &'static str) -> io::Result<Folder> {
        fs::create_dir_all(path).map_err(|error| at(path, error))?;
        Ok(Folder {
            path: path.to_owned(),
            ending,
            wanted: HashMap::new(),
        })
    }

    /// Writes a page's file; of several pages of one name each has its own.
    ///
    /// # Errors
    /// What the file system says, with the file's path.
    pub fn write(&mut self, page: &str, bytes: &[u8]) -> io::Result<()> {
        let name = self.name(page);
        let path = self.path.join(name);
        let written = WholeFile::begin(&path).and_then(|mut file| {
            file.write_all(bytes)?;
            file.finish_soon()
        });
        written.map_err(|error| at(&path, error))
    }

    fn name(&mut self, page: &str) -> String {
        let stem = stem(page);
        loop {
            let times = self.times(&stem);
            let name = match times {
                1 => stem.clone(),
                _ => format!("{stem}-{times}"),
            };
            // A numbered name may be another page's own.
            if times == 1 || self.times(&name) == 1 {
                return format!("{name}.{}", self.ending);
            }
        }
    }

    /// How often the name was wanted, this time too.
    fn times(&mut self, name: &str) -> u64 {
        let times = self
            .wanted
            .entry(rapidhash_v3(name.to_lowercase().as_bytes()));
        *times.and_modify(|times| *times += 1).or_insert(1)
    }
}

/// The name of a page's file without an ending: the last part of its path or address, with nothing in it that leads to
/// another folder or that some system does not take.
fn stem(page: &str) -> String {
    let path = page.split(['?', '#']).next().unwrap_or_default();
    let mut last = path.trim_end_matches(['/', '\\']);
    last = last.rsplit(['/', '\\']).next().unwrap_or_default();
    while let Some((stem, ending)) = last.rsplit_once('.')
        && !stem.is_empty()
        && ENDINGS.contains(&&*ending.to_ascii_lowercase())
    {
        last = stem;
    }
    let safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut name: String = last
        .chars()
        .map(|c| if safe(c) { c } else { '-' })
        .collect();
    name.truncate(name.floor_char_boundary(LONGEST));
    let name = name.trim_matches(['-', '.']);
    if name.is_empty() { "page" } else { name }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_like_pages_and_stay_in_the_folder() {
        assert_eq!(stem("pages/harbour.html.gz"), "harbour");
        assert_eq!(
            stem("https://example.org/news/ferry-sails/?a=b#c"),
            "ferry-sails"
        );
        assert_eq!(stem("C:\\pages\\tides.HTM"), "tides");
        assert_eq!(stem("data.csv:12"), "data.csv-12");
        for nothing in ["", "/", "../..", "-", "?x", ".html"] {
            let stem = stem(nothing);
            assert!(["page", "html"].contains(&&*stem), "{nothing}: {stem}");
        }
        assert_eq!(stem(&"ä".repeat(200)).len(), LONGEST);
    }

    #[test]
    fn each_page_has_a_file_of_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new");
        let mut out = Folder::open(&path, "txt").expect("made");
        let pages = [
            ("a/tides.html", "one"),
            ("b/Tides.html", "two"),
            ("tides-2", "three"),
        ];
        for (page, text) in pages {
            out.write(page, text.as_bytes()).expect("written");
        }
        let read = |name| fs::read_to_string(path.join(name)).expect("a file");
        assert_eq!(
            [
                read("tides.txt"),
                read("Tides-2.txt"),
                read("tides-2-2.txt")
            ],
            ["one", "two", "three"]
        );
        let error = Folder::open(&path.join("tides.txt"), "txt").expect_err("a file");
        assert!(error.to_string().contains("tides.txt"), "{error}");
    }
}
