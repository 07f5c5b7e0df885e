//! `unpitch evaluate`: a model over labelled CSVs.

use unpitch::Model;
use unpitch::dataset::Dataset;
use unpitch::evaluate::{Evaluation, PageOutcome, loss_figures};

use crate::Outcome;
use crate::args::{EvaluateArgs, ReportFormat};
use crate::exit::{self, Exit};
use crate::output::{self, say};
use crate::report::{evaluation, render};
use crate::{files, input};

pub fn run(args: &EvaluateArgs) -> Outcome {
    files::require_distinct(&args.data.data)?;
    let model = input::model::open(&args.model)?;
    let dataset = input::labelled::read(&args.data)?;
    let evaluation = evaluate(&model, &dataset);
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
    let outcomes = dataset.pages().iter().map(|page| model.outcome(page));
    let outcomes: Vec<PageOutcome> = outcomes.collect();
    let mut evaluation = Evaluation::from_outcomes(&outcomes);
    evaluation.losses = loss_figures(model, &outcomes);
    evaluation
}
