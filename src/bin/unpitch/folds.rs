//! `unpitch train --folds`: how models do on sites that they were not trained on.

use unpitch::evaluate::{Evaluation, PageOutcome};
use unpitch::{Dataset, Label, Model, Result, ValidTrainParams, folds_by_site};

use crate::output::style;
use crate::train::fit;

/// Trains without each fold in turn, measures on it, and prints each figure's mean and spread over the folds: of the
/// pages as text, and with their marks if they have some.
pub fn cross_validate(params: &ValidTrainParams, dataset: &Dataset, n: usize) -> Result<()> {
    let folds = folds_by_site(dataset, n)?;
    let (mut plain, mut marked) = (Figures::default(), Figures::default());
    for held_out in 0..n {
        anstream::eprintln!("{}", style::strong(format!("Fold {} of {n}", held_out + 1)));
        let others = (0..n).filter(|fold| *fold != held_out);
        let rest: Dataset = others
            .flat_map(|fold| folds[fold].pages().iter().cloned())
            .collect();
        let model = fit(params, &rest)?.model;
        plain.add(&model, &folds[held_out].clone().without_marks());
        if folds[held_out].has_marks() {
            marked.add(&model, &folds[held_out]);
        }
    }
    plain.print("as text");
    if !marked.outcomes.is_empty() {
        marked.print("with marks");
    }
    Ok(())
}

/// The figures of every fold, and all its pages.
#[derive(Default)]
struct Figures {
    of_folds: Vec<[f64; 6]>,
    outcomes: Vec<PageOutcome>,
}

impl Figures {
    fn add(&mut self, model: &Model, fold: &Dataset) {
        let pages = fold.pages().iter();
        let outcomes: Vec<PageOutcome> = pages.map(|page| model.outcome(page)).collect();
        let figures = figures_of(&Evaluation::from_outcomes(&outcomes));
        self.of_folds.push(figures);
        self.outcomes.extend(outcomes);
    }

    fn print(&self, seen: &str) {
        let whole = figures_of(&Evaluation::from_outcomes(&self.outcomes));
        println!("{seen:<21} mean  spread  all folds together");
        let names = ["macro F1", "accuracy"].into_iter().map(str::to_owned);
        let names = names.chain(Label::ALL.map(|label| format!("{label} F1")));
        for (i, name) in names.enumerate() {
            let values: Vec<f64> = self.of_folds.iter().map(|figures| figures[i]).collect();
            let (mean, spread) = mean_and_spread(&values);
            println!("{name:<21} {mean:.3}  {spread:.3}   {:.3}", whole[i]);
        }
    }
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
