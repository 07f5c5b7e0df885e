//! `unpitch train`: labelled CSVs -> model file, or cross-validation.

mod progress;
mod summary;
mod tune;

use std::borrow::Cow;
use std::path::Path;
use std::time::Instant;

use unpitch::dataset::Dataset;
use unpitch::evaluate::{self, CrossValidation, Evaluation};
use unpitch::train::{SecondPassReport, Trained, ValidTrainParams, folds_by_page, folds_by_site};
use unpitch::{Model, Result};

use crate::args::TrainArgs;
use crate::evaluate::evaluation;
use crate::exit::{self, Exit};
use crate::output::{self, say};
use crate::report::{render, tables};
use crate::{Outcome, files, input};
use progress::ProgressLog;

pub fn run(args: &TrainArgs) -> Outcome {
    args.params().check_ref()?;
    check_files(args)?;
    exit::watch_for_interrupt()?;
    let dataset = input::labelled::read(&args.data)?;
    let validation = args.validation.as_deref();
    let validation = validation.map(|path| input::labelled::read_one(&args.data, path));
    let validation = validation.transpose()?;
    summary::announce(args, &dataset, validation.as_ref())?;
    warn(&dataset, validation.as_ref());
    let tuned = args.tuning();
    let tuned = tuned.map(|tuning| tune::search(&tuning, &args.params(), &dataset));
    let tuned = tuned.transpose()?;
    let params = tuned.as_ref().map(|tuned| tuned.best().params.clone());
    let fitting = Fitting {
        params: params.unwrap_or_else(|| args.params()).check()?,
        base: args.base.as_deref().map(input::model::named).transpose()?,
    };
    if let Some(n) = args.folds {
        cross_validate(&fitting, &dataset, n)?;
    }
    if let Some(output) = &args.output {
        let model = train(&fitting, &dataset, validation.as_ref())?;
        let model = match &tuned {
            Some(tuned) => tuned.noted_in(model),
            None => model,
        };
        write(&model, output)?;
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

/// How models are fitted.
struct Fitting {
    params: ValidTrainParams,
    /// The model to begin with.
    base: Option<Cow<'static, Model>>,
}

fn cross_validate(
    fitting: &Fitting,
    dataset: &Dataset,
    n: usize,
) -> Result<(), Box<dyn std::error::Error>> {
    let folds = match fitting.base {
        Some(_) if dataset.sites().len() < 2 => folds_by_page(dataset, n)?,
        _ => folds_by_site(dataset, n)?,
    };
    let validated = evaluate::cross_validate_over(&folds, |fold| {
        say::heading(&format!("Fold {} of {n}", fold.number + 1));
        Ok(fit(fitting, fold.training)?.model)
    })?;
    let mut tables = fold_tables(&validated, "");
    if let Some(base) = &fitting.base {
        let base = evaluate::cross_validate_over(&folds, |_| Ok(base.clone().into_owned()))?;
        tables.extend(fold_tables(&base, ", by the base alone"));
    }
    Ok(output::result(render::text(&tables).as_bytes())?)
}

/// The tables of a cross-validation, of the pages as text and with their marks.
fn fold_tables(validated: &CrossValidation, whose: &str) -> Vec<tables::Table> {
    let mut tables = vec![tables::folds(
        &validated.as_text,
        &format!("as text{whose}"),
    )];
    let with_marks = validated.with_marks.iter();
    let seen = format!("with marks{whose}");
    tables.extend(with_marks.map(|figures| tables::folds(figures, &seen)));
    tables
}

/// Trains on everything, and notes in the model how it does on the validation data.
fn train(fitting: &Fitting, dataset: &Dataset, validation: Option<&Dataset>) -> Result<Model> {
    let start = Instant::now();
    let mut trained = fit(fitting, dataset)?;
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
        evaluation: evaluation(model, dataset),
    };
    let mut views = vec![view(&dataset.clone().without_marks())];
    if dataset.has_marks() {
        views.push(view(dataset));
    }
    views
}

fn fit(fitting: &Fitting, dataset: &Dataset) -> Result<Trained> {
    let mut log = ProgressLog::new();
    let mut progress = |progress| {
        log.report(progress);
        exit::flow()
    };
    let Fitting { params, base } = fitting;
    let trained = match base {
        Some(base) => params.train_from_with_progress(base, dataset, &mut progress)?,
        None => params.train_with_progress(dataset, &mut progress)?,
    };
    if let Some(advice) = trained.convergence.advice {
        say::warning(&format!("the solver did not converge; {advice}"));
    }
    if let SecondPassReport::None(_) = trained.second_pass {
        say::warning(&format!("second pass: {}", trained.second_pass));
    }
    Ok(trained)
}
