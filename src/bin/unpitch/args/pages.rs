//! Which pages are labelled, how they are read, and where the answers go.

use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, ValueEnum};
use unpitch::Wrapping;
use unpitch::corpora::Format;

use super::ModelArgs;
use crate::files::is_standard_output;

/// Which pages, and how to read and label them.
#[derive(Clone, ClapArgs, Debug)]
pub struct PageArgs {
    /// Pages: HTML, text, JSON lines, CSV, Parquet, WARC or WET, each also packed by gzip, zstd or xz; a folder, of which all files
    /// are read but hidden ones; or - for standard input, the default.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read also the paths that this file lists, one a line; - for standard input.
    #[arg(long, value_name = "LIST")]
    pub files_from: Option<PathBuf>,
    /// Of folders, read only files that fit, such as *.html or 2024/**/*.txt; may be given several times.
    #[arg(long, value_name = "GLOB")]
    pub glob: Vec<String>,
    /// The column of Parquet, or field of JSON, that holds the page, HTML or text [default: html or text].
    #[arg(long, value_name = "NAME")]
    pub column: Option<String>,
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
    /// Write what is no page into this file: JSON lines with source, offset, id, reason, and bytes (the first 1 MiB, in base64).
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    #[command(flatten)]
    pub model: ModelArgs,
    /// What the pages are.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub input: InputFormat,
    /// The pages' language, such as en or de-AT [default: the file's, or detected].
    #[arg(long, value_name = "CODE")]
    pub language: Option<unpitch::Language>,
    /// How the lines of a text make paragraphs.
    #[arg(long, alias = "lines", value_enum, default_value_t)]
    pub wrap: WrapArg,
    /// Threads to label on.
    #[arg(long, value_name = "N", default_value_t = default_threads(MOST_THREADS), value_parser = parse_threads)]
    pub threads: usize,
}

impl PageArgs {
    /// Refuses two uses of one file, and shards of what can't be read twice.
    pub fn check(&self) -> Result<(), String> {
        if self.output.is_some() && self.output == self.rejects {
            return Err(
                "--output and --rejects would write the same file; give them two".to_owned(),
            );
        }
        if self.shard_size.is_some() && self.output.as_deref().is_some_and(is_standard_output) {
            return Err(
                "--shard-size with --output -, which is no file; give the shards a name".to_owned(),
            );
        }
        if self.shard_size.is_some() && self.reads_standard_input() {
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

    /// Whether standard input is among the inputs.
    pub fn reads_standard_input(&self) -> bool {
        let is_dash = |path: &PathBuf| path.as_os_str() == "-";
        let is_none = self.paths.is_empty() && self.files_from.is_none();
        is_none || self.paths.iter().chain(&self.files_from).any(is_dash)
    }

    /// Whether there may be more than one page, so that each is to be named.
    pub fn may_be_several(&self) -> bool {
        let is_folder = self.paths.iter().any(|path| path.is_dir());
        self.paths.len() > 1 || self.files_from.is_some() || is_folder
    }
}

/// What pages to label are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// CSV by its name, the others by their content, HTML also by its name.
    #[default]
    Auto,
    /// A page of HTML.
    Html,
    /// A page of text.
    Text,
    /// JSON objects with html or text, and optionally page (or url, or id), site, language and fields of your own: one
    /// per line, one after the other, or in an array. Each is answered as soon as it is there.
    Jsonl,
    /// One row per paragraph: text and optionally page,site,position,language, and of the markup
    /// tag,link_density,path,place,links,form,beside,raw,facts.
    Csv,
    /// WARC: a page per response or resource that is HTML, and per conversion (WET). Its fields warc_record_id and url
    /// come back.
    Warc,
    /// Parquet: a page per row, in html or text or --column. Its other columns come back.
    Parquet,
}

impl From<InputFormat> for Option<Format> {
    fn from(format: InputFormat) -> Option<Format> {
        match format {
            InputFormat::Auto => None,
            InputFormat::Html => Some(Format::Html),
            InputFormat::Text => Some(Format::Text),
            InputFormat::Jsonl => Some(Format::Jsonl),
            InputFormat::Csv => Some(Format::Csv),
            InputFormat::Warc => Some(Format::Warc),
            InputFormat::Parquet => Some(Format::Parquet),
        }
    }
}

/// How the lines of a text make paragraphs.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum WrapArg {
    /// One paragraph per line, unless the text looks hard-wrapped.
    #[default]
    #[value(alias = "detect")]
    Auto,
    /// One paragraph per line.
    #[value(alias = "paragraphs")]
    Lines,
    /// Hard-wrapped text: paragraphs end at empty lines.
    #[value(alias = "wrapped")]
    Hard,
}

impl From<WrapArg> for Wrapping {
    fn from(wrap: WrapArg) -> Wrapping {
        match wrap {
            WrapArg::Auto => Wrapping::Detect,
            WrapArg::Lines => Wrapping::Lines,
            WrapArg::Hard => Wrapping::Wrapped,
        }
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
