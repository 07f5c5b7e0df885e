//! A sitting: each step is in the journal before it is done, and what is finished ends up in the CSV.

use std::path::PathBuf;

use super::clock::Clock;
use super::journal::{Beginning, Journal};
use super::output::Output;
use super::sheet::{Sheet, State};
use super::sheets::{Refused, Sheets};
use super::step::{Act, Step, letter, paragraphs};
use crate::error::Result;
use crate::model::Model;

/// Pages that a person labels, from [`Intake`](super::Intake); [`LabellingPage`](super::LabellingPage) shows them.
pub struct Sitting<'m> {
    pub(super) model: &'m Model,
    pub(super) sheets: Sheets,
    output: Output,
    journal: Journal,
    clock: Clock,
    /// Number of steps that were taken: it tells whether who asks has seen the last one.
    pub(super) taken: u64,
    written: Option<Written>,
}

/// What a sitting came to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The CSV.
    pub path: PathBuf,
    /// Number of pages that were finished.
    pub finished: usize,
    /// Number of pages that the CSV has now.
    pub pages: usize,
    /// Number of pages that were begun and not finished: they are in the journal, which stays.
    pub begun: usize,
    /// The journal.
    pub journal: PathBuf,
}

impl<'m> Sitting<'m> {
    pub(super) fn new(
        model: &'m Model,
        sheets: Vec<Sheet>,
        output: Output,
        journal: Journal,
    ) -> Sitting<'m> {
        Sitting {
            model,
            sheets: Sheets::new(sheets),
            output,
            journal,
            clock: Clock::start(),
            taken: 0,
            written: None,
        }
    }

    /// Does again what a journal says, and notes that a sitting begins.
    ///
    /// # Errors
    /// The first step that can't be done, and what the file system says.
    pub(super) fn go_on(mut self, steps: Vec<Step>) -> Result<Sitting<'m>, GoOn> {
        for step in steps {
            self.sheets.show(&step.page);
            let checked = self.sheets.check(&step);
            checked.map_err(|_| GoOn::Step(step.page.clone()))?;
            self.sheets.apply(step);
        }
        let beginning = self.beginning();
        self.journal.begin(&beginning).map_err(GoOn::Failed)?;
        self.sheets.turn();
        Ok(self)
    }

    fn beginning(&self) -> Beginning {
        let pages = self.sheets.all.iter();
        let pages = pages.map(|sheet| (sheet.id.clone(), sheet.name.clone()));
        Beginning::new(self.model.digest(), pages)
    }

    /// Number of pages.
    #[must_use]
    pub fn n_pages(&self) -> usize {
        self.sheets.all.len()
    }

    /// Number of pages that were finished, and are not in the CSV yet.
    #[must_use]
    pub fn n_finished(&self) -> usize {
        self.sheets.count(State::Finished)
    }

    /// Whether it is over: what was finished is written, and no further step is taken.
    pub(super) fn written(&self) -> Option<&Written> {
        self.written.as_ref()
    }

    /// Does a step that was asked for: into the journal first.
    ///
    /// # Errors
    /// [`Refused`], or what the file system says; then nothing has changed.
    pub(super) fn take(&mut self, mut step: Step) -> Result<(), Failure> {
        if self.written.is_some() {
            return Err(Refused::Wrong("the sitting is over").into());
        }
        self.sheets.check(&step)?;
        self.clock.step();
        self.fill_in(&mut step);
        self.journal.add(&step)?;
        let shown = |sheets: &Sheets| sheets.current().map(|sheet| sheet.id.clone());
        let before = shown(&self.sheets);
        self.sheets.apply(step);
        self.taken += 1;
        if shown(&self.sheets) != before {
            self.clock = Clock::start();
        }
        Ok(())
    }

    /// Adds what the journal needs and the browser does not say.
    fn fill_in(&self, step: &mut Step) {
        match (&mut step.act, self.sheets.current()) {
            (Act::Undo, _) => {
                let last = self.sheets.done.last();
                step.page = last.map_or(String::new(), |last| last.step.page.clone());
            }
            (Act::Confirm { at, labels }, Some(sheet)) => {
                let at = paragraphs(at, sheet.answers.len()).unwrap_or_default();
                *labels = at.iter().map(|i| letter(sheet.answers[*i].label)).collect();
            }
            (Act::Finish { labels, seconds }, Some(sheet)) => {
                let answers = sheet.answers.iter();
                *labels = answers.map(|answer| letter(answer.label)).collect();
                *seconds = self.clock.seconds();
            }
            _ => {}
        }
    }

    /// Ends the sitting: the pages that were finished go into the CSV, those that were begun stay in the journal, which is
    /// removed if there are none. Called again, it says the same.
    ///
    /// # Errors
    /// Where the CSV has changed since it was read, and what the file system says; then it is not over.
    pub fn finish(&mut self) -> Result<Written> {
        if let Some(written) = &self.written {
            return Ok(written.clone());
        }
        let finished = self.n_finished();
        self.write()?;
        self.sheets.forget_finished();
        let beginning = self.beginning();
        let kept: Vec<&Step> = self.sheets.left().map(|done| &done.step).collect();
        self.journal.finish(&beginning, &kept)?;
        let is_open = |sheet: &&Sheet| sheet.state != State::Finished && sheet.is_begun();
        let written = Written {
            path: self.output.path().to_owned(),
            finished,
            pages: self.output.n_pages(),
            begun: self.sheets.all.iter().filter(is_open).count(),
            journal: self.journal.path().to_owned(),
        };
        self.written = Some(written.clone());
        Ok(written)
    }

    /// Writes the pages that were finished, but for those that were written before something else failed.
    fn write(&mut self) -> Result<()> {
        let is_new = |sheet: &&Sheet| sheet.state == State::Finished && !self.output.has(&sheet.id);
        let new: Vec<&Sheet> = self.sheets.all.iter().filter(is_new).collect();
        match new.is_empty() {
            true => Ok(()),
            false => self.output.write(&new),
        }
    }
}

/// Why a step was not done.
#[derive(Debug)]
pub(super) enum Failure {
    Refused(Refused),
    Failed(crate::Error),
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Failure {
        Failure::Refused(refused)
    }
}

impl From<crate::Error> for Failure {
    fn from(error: crate::Error) -> Failure {
        Failure::Failed(error)
    }
}

/// Why a journal can't be gone on with.
#[derive(Debug)]
pub(super) enum GoOn {
    /// A step can't be done, on the page of this id.
    Step(String),
    Failed(crate::Error),
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::dataset::{DatasetReader, NamedPage};
    use crate::labelling::Intake;
    use crate::page::Page;

    fn intake(output: &Path, pages: &[(&str, &str)]) -> Intake<'static> {
        let mut intake = Intake::begin(Model::embedded(), output).unwrap();
        for (name, text) in pages {
            intake.add(NamedPage::new(*name, None, Page::from_text(text)));
        }
        intake
    }

    fn sit(output: &Path, pages: &[(&str, &str)]) -> Sitting<'static> {
        intake(output, pages).sit().unwrap()
    }

    fn take(sitting: &mut Sitting<'_>, act: &str) -> Result<(), Failure> {
        let page = sitting.sheets.current().map(|sheet| sheet.id.clone());
        let act = serde_json::from_str(act).unwrap();
        let page = page.unwrap_or_default();
        sitting.take(Step { page, act })
    }

    const CONFIRM: &str = r#"{"do":"confirm","at":[[0,1]]}"#;
    const FINISH: &str = r#"{"do":"finish"}"#;

    fn first_letter(sitting: &Sitting<'_>) -> char {
        letter(sitting.sheets.current().unwrap().answers[0].label)
    }

    #[test]
    fn what_was_confirmed_stays_whatever_is_said_later() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        let page = ("p", "Our list\nFerries");
        let mut sitting = sit(&output, &[page]);
        let confirmed = first_letter(&sitting);
        take(&mut sitting, CONFIRM).unwrap();
        drop(sitting);
        let other = match confirmed {
            'n' => "article",
            _ => "navigation",
        };
        let elsewhere = folder.path().join("b.csv");
        let mut sitting = sit(&elsewhere, &[("q", "Our list\nBoats")]);
        let label = format!(r#"{{"do":"label","at":[[0,1]],"label":"{other}"}}"#);
        take(&mut sitting, &label).unwrap();
        take(&mut sitting, FINISH).unwrap();
        sitting.finish().unwrap();
        fs::copy(&elsewhere, &output).unwrap();
        assert_eq!(first_letter(&sit(&output, &[page])), confirmed);
    }

    #[test]
    fn what_was_confirmed_without_saying_what_is_of_that_model_alone() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        let page = ("p", "Our list\nFerries");
        let id = crate::labelling::sheet::id(&Page::from_text(page.1));
        let own = Model::embedded().digest();
        for (model, is_taken) in [("another", false), (&*own, true)] {
            let beginning = Beginning::new(model.to_owned(), std::iter::empty());
            let beginning = serde_json::to_string(&beginning).unwrap();
            let confirm = format!(r#"{{"page":"{id}","do":"confirm","at":[[0,1]]}}"#);
            let journal = folder.path().join("a.csv.journal");
            fs::write(journal, format!("{beginning}\n{confirm}\n")).unwrap();
            let found = intake(&output, &[page]).sit();
            assert_eq!(found.is_ok(), is_taken, "{model}");
            if let Err(error) = found {
                assert!(error.to_string().contains("another model"), "{error}");
            }
        }
    }

    #[test]
    fn an_output_that_changes_meanwhile_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        let mut sitting = sit(&output, &[("p", "Ferries")]);
        take(&mut sitting, FINISH).unwrap();
        fs::write(&output, "precious").unwrap();
        let error = sitting.finish().unwrap_err().to_string();
        assert!(error.contains("has changed"), "{error}");
        assert_eq!(fs::read_to_string(&output).unwrap(), "precious");
        drop(sitting);
        fs::remove_file(&output).unwrap();
        let written = sit(&output, &[("p", "Ferries"), ("q", "Boats")]).finish();
        assert_eq!(written.unwrap().finished, 1);
    }

    #[test]
    fn an_output_without_rows_is_like_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        let header = crate::dataset::DatasetWriter::new(Vec::new()).unwrap();
        fs::write(&output, header.finish().unwrap()).unwrap();
        let mut sitting = sit(&output, &[("p", "Ferries")]);
        take(&mut sitting, FINISH).unwrap();
        sitting.finish().unwrap();
        let (dataset, _) = DatasetReader::new().read_path(&output).unwrap();
        assert_eq!(dataset.n_paragraphs(), 1);
    }

    #[test]
    fn names_are_kept_apart_as_they_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        let mut sitting = sit(
            &output,
            &[("x", "Ferries"), ("x ", "Boats"), (" ", "Piers")],
        );
        for _ in 0..3 {
            take(&mut sitting, FINISH).unwrap();
        }
        sitting.finish().unwrap();
        let (dataset, _) = DatasetReader::new().read_path(&output).unwrap();
        let mut names: Vec<&str> = dataset.pages().iter().map(|page| page.name()).collect();
        names.sort_unstable();
        assert_eq!(names, ["page", "x", "x (2)"]);
    }

    #[test]
    fn what_is_written_is_not_undone() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        let mut sitting = sit(&output, &[("p", "Ferries"), ("q", "Boats")]);
        take(&mut sitting, FINISH).unwrap();
        // A journal that can't be removed.
        let journal = sitting.journal.path().to_owned();
        fs::remove_file(&journal).unwrap();
        fs::create_dir(&journal).unwrap();
        assert!(sitting.finish().is_err() && output.exists());
        let undone = take(&mut sitting, r#"{"do":"undo"}"#);
        assert!(matches!(
            undone,
            Err(Failure::Refused(Refused::Wrong("nothing to undo")))
        ));
        fs::remove_dir(&journal).unwrap();
        assert_eq!(sitting.finish().unwrap().finished, 1);
    }
}
