//! The arguments of `unpitch inspect`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::{EMBEDDED, ReportFormat};

const EXAMPLES: &str = "\
Examples:
  unpitch inspect
  unpitch inspect site.unpitch --by-language validation.csv --format json";

/// `unpitch inspect`.
#[derive(ClapArgs, Debug)]
#[command(after_help = EXAMPLES)]
pub struct InspectArgs {
    /// The model file, or `embedded` for the embedded model.
    #[arg(default_value = EMBEDDED)]
    pub model: PathBuf,
    /// How many of the strongest features of each label are shown.
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub features: usize,
    /// Show the strongest words of each language too, by what they add on the pages of this labelled CSV: a model does not know
    /// what language a word is of.
    #[arg(long, value_name = "DATA")]
    pub by_language: Option<PathBuf>,
    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
}
