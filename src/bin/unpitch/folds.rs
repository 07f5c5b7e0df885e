//! Cross-validation: how models do on sites that they were not trained on.

use unpitch::evaluate::{Evaluation, PageOutcome};
use unpitch::{Dataset, Label, Model, Result, folds_by_site};

/// Trains without each of `n` folds in turn and measures on it: the pages as text, and with their marks if they have
/// some. `train` gets the number of the fold that is left out and the pages of the others.
///
/// # Errors
/// Where there are not enough sites for `n` folds, and as `train`.
pub fn cross_validate(
    dataset: &Dataset,
    n: usize,
    mut train: impl FnMut(usize, &Dataset) -> Result<Model>,
) -> Result<Vec<FoldFigures>> {
    let folds = folds_by_site(dataset, n)?;
    let [mut plain, mut marked] = ["as text", "with marks"].map(FoldFigures::new);
    for (left_out, fold) in folds.iter().enumerate() {
        let others = folds.iter().enumerate().filter(|(i, _)| *i != left_out);
        let rest: Dataset = others
            .flat_map(|(_, fold)| fold.pages().iter().cloned())
            .collect();
        let model = train(left_out, &rest)?;
        plain.add(&model, &fold.clone().without_marks());
        if fold.has_marks() {
            marked.add(&model, fold);
        }
    }
    let seen = [plain, marked].into_iter();
    Ok(seen
        .filter(|figures| !figures.outcomes.is_empty())
        .collect())
}

/// The figures of every fold, and all its pages, seen in one way.
pub struct FoldFigures {
    /// How the pages were seen.
    pub seen: &'static str,
    by_fold: Vec<[f64; 6]>,
    outcomes: Vec<PageOutcome>,
}

impl FoldFigures {
    fn new(seen: &'static str) -> FoldFigures {
        FoldFigures {
            seen,
            by_fold: Vec::new(),
            outcomes: Vec::new(),
        }
    }

    fn add(&mut self, model: &Model, fold: &Dataset) {
        let pages = fold.pages().iter();
        let outcomes: Vec<PageOutcome> = pages.map(|page| model.outcome(page)).collect();
        let measured = figures(&Evaluation::from_outcomes(&outcomes));
        self.by_fold.push(measured);
        self.outcomes.extend(outcomes);
    }

    /// Each figure's name; its mean and spread over the folds, and its value over the pages of all of them.
    pub fn rows(&self) -> Vec<(String, [f64; 3])> {
        let whole = figures(&Evaluation::from_outcomes(&self.outcomes));
        let names = ["macro F1", "accuracy"].into_iter().map(str::to_owned);
        let names = names.chain(Label::ALL.map(|label| format!("{label} F1")));
        let rows = names.enumerate().map(|(i, name)| {
            let values: Vec<f64> = self.by_fold.iter().map(|figures| figures[i]).collect();
            let (mean, spread) = mean_and_spread(&values);
            (name, [mean, spread, whole[i]])
        });
        rows.collect()
    }
}

/// Macro F1, accuracy, and each label's F1.
fn figures(evaluation: &Evaluation) -> [f64; 6] {
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
