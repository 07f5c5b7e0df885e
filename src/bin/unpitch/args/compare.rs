//! The options of `unpitch compare`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::{DataArgs, ReportFormat};

const EXAMPLES: &str = "\
A model is a file, or the word embedded for the one inside the program (./embedded is a file of that name).

Examples:
  unpitch compare before.unpitch after.unpitch test.csv
  unpitch compare embedded site.unpitch test.csv --format json";

/// `unpitch compare`.
#[derive(ClapArgs, Debug)]
#[command(after_help = EXAMPLES)]
pub struct CompareArgs {
    /// The model to compare with.
    pub a: PathBuf,
    /// The model that is compared: better is where it is right and A is not.
    pub b: PathBuf,
    #[command(flatten)]
    pub data: DataArgs,
    /// How to write the comparison.
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
    /// Write at most N of the paragraphs that change [default: 20, but all as json].
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Paragraphs that fit on a screen with the figures.
const SHOWN: usize = 20;

impl CompareArgs {
    /// Most paragraphs to write.
    pub fn limit(&self) -> usize {
        self.limit.unwrap_or(match self.format {
            ReportFormat::Json => usize::MAX,
            ReportFormat::Text | ReportFormat::Markdown => SHOWN,
        })
    }
}
