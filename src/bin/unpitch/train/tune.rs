//! Searches parameters, and says what was tried.

use unpitch::Result;
use unpitch::dataset::Dataset;
use unpitch::train::TrainParams;
use unpitch::tune::{TuneProgress, Tuned, Tuning};

use crate::exit;
use crate::output::say;

/// Trials that are said, the best ones.
const SAID: usize = 10;

/// Searches and says what was found.
pub fn search(tuning: &Tuning, params: &TrainParams, dataset: &Dataset) -> Result<Tuned> {
    say::heading("Tuning");
    let tuned = tuning.search(params, dataset, &mut |progress| {
        report(progress);
        exit::flow()
    })?;
    for trial in tuned.trials.iter().take(SAID) {
        say::row("tried", &trial.to_string());
    }
    let left = tuned.trials.len().saturating_sub(SAID);
    if left > 0 {
        say::line(&format!("{:>18}  and {left} more", "..."));
    }
    say::row("found", &tuned.in_words());
    Ok(tuned)
}

fn report(progress: TuneProgress) {
    let TuneProgress {
        trial,
        trials,
        fold,
        ..
    } = progress;
    let of = if trial == 0 {
        "defaults".to_owned()
    } else {
        format!("trial {trial} of {trials}")
    };
    let text = format!("{of}, fold {}", fold + 1);
    if say::can_pass() {
        say::passing(&text);
    } else if fold == 0 {
        say::line(&text);
    }
}
