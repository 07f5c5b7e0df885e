//! Verdicts on pages with the corpus's own labels, compared with what readers judged, claimed or were told.

mod report;
mod tally;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use unpitch::{Label, Page, Result, Verdict, page_verdict};

use super::rows::{self, Labels, PageRow};
use super::source::Source;
use super::table::Table;
pub use report::VerdictsReport;

/// Arguments of `verdicts`.
#[derive(Clone, Debug, clap::Args)]
pub struct Verdicts {
    /// CSV with page, access, kinds (spaces between) and page_kind
    #[arg(long, value_name = "FILE")]
    pub judgements: Option<PathBuf>,
    /// Folder with pages.csv, labels.csv.gz and corrections.csv
    #[arg(long, value_name = "DIR", default_value = "data/corpus")]
    pub corpus: PathBuf,
    /// Folder with ID.html.gz for each page
    #[arg(long, value_name = "DIR")]
    pub pages: PathBuf,
    /// CSV with page and accessible_for_free, to compare access with
    #[arg(long, value_name = "FILE")]
    pub claims: Option<PathBuf>,
    /// CSV with page and type, as WCXB's, to compare kinds of pages with; its pages are called wcxb-dev-PAGE here
    #[arg(long, value_name = "FILE")]
    pub types: Option<PathBuf>,
}

/// What a reader wrote of a page.
struct Judgement {
    access: String,
    kinds: Vec<String>,
    page_kind: String,
}

/// Verdicts by page; `None` where a page is not there, or has other paragraphs.
struct Judge<'a> {
    source: Source,
    rows: &'a BTreeMap<String, PageRow>,
    labels: &'a Labels,
}

impl Verdicts {
    /// Compares what can be compared; the report names the pages that are not there.
    ///
    /// # Errors
    /// Tables that cannot be read, and corrections that do not fit.
    pub fn run(&self) -> Result<VerdictsReport> {
        let pages = rows::read_pages(&self.corpus.join("pages.csv"))?;
        let rows = pages
            .into_iter()
            .map(|row| (row.page.clone(), row))
            .collect();
        let mut labels = rows::read_labels(&self.corpus.join("labels.csv.gz"))?;
        rows::correct(&mut labels, &self.corpus.join("corrections.csv"))?;
        let judge = Judge {
            source: Source::Flat(self.pages.clone()),
            rows: &rows,
            labels: &labels,
        };
        let mut report = VerdictsReport::default();
        if let Some(path) = &self.judgements {
            for (page, judgement) in judgements(path)? {
                report.judged(&page, &judgement, judge.verdict(&page).as_ref());
            }
        }
        if let Some(path) = &self.claims {
            for (page, claim) in cells(path, "accessible_for_free")? {
                if let Some(verdict) = judge.verdict(&page) {
                    report.claimed(&page, &claim, &verdict);
                }
            }
        }
        if let Some(path) = &self.types {
            for (page, kind) in cells(path, "type")? {
                let page = format!("wcxb-dev-{page}");
                if let Some(verdict) = judge.verdict(&page) {
                    report.typed(&page, &kind, &verdict);
                }
            }
        }
        Ok(report)
    }
}

impl Judge<'_> {
    fn verdict(&self, page: &str) -> Option<Verdict> {
        let row = self.rows.get(page)?;
        let html = self.source.html(row).ok()?;
        let page = Page::from_html_bytes(&html).with_language(row.language);
        let labels = self.labels.get(&row.page)?;
        if labels.len() != page.paragraphs().len() {
            return None;
        }
        let labels = labels
            .iter()
            .map(|row| row.label.unwrap_or(Label::Navigation));
        Some(page_verdict(&page, &labels.collect::<Vec<_>>()))
    }
}

fn judgements(path: &Path) -> Result<Vec<(String, Judgement)>> {
    let table = Table::read(path)?;
    let read = table.rows().map(|row| {
        let judgement = Judgement {
            access: row.cell("access")?.to_owned(),
            kinds: row
                .cell("kinds")?
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            page_kind: row.cell("page_kind")?.to_owned(),
        };
        Ok((row.cell("page")?.to_owned(), judgement))
    });
    read.collect()
}

/// The pages of a table with what it says of each in one column; empty cells are left out.
fn cells(path: &Path, column: &str) -> Result<Vec<(String, String)>> {
    let table = Table::read(path)?;
    let read = table
        .rows()
        .map(|row| Ok((row.cell("page")?.to_owned(), row.cell(column)?.to_owned())));
    let read: Vec<(String, String)> = read.collect::<Result<_>>()?;
    Ok(read
        .into_iter()
        .filter(|(_, cell)| !cell.is_empty())
        .collect())
}
