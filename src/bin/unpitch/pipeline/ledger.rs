//! The journal of a run in shards: where it goes on, and what has been counted until there.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use unpitch::corpora::{Journal, Plan, Position, Repeated, shard_there};

use super::tally::Tally;
use crate::args::PageArgs;
use crate::files::{at, refused};
use crate::output::parquet::Columns;

/// What is known once a shard is in its place.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Shard {
    /// The number of the next shard.
    pub next: u64,
    /// The last job of this one.
    pub after: Option<Position>,
    /// Rejects so far, and the length of their file in bytes.
    pub rejects: (u64, u64),
    /// The length of what [`Repeated`] remembered, in bytes.
    pub repeated: u64,
    pub tally: Tally,
    /// The columns of Parquet shards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Columns>,
    /// Whether it was the last one.
    pub is_last: bool,
}

/// A journal that is open.
pub struct Ledger {
    journal: Journal<Shard>,
    plan: Plan,
    /// What the articles had so far, where that is asked for.
    repeated: Option<File>,
    repeated_path: PathBuf,
}

impl Ledger {
    /// Begins the journal beside `output`, or opens it to go on.
    pub fn open(args: &PageArgs, output: &Path, plan: Plan) -> unpitch::Result<Ledger> {
        let path = beside(output, ".journal");
        if !args.resume && !path.exists() {
            require_no_shards(output)?;
        }
        let journal = match args.resume {
            true => Journal::go_on(&path, &plan)?,
            false => Journal::begin(&path, &plan)?,
        };
        Ok(Ledger {
            journal,
            plan,
            repeated: None,
            repeated_path: beside(output, ".repeated"),
        })
    }

    /// What was done before.
    pub fn before(&self) -> Shard {
        self.journal.last().cloned().unwrap_or_default()
    }

    /// What articles had before.
    pub fn repeated(&mut self) -> io::Result<Repeated> {
        let known = self.before().repeated;
        let open = || {
            let mut options = OpenOptions::new();
            let mut file = options
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&self.repeated_path)?;
            if file.metadata()?.len() < known {
                return Err(io::Error::other(
                    "is shorter than the journal says; remove both to begin anew",
                ));
            }
            file.set_len(known)?;
            let repeated = Repeated::restore(io::BufReader::new((&file).take(known)))?;
            file.seek(SeekFrom::End(0))?;
            Ok((file, repeated))
        };
        let opened: io::Result<_> = open();
        let (file, repeated) = opened.map_err(at(&self.repeated_path))?;
        self.repeated = Some(file);
        Ok(repeated)
    }

    /// Notes a shard that is in its place, and the texts that were remembered of it.
    pub fn add(&mut self, mut shard: Shard, remembered: &[u64]) -> io::Result<()> {
        shard.repeated = self.before().repeated;
        if let Some(file) = &mut self.repeated {
            let bytes: Vec<u8> = remembered
                .iter()
                .flat_map(|text| text.to_le_bytes())
                .collect();
            let saved = file.write_all(&bytes).and_then(|()| file.sync_data());
            saved.map_err(at(&self.repeated_path))?;
            shard.repeated += bytes.len() as u64;
        }
        self.journal.add(shard)
    }

    /// Bytes of all inputs.
    pub fn bytes(&self) -> u64 {
        self.plan.inputs.iter().map(|pin| pin.bytes).sum()
    }

    /// The command that goes on with the run.
    pub fn command(&self) -> String {
        self.plan.command()
    }
}

/// Refuses to write over the shards of an earlier run, or over inputs that have their names.
fn require_no_shards(output: &Path) -> unpitch::Result<()> {
    let found = shard_there(output).map_err(|error| refused(output, error.to_string()))?;
    let reason = "there already, and no journal; remove the shards of an earlier run, or give --output another name";
    found.map_or(Ok(()), |shard| Err(refused(&shard, reason)))
}

/// A path with an ending more.
fn beside(output: &Path, ending: &str) -> PathBuf {
    let mut path = output.as_os_str().to_owned();
    path.push(ending);
    path.into()
}

/// The program's arguments without those that change no record.
pub fn lasting(args: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut lasting = Vec::new();
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--resume" | "--quiet" | "-q" | "--verbose" | "-v" => {}
            "--threads" | "--color" => drop(args.next()),
            other if other.starts_with("--threads=") || other.starts_with("--color=") => {}
            _ => lasting.push(arg),
        }
    }
    lasting
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_no_record_may_change() {
        let line = "clean a -q -v --threads 2 --threads=3 --color never --color=never --resume --output b --shard-size 5";
        let args = line.split(' ').map(str::to_owned);
        assert_eq!(lasting(args).join(" "), "clean a --output b --shard-size 5");
    }
}
