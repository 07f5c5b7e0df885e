//! Trials on more and more folds, of which the better half goes on.

use std::time::{Duration, Instant};

use super::{OnTrial, Trial, TuneProgress, Tuned};
use crate::dataset::Dataset;
use crate::evaluate::{Confusion, without_fold};
use crate::train::TrainParams;
use crate::{Error, Result};

/// Trials under way.
pub(super) struct Halving<'a> {
    folds: &'a [Dataset],
    progress: OnTrial<'a>,
    running: Vec<Running>,
    planned: usize,
    /// When no further fit is begun; none while the first trial is under way.
    deadline: Option<Instant>,
}

/// A trial and what it has counted so far: of the pages as text, and with their marks.
struct Running {
    number: usize,
    params: TrainParams,
    changes: String,
    folds: usize,
    counts: [Confusion; 2],
    /// Whether its parameters leave nothing to fit on these data.
    has_failed: bool,
}

impl Running {
    /// Mean macro F1 of the pages as text and with marks, where they have some.
    fn macro_f1(&self) -> f64 {
        let counted = self.counts.iter().filter(|counts| counts.total() > 0);
        let (n, sum) = counted.fold((0, 0.0), |(n, sum), counts| {
            (n + 1, sum + counts.macro_f1())
        });
        sum / f64::from(n.max(1))
    }
}

impl<'a> Halving<'a> {
    pub(super) fn new(folds: &'a [Dataset], progress: OnTrial<'a>) -> Halving<'a> {
        Halving {
            folds,
            progress,
            running: Vec::new(),
            planned: 0,
            deadline: None,
        }
    }

    /// Tries the parameters that the search begins with, on all folds.
    pub(super) fn first(&mut self, params: &TrainParams) -> Result<()> {
        self.push(0, params.clone(), String::new());
        self.go_on(0, self.folds.len())
    }

    /// How many trials there is time for, if those of the first on all folds took so long.
    pub(super) fn affordable(&self, taken: Duration, left: Duration) -> usize {
        let n = self.folds.len();
        let per_fold = taken.as_secs_f64() / n as f64;
        // One fold each, one more for a half, all others for a quarter.
        let per_trial = per_fold * (1.0 + 0.5 + 0.25 * n.saturating_sub(2) as f64);
        (left.as_secs_f64() / per_trial) as usize
    }

    /// Tries candidates until one is left or the time is over.
    pub(super) fn run(
        &mut self,
        candidates: Vec<(TrainParams, String)>,
        deadline: Option<Instant>,
    ) -> Result<()> {
        self.planned = candidates.len();
        self.deadline = deadline;
        for (number, (params, changes)) in (1..).zip(candidates) {
            self.push(number, params, changes);
        }
        let mut left: Vec<usize> = (1..self.running.len()).collect();
        for folds in rungs(self.folds.len()) {
            for trial in &left {
                self.go_on(*trial, folds)?;
            }
            if self.is_over() {
                return Ok(());
            }
            left = self.better_half(left);
        }
        Ok(())
    }

    fn push(&mut self, number: usize, params: TrainParams, changes: String) {
        self.running.push(Running {
            number,
            params,
            changes,
            folds: 0,
            counts: [Confusion::default(); 2],
            has_failed: false,
        });
    }

    /// Takes a trial on to so many folds, or as far as there is time. One that can't be fitted ends, but for the first: with a
    /// higher `min_df` a few paragraphs may have no feature in common.
    fn go_on(&mut self, trial: usize, folds: usize) -> Result<()> {
        while self.running[trial].folds < folds && !self.running[trial].has_failed {
            if self.is_over() {
                break;
            }
            match self.fit(trial, self.running[trial].folds) {
                Err(Error::Fit(_)) if trial > 0 => self.running[trial].has_failed = true,
                done => done?,
            }
        }
        Ok(())
    }

    fn is_over(&self) -> bool {
        self.deadline
            .is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// Trains without a fold and counts on it.
    fn fit(&mut self, trial: usize, fold: usize) -> Result<()> {
        let running = &mut self.running[trial];
        let event = TuneProgress {
            trial: running.number,
            trials: self.planned,
            fold,
        };
        if (self.progress)(event).is_break() {
            return Err(Error::Interrupted);
        }
        let training = without_fold(self.folds, fold);
        let model = running.params.train(&training)?.model;
        let held_out = &self.folds[fold];
        let seen = [
            Some(held_out.clone().without_marks()),
            held_out.has_marks().then(|| held_out.clone()),
        ];
        for (counts, pages) in running.counts.iter_mut().zip(&seen) {
            for page in pages.iter().flat_map(Dataset::pages) {
                for paragraph in &model.outcome(page).paragraphs {
                    counts.record(paragraph.actual, paragraph.predicted);
                }
            }
        }
        running.folds += 1;
        Ok(())
    }

    /// The better half of some trials; of equals the first.
    fn better_half(&self, mut trials: Vec<usize>) -> Vec<usize> {
        trials.retain(|trial| !self.running[*trial].has_failed);
        let macro_f1 = |trial: &usize| self.running[*trial].macro_f1();
        trials.sort_by(|a, b| macro_f1(b).total_cmp(&macro_f1(a)).then(a.cmp(b)));
        trials.truncate(trials.len().div_ceil(2));
        trials
    }

    /// All trials, the winner first: of those on all folds the best, of equals the first.
    pub(super) fn finish(mut self) -> Tuned {
        self.running.sort_by(|a, b| {
            let further = b.folds.cmp(&a.folds);
            further.then(b.macro_f1().total_cmp(&a.macro_f1()))
        });
        let tried = self
            .running
            .into_iter()
            .filter(|trial| trial.folds > 0 && !trial.has_failed);
        let trials = tried.map(|trial| Trial {
            macro_f1: trial.macro_f1(),
            params: trial.params,
            changes: trial.changes,
            folds: trial.folds,
        });
        Tuned {
            trials: trials.collect(),
            folds: self.folds.len(),
        }
    }
}

/// Folds after which the worse half is dropped.
fn rungs(folds: usize) -> Vec<usize> {
    let mut rungs = vec![1, 2, folds];
    rungs.retain(|rung| *rung <= folds);
    rungs.dedup();
    rungs
}
