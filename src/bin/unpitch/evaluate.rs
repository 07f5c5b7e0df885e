//! `unpitch evaluate`: a model over labelled CSVs.

use std::io::{self, Write};

use unpitch::evaluate::Evaluation;
use unpitch::{Dataset, Model};

use crate::args::{EvaluateArgs, ReportFormat};
use crate::exit::Exit;
use crate::input;
use crate::output::{notice, report};
use crate::{Outcome, exit};

pub fn run(args: &EvaluateArgs) -> Outcome {
    let model = input::model::open(&args.model)?;
    let dataset = input::labelled::read(&args.data)?;
    let evaluation = evaluation(&model, &dataset);
    let text = match args.format {
        ReportFormat::Text => report::text::render(&evaluation),
        ReportFormat::Json => report::json::render(&evaluation),
        ReportFormat::Markdown => report::markdown::render(&evaluation),
    };
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if !exit::is_closed_pipe(&error) => return Err(error.into()),
        _ => {}
    }
    let shortfalls: Vec<_> = args
        .floor
        .iter()
        .filter_map(|floor| floor.check(&evaluation))
        .collect();
    for shortfall in &shortfalls {
        notice(&shortfall.to_string());
    }
    Ok(if shortfalls.is_empty() {
        Exit::Done
    } else {
        Exit::BelowFloor
    })
}

/// How well a model does on a dataset.
pub fn evaluation(model: &Model, dataset: &Dataset) -> Evaluation {
    Evaluation::from_outcomes(dataset.pages().iter().map(|page| model.outcome(page)))
}
