//! The pages of a folder, and the clock of a peer that reads them, as the programs of this folder share them.

use std::error::Error;
use std::fs;

use cpu_time::ProcessTime;

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The bytes of each page, in the order of their names.
pub fn read(folder: &str) -> Result<Vec<Vec<u8>>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    paths.iter().map(|path| Ok(fs::read(path)?)).collect()
}

/// The command line of a peer: the CPU time that it takes for the pages of a folder, or its text of one page.
#[allow(dead_code, reason = "unpitch has a command line of its own")]
pub fn run_peer(extract: impl Fn(&[u8]) -> Result<String>) -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [command, folder] if command == "pages" => time(&read(folder)?, extract),
        [command, file] if command == "one" => println!("{}", extract(&fs::read(file)?)?),
        _ => return Err("usage: pages DIR | one FILE".into()),
    }
    Ok(())
}

/// Prints pages, bytes and CPU seconds (user and system) from a page's bytes to its text, reading excluded.
fn time(pages: &[Vec<u8>], extract: impl Fn(&[u8]) -> Result<String>) {
    let start = ProcessTime::now();
    let failed = pages.iter().filter(|page| extract(page).is_err()).count();
    let seconds = start.elapsed().as_secs_f64();
    let bytes: usize = pages.iter().map(Vec::len).sum();
    let n = pages.len();
    println!(r#"{{"pages": {n}, "bytes": {bytes}, "failed": {failed}, "seconds": {seconds}}}"#);
}
