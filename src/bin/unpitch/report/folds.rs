//! A cross-validation as a table.

use unpitch::evaluate::{FoldFigure, FoldFigures, Measure};

use super::table::{Holds, Table, figure};

/// A cross-validation: each figure's mean and spread over the folds, and its value over the pages of all of them.
pub fn table(figures: &FoldFigures, by: &str, seen: &str) -> Table {
    let row = |summary: &FoldFigure| {
        let name = match summary.measure {
            Measure::MacroF1 => "macro F1".to_owned(),
            Measure::F1(label) => format!("{label} F1"),
            other => other.to_string(),
        };
        let figures = [summary.mean, summary.spread, summary.together];
        std::iter::once(name)
            .chain(figures.map(|value| figure(true, value)))
            .collect()
    };
    Table {
        title: format!("Cross-validation by {by}, pages {seen}"),
        header: vec!["measure", "mean", "spread", "all folds together"],
        rows: figures.summary().iter().map(row).collect(),
        holds: Holds::Numbers,
    }
}
