//! `unpitch check`: what is wrong with labelled CSVs.

use unpitch::check::{Finding, Rule, SuspicionParams, findings, suspicious_labels};
use unpitch::dataset::{Dataset, Survey};
use unpitch::train::TrainParams;
use unpitch::{Model, Result};

use crate::args::{CheckArgs, FindingFormat};
use crate::exit::{self, Exit};
use crate::output::{self, say};
use crate::report::findings as report;
use crate::{Outcome, files, input, train};

pub fn run(args: &CheckArgs) -> Outcome {
    let params = TrainParams::default().threads(args.threads).check()?;
    files::require_distinct(&args.data.data)?;
    let files = input::labelled::survey(&args.data)?;
    let rules = args.rules();
    let mut found = findings(&files, &rules);
    if rules.contains(&Rule::SuspiciousLabel) {
        exit::watch_for_interrupt()?;
        found.extend(suspicious(&files, args.suspicion(), |dataset| {
            Ok(train::watched(&params, dataset)?.model)
        })?);
        found.sort();
    }
    let report = match args.format {
        FindingFormat::Text => report::text(&found, args.limit),
        FindingFormat::Jsonl => report::jsonl(&found)?,
    };
    match output::result(report.as_bytes()) {
        // The exit code still tells that something was found.
        Err(error) if exit::is_closed_pipe(&error) => {}
        written => written?,
    }
    Ok(summarise(&files, &found))
}

/// Trains models without a part of the sites each, and finds the labels that they doubt.
fn suspicious(
    files: &[Survey],
    params: SuspicionParams,
    train: impl Fn(&Dataset) -> Result<Model>,
) -> Result<Vec<Finding>> {
    let suspicions = suspicious_labels(files, params, |fold| {
        if fold.number == 0 {
            let models = fold.of;
            say::note(&format!(
                "training {models} models to find suspicious labels (--folds 0 leaves that out)"
            ));
        }
        say::heading(&format!("Fold {} of {}", fold.number + 1, fold.of));
        train(fold.training)
    })?;
    if let Some(why) = &suspicions.left_out {
        say::outcome(&format!("{} was left out: {why}", Rule::SuspiciousLabel));
    }
    Ok(suspicions.findings)
}

fn summarise(files: &[Survey], found: &[Finding]) -> Exit {
    if !found.is_empty() {
        return Exit::Found;
    }
    let rows: usize = files.iter().map(|file| file.dataset.n_paragraphs()).sum();
    let pages: usize = files.iter().map(|file| file.dataset.pages().len()).sum();
    say::note(&format!("nothing found on {pages} pages, in {rows} rows"));
    Exit::Done
}
