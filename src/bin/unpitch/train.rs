//! `unpitch train`: labelled CSVs -> model file, or cross-validation.

mod progress;
mod summary;

use std::path::Path;
use std::time::Instant;

use unpitch::dataset::Dataset;
use unpitch::evaluate::{Evaluation, cross_validate as validate};
use unpitch::train::{SecondPassReport, Trained, ValidTrainParams};
use unpitch::{Model, Result};

use crate::args::TrainArgs;
use crate::evaluate::evaluate;
use crate::exit::{self, Exit};
use crate::output::{self, say};
use crate::report::{folds, render};
use crate::{Outcome, files, input};
use progress::ProgressLog;

pub fn run(args: &TrainArgs) -> Outcome {
    let params = args.params().check()?;
    check_files(args)?;
    exit::watch_for_interrupt()?;
    let dataset = input::labelled::read(&args.data)?;
    let validation = args.validation.as_deref();
    let validation = validation.map(|path| input::labelled::read_one(&args.data, path));
    let validation = validation.transpose()?;
    summary::announce(args, &params, &dataset, validation.as_ref());
    warn(&dataset, validation.as_ref());
    if let Some(n) = args.folds {
        cross_validate(&params, &dataset, n)?;
    }
    if let Some(output) = &args.output {
        let trained = train(&params, &dataset, validation.as_ref())?;
        write(&trained, output)?;
    }
    Ok(Exit::Done)
}

/// Refuses to measure on training data, to count a file twice, and to destroy an input.
fn check_files(args: &TrainArgs) -> Result<()> {
    files::require_distinct(&args.data.data)?;
    if let Some(validation) = &args.validation {
        files::require_unseen(validation, &args.data.data)?;
    }
    match &args.output {
        Some(output) if files::is_standard_output(output) => files::require_no_terminal(),
        Some(output) => files::require_writable(
            output,
            "--output",
            args.data.data.iter().chain(&args.validation),
        ),
        None => Ok(()),
    }
}

/// Warns of figures that say less than they seem to.
fn warn(dataset: &Dataset, validation: Option<&Dataset>) {
    if validation.is_some_and(|validation| validation.digest() == dataset.digest()) {
        say::warning(
            "the validation data are the training data: the figures say nothing about new pages",
        );
    }
}

fn cross_validate(
    params: &ValidTrainParams,
    dataset: &Dataset,
    n: usize,
) -> Result<(), Box<dyn std::error::Error>> {
    let validated = validate(dataset, n, |fold| {
        say::heading(&format!("Fold {} of {n}", fold.number + 1));
        Ok(fit(params, fold.training)?.model)
    })?;
    let mut tables = vec![folds::table(&validated.as_text, "as text")];
    let with_marks = validated.with_marks.iter();
    tables.extend(with_marks.map(|figures| folds::table(figures, "with marks")));
    Ok(output::result(render::text(&tables).as_bytes())?)
}

/// Trains on everything, and notes in the model how it does on the validation data.
fn train(
    params: &ValidTrainParams,
    dataset: &Dataset,
    validation: Option<&Dataset>,
) -> Result<Model> {
    let start = Instant::now();
    let mut trained = fit(params, dataset)?;
    let seconds = start.elapsed().as_secs_f64();
    let views = validation.map_or_else(Vec::new, |data| views(&trained.model, data));
    let facts = views
        .iter()
        .map(|view| view.evaluation.facts(&view.digest, view.marked));
    trained.model = trained.model.with_validation(facts.collect());
    summary::summarise(&trained, dataset, seconds, &views);
    Ok(trained.model)
}

fn write(model: &Model, output: &Path) -> Result<(), Box<dyn std::error::Error>> {
    if files::is_standard_output(output) {
        let mut bytes = Vec::new();
        model.write(&mut bytes)?;
        output::result(&bytes)?;
    } else {
        exit::uninterrupted(|| model.save(output))?;
        say::line(&format!("wrote {}", output.display()));
    }
    Ok(())
}

/// How a model does on data seen in one way.
struct View {
    marked: bool,
    digest: String,
    evaluation: Evaluation,
}

/// How a model does on data as text, and with their marks if they have some.
fn views(model: &Model, dataset: &Dataset) -> Vec<View> {
    let view = |dataset: &Dataset| View {
        marked: dataset.has_marks(),
        digest: dataset.digest().to_owned(),
        evaluation: evaluate(model, dataset),
    };
    let mut views = vec![view(&dataset.clone().without_marks())];
    if dataset.has_marks() {
        views.push(view(dataset));
    }
    views
}

/// Trains, says how far it is, and stops at Ctrl-C.
pub fn watched(params: &ValidTrainParams, dataset: &Dataset) -> Result<Trained> {
    let mut log = ProgressLog::new();
    params.train_with_progress(dataset, &mut |progress| {
        log.report(progress);
        exit::flow()
    })
}

/// The same, with warnings of what makes the model worse than it could be.
fn fit(params: &ValidTrainParams, dataset: &Dataset) -> Result<Trained> {
    let trained = watched(params, dataset)?;
    if let Some(advice) = trained.convergence.advice {
        say::warning(&format!("the solver did not converge; {advice}"));
    }
    if let SecondPassReport::None(_) = trained.second_pass {
        say::warning(&format!("second pass: {}", trained.second_pass));
    }
    Ok(trained)
}
