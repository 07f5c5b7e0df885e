//! Paths -> pages to label: CSV files of pages, else a text page each.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use unpitch::{DataError, DatasetReader, Error, NamedPage, Page, Result, decode};

use super::labelled;
use crate::args::PredictArgs;

/// Longest text page, in bytes: a page is held in memory several times over, and none is nearly that long.
const LONGEST_PAGE: u64 = 256 << 20;

/// Reads the pages of one path; `-` is standard input.
pub fn read(path: &Path, args: &PredictArgs) -> Result<Vec<NamedPage>> {
    if is_csv(path) {
        let (pages, report) = DatasetReader::new().read_pages_path(path)?;
        labelled::tell(path, &report);
        return Ok(pages);
    }
    let bytes = if path.as_os_str() == "-" {
        bytes_of(io::stdin().lock(), path)?
    } else {
        bytes_of(File::open(path).map_err(Error::io(path))?, path)?
    };
    let page = Page::from_text_with(&decode(&bytes).text, args.lines.into());
    Ok(vec![NamedPage::new(path.display().to_string(), None, page)])
}

fn is_csv(path: &Path) -> bool {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    name.ends_with(".csv") || name.ends_with(".csv.gz")
}

/// All bytes of a text page.
fn bytes_of(reader: impl Read, path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader
        .take(LONGEST_PAGE + 1)
        .read_to_end(&mut bytes)
        .map_err(Error::io(path))?;
    if bytes.len() as u64 > LONGEST_PAGE {
        return Err(refused(path, "more than 256 MiB", "split it into pages"));
    }
    if bytes.starts_with(&[0x1F, 0x8B]) {
        return Err(refused(
            path,
            "a gzip archive",
            "decompress it, or name it .csv.gz if it holds a CSV",
        ));
    }
    Ok(bytes)
}

fn refused(path: &Path, found: &str, advice: &str) -> Error {
    Error::from(DataError {
        path: PathBuf::from(path),
        line: None,
        column: None,
        found: found.to_owned(),
        expected: "a page of text".to_owned(),
        advice: advice.to_owned(),
    })
}
