//! A folder -> the files in it, in the order of their paths.

use std::io;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};
use ignore::{DirEntry, WalkBuilder};

use super::super::job::Reject;
use super::faults;
use super::source::at;
use crate::error::{Error, Result};

/// What takes in the files of a folder.
type Take<'a> = &'a mut dyn FnMut(Result<PathBuf, Reject>) -> io::Result<()>;

/// Globs as one set; none where there are none.
///
/// # Errors
/// [`Error::Param`] for what is no glob.
pub fn globs<S: AsRef<str>>(globs: &[S]) -> Result<Option<GlobSet>> {
    if globs.is_empty() {
        return Ok(None);
    }
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        set.add(one(glob.as_ref())?);
    }
    set.build().map(Some).map_err(no_glob)
}

/// A glob without a `/` means names, wherever the file stands.
fn one(glob: &str) -> Result<Glob> {
    let everywhere = format!("**/{glob}");
    let below = if glob.contains('/') {
        glob
    } else {
        &everywhere
    };
    Glob::new(below).map_err(no_glob)
}

fn no_glob(error: globset::Error) -> Error {
    Error::param("globs", error, "globs such as *.html or 2024/**/*.html.gz")
}

/// Hands on the files below a folder that fit the globs. Hidden files and folders are left out; links are followed, but
/// never in a circle.
pub fn files(folder: &Path, globs: Option<&GlobSet>, take: Take<'_>) -> io::Result<()> {
    let mut walk = WalkBuilder::new(folder);
    walk.standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .sort_by_file_path(Path::cmp);
    for entry in walk.build() {
        match entry {
            Ok(entry) if !is_asked_for(&entry, folder, globs) => {}
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                take(Ok(entry.into_path()))?;
            }
            Ok(entry) => take(Err(no_file(entry.path())))?,
            Err(error) => take(Err(unreadable(folder, error)))?,
        }
    }
    Ok(())
}

fn is_asked_for(entry: &DirEntry, folder: &Path, globs: Option<&GlobSet>) -> bool {
    let is_file = entry.file_type().is_some_and(|kind| !kind.is_dir());
    let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
    is_file && globs.is_none_or(|globs| globs.is_match(below))
}

/// Whether a file at that path is among them, also if it is not there yet.
pub fn would_read(folder: &Path, globs: Option<&GlobSet>, file: &Path) -> bool {
    let (Ok(folder), Some(name)) = (folder.canonicalize(), file.file_name()) else {
        return false;
    };
    let parent = file.parent().filter(|parent| *parent != Path::new(""));
    let parent = parent.unwrap_or(Path::new(".")).canonicalize();
    let parent = parent.unwrap_or_else(|_| file.parent().unwrap_or(file).to_owned());
    let Ok(below) = parent.strip_prefix(&folder) else {
        return false;
    };
    let below = below.join(name);
    let is_hidden = below
        .iter()
        .any(|part| part.as_encoded_bytes().starts_with(b"."));
    !is_hidden && globs.is_none_or(|globs| globs.is_match(&below))
}

/// A pipe, a socket or a device, which may never end.
fn no_file(path: &Path) -> Reject {
    let advice = "name it by itself to read it";
    Reject::new(faults::error(
        path,
        None,
        "a pipe or a device",
        "a file",
        advice,
    ))
}

/// A folder or link that cannot be followed.
fn unreadable(folder: &Path, error: ignore::Error) -> Reject {
    let path = path_of(&error).unwrap_or(folder).to_owned();
    // Its own words name the path once more.
    let source = match error.io_error() {
        Some(source) => source.kind().into(),
        None => io::Error::other(error.to_string()),
    };
    Reject::new(at(&path)(source))
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "Ferries sail").unwrap();
        }
        folder
    }

    fn found(folder: &Path, given: &[&str]) -> Vec<String> {
        let (mut all, set) = (Vec::new(), globs(given).unwrap());
        files(folder, set.as_ref(), &mut |file| {
            all.push(match file {
                Ok(path) => path.strip_prefix(folder).unwrap().display().to_string(),
                Err(reject) => format!("!{}", reject.source.unwrap().display()),
            });
            Ok(())
        })
        .unwrap();
        all
    }

    #[test]
    fn all_files_but_hidden_ones_come_in_order() {
        let folder = folder(&[
            "b/2.html",
            "b/10.txt",
            "a.html",
            ".git/x",
            "b/.y",
            ".gitignore",
            "c",
        ]);
        fs::write(folder.path().join(".gitignore"), "c\n*.html\n").unwrap();
        let all = ["a.html", "b/10.txt", "b/2.html", "c"];
        assert_eq!(found(folder.path(), &[]), all);
        // A hidden folder that is asked for by name is read.
        assert_eq!(found(&folder.path().join(".git"), &[]), ["x"]);
    }

    #[test]
    fn an_output_in_the_folder_would_be_read() {
        let folder = folder(&["b/2.html"]);
        let would = |given: &[&str], file: &str| {
            let set = globs(given).unwrap();
            would_read(folder.path(), set.as_ref(), &folder.path().join(file))
        };
        assert!(would(&[], "out.jsonl") && would(&[], "b/out.jsonl"));
        assert!(!would(&["*.html"], "out.jsonl") && !would(&[], ".out") && !would(&[], "../out"));
    }

    #[test]
    fn globs_mean_names_or_paths_below_the_folder() {
        let folder = folder(&["b/2.html", "b/c/3.html", "b/10.txt", "1.html", ".4.html"]);
        let path = folder.path();
        assert_eq!(
            found(path, &["*.html"]),
            ["1.html", "b/2.html", "b/c/3.html"]
        );
        assert_eq!(found(path, &["b/**/*.html"]), ["b/2.html", "b/c/3.html"]);
        assert_eq!(found(path, &["*.txt", "b/c/*"]), ["b/10.txt", "b/c/3.html"]);
        assert_eq!(found(path, &["*.{txt,md}"]), ["b/10.txt"]);
        let error = globs(&["a["]).unwrap_err().to_string();
        assert!(error.contains("expected globs such as"), "{error}");
    }

    #[test]
    #[cfg(unix)]
    fn links_are_followed_and_those_that_lead_nowhere_or_in_a_circle_are_told() {
        let folder = folder(&["a/1.txt"]);
        let link = |to: &str, name: &str| {
            std::os::unix::fs::symlink(to, folder.path().join(name)).unwrap();
        };
        link("nowhere", "b.txt");
        link("..", "a/circle");
        link("a/1.txt", "c.txt");
        let found = found(folder.path(), &[]);
        let told = |name: &str| format!("!{}", folder.path().join(name).display());
        let expected = [
            "a/1.txt".to_owned(),
            told("a/circle"),
            told("b.txt"),
            "c.txt".to_owned(),
        ];
        assert_eq!(found, expected);
    }
}
