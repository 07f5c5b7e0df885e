//! Writes the article's text of every HTML page of a folder, for a benchmark of extraction to score.
//!
//! ```sh
//! cargo run --release --example extract -- pages/ texts/
//! cargo run --release --example extract -- --model site.unpitch pages/ texts/
//! ```
//! `pages/ID.html` or `pages/ID.html.gz` gives `texts/ID.txt`: the paragraphs labelled `article`, an empty line between
//! them. A page that fails is told on standard error and has no text; the others go on, and the exit code is 2.

mod common;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use unpitch::Model;

use common::{HtmlFile, Outcome, at};

/// Writes the article's text of every HTML page of a folder.
#[derive(Parser)]
struct Args {
    /// The model [default: the embedded one]
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Folder of the pages, *.html and *.html.gz
    pages: PathBuf,
    /// Folder for the texts; made if it is not there
    texts: PathBuf,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(2),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Extracts every page; gives the number of those that failed.
fn run(args: &Args) -> Outcome<usize> {
    let loaded = args.model.as_ref().map(Model::load).transpose()?;
    let model = loaded.as_ref().unwrap_or_else(|| Model::embedded());
    let files = HtmlFile::of_folder(&args.pages)?;
    fs::create_dir_all(&args.texts).map_err(at(&args.texts))?;
    let mut n_failed = 0;
    for file in &files {
        if let Err(error) = file.extract(model, &args.texts) {
            eprintln!("error: {error}");
            n_failed += 1;
        }
    }
    let (n_texts, texts) = (files.len() - n_failed, args.texts.display());
    eprintln!("{n_texts} texts in {texts}, {n_failed} pages failed");
    Ok(n_failed)
}
