//! Records that are no pages: counted, named on stderr, written to a file for those who want to mend them.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use unpitch::corpora::{Reject, RejectWriter};

use crate::exit;
use crate::files::at;
use crate::output::say;

/// Rejects that are named on stderr; more of them would hide the rest.
const MOST_NAMED: u64 = 20;

/// What becomes of rejects.
pub struct Rejects {
    file: Option<(PathBuf, RejectWriter<BufWriter<File>>)>,
    n: u64,
}

impl Rejects {
    /// Makes the file for them, if there is to be one; of a run that goes on, cuts it to what was written before.
    pub fn open(path: Option<&Path>, (n, bytes): (u64, u64)) -> io::Result<Rejects> {
        let open = |path: &Path| {
            let file = cut(path, bytes).map_err(at(path))?;
            let writer = RejectWriter::new(BufWriter::new(file));
            Ok::<_, io::Error>((path.to_owned(), writer))
        };
        let file = path.map(open).transpose()?;
        Ok(Rejects { file, n })
    }

    /// Takes one in.
    pub fn add(&mut self, reject: &Reject) -> io::Result<()> {
        self.n += 1;
        if self.n <= MOST_NAMED {
            exit::report(&reject.error);
        }
        match &mut self.file {
            Some((path, file)) => file.write(reject).map_err(at(path)),
            None => Ok(()),
        }
    }

    /// Writes what is held back, so that it outlives the program.
    pub fn flush(&mut self) -> io::Result<()> {
        match &mut self.file {
            Some((path, file)) => file.flush().map_err(at(path)),
            None => Ok(()),
        }
    }

    /// How many there were, and the length of their file in bytes, which outlives the machine.
    pub fn saved(&mut self) -> io::Result<(u64, u64)> {
        self.flush()?;
        let Some((path, writer)) = &self.file else {
            return Ok((self.n, 0));
        };
        let file = writer.get_ref().get_ref();
        let found = file.metadata().map_err(at(path))?;
        // A device has nothing to keep.
        if found.is_file() {
            file.sync_data().map_err(at(path))?;
        }
        Ok((self.n, found.len()))
    }

    /// Says how many were not named.
    pub fn say_rest(&self) {
        if self.n > MOST_NAMED {
            let rest = self.n - MOST_NAMED;
            let place = match &self.file {
                Some((path, _)) => format!("; all are in {}", path.display()),
                None => "; --rejects FILE writes all of them down".to_owned(),
            };
            say::error(&format!("{rest} more records rejected{place}"));
        }
    }

    /// How many there were.
    pub fn n(&self) -> u64 {
        self.n
    }
}

/// A file of which so many bytes are kept, to write on behind them.
fn cut(path: &Path, bytes: u64) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let mut file = options
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    // A device cannot be cut.
    let found = file.metadata()?;
    if found.is_file() {
        if found.len() < bytes {
            return Err(io::Error::other(
                "is shorter than the journal says; remove the journal to begin anew",
            ));
        }
        file.set_len(bytes)?;
        file.seek(SeekFrom::End(0))?;
    }
    Ok(file)
}
