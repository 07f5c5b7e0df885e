//! Crawls one site and keeps its articles, as Markdown.
//!
//! ```sh
//! cargo run --release --example crawler -- http://localhost:8000/ --out articles --pages 50
//! ```
//! ```text
//! fetch   an address -> a page of HTML, a redirection, or neither; bounded in bytes and time
//! crawl   a start -> page after page of its host, as far as robots.txt allows
//! store   a page -> a Markdown file, if it is an article that is all there
//! ```
//! It is an example: it fetches one page at a time, follows the links in texts alone, and speaks no TLS, which reqwest's
//! feature `rustls` adds. Its tests crawl a site on a port of this machine: `cargo test --example crawler`.

mod crawl;
mod fetch;
#[cfg(test)]
mod site;
mod store;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use reqwest::Url;
use unpitch::Model;

use crawl::Limits;
use store::Store;

/// A result whose error is a sentence that names the address or the path.
type Outcome<T> = Result<T, Box<dyn Error>>;

/// Crawls one site and keeps its articles, as Markdown.
#[derive(Parser)]
struct Args {
    /// Where to begin; no other host, scheme or port is asked
    start: Url,
    /// Folder for the articles; made if it is not there
    #[arg(long)]
    out: PathBuf,
    /// Most addresses that are fetched
    #[arg(long, default_value_t = 50)]
    pages: usize,
    /// Most MiB that are fetched
    #[arg(long, default_value_t = 100)]
    mebibytes: u64,
    /// Seconds between two requests; robots.txt may ask for more
    #[arg(long, default_value_t = 1)]
    delay: u64,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Outcome<()> {
    let limits = Limits {
        pages: args.pages,
        bytes: args.mebibytes << 20,
        delay: Duration::from_secs(args.delay),
    };
    let client = fetch::client().build()?;
    let mut store = Store::new(Model::embedded(), &args.out)?;
    let visits = crawl::crawl(&args.start, &client, &limits, |url, page| {
        store.visit(url, page)
    })?;
    eprintln!("{visits}\n{}", store.tally());
    Ok(())
}
