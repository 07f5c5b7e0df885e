//! `unpitch train --folds`: how models do on sites that they were not trained on.

use unpitch::evaluate::{FoldFigures, Measure, cross_validate};
use unpitch::{Dataset, Result, ValidTrainParams};

use crate::output::style;
use crate::train::fit;

/// Trains without each fold in turn, measures on it, and prints each figure's mean and spread over the folds: of the
/// pages as text, and with their marks if they have some.
pub fn run(params: &ValidTrainParams, dataset: &Dataset, n: usize) -> Result<()> {
    let validated = cross_validate(dataset, n, |fold| {
        let title = format!("Fold {} of {n}", fold.number + 1);
        anstream::eprintln!("{}", style::strong(title));
        Ok(fit(params, fold.training)?.model)
    })?;
    print(&validated.as_text, "as text");
    if let Some(figures) = &validated.with_marks {
        print(figures, "with marks");
    }
    Ok(())
}

fn print(figures: &FoldFigures, seen: &str) {
    println!("{seen:<21} mean  spread  all folds together");
    for figure in figures.summary() {
        let name = match figure.measure {
            Measure::MacroF1 => "macro F1".to_owned(),
            Measure::F1(label) => format!("{label} F1"),
            other => other.to_string(),
        };
        let (mean, spread, together) = (figure.mean, figure.spread, figure.together);
        println!("{name:<21} {mean:.3}  {spread:.3}   {together:.3}");
    }
}
