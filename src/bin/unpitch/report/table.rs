//! A table that text and Markdown share.

/// What stands for a figure that cannot be given: a label that does not occur, an interval from one page.
pub const NONE: &str = "-";

/// Cells of one table.
pub struct Table {
    pub title: String,
    pub header: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
    pub holds: Holds,
}

/// What the columns hold, which says where they are aligned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Names in the first, numbers in all others.
    Numbers,
    /// Words in all, in the last those of strangers.
    Words,
}

/// A figure of three decimals.
pub fn figure(defined: bool, value: f64) -> String {
    if defined {
        format!("{value:.3}")
    } else {
        NONE.to_owned()
    }
}
