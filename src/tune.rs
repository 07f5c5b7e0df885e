//! Finds the parameters of a training for given data: tries some, drops the worse half, tries the rest on more folds.
//!
//! ```text
//! trials    1 fold    2 folds   all folds
//! defaults  ------------------------------>   always to the end: what wins is never worse on these folds
//! 1         --------> ------> ------------>
//! 2         --------> ------>                 successive halving (Jamieson and Talwalkar, 2016)
//! 3         -------->
//! 4         -------->
//! ```
//! A figure is macro F1 over the folds seen so far: the mean of the pages as text and, where they have marks, with them. For a
//! number of trials the result is the same on every machine; for a time, what that allows depends on the machine.

mod halving;
mod knob;

use std::fmt;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use crate::dataset::Dataset;
use crate::model::Model;
use crate::train::{TrainParams, folds_by_page, folds_by_site};
use crate::{Error, Result};
use halving::Halving;
pub use knob::Knob;

/// Folds that parameters are compared on; fewer where there are fewer sites.
const FOLDS: usize = 4;
/// Most trials beside the defaults, however much time there is: more would choose what fits these folds by chance.
const MOST_TRIALS: usize = 64;

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TuneBudget {
    /// So many trials beside the defaults, at most 64.
    Trials(usize),
    /// As many as fit into so long, by how long the defaults take, and no fit is begun after it. The defaults are tried whatever
    /// the time.
    Time(Duration),
}

/// What is tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuning {
    budget: TuneBudget,
    knobs: Vec<Knob>,
}

/// A set of parameters and how it did.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Trial {
    /// The parameters.
    pub params: TrainParams,
    /// What they change of those that the search began with, such as `alpha 0.12, dropout 0.3`; empty for those themselves.
    pub changes: String,
    /// Folds that it was tried on.
    pub folds: usize,
    /// Macro F1 on them, 0 to 1.
    pub macro_f1: f64,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Tuned {
    /// All trials, those that got farthest first, the better before the worse: the first one has won. The one without changes is
    /// that of the parameters that the search began with.
    pub trials: Vec<Trial>,
    /// Number of folds.
    pub folds: usize,
}

/// Called before each fit with the number of the trial, how many there are, and the fold; `Break` ends the search.
pub type OnTrial<'a> = &'a mut dyn FnMut(TuneProgress) -> ControlFlow<()>;

/// What a search has got to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TuneProgress {
    /// The trial's number; 0 is that of the parameters that the search began with.
    pub trial: usize,
    /// Trials beside that one; 0 while it is not known yet how many there is time for.
    pub trials: usize,
    /// The fold, from 0.
    pub fold: usize,
}

impl Tuning {
    /// A search over all parameters that are worth it.
    #[must_use]
    pub fn new(budget: TuneBudget) -> Tuning {
        let knobs = Knob::ALL.to_vec();
        Tuning { budget, knobs }
    }

    /// Leaves a parameter as the search finds it.
    #[must_use]
    pub fn keep(mut self, knob: Knob) -> Tuning {
        self.knobs.retain(|other| *other != knob);
        self
    }

    /// Searches, beginning with `params`.
    ///
    /// Folds are divided by site, or by page where there is one site alone: then the figures speak for its pages only.
    ///
    /// # Errors
    /// [`Error::Param`] for less than two pages, and what training says. [`Error::Interrupted`] where `progress` breaks off.
    pub fn search(
        &self,
        params: &TrainParams,
        dataset: &Dataset,
        progress: OnTrial<'_>,
    ) -> Result<Tuned> {
        let start = Instant::now();
        params.check_ref()?;
        let folds = folds(dataset)?;
        let mut halving = Halving::new(&folds, progress);
        halving.first(params)?;
        let (n, deadline) = match self.budget {
            TuneBudget::Trials(n) => (n, None),
            TuneBudget::Time(time) => {
                let left = time.saturating_sub(start.elapsed());
                (
                    halving.affordable(start.elapsed(), left),
                    Some(start + time),
                )
            }
        };
        let candidates = (1..=n.min(MOST_TRIALS)).map(|number| self.candidate(params, number));
        halving.run(candidates.collect(), deadline)?;
        Ok(halving.finish())
    }

    /// The parameters of a trial: each knob turned as far as the trial's number says.
    fn candidate(&self, params: &TrainParams, number: usize) -> (TrainParams, String) {
        let mut changed = params.clone();
        let mut changes = Vec::new();
        for knob in &self.knobs {
            let (next, change) = knob.turn(changed, number);
            changed = next;
            changes.push(change);
        }
        (changed, changes.join(", "))
    }
}

impl Tuned {
    /// The parameters that won.
    #[must_use]
    pub fn best(&self) -> &Trial {
        &self.trials[0]
    }

    /// The parameters that the search began with.
    #[must_use]
    pub fn defaults(&self) -> &Trial {
        let mut trials = self.trials.iter();
        trials
            .find(|trial| trial.changes.is_empty())
            .expect("they are always tried")
    }

    /// In a sentence, for people and for the metadata of a model.
    #[must_use]
    pub fn in_words(&self) -> String {
        let (best, defaults) = (self.best(), self.defaults());
        let won = if best.changes.is_empty() {
            "the defaults won".to_owned()
        } else {
            format!("{} won", best.changes)
        };
        format!(
            "{} trials on {} folds: {won}, macro F1 {:.4}, defaults {:.4}",
            self.trials.len(),
            self.folds,
            best.macro_f1,
            defaults.macro_f1
        )
    }

    /// Notes in a model's metadata, among its parameters, what won (`tuned`) and all that was tried (`tried`).
    #[must_use]
    pub fn noted_in(&self, model: Model) -> Model {
        let tried: Vec<String> = self.trials.iter().map(ToString::to_string).collect();
        model
            .with_parameter("tuned", &self.in_words())
            .with_parameter("tried", &tried.join("; "))
    }
}

/// What it changes, macro F1, and on how many folds.
impl fmt::Display for Trial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changes = match self.changes.as_str() {
            "" => "defaults",
            changes => changes,
        };
        let folds = if self.folds == 1 { "fold" } else { "folds" };
        write!(
            f,
            "{changes}: {:.4} on {} {folds}",
            self.macro_f1, self.folds
        )
    }
}

/// The folds that parameters are compared on.
fn folds(dataset: &Dataset) -> Result<Vec<Dataset>> {
    let pages = dataset.pages().len();
    if pages < 2 {
        return Err(Error::param("tune", pages, "at least 2 pages"));
    }
    let groups: std::collections::BTreeSet<&str> =
        dataset.pages().iter().map(|page| page.group()).collect();
    match groups.len() {
        1 => folds_by_page(dataset, FOLDS.min(pages)),
        sites => folds_by_site(dataset, FOLDS.min(sites)),
    }
}

#[cfg(test)]
mod tests;
