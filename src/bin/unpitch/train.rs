//! `unpitch train`: labelled CSVs -> model file, or cross-validation.

mod progress;
mod summary;
mod tune;

use std::borrow::Cow;
use std::path::Path;
use std::time::Instant;

use unpitch::dataset::Dataset;
use unpitch::evaluate::{CrossValidation, Evaluation, cross_validate_over};
use unpitch::train::{SecondPassReport, Trained, ValidTrainParams, folds_by_page, folds_by_site};
use unpitch::{Model, Result};

use crate::args::TrainArgs;
use crate::evaluate::evaluate;
use crate::exit::{self, Exit};
use crate::output::{self, say};
use crate::report::folds::table as fold_table;
use crate::report::render;
use crate::report::table::Table;
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
            args.data
                .data
                .iter()
                .chain(&args.validation)
                .chain(&args.base),
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
    let by_page = fitting.base.is_some() && dataset.sites().len() < 2;
    let (by, folds) = match by_page {
        true => ("page", folds_by_page(dataset, n)?),
        false => ("site", folds_by_site(dataset, n)?),
    };
    let validated = cross_validate_over(&folds, |fold| {
        say::heading(&format!("Fold {} of {n}", fold.number + 1));
        Ok(fit(fitting, fold.training)?.model)
    })?;
    let mut tables = fold_tables(&validated, by, "");
    if let Some(base) = &fitting.base {
        let base = cross_validate_over(&folds, |_| Ok(base.clone().into_owned()))?;
        tables.extend(fold_tables(&base, by, ", by the base alone"));
    }
    Ok(output::result(render::text(&tables).as_bytes())?)
}

/// The tables of a cross-validation, of the pages as text and with their marks.
fn fold_tables(validated: &CrossValidation, by: &str, whose: &str) -> Vec<Table> {
    let table = |figures, seen| fold_table(figures, by, &format!("{seen}{whose}"));
    let with_marks = validated.with_marks.iter();
    std::iter::once(table(&validated.as_text, "as text"))
        .chain(with_marks.map(|figures| table(figures, "with marks")))
        .collect()
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
    if let Some(base) = &fitting.base {
        let new = trained.n_features - base.layout().n_features();
        say::row(
            "new to the base",
            &format!("{new} features; its second pass and thresholds stay"),
        );
    }
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
    params.train_with_progress(dataset, &mut |progress| log.flow(progress))
}

/// Fits with warnings of what makes the model worse than it could be.
fn fit(fitting: &Fitting, dataset: &Dataset) -> Result<Trained> {
    let Fitting { params, base } = fitting;
    let trained = match base {
        None => watched(params, dataset)?,
        Some(base) => {
            let mut log = ProgressLog::new();
            params.train_from_with_progress(base, dataset, &mut |progress| log.flow(progress))?
        }
    };
    if let Some(advice) = trained.convergence.advice {
        say::warning(&format!("the solver did not converge; {advice}"));
    }
    if let SecondPassReport::None(_) = trained.second_pass {
        say::warning(&format!("second pass: {}", trained.second_pass));
    }
    Ok(trained)
}
