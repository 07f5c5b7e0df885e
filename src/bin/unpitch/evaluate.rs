//! `unpitch evaluate`: a model over labelled CSVs.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use unpitch::Model;
use unpitch::corpora::PackedFile;
use unpitch::dataset::Dataset;
use unpitch::evaluate::{Evaluation, PageOutcome, loss_figures};
use unpitch::report::EvaluationReport;

use crate::Outcome;
use crate::args::{EvaluateArgs, ReportFormat};
use crate::exit::{self, Exit};
use crate::output::{self, say};
use crate::report::{evaluation, render};
use crate::{files, input};

pub fn run(args: &EvaluateArgs) -> Outcome {
    files::require_distinct(&args.data.data)?;
    if let Some(report) = &args.report {
        let inputs = args.data.data.iter().chain(&args.model.model);
        files::require_writable(report, "--report", inputs)?;
    }
    let model = input::model::open(&args.model)?;
    let dataset = input::labelled::read(&args.data)?;
    let outcomes = outcomes(&model, &dataset);
    let evaluation = figures(&model, &outcomes);
    if let Some(path) = &args.report {
        let (dataset, outcomes) = (&dataset, &outcomes[..]);
        let (model, evaluation) = (&*model, &evaluation);
        write(
            path,
            EvaluationReport {
                model,
                dataset,
                outcomes,
                evaluation,
            },
        )?;
    }
    let report = match args.format {
        ReportFormat::Text => render::text(&evaluation::tables(&evaluation)),
        ReportFormat::Json => render::json(&evaluation)?,
        ReportFormat::Markdown => render::markdown(&evaluation::tables(&evaluation)),
    };
    match output::result(report.as_bytes()) {
        // The exit code still tells about the floors.
        Err(error) if exit::is_closed_pipe(&error) => {}
        written => written?,
    }
    Ok(check_floors(args, &evaluation))
}

/// Writes a report for the eye, whole or not at all.
fn write(path: &Path, report: EvaluationReport<'_>) -> Result<(), Box<dyn Error>> {
    let html = report.html()?;
    let mut file = PackedFile::begin(path)?;
    file.write_all(html.as_bytes())?;
    file.finish()?;
    say::line(&format!("wrote {}", path.display()));
    Ok(())
}

fn check_floors(args: &EvaluateArgs, evaluation: &Evaluation) -> Exit {
    let floors = args.floor.iter();
    let shortfalls: Vec<_> = floors.filter_map(|floor| floor.check(evaluation)).collect();
    for shortfall in &shortfalls {
        say::outcome(&shortfall.to_string());
    }
    if shortfalls.is_empty() {
        Exit::Done
    } else {
        Exit::BelowFloor
    }
}

/// How well a model does on a dataset.
pub fn evaluate(model: &Model, dataset: &Dataset) -> Evaluation {
    figures(model, &outcomes(model, dataset))
}

fn outcomes(model: &Model, dataset: &Dataset) -> Vec<PageOutcome> {
    let pages = dataset.pages().iter();
    pages.map(|page| model.outcome(page)).collect()
}

fn figures(model: &Model, outcomes: &[PageOutcome]) -> Evaluation {
    let mut evaluation = Evaluation::from_outcomes(outcomes);
    evaluation.losses = loss_figures(model, outcomes);
    evaluation
}
