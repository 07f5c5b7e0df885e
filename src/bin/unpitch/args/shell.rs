//! The arguments of `unpitch completions` and `unpitch man`.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use clap_complete::Shell;

const COMPLETIONS: &str = "\
Examples:
  unpitch completions bash
  unpitch completions zsh";

const MAN: &str = "\
Examples:
  unpitch man
  unpitch man --output-dir man1";

/// `unpitch completions`.
#[derive(ClapArgs, Debug)]
#[command(after_help = COMPLETIONS)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// `unpitch man`.
#[derive(ClapArgs, Debug)]
#[command(after_help = MAN)]
pub struct ManArgs {
    /// Write the pages of all subcommands into this folder, instead of the main one to standard output.
    #[arg(long, value_name = "FOLDER")]
    pub output_dir: Option<PathBuf>,
}
