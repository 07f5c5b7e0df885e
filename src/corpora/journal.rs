//! What a long run has done, beside its output: a plan, then a line for each shard that is whole. So a run that was stopped,
//! however hard, goes on after its last whole shard.

mod plan;

use std::io;
use std::path::Path;

use serde::{Serialize, de::DeserializeOwned};

use crate::error::{Error, Result};
use crate::line_log::{LineLog, refused};

pub use plan::{Pin, Plan};

/// The journal of a run, whose shards are described by `S`.
#[derive(Debug)]
pub struct Journal<S> {
    log: LineLog,
    /// The last whole shard.
    last: Option<S>,
}

impl<S: Serialize + DeserializeOwned> Journal<S> {
    /// Begins a journal. It is locked as long as it is open.
    ///
    /// # Errors
    /// [`Error::Io`] where there is one already, or none can be made.
    pub fn begin(path: &Path, plan: &Plan) -> Result<Journal<S>> {
        let (log, before) = open::<S>(path, true)?;
        match before {
            None => Journal { log, last: None }
                .with_plan(plan)
                .map_err(Error::io(path)),
            Some(_) => Err(refused(path, ALREADY_THERE)),
        }
    }

    /// Opens the journal of a run that is to go on. What a killed program wrote of a line is taken away.
    ///
    /// # Errors
    /// [`Error::Io`] where there is none, it is no journal, another program has it open, or it is of another plan: the error
    /// says what is other.
    pub fn go_on(path: &Path, plan: &Plan) -> Result<Journal<S>> {
        let opened = open(path, false).map_err(|error| match error {
            Error::Io { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                refused(path, NOT_THERE)
            }
            error => error,
        });
        let (log, before) = opened?;
        let Some((before, last)) = before else {
            // Killed before it could write its plan.
            return Journal { log, last: None }
                .with_plan(plan)
                .map_err(Error::io(path));
        };
        let same = before.require_same(plan);
        same.map_err(|found| refused(path, &found))?;
        Ok(Journal { log, last })
    }

    fn with_plan(mut self, plan: &Plan) -> io::Result<Journal<S>> {
        self.log.append(plan)?;
        Ok(self)
    }

    /// The last whole shard.
    #[must_use]
    pub fn last(&self) -> Option<&S> {
        self.last.as_ref()
    }

    /// Notes that a shard is in its place.
    ///
    /// # Errors
    /// What the file system says.
    pub fn add(&mut self, shard: S) -> io::Result<()> {
        self.log.append(&shard)?;
        self.last = Some(shard);
        Ok(())
    }
}

const ALREADY_THERE: &str =
    "there already, of an earlier run; go on with --resume, or remove it to begin anew";
const NOT_THERE: &str = "not there, so there is nothing to resume; leave --resume out to begin";

/// The plan and the last shard, if there is a whole line.
type Before<S> = Option<(Plan, Option<S>)>;

fn open<S: DeserializeOwned>(path: &Path, may_be_made: bool) -> Result<(LineLog, Before<S>)> {
    let (mut plan, mut last) = (None, None);
    let log = LineLog::open(path, may_be_made, &mut |number, line| {
        match number {
            1 => plan = Some(parsed(path, number, line)?),
            _ => last = Some(parsed(path, number, line)?),
        }
        Ok(())
    })?;
    Ok((log, plan.map(|plan| (plan, last))))
}

fn parsed<T: DeserializeOwned>(path: &Path, number: u64, line: &[u8]) -> Result<T> {
    serde_json::from_slice(line).map_err(|error| {
        let found = format!(
            "line {number} is no line of a journal ({error}); remove the file and begin anew"
        );
        refused(path, &found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(args: &[&str]) -> Plan {
        Plan {
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
            ..Plan::default()
        }
    }

    #[test]
    fn a_journal_goes_on_behind_its_last_whole_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.journal");
        let plan = plan(&["predict", "a"]);
        let mut journal = Journal::<u32>::begin(&path, &plan).unwrap();
        for shard in [3, 5] {
            journal.add(shard).unwrap();
        }
        drop(journal);
        // Killed while it wrote a third.
        std::fs::write(&path, [&std::fs::read(&path).unwrap()[..], b"1"].concat()).unwrap();
        let mut journal = Journal::<u32>::go_on(&path, &plan).unwrap();
        assert_eq!(journal.last(), Some(&5));
        journal.add(8).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.ends_with("}\n3\n5\n8\n"), "{text}");
    }

    #[test]
    fn what_is_no_journal_of_this_run_is_refused_with_advice() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.journal");
        let went_on = |plan: &Plan| {
            let error = Journal::<u32>::go_on(&path, plan).unwrap_err();
            error.to_string()
        };
        assert!(went_on(&plan(&[])).contains("leave --resume out"));
        drop(Journal::<u32>::begin(&path, &plan(&["clean"])).unwrap());
        let again = Journal::<u32>::begin(&path, &plan(&["clean"])).unwrap_err();
        assert!(again.to_string().contains("go on with --resume"), "{again}");
        assert!(went_on(&plan(&["predict"])).contains("unpitch clean --resume"));
        std::fs::write(&path, "ferries\n").unwrap();
        assert!(went_on(&plan(&[])).contains("line 1 is no line of a journal"));
    }

    #[test]
    fn a_run_that_was_killed_before_its_plan_was_written_begins() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.journal");
        std::fs::write(&path, "{\"version\":").unwrap();
        let journal = Journal::<u32>::go_on(&path, &plan(&["clean"])).unwrap();
        let still = Journal::<u32>::go_on(&path, &plan(&["clean"])).unwrap_err();
        assert!(still.to_string().contains("still going on"), "{still}");
        drop(journal);
        assert!(Journal::<u32>::go_on(&path, &plan(&["clean"])).is_ok());
    }
}
