//! Which pages are labelled, and where the answers go.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;

use super::{InputArgs, ModelArgs};
use crate::files::is_standard_output;

/// Which pages, and how to label them.
#[derive(Clone, ClapArgs, Debug)]
pub struct PageArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// Write the answers into this file, packed if its name ends with .gz or .zst; it is there once it is whole [default:
    /// standard output].
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write a file for each page into this folder, named like the page.
    #[arg(long, value_name = "FOLDER", conflicts_with = "output")]
    pub output_dir: Option<PathBuf>,
    /// Write files of N pages each instead of one, --output with -00000 and so on before its endings, and keep a journal
    /// beside them, so that a run that was stopped goes on with --resume.
    #[arg(long, value_name = "N", requires = "output", value_parser = clap::value_parser!(u64).range(1..))]
    pub shard_size: Option<u64>,
    /// Go on with a run that was stopped, after its last whole shard: the same command with --resume.
    #[arg(long, requires = "shard_size")]
    pub resume: bool,
    /// Give html and text of the input back, too.
    #[arg(long)]
    pub keep_source: bool,
    #[command(flatten)]
    pub model: ModelArgs,
    /// Threads to label on.
    #[arg(long, value_name = "N", default_value_t = default_threads(MOST_THREADS), value_parser = parse_threads)]
    pub threads: usize,
}

impl PageArgs {
    /// Refuses two uses of one file, and shards of what can't be read twice.
    pub fn check(&self) -> Result<(), String> {
        if self.output.is_some() && self.output == self.inputs.rejects {
            return Err(
                "--output and --rejects would write the same file; give them two".to_owned(),
            );
        }
        if self.shard_size.is_some() && self.output.as_deref().is_some_and(is_standard_output) {
            return Err(
                "--shard-size with --output -, which is no file; give the shards a name".to_owned(),
            );
        }
        if self.shard_size.is_some() && self.inputs.reads_standard_input() {
            return Err(
                "--shard-size with standard input, which can't be read again to go on; give files"
                    .to_owned(),
            );
        }
        Ok(())
    }

    /// Refuses formats where they cannot be: tables in shards, Parquet without a file.
    pub fn check_format(&self, is_table: bool, is_parquet: bool) -> Result<(), String> {
        if is_table && self.shard_size.is_some() {
            return Err(
                "--shard-size with --format table, which is for reading; choose another format"
                    .to_owned(),
            );
        }
        let file = self
            .output
            .as_deref()
            .filter(|path| !is_standard_output(path));
        if is_parquet && file.is_none() {
            return Err("Parquet needs a file: give one with --output".to_owned());
        }
        let is_packed = |path: &Path| {
            path.extension()
                .is_some_and(|ending| ending == "gz" || ending == "zst")
        };
        if is_parquet && file.is_some_and(is_packed) {
            return Err(
                "Parquet is packed inside: give --output a name without .gz or .zst".to_owned(),
            );
        }
        Ok(())
    }

    /// Whether the answers go into files.
    pub fn is_kept(&self) -> bool {
        self.output.is_some() || self.output_dir.is_some()
    }
}

/// More threads than any machine has cores for.
pub const MOST_THREADS: usize = 1_024;

/// One thread for each core, up to what is accepted.
pub fn default_threads(most: usize) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    cores.min(most)
}

/// A number of threads that is accepted.
pub fn parse_threads(text: &str) -> Result<usize, String> {
    let threads = text.parse().ok().filter(|n| (1..=MOST_THREADS).contains(n));
    threads.ok_or_else(|| format!("expected 1 to {MOST_THREADS}"))
}
