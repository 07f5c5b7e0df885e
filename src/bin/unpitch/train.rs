//! `unpitch train`: labelled CSVs -> model file, or cross-validation.

use std::path::Path;
use std::time::Instant;

use linfa::ParamGuard;
use unpitch::evaluate::{Evaluation, PageOutcome};
use unpitch::{
    Dataset, Label, Progress, Result, TrainParams, Trained, ValidTrainParams, folds_by_site,
};

use crate::Outcome;
use crate::args::TrainArgs;
use crate::evaluate::evaluation;
use crate::exit::Exit;
use crate::output::style;
use crate::{input, interrupt};

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
        cross_validate(&params, &dataset, n)?;
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
    let evaluated = validation.map(|data| (evaluation(&model, data), data));
    if let Some((evaluation, data)) = &evaluated {
        model = model.with_validation(evaluation.facts(data.digest()));
    }
    model.save(output)?;
    summarise(
        &trained,
        dataset,
        seconds,
        evaluated.as_ref().map(|(e, _)| e),
    );
    anstream::eprintln!("wrote {}", output.display());
    Ok(())
}

fn fit(params: &ValidTrainParams, dataset: &Dataset) -> Result<Trained> {
    let trained = params.train_with_progress(dataset, &mut |progress| {
        match progress {
            Progress::Vocabulary { features, columns } => {
                anstream::eprintln!("vocabulary: {features} features, {columns} columns");
            }
            Progress::Iteration {
                iteration,
                gradient,
                objective,
            } => {
                anstream::eprintln!(
                    "iteration {iteration:>3}: gradient {gradient:.2e}, objective {objective:.1}"
                );
            }
            _ => {}
        }
        interrupt::flow()
    })?;
    if !trained.convergence.converged {
        anstream::eprintln!(
            "{} the solver did not converge; raise --max-iterations or --alpha",
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

fn summarise(trained: &Trained, dataset: &Dataset, seconds: f64, validation: Option<&Evaluation>) {
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
    row("seconds", format!("{seconds:.1}"));
    if let Some(evaluation) = validation {
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

/// Trains without each fold in turn, measures on it, and prints each figure's mean and spread over the folds.
fn cross_validate(params: &ValidTrainParams, dataset: &Dataset, n: usize) -> Result<()> {
    let folds = folds_by_site(dataset, n)?;
    let mut outcomes: Vec<PageOutcome> = Vec::new();
    let mut figures: Vec<[f64; 6]> = Vec::new();
    for held_out in 0..n {
        anstream::eprintln!("{}", style::strong(format!("Fold {} of {n}", held_out + 1)));
        let others = (0..n).filter(|fold| *fold != held_out);
        let rest: Dataset = others
            .flat_map(|fold| folds[fold].pages().iter().cloned())
            .collect();
        let model = fit(params, &rest)?.model;
        let fold: Vec<PageOutcome> = folds[held_out]
            .pages()
            .iter()
            .map(|page| model.outcome(page))
            .collect();
        figures.push(figures_of(&Evaluation::from_outcomes(&fold)));
        outcomes.extend(fold);
    }
    let whole = figures_of(&Evaluation::from_outcomes(&outcomes));
    println!("figure               mean   spread  all folds together");
    let names = ["macro F1", "accuracy"].into_iter().map(str::to_owned);
    let names = names.chain(Label::ALL.map(|label| format!("{label} F1")));
    for (i, name) in names.enumerate() {
        let values: Vec<f64> = figures.iter().map(|figures| figures[i]).collect();
        let (mean, spread) = mean_and_spread(&values);
        println!("{name:<21}{mean:.3}  {spread:.3}   {:.3}", whole[i]);
    }
    Ok(())
}

/// Macro F1, accuracy, and each label's F1.
fn figures_of(evaluation: &Evaluation) -> [f64; 6] {
    let overall = &evaluation.overall;
    let f1 = |label: Label| overall.label(label).f1.value;
    let [a, b, c, d] = Label::ALL.map(f1);
    [overall.macro_f1.value, overall.accuracy.value, a, b, c, d]
}

/// Mean and sample standard deviation.
fn mean_and_spread(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (n - 1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_spread_by_hand() {
        let (mean, spread) = mean_and_spread(&[1.0, 2.0, 3.0]);
        assert_eq!((mean, spread), (2.0, 1.0));
    }
}
