//! Where a page's HTML is: clones of the repositories, their history, or a flat folder.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::files;
use super::rows::PageRow;

/// A folder with pages.
#[derive(Clone, Debug)]
pub enum Source {
    /// `DIR/owner/name` is a clone of each repository.
    Clones(PathBuf),
    /// `DIR/ID.html.gz`.
    Flat(PathBuf),
}

/// Why a page cannot be used.
#[derive(Debug)]
pub enum Gap {
    /// No such file.
    Missing(PathBuf),
    /// A file that cannot be read.
    Unreadable(PathBuf, io::Error),
    /// A file that holds other HTML.
    OtherHtml { path: PathBuf, sha256: String },
    /// The right HTML, in which this crate's reader sees other paragraphs than those that were labelled.
    OtherParagraphs {
        differing: usize,
        of: usize,
        found: usize,
    },
}

impl Source {
    /// The page's HTML, its hash checked.
    pub fn html(&self, page: &PageRow) -> Result<Vec<u8>, Gap> {
        match self {
            Source::Flat(dir) => read_checked(&dir.join(format!("{}.html.gz", page.page)), page),
            Source::Clones(dir) => {
                let clone = dir.join(&page.repository);
                read_checked(&clone.join(&page.file), page)
                    .or_else(|gap| in_history(&clone, page).ok_or(gap))
            }
        }
    }
}

fn read_checked(path: &Path, page: &PageRow) -> Result<Vec<u8>, Gap> {
    let html = files::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Gap::Missing(path.into()),
        _ => Gap::Unreadable(path.into(), error),
    })?;
    let sha256 = files::sha256(&html);
    if sha256 == page.html_sha256 {
        return Ok(html);
    }
    Err(Gap::OtherHtml {
        path: path.into(),
        sha256,
    })
}

/// A version of the file, of any commit, that has the hash: repositories replace their fixtures, and some pages were
/// taken from before. It also makes up for a clone at another commit.
fn in_history(clone: &Path, page: &PageRow) -> Option<Vec<u8>> {
    // Without one of its own, git would look into a repository around the folder.
    if !clone.join(".git").exists() {
        return None;
    }
    let log = [
        "--literal-pathspecs",
        "log",
        "--all",
        "--full-history",
        "--format=%H",
        "--",
    ];
    let commits = git(clone, &[&log[..], &[&page.file]].concat())?;
    let mut versions = str::from_utf8(&commits).ok()?.lines().filter_map(|commit| {
        let blob = git(
            clone,
            &["cat-file", "blob", &format!("{commit}:{}", page.file)],
        )?;
        files::gunzipped(blob).ok()
    });
    versions.find(|html| files::sha256(html) == page.html_sha256)
}

/// What git prints; nothing where it fails (a commit may well have removed the file).
fn git(clone: &Path, args: &[&str]) -> Option<Vec<u8>> {
    let output = Command::new("git").arg("-C").arg(clone).args(args).output();
    output.ok().filter(|o| o.status.success()).map(|o| o.stdout)
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Gap::Missing(path) => write!(f, "missing: no file {}", path.display()),
            Gap::Unreadable(path, error) => write!(f, "unreadable: {}: {error}", path.display()),
            Gap::OtherHtml { path, sha256 } => {
                write!(
                    f,
                    "another hash: {} holds HTML of SHA-256 {sha256}",
                    path.display()
                )
            }
            Gap::OtherParagraphs {
                differing,
                of,
                found,
            } => write!(
                f,
                "segments otherwise: {differing} of {of} paragraphs are not what was labelled, {found} were found"
            ),
        }
    }
}
