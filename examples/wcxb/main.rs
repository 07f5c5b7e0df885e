//! Scores extraction on WCXB, a benchmark of main-content extraction (Murrough Foley, 2026, CC BY 4.0).
//!
//! Pages whose sites are in the training data must be labelled by a model that saw nothing of those sites:
//!
//! ```sh
//! cargo run --release --example wcxb -- folds --data train.csv.gz --data validation.csv.gz \
//!     --pages wcxb/pages.csv --folds 3 --out texts/
//! cargo run --release --example wcxb -- score --pages wcxb/pages.csv texts/
//! ```
//! `folds` trains a model for each fold on the data without the sites of that fold, writes it to
//! `texts/fold-N.unpitch`, and with it the text of every WCXB page of those sites to `texts/ID.txt`; which fold a page is
//! of, and which sites of the data it was taken to be of, stand in `texts/folds.csv`. Texts of any other program can be
//! scored as well; those of one finished model come from the example `extract`, and only if it was trained without them:
//!
//! ```sh
//! cargo run --release --example extract -- --model site.unpitch wcxb/html texts/
//! cargo run --release --example wcxb -- score --pages wcxb/pages.csv --only ids.txt texts/
//! ```
//! Beside `pages.csv` (columns `page`, `type`, `site`, `url`) stand `html/ID.html.gz` and `truth/ID.json`.
//! The unit tests: `cargo test --example wcxb`.

#[path = "../common/mod.rs"]
mod common;
mod folds;
mod measure;
mod pages;
mod score;
mod sites;

use std::process::ExitCode;

use clap::Parser;

/// Scores extraction on WCXB.
#[derive(Parser)]
enum Command {
    /// Label every page with a model that was trained without its site
    Folds(folds::Args),
    /// Compare texts with the truth
    Score(score::Args),
}

fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Folds(args) => folds::run(&args),
        Command::Score(args) => score::run(&args),
    };
    match done {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(2),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
