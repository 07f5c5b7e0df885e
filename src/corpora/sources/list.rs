//! A file that lists paths, one a line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::faults;
use super::source::at;
use crate::error::{Error, Result};

/// Longest line, in bytes: more than any system takes as a path.
const LONGEST: u64 = 1 << 16;

/// What takes in paths.
type Take<'a> = &'a mut dyn FnMut(Result<PathBuf>) -> io::Result<()>;

/// Hands on the paths of a list, or why it cannot be read on. Empty lines are left out.
pub fn paths(list: &Path, take: Take<'_>) -> io::Result<()> {
    let opened: Result<Box<dyn Read>> = match list.as_os_str() == "-" {
        true => Ok(Box::new(io::stdin())),
        false => match File::open(list) {
            Ok(file) => Ok(Box::new(file)),
            Err(error) => Err(at(list)(error)),
        },
    };
    match opened {
        Ok(input) => lines(BufReader::new(input), list, take),
        Err(error) => take(Err(error)),
    }
}

fn lines(mut input: impl BufRead, list: &Path, take: Take<'_>) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        match input.by_ref().take(LONGEST).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) if line.len() as u64 == LONGEST => return take(Err(too_long(list, number))),
            Ok(_) => {}
            Err(error) => return take(Err(at(list)(error))),
        }
        let bare = line.strip_suffix(b"\n").unwrap_or(&line);
        let bare = bare.strip_suffix(b"\r").unwrap_or(bare);
        if !bare.is_empty() {
            take(path(bare).ok_or_else(|| no_path(list, number)))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn path(line: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Some(std::ffi::OsStr::from_bytes(line).into())
}

#[cfg(not(unix))]
fn path(line: &[u8]) -> Option<PathBuf> {
    std::str::from_utf8(line).ok().map(PathBuf::from)
}

fn too_long(list: &Path, line: u64) -> Error {
    let found = "a line of 64 KiB or more";
    faults::error(list, Some(line), found, "a path", "list one path a line")
}

fn no_path(list: &Path, line: u64) -> Error {
    let found = "bytes that are not UTF-8";
    faults::error(list, Some(line), found, "a path", "write the list in UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(text: &[u8]) -> Vec<String> {
        let mut all = Vec::new();
        lines(text, Path::new("list"), &mut |path| {
            all.push(match path {
                Ok(path) => path.display().to_string(),
                Err(error) => format!("!{error}"),
            });
            Ok(())
        })
        .unwrap();
        all
    }

    #[test]
    fn each_line_is_a_path_with_its_spaces() {
        assert_eq!(listed(b"a\r\n\n b c \n-"), ["a", " b c ", "-"]);
        assert!(listed(b"").is_empty());
    }

    #[test]
    fn a_file_that_is_no_list_is_not_read_to_its_end() {
        let found = listed(&[&b"a\n"[..], &[b'x'; 200_000]].concat());
        assert_eq!(found.len(), 2);
        assert!(
            found[1].starts_with("!list:2: found a line of 64 KiB or more"),
            "{found:?}"
        );
    }
}
