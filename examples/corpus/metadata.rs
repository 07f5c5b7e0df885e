//! Metadata as they are taken from pages, against what people read on them.

mod judge;
mod report;

use std::collections::BTreeMap;
use std::path::PathBuf;

use unpitch::{Label, Page, PageMetadata, Result, page_metadata};

use super::files;
use super::rows::{self, Labels, PageRow};
use super::source::{Gap, Source};
use super::table::{Row, Table};
pub use report::MetadataReport;

/// Arguments of `metadata`.
#[derive(Clone, Debug, clap::Args)]
pub struct Metadata {
    /// CSV of what was read on pages: page, title (positions), authors (joined by ;), published
    #[arg(long, value_name = "CSV")]
    pub judgements: PathBuf,
    /// Folder with pages.csv, labels.csv.gz and corrections.csv
    #[arg(long, value_name = "DIR", default_value = "data/corpus")]
    pub corpus: PathBuf,
    /// Folder with ID.html.gz for each page
    #[arg(long, value_name = "DIR")]
    pub pages: PathBuf,
    /// Write what was taken from each page to this CSV
    #[arg(long, value_name = "CSV")]
    pub csv: Option<PathBuf>,
}

/// What somebody read on a page.
#[derive(Clone, Debug)]
pub struct Judgement {
    pub page: String,
    /// Positions of the paragraphs that are the headline.
    pub title: Vec<usize>,
    pub authors: Vec<String>,
    /// A day, or a month; empty if there is none.
    pub published: String,
}

/// A page, what was read on it, and what was taken from it.
pub struct Judged {
    pub judgement: Judgement,
    pub page: Page,
    pub metadata: PageMetadata,
}

impl Metadata {
    /// Takes the metadata of each judged page and compares; pages that cannot be read are named in the report.
    ///
    /// # Errors
    /// Tables that cannot be read, and a CSV that cannot be written.
    pub fn run(&self) -> Result<MetadataReport> {
        let mut labels = rows::read_labels(&self.corpus.join("labels.csv.gz"))?;
        rows::correct(&mut labels, &self.corpus.join("corrections.csv"))?;
        let pages = rows::read_pages(&self.corpus.join("pages.csv"))?;
        let pages: BTreeMap<&str, &PageRow> = pages.iter().map(|row| (&*row.page, row)).collect();
        let mut report = MetadataReport::default();
        let mut all = Vec::new();
        for judgement in judgements(&self.judgements)? {
            match self.judged(&judgement, &pages, &labels) {
                Ok(judged) => {
                    report.add(&judged);
                    all.push(judged);
                }
                Err(gap) => report.gaps.push((judgement.page, gap)),
            }
        }
        if let Some(path) = &self.csv {
            files::replace(path, |to| report::write(to, &all))?;
        }
        Ok(report)
    }

    fn judged(
        &self,
        judgement: &Judgement,
        pages: &BTreeMap<&str, &PageRow>,
        labels: &Labels,
    ) -> Result<Judged, Gap> {
        let name = &*judgement.page;
        let row = pages.get(name).ok_or_else(|| Gap::Missing(name.into()))?;
        let page = Page::from_html_bytes(&Source::Flat(self.pages.clone()).html(row)?);
        let labels = labels.get(name).map_or(&[][..], Vec::as_slice);
        let is_article = |row: &rows::ParagraphRow| row.label == Some(Label::Article);
        let is_article: Vec<bool> = labels.iter().map(is_article).collect();
        Ok(Judged {
            judgement: judgement.clone(),
            metadata: page_metadata(&page, &is_article),
            page,
        })
    }
}

fn judgements(path: &std::path::Path) -> Result<Vec<Judgement>> {
    let table = Table::read(path)?;
    table.rows().map(judgement).collect()
}

fn judgement(row: Row<'_>) -> Result<Judgement> {
    let title = row.cell("title")?.split_whitespace();
    let title: std::result::Result<_, _> = title.map(str::parse).collect();
    let title =
        title.map_err(|_| row.error("title", "no number", "positions", "correct the cell"))?;
    let authors = row.cell("authors")?.split(';').map(str::trim);
    Ok(Judgement {
        page: row.cell("page")?.to_owned(),
        title,
        authors: authors
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        published: row.cell("published")?.to_owned(),
    })
}
