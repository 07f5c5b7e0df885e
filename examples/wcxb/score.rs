//! Texts against the truth, by page type.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::common::{Outcome, at};
use crate::measure::Overlap;
use crate::pages::{self, WcxbPage};

#[derive(clap::Args)]
pub struct Args {
    /// WCXB's pages.csv; the folder truth/ stands beside it
    #[arg(long, value_name = "FILE")]
    pages: PathBuf,
    /// Score these pages alone: a file of their IDs, one per line
    #[arg(long, value_name = "FILE")]
    only: Option<PathBuf>,
    /// Folder of the texts, ID.txt; a page without one counts as an empty text
    texts: PathBuf,
}

/// Prints the table; gives the number of pages without a text.
pub fn run(args: &Args) -> Outcome<usize> {
    let mut listed = pages::read(&args.pages)?;
    if let Some(only) = &args.only {
        listed = chosen(listed, only)?;
    }
    fs::read_dir(&args.texts).map_err(at(&args.texts))?;
    let truth = pages::beside(&args.pages, "truth");
    let mut scores: BTreeMap<String, Vec<Overlap>> = BTreeMap::new();
    let mut missing = Vec::new();
    for page in listed {
        let text = text(&args.texts, &page.id)?;
        let of_page = Overlap::measure(
            text.as_deref().unwrap_or_default(),
            &pages::main_content(&truth, &page.id)?,
        );
        scores.entry(page.page_type).or_default().push(of_page);
        if text.is_none() {
            missing.push(page.id);
        }
    }
    print(&scores);
    if let Some(first) = missing.first() {
        let (n, texts) = (missing.len(), args.texts.display());
        eprintln!("{texts}: no text of {n} pages, counted as empty; the first: {first}");
    }
    Ok(missing.len())
}

/// The pages whose IDs a file has; an ID that is no page's is refused.
fn chosen(mut listed: Vec<WcxbPage>, only: &Path) -> Outcome<Vec<WcxbPage>> {
    let text = fs::read_to_string(only).map_err(at(only))?;
    let mut ids: BTreeSet<&str> = text.split_whitespace().collect();
    listed.retain(|page| ids.contains(page.id.as_str()));
    for page in &listed {
        ids.remove(page.id.as_str());
    }
    match ids.first() {
        Some(id) => Err(format!("{}: no page {id} in pages.csv", only.display()))?,
        None => Ok(listed),
    }
}

fn text(texts: &Path, id: &str) -> Outcome<Option<String>> {
    let path = texts.join(format!("{id}.txt"));
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(&path)(error))?,
    }
}

fn print(scores: &BTreeMap<String, Vec<Overlap>>) {
    println!(
        "{:<14} {:>5} {:>9} {:>9} {:>9}",
        "type", "pages", "precision", "recall", "F1"
    );
    for (page_type, scores) in scores {
        print_row(page_type, scores);
    }
    let all: Vec<Overlap> = scores.values().flatten().copied().collect();
    print_row("all", &all);
}

fn print_row(name: &str, scores: &[Overlap]) {
    let mean = Overlap::mean(scores);
    println!(
        "{name:<14} {:>5} {:>9.4} {:>9.4} {:>9.4}",
        scores.len(),
        mean.precision,
        mean.recall,
        mean.f1
    );
}
