//! Pages and what was done to them; each step is in the journal before it counts.

use std::path::PathBuf;

use super::clock::Clock;
use super::journal::{Beginning, Journal};
use super::output::Output;
use super::queue;
use super::repeats::{Place, Repeats};
use super::sheet::{Answer, How, Sheet, State};
use super::step::{Act, Step, labels, letter, paragraphs};
use crate::error::Result;
use crate::label::Label;
use crate::model::Model;

/// Pages that a person labels, from [`Intake`](super::Intake); [`LabellingPage`](super::LabellingPage) shows them.
pub struct Sitting<'m> {
    pub(super) model: &'m Model,
    pub(super) sheets: Vec<Sheet>,
    pub(super) output: Output,
    pub(super) done: Vec<Done>,
    /// The page that is shown.
    pub(super) current: Option<usize>,
    repeats: Repeats,
    journal: Journal,
    clock: Clock,
    /// Number of steps that were taken: it tells whether who asks has seen the last one.
    pub(super) taken: u64,
    written: Option<Written>,
}

/// A step that can be undone.
pub(super) struct Done {
    pub step: Step,
    sheet: usize,
    /// What it changed, as it was, in the order of the changes.
    before: Vec<(Place, Answer)>,
    state: State,
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

/// Why a step can't be done; nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is of another page than the one that is shown.
    OtherPage,
    /// It can't be done to that page, or there is nothing to undo.
    Wrong(&'static str),
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
            repeats: Repeats::new(&sheets),
            sheets,
            output,
            journal,
            done: Vec::new(),
            current: None,
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
            self.current = self.sheets.iter().position(|sheet| sheet.id == step.page);
            self.check(&step)
                .map_err(|_| GoOn::Step(step.page.clone()))?;
            self.apply(step);
        }
        let beginning = self.beginning();
        self.journal.begin(&beginning).map_err(GoOn::Failed)?;
        self.turn();
        Ok(self)
    }

    fn beginning(&self) -> Beginning {
        let pages = self.sheets.iter();
        let pages = pages.map(|sheet| (sheet.id.clone(), sheet.name.clone()));
        Beginning::new(self.model.digest(), pages)
    }

    /// Number of pages.
    #[must_use]
    pub fn n_pages(&self) -> usize {
        self.sheets.len()
    }

    /// Number of pages that were finished, and are not in the CSV yet.
    #[must_use]
    pub fn n_finished(&self) -> usize {
        self.count(State::Finished)
    }

    pub(super) fn count(&self, state: State) -> usize {
        self.sheets
            .iter()
            .filter(|sheet| sheet.state == state)
            .count()
    }

    pub(super) fn current(&self) -> Option<&Sheet> {
        self.current.map(|index| &self.sheets[index])
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
        self.check(&step)?;
        self.clock.step();
        if let (Act::Undo, Some(last)) = (&step.act, self.done.last()) {
            step.page.clone_from(&last.step.page);
        }
        if let (Act::Finish { labels, seconds }, Some(sheet)) = (&mut step.act, self.current()) {
            *labels = sheet
                .answers
                .iter()
                .map(|answer| letter(answer.label))
                .collect();
            *seconds = self.clock.seconds();
        }
        self.journal.add(&step)?;
        let before = self.current;
        self.apply(step);
        self.taken += 1;
        if self.current != before {
            self.clock = Clock::start();
        }
        Ok(())
    }

    /// Whether a step can be done.
    fn check(&self, step: &Step) -> Result<(), Refused> {
        if step.act == Act::Undo {
            let is_any = !self.done.is_empty();
            return is_any
                .then_some(())
                .ok_or(Refused::Wrong("nothing to undo"));
        }
        let sheet = self.current().filter(|sheet| sheet.id == step.page);
        let sheet = sheet.filter(|sheet| sheet.state != State::Finished);
        let n = sheet.ok_or(Refused::OtherPage)?.answers.len();
        let is_possible = match &step.act {
            Act::Label { at, .. } | Act::Confirm { at } => paragraphs(at, n).is_some(),
            Act::Finish { labels: given, .. } => {
                given.is_empty() || labels(given).is_some_and(|labels| labels.len() == n)
            }
            Act::Skip | Act::Undo => true,
        };
        let wrong = Refused::Wrong("expected paragraphs of the page, in their order");
        is_possible.then_some(()).ok_or(wrong)
    }

    /// Does a step that was checked.
    fn apply(&mut self, step: Step) {
        let Some(sheet) = self.current.filter(|_| step.act != Act::Undo) else {
            return self.undo();
        };
        let mut done = Done {
            sheet,
            before: Vec::new(),
            state: self.sheets[sheet].state,
            step,
        };
        for (paragraph, answer) in self.answers(sheet, &done.step.act) {
            let place = Place { sheet, paragraph };
            self.set(place, answer, &mut done.before);
            self.take_over(place, answer.label, &mut done.before);
        }
        match done.step.act {
            Act::Finish { .. } => self.sheets[sheet].state = State::Finished,
            Act::Skip => self.sheets[sheet].state = State::Skipped,
            _ => {}
        }
        self.done.push(done);
        self.turn();
    }

    /// The answers that a step gives.
    fn answers(&self, sheet: usize, act: &Act) -> Vec<(usize, Answer)> {
        let sheet = &self.sheets[sheet];
        let n = sheet.answers.len();
        let at = |at: &[_]| paragraphs(at, n).unwrap_or_default().into_iter();
        match act {
            Act::Label { at: runs, label } => {
                let (label, how) = (*label, How::Given);
                at(runs).map(|i| (i, Answer { label, how })).collect()
            }
            Act::Confirm { at: runs } => {
                let how = How::Confirmed;
                let label = |i: usize| sheet.answers[i].label;
                at(runs)
                    .map(|i| {
                        (
                            i,
                            Answer {
                                label: label(i),
                                how,
                            },
                        )
                    })
                    .collect()
            }
            Act::Finish { labels: given, .. } => {
                let given = labels(given).unwrap_or_default().into_iter();
                let answers = given.zip(&sheet.answers);
                let kept = |(label, answer): (Label, &Answer)| Answer { label, ..*answer };
                answers.map(kept).enumerate().collect()
            }
            Act::Skip | Act::Undo => Vec::new(),
        }
    }

    fn set(&mut self, place: Place, answer: Answer, before: &mut Vec<(Place, Answer)>) {
        let old = &mut self.sheets[place.sheet].answers[place.paragraph];
        if *old != answer {
            before.push((place, std::mem::replace(old, answer)));
        }
    }

    /// Gives a label to the same text elsewhere.
    fn take_over(&mut self, place: Place, label: Label, before: &mut Vec<(Place, Answer)>) {
        let elsewhere: Vec<Place> = self.repeats.elsewhere(&self.sheets, place).collect();
        for other in elsewhere {
            let how = How::Taken;
            self.set(other, Answer { label, how }, before);
        }
    }

    /// Takes the last step back, and shows its page.
    fn undo(&mut self) {
        let Some(done) = self.done.pop() else { return };
        for (place, answer) in done.before.into_iter().rev() {
            self.sheets[place.sheet].answers[place.paragraph] = answer;
        }
        self.sheets[done.sheet].state = done.state;
        self.current = Some(done.sheet);
    }

    /// Shows the next page, unless the one that is shown is still open.
    fn turn(&mut self) {
        if self
            .current()
            .is_none_or(|sheet| sheet.state != State::Open)
        {
            self.current = queue::next(&self.sheets);
        }
    }

    /// Ends the sitting: the pages that were finished go into the CSV, those that were begun stay in the journal, which is
    /// removed if there are none. Called again, it says the same.
    ///
    /// # Errors
    /// What the file system says; then it is not over.
    pub fn finish(&mut self) -> Result<Written> {
        if let Some(written) = &self.written {
            return Ok(written.clone());
        }
        let finished = self.count(State::Finished);
        self.write()?;
        let kept: Vec<&Step> = self.left().map(|done| &done.step).collect();
        self.journal.finish(&self.beginning(), &kept)?;
        let is_open = |sheet: &&Sheet| sheet.state != State::Finished && sheet.is_begun();
        let written = Written {
            path: self.output.path().to_owned(),
            finished,
            pages: self.output.n_pages(),
            begun: self.sheets.iter().filter(is_open).count(),
            journal: self.journal.path().to_owned(),
        };
        self.written = Some(written.clone());
        Ok(written)
    }

    /// Writes the pages that were finished, but for those that were written before something else failed.
    fn write(&mut self) -> Result<()> {
        let is_new = |sheet: &&Sheet| sheet.state == State::Finished && !self.output.has(&sheet.id);
        let new: Vec<&Sheet> = self.sheets.iter().filter(is_new).collect();
        match new.is_empty() {
            true => Ok(()),
            false => self.output.write(&new),
        }
    }

    /// The steps on pages that are not finished; those that were skipped are shown again next time.
    fn left(&self) -> impl Iterator<Item = &Done> {
        self.done.iter().filter(|done| {
            let is_finished = self.sheets[done.sheet].state == State::Finished;
            let is_label = matches!(done.step.act, Act::Label { .. } | Act::Confirm { .. });
            is_label && !is_finished
        })
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
