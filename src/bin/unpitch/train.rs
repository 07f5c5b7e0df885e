//! `unpitch train`: labelled CSVs -> model file, or cross-validation.

use std::path::Path;
use std::time::Instant;

use unpitch::evaluate::Evaluation;
use unpitch::{Dataset, Label, Model, Progress, Result, TrainParams, Trained, ValidTrainParams};

use crate::Outcome;
use crate::args::TrainArgs;
use crate::evaluate::evaluation;
use crate::exit::Exit;
use crate::output::style;
use crate::{folds, input, interrupt};

pub fn run(args: &TrainArgs) -> Outcome {
    let params = params(args).check()?;
    interrupt::watch()?;
    let dataset = input::labelled::read(&args.data)?;
    let validation = args
        .validation
        .as_deref()
        .map(|path| input::labelled::read_one(&args.data, path));
    let validation = validation.transpose()?;
    announce(args, &params, &dataset, validation.as_ref());
    if let Some(n) = args.folds {
        folds::run(&params, &dataset, n)?;
    }
    if let Some(output) = &args.output {
        train(&params, &dataset, validation.as_ref(), output)?;
    }
    Ok(Exit::Done)
}

fn params(args: &TrainArgs) -> TrainParams {
    let mut params = TrainParams::default().threads(args.threads);
    if let Some(alpha) = args.alpha {
        params = params.alpha(alpha);
    }
    if let Some(min_df) = args.min_df {
        params = params.min_df(min_df);
    }
    if let Some(max_features) = args.max_features {
        params = params.max_features(max_features);
    }
    if let Some(weights) = args.label_weights {
        params = params.label_weights(weights);
    }
    if let Some(solver) = args.solver {
        params = params.solver(solver);
    }
    if let Some(dropout) = args.dropout {
        params = params.dropout(dropout);
    }
    if let Some(iterations) = args.max_iterations {
        params = params.max_iterations(iterations);
    }
    params
}

/// Trains on everything and writes the model.
fn train(
    params: &ValidTrainParams,
    dataset: &Dataset,
    validation: Option<&Dataset>,
    output: &Path,
) -> Result<()> {
    let start = Instant::now();
    let trained = fit(params, dataset)?;
    let seconds = start.elapsed().as_secs_f64();
    let mut model = trained.model.clone();
    let evaluated = validation.map_or_else(Vec::new, |data| views(&model, data));
    let facts = evaluated
        .iter()
        .map(|view| view.evaluation.facts(&view.digest, view.marked));
    model = model.with_validation(facts.collect());
    model.save(output)?;
    summarise(&trained, dataset, seconds, &evaluated);
    anstream::eprintln!("wrote {}", output.display());
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

pub(crate) fn fit(params: &ValidTrainParams, dataset: &Dataset) -> Result<Trained> {
    let trained = params.train_with_progress(dataset, &mut |progress| {
        match progress {
            Progress::Started { part, .. } => anstream::eprintln!("{part}: started"),
            Progress::Vocabulary {
                part,
                features,
                columns,
                ..
            } => {
                anstream::eprintln!("{part}: {features} features, {columns} columns");
            }
            Progress::Round {
                part, round, loss, ..
            } => anstream::eprintln!("{part}: round {round:>3}, loss {loss:.1}"),
            Progress::Iteration {
                part,
                iteration,
                gradient,
                objective,
                ..
            } => {
                anstream::eprintln!(
                    "{part}: iteration {iteration:>3}, gradient {gradient:.2e}, objective {objective:.1}"
                );
            }
            _ => {}
        }
        interrupt::flow()
    })?;
    if let Some(advice) = trained.convergence.advice {
        anstream::eprintln!(
            "{} the solver did not converge; {advice}",
            style::error("warning:")
        );
    }
    Ok(trained)
}

/// Says what is about to be done.
fn announce(
    args: &TrainArgs,
    params: &ValidTrainParams,
    dataset: &Dataset,
    validation: Option<&Dataset>,
) {
    let row = |name: &str, value: String| anstream::eprintln!("{name:>16}  {value}");
    anstream::eprintln!("{}", style::strong("Training"));
    row(
        "data",
        args.data
            .data
            .iter()
            .map(|path| path.display().to_string())
            .collect::<Vec<_>>()
            .join(" "),
    );
    row(
        "rows",
        format!(
            "{} on {} pages of {} sites",
            dataset.n_paragraphs(),
            dataset.pages().len(),
            dataset.sites().len()
        ),
    );
    for (label, count) in Label::ALL.iter().zip(dataset.label_counts()) {
        row(label.name(), count.to_string());
    }
    for (name, value) in params.in_words() {
        row(&name, value);
    }
    if let (Some(path), Some(data)) = (&args.validation, validation) {
        row(
            "validation",
            format!("{} rows of {}", data.n_paragraphs(), path.display()),
        );
    }
    if let Some(folds) = args.folds {
        row("folds", format!("{folds}, by site"));
    }
    row(
        "output",
        args.output
            .as_ref()
            .map_or("none".to_owned(), |path| path.display().to_string()),
    );
}

fn summarise(trained: &Trained, dataset: &Dataset, seconds: f64, validation: &[View]) {
    let convergence = &trained.convergence;
    let row = |name: &str, value: String| anstream::eprintln!("{name:>16}  {value}");
    anstream::eprintln!("{}", style::strong("Trained"));
    row("rows", dataset.n_paragraphs().to_string());
    row(
        "labels",
        dataset
            .label_counts()
            .iter()
            .filter(|count| **count > 0)
            .count()
            .to_string(),
    );
    row(
        "features",
        format!("{} in {} columns", trained.n_features, trained.n_columns),
    );
    row("solver", convergence.solver.to_string());
    row(
        "iterations",
        convergence
            .iterations
            .map_or("unknown".to_owned(), |n| n.to_string()),
    );
    row(
        "converged",
        if convergence.converged { "yes" } else { "no" }.to_owned(),
    );
    row("second pass", trained.second_pass.to_string());
    row("seconds", format!("{seconds:.1}"));
    for View {
        marked, evaluation, ..
    } in validation
    {
        let seen = if *marked { "with marks" } else { "as text" };
        row("validation", seen.to_owned());
        row(
            "macro F1",
            format!("{:.3}", evaluation.overall.macro_f1.value),
        );
        row(
            "accuracy",
            format!("{:.3}", evaluation.overall.accuracy.value),
        );
        for scores in &evaluation.overall.labels {
            row(
                &format!("{} F1", short(scores.label)),
                format!("{:.3}", scores.f1.value),
            );
        }
    }
}

/// A label's last word, for narrow columns.
fn short(label: Label) -> &'static str {
    label.name().rsplit('-').next().unwrap_or(label.name())
}
