//! The strongest features behind a label.

use unpitch::{Contribution, Explanation, Label};

/// How many features are shown: enough to see why, few enough to read.
const SHOWN: usize = 5;

/// The features that spoke most for or against a label.
pub fn strongest(
    explanation: &Explanation<'_>,
    position: usize,
    label: Label,
) -> Vec<Contribution> {
    let mut contributions = explanation.contributions(position, label);
    contributions.truncate(SHOWN);
    contributions
}

/// Where a feature stands, in words.
pub fn place(offset: i32) -> String {
    match offset {
        0 => "here".to_owned(),
        above if above < 0 => format!("{} above", -above),
        below => format!("{below} below"),
    }
}
