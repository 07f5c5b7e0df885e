//! Which pages there are, and how they are read.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use unpitch::Wrapping;
use unpitch::corpora::{Format, Limits};

/// Which pages, and how to read them.
#[derive(Clone, ClapArgs, Debug)]
pub struct InputArgs {
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
    /// Longest page, in MiB, unpacked; a longer one is refused, and the rest goes on.
    #[arg(long, value_name = "MIB", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=512))]
    pub max_page: u32,
    /// Most paragraphs of a page; one of more is refused, and the rest goes on.
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub max_paragraphs: u32,
    /// Write what is no page into this file: JSON lines with source, offset, id, reason, and bytes (the first 1 MiB, in base64).
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// What the pages are.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub input: InputFormat,
    /// The pages' language, such as en or de-AT [default: the file's, or detected].
    #[arg(long, value_name = "CODE")]
    pub language: Option<unpitch::Language>,
    /// How the lines of a text make paragraphs.
    #[arg(long, alias = "lines", value_enum, default_value_t)]
    pub wrap: WrapArg,
}

impl InputArgs {
    /// How much a page may be.
    pub fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        limits.page_bytes = (self.max_page as usize) << 20;
        limits.paragraphs = self.max_paragraphs as usize;
        limits
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
