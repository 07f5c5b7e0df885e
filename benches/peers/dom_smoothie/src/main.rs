//! Extracts pages with dom_smoothie: those of a folder for the CPU time it takes, or one for its text.

#[path = "../../pages.rs"]
mod pages;

use std::error::Error;
use std::fs;
use std::hint::black_box;

use cpu_time::ProcessTime;
use dom_smoothie::Readability;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [command, folder] if command == "pages" => time_pages(folder),
        [command, file] if command == "one" => print_text(file),
        _ => Err("usage: peer-dom-smoothie pages DIR | one FILE".into()),
    }
}

/// Prints pages, bytes and CPU seconds (user and system) from a page's bytes to its text, reading excluded.
fn time_pages(folder: &str) -> Result<()> {
    let pages = pages::read(folder)?;
    let start = ProcessTime::now();
    let failed = pages.iter().filter(|page| extract(page).is_err()).count();
    let seconds = start.elapsed().as_secs_f64();
    let bytes: usize = pages.iter().map(Vec::len).sum();
    let n = pages.len();
    println!(r#"{{"pages": {n}, "bytes": {bytes}, "failed": {failed}, "seconds": {seconds}}}"#);
    Ok(())
}

fn print_text(file: &str) -> Result<()> {
    println!("{}", extract(&fs::read(file)?)?);
    Ok(())
}

fn extract(html: &[u8]) -> Result<String> {
    let html = String::from_utf8_lossy(html);
    let article = Readability::new(html.as_ref(), None, None)?.parse()?;
    Ok(black_box(article.text_content).to_string())
}
