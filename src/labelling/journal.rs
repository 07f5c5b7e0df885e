//! The steps of sittings, on the disk before they are answered, beside the output.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::step::{Act, Step};
use crate::error::{Error, Result};
use crate::line_log::{LineLog, refused};
use crate::whole_file::{WholeFile, end_of_links};

/// The format of its lines.
const FORMAT: u32 = 1;

/// The line that a sitting begins with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Beginning {
    format: u32,
    /// unpitch's.
    version: String,
    /// The model's digest.
    model: String,
    /// The names of the pages, by their ids.
    pages: BTreeMap<String, String>,
}

impl Beginning {
    pub fn new(model: String, pages: impl Iterator<Item = (String, String)>) -> Beginning {
        Beginning {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model,
            pages: pages.map(|(id, name)| (id, shortened(&name))).collect(),
        }
    }
}

/// Most characters of a page's name: enough to find it again.
const MOST_CHARS: usize = 200;

fn shortened(name: &str) -> String {
    name.chars().take(MOST_CHARS).collect()
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Step(Step),
    Beginning(Beginning),
}

/// The journal of an output.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    /// None once it is finished.
    log: Option<LineLog>,
}

/// What a journal says.
#[derive(Debug, Default)]
pub struct Before {
    /// The steps that were not undone.
    pub steps: Vec<Step>,
    /// The names of pages by their ids.
    pub names: BTreeMap<String, String>,
    /// The digests of the models that it was begun with.
    models: BTreeSet<String>,
}

impl Journal {
    /// Opens the journal of an output, or begins one: it is locked from now on, and with it the output. Links to one output
    /// have one journal.
    ///
    /// # Errors
    /// [`Error::Io`] where another program has it open, where it is no journal, and what the file system says.
    pub fn open(output: &Path) -> Result<(Journal, Before)> {
        let path = beside(&end_of_links(output).map_err(Error::io(output))?);
        let mut before = Before::default();
        let log = LineLog::open(&path, true, &mut |number, line| {
            let line =
                serde_json::from_slice(line).map_err(|_| refused(&path, &no_line(number)))?;
            before.add(line).map_err(|reason| refused(&path, &reason))
        })?;
        before.forget_skips();
        let log = Some(log);
        Ok((Journal { path, log }, before))
    }

    /// Notes that a sitting begins.
    ///
    /// # Errors
    /// What the file system says.
    pub fn begin(&mut self, beginning: &Beginning) -> Result<()> {
        self.append(beginning)
    }

    /// Notes a step; after this it is on the disk.
    ///
    /// # Errors
    /// What the file system says.
    pub fn add(&mut self, step: &Step) -> Result<()> {
        self.append(step)
    }

    fn append(&mut self, line: &impl Serialize) -> Result<()> {
        let log = self.log.as_mut().expect("a sitting is not over");
        log.append(line).map_err(Error::io(&self.path))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Leaves these steps alone behind, and no file if there are none.
    ///
    /// # Errors
    /// What the file system says.
    pub fn finish(&mut self, beginning: &Beginning, steps: &[&Step]) -> Result<()> {
        let done = match steps {
            [] => removed(&self.path),
            steps => self.rewrite(beginning, steps),
        };
        done.map_err(Error::io(&self.path))?;
        self.log = None;
        Ok(())
    }

    fn rewrite(&self, beginning: &Beginning, steps: &[&Step]) -> io::Result<()> {
        let mut lines = serde_json::to_vec(beginning)?;
        lines.push(b'\n');
        for step in steps {
            serde_json::to_writer(&mut lines, step)?;
            lines.push(b'\n');
        }
        let mut file = WholeFile::begin(&self.path)?;
        file.write_all(&lines)?;
        file.finish()
    }
}

/// Nothing was noted: then no file is left.
impl Drop for Journal {
    fn drop(&mut self) {
        if self.log.as_ref().is_some_and(LineLog::is_empty) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Before {
    /// Whether a label was confirmed without saying which, while a model other than that of this digest was asked.
    pub fn is_of_another(&self, model: &str) -> bool {
        let is_unsaid =
            |step: &Step| matches!(&step.act, Act::Confirm { labels, .. } if labels.is_empty());
        self.models.iter().any(|other| other != model) && self.steps.iter().any(is_unsaid)
    }

    /// A page that was skipped is shown again in the next sitting.
    fn forget_skips(&mut self) {
        self.steps.retain(|step| step.act != Act::Skip);
    }

    fn add(&mut self, line: Line) -> Result<(), String> {
        match line {
            Line::Beginning(beginning) if beginning.format != FORMAT => {
                return Err(format!(
                    "of format {}, expected {FORMAT}; go on with the version of unpitch that began it, {}",
                    beginning.format, beginning.version
                ));
            }
            Line::Beginning(beginning) => {
                self.names.extend(beginning.pages);
                self.models.insert(beginning.model);
                self.forget_skips();
            }
            // The last one of its page: steps on pages that are written may stand behind it.
            Line::Step(Step {
                act: Act::Undo,
                page,
            }) => {
                let last = self.steps.iter().rposition(|step| step.page == page);
                last.map(|last| self.steps.remove(last));
            }
            Line::Step(step) => self.steps.push(step),
        }
        Ok(())
    }
}

fn no_line(number: u64) -> String {
    format!(
        "line {number} is no line of a journal of labels; keep the file, and give --output another name or move it away"
    )
}

/// Removes a file, which may be gone already.
fn removed(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// The journal's path.
fn beside(output: &Path) -> PathBuf {
    let mut path = OsString::from(output);
    path.push(".journal");
    path.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(page: &str, act: Act) -> Step {
        let page = page.to_owned();
        Step { page, act }
    }

    fn beginning() -> Beginning {
        let pages = [("ab".to_owned(), "ferries".to_owned())];
        Beginning::new("m".to_owned(), pages.into_iter())
    }

    #[test]
    fn steps_that_were_undone_are_gone_and_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        let (mut journal, before) = Journal::open(&output).unwrap();
        assert!(before.steps.is_empty());
        journal.begin(&beginning()).unwrap();
        let confirm = Act::Confirm {
            at: vec![(0, 1)],
            labels: "n".to_owned(),
        };
        let confirm = step("ab", confirm);
        for step in [&confirm, &step("ab", Act::Skip), &step("ab", Act::Undo)] {
            journal.add(step).unwrap();
        }
        drop(journal);
        let (mut journal, before) = Journal::open(&output).unwrap();
        assert_eq!(before.steps, std::slice::from_ref(&confirm));
        assert_eq!(before.names["ab"], "ferries");
        journal.finish(&beginning(), &[&confirm]).unwrap();
        drop(journal);
        let (mut journal, before) = Journal::open(&output).unwrap();
        assert_eq!(before.steps, [confirm]);
        journal.finish(&beginning(), &[]).unwrap();
        assert!(!journal.path().exists());
    }

    #[test]
    fn what_was_skipped_is_forgotten_with_its_sitting() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        let label = Act::Label {
            at: vec![(0, 1)],
            label: crate::label::Label::Article,
        };
        let label = step("ab", label);
        for last in [Act::Skip, Act::Undo] {
            let (mut journal, _) = Journal::open(&output).unwrap();
            journal.begin(&beginning()).unwrap();
            if last == Act::Skip {
                journal.add(&label).unwrap();
                journal.add(&step("cd", Act::Skip)).unwrap();
            }
            journal.add(&step("ab", last.clone())).unwrap();
            drop(journal);
            let expected: &[Step] = match last {
                Act::Skip => std::slice::from_ref(&label),
                _ => &[],
            };
            assert_eq!(Journal::open(&output).unwrap().1.steps, expected);
        }
    }

    #[test]
    fn what_is_no_journal_is_kept_and_refused() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        for (text, expected) in [
            ("ferries\n", "line 1 is no line"),
            (
                "{\"format\":9,\"version\":\"7\",\"model\":\"\",\"pages\":{}}\n",
                "of format 9",
            ),
        ] {
            fs::write(beside(&output), text).unwrap();
            let error = Journal::open(&output).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
            assert_eq!(fs::read_to_string(beside(&output)).unwrap(), text);
        }
    }
}
