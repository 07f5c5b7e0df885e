//! What is said before and after a training.

use std::path::Path;

use unpitch::dataset::Dataset;
use unpitch::train::Trained;
use unpitch::{Label, Result};

use super::View;
use crate::args::TrainArgs;
use crate::files::is_standard_output;
use crate::output::say::{heading, row};

/// Says what is about to be done.
pub fn announce(args: &TrainArgs, dataset: &Dataset, validation: Option<&Dataset>) -> Result<()> {
    heading("Training");
    let paths = args.data.data.iter();
    let paths: Vec<String> = paths.map(|path| path.display().to_string()).collect();
    row("data", &paths.join(" "));
    announce_data(dataset);
    let params = args.params();
    match &args.base {
        Some(base) => {
            row("base", &base.display().to_string());
            row("base_alpha", &params.check_ref()?.base_alpha().to_string());
        }
        None => {
            let words = params.check_ref()?.in_words().into_iter();
            words.for_each(|(name, value)| row(&name, &value));
        }
    }
    if let (Some(path), Some(data)) = (&args.validation, validation) {
        let value = format!("{} rows of {}", data.n_paragraphs(), path.display());
        row("validation", &value);
    }
    if let Some(folds) = args.folds {
        let by = if args.base.is_some() && dataset.sites().len() < 2 {
            "page"
        } else {
            "site"
        };
        row("folds", &format!("{folds}, by {by}"));
    }
    row("output", &output(args.output.as_deref()));
    Ok(())
}

fn announce_data(dataset: &Dataset) {
    let (rows, pages) = (dataset.n_paragraphs(), dataset.pages().len());
    let sites = dataset.sites().len();
    row("rows", &format!("{rows} on {pages} pages of {sites} sites"));
    for (label, count) in Label::ALL.iter().zip(dataset.label_counts()) {
        row(label.name(), &count.to_string());
    }
}

fn output(path: Option<&Path>) -> String {
    match path {
        None => "none".to_owned(),
        Some(path) if is_standard_output(path) => "standard output".to_owned(),
        Some(path) => path.display().to_string(),
    }
}

/// Says how it went.
pub fn summarise(trained: &Trained, dataset: &Dataset, seconds: f64, validation: &[View]) {
    let convergence = &trained.convergence;
    let counts = dataset.label_counts();
    let labels = counts.iter().filter(|count| **count > 0).count();
    heading("Trained");
    row("rows", &dataset.n_paragraphs().to_string());
    row("labels", &labels.to_string());
    let (features, columns) = (trained.n_features, trained.n_columns);
    row("features", &format!("{features} in {columns} columns"));
    row("solver", convergence.solver.name());
    let iterations = convergence.iterations.map(|n| n.to_string());
    row("iterations", iterations.as_deref().unwrap_or("unknown"));
    row(
        "converged",
        if convergence.converged { "yes" } else { "no" },
    );
    row("second pass", &trained.second_pass.to_string());
    row("seconds", &format!("{seconds:.1}"));
    validation.iter().for_each(summarise_view);
}

fn summarise_view(view: &View) {
    let overall = &view.evaluation.overall;
    let seen = if view.marked { "with marks" } else { "as text" };
    row("validation", seen);
    row("macro F1", &format!("{:.3}", overall.macro_f1.value));
    row("accuracy", &format!("{:.3}", overall.accuracy.value));
    for scores in &overall.labels {
        let name = format!("{} F1", short(scores.label));
        row(&name, &format!("{:.3}", scores.f1.value));
    }
}

/// A label's last word, for narrow columns.
fn short(label: Label) -> &'static str {
    label.name().rsplit('-').next().unwrap_or(label.name())
}
