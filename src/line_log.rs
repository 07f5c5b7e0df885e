//! A file of JSON lines, each on the disk before it counts: a program that is killed leaves half a line at most, which is
//! taken away when the file is opened again.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::{Error, Result};
use crate::whole_file::is_same;

/// Longest line, in bytes.
const LONGEST: u64 = 1 << 24;

/// How the first line of a log begins: of labels, and of a run.
const BEGINNINGS: [&[u8]; 2] = [b"{\"format\":", b"{\"version\":"];

/// A file of lines. It is locked as long as it is open.
#[derive(Debug)]
pub(crate) struct LineLog {
    file: File,
    /// Where the last whole line ends.
    end: u64,
}

/// What takes in a line, by its number from 1.
type Take<'a> = &'a mut dyn FnMut(u64, &[u8]) -> Result<()>;

impl LineLog {
    /// Opens a file, which may be made for it, and hands on its lines. What a killed program wrote of a line is taken away.
    ///
    /// # Errors
    /// Those of `take`, what the file system says, where another program has it open, and where it has no whole line and does
    /// not begin as ours do.
    pub(crate) fn open(path: &Path, may_be_made: bool, take: Take<'_>) -> Result<LineLog> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(may_be_made);
        let file = options.open(path).map_err(Error::io(path))?;
        let file = locked(path, file)?;
        require_there(path, &file)?;
        let mut log = LineLog { file, end: 0 };
        log.end = whole_lines(path, &log.file, take)?;
        log.cut().map_err(Error::io(path))?;
        Ok(log)
    }

    /// Appends a line that outlives the machine, or nothing.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn append(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(line)?;
        line.push(b'\n');
        if line.len() as u64 >= LONGEST {
            let reason = "a line of 16 MiB or more, which could not be read back";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
        }
        let written = self.file.write_all(&line);
        match written.and_then(|()| self.file.sync_data()) {
            Ok(()) => {
                self.end += line.len() as u64;
                Ok(())
            }
            Err(error) => {
                // Else the next line would stand behind half of this one.
                self.cut()?;
                Err(error)
            }
        }
    }

    /// Whether it has no line.
    #[cfg(feature = "serve")]
    pub(crate) fn is_empty(&self) -> bool {
        self.end == 0
    }

    /// Ends the file behind the last whole line.
    fn cut(&mut self) -> io::Result<()> {
        self.file.set_len(self.end)?;
        self.file.seek(SeekFrom::Start(self.end)).map(drop)
    }
}

/// Hands on the whole lines of a file; gives where the last one ends.
fn whole_lines(path: &Path, file: &File, take: Take<'_>) -> Result<u64> {
    let mut lines = BufReader::new(file);
    let mut end = 0;
    for number in 1.. {
        let mut line = Vec::new();
        let n = Read::take(&mut lines, LONGEST).read_until(b'\n', &mut line);
        let n = n.map_err(Error::io(path))?;
        if line.last() != Some(&b'\n') {
            if number == 1 && !is_ours(&line) {
                return Err(refused(path, FOREIGN));
            }
            break;
        }
        take(number, &line)?;
        end += n as u64;
    }
    Ok(end)
}

const FOREIGN: &str =
    "there already, and is no journal; move it away, or give the output another name";

/// Whether half a line may be one of ours: the first is an object.
fn is_ours(half: &[u8]) -> bool {
    let begins = |with: &&[u8]| with.iter().zip(half).all(|(a, b)| a == b);
    BEGINNINGS.iter().any(begins)
}

/// Two programs with one file would each undo what the other has done.
fn locked(path: &Path, file: File) -> Result<File> {
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(refused(
            path,
            "of a run that is still going on; wait for its end",
        )),
        // Some file systems have no locks.
        Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Refuses a file that was removed while it was opened: another program may lock the next one of that name.
fn require_there(path: &Path, file: &File) -> Result<()> {
    let opened = file.metadata().map_err(Error::io(path))?;
    let is_there = fs::metadata(path).is_ok_and(|at| is_same(&at, &opened));
    let ended = || refused(path, "of a run that has just ended; try again");
    is_there.then_some(()).ok_or_else(ended)
}

/// An error about a file that is not to be used.
pub(crate) fn refused(path: impl Into<PathBuf>, reason: &str) -> Error {
    Error::io(path)(io::Error::new(io::ErrorKind::InvalidInput, reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &Path) -> (LineLog, Vec<String>) {
        let mut lines = Vec::new();
        let log = LineLog::open(path, true, &mut |_, line| {
            lines.push(String::from_utf8_lossy(line).into_owned());
            Ok(())
        });
        (log.unwrap(), lines)
    }

    #[test]
    fn half_a_line_is_taken_away_and_whole_ones_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.journal");
        let (mut log, none) = lines(&path);
        assert!(none.is_empty());
        log.append(&"ferries").unwrap();
        drop(log);
        std::fs::write(&path, "\"ferries\"\n\"boa").unwrap();
        let (mut log, found) = lines(&path);
        assert_eq!(found, ["\"ferries\"\n"]);
        log.append(&7).unwrap();
        drop(log);
        assert_eq!(lines(&path).1, ["\"ferries\"\n", "7\n"]);
    }

    #[test]
    fn what_somebody_else_wrote_without_a_line_end_is_kept_and_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.journal");
        for text in ["ferries", "{\"ferries\": 3}", "[]"] {
            std::fs::write(&path, text).unwrap();
            let found = LineLog::open(&path, true, &mut |_, _| Ok(()));
            assert!(found.is_err_and(|error| error.to_string().contains("no journal")));
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
        for half in ["", "{\"for", "{\"format\":1,\"ver"] {
            std::fs::write(&path, half).unwrap();
            assert!(lines(&path).1.is_empty());
        }
    }

    #[test]
    fn a_file_is_one_programs_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.journal");
        let missing = LineLog::open(&path, false, &mut |_, _| Ok(()));
        assert!(missing.is_err());
        let _open = lines(&path);
        let second = LineLog::open(&path, false, &mut |_, _| Ok(())).unwrap_err();
        assert!(second.to_string().contains("still going on"), "{second}");
    }
}
