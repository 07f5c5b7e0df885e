//! The list of pages, and the truth about one.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::common::{Outcome, at};

/// A row of `pages.csv`.
#[derive(Clone, Debug, Deserialize)]
pub struct WcxbPage {
    #[serde(rename = "page")]
    pub id: String,
    #[serde(rename = "type")]
    pub page_type: String,
    pub site: String,
    pub url: String,
}

#[derive(Deserialize)]
struct Truth {
    main_content: Option<String>,
}

/// Reads `pages.csv`.
pub fn read(path: &Path) -> Outcome<Vec<WcxbPage>> {
    let mut reader = csv::Reader::from_path(path).map_err(at(path))?;
    let pages: Result<Vec<WcxbPage>, _> = reader.deserialize().collect();
    Ok(pages.map_err(at(path))?)
}

/// The folder `name` beside `pages.csv`.
pub fn beside(pages: &Path, name: &str) -> std::path::PathBuf {
    pages.with_file_name(name)
}

/// The text that is to be extracted.
pub fn main_content(truth: &Path, id: &str) -> Outcome<String> {
    let path = truth.join(format!("{id}.json"));
    let json = fs::read(&path).map_err(at(&path))?;
    let truth: Truth = serde_json::from_slice(&json).map_err(at(&path))?;
    Ok(truth.main_content.unwrap_or_default())
}
