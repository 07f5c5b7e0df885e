//! Parts of articles by the library's rules against judgements made by reading.

mod report;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use unpitch::{DataError, Error, Page, Part, Result, article_parts};

use super::rows::{self, PageRow};
use super::source::{Gap, Source};
use super::table::{Row, Table};
use report::PartsReport;

/// Measures how well the rules tell the parts of articles.
#[derive(Args)]
pub struct Parts {
    /// CSV of judged article paragraphs, with the columns page, position and part
    #[arg(long, value_name = "FILE")]
    judgements: PathBuf,
    /// Folder with pages.csv
    #[arg(long, value_name = "DIR", default_value = "data/corpus")]
    corpus: PathBuf,
    /// Folder with ID.html.gz of each page
    #[arg(long, value_name = "DIR")]
    pages: PathBuf,
    /// Name each paragraph that is told to be another part
    #[arg(long)]
    differences: bool,
}

/// The judged paragraphs of each page, by position.
type Judged = BTreeMap<String, BTreeMap<usize, Part>>;

impl Parts {
    /// Measures all judged pages, with their marks and without.
    ///
    /// # Errors
    /// A file that cannot be read, and a judgement of a paragraph that is not there.
    pub fn run(&self) -> Result<PartsReport> {
        let pages = rows::read_pages(&self.corpus.join("pages.csv"))?;
        let source = Source::Flat(self.pages.clone());
        let mut report = PartsReport::default();
        for (name, judged) in judged(&self.judgements)? {
            let row = pages.iter().find(|page| page.page == name);
            let row = row.ok_or_else(|| self.unknown(&name))?;
            match source.html(row) {
                Ok(html) => self.measure(row, &html, &judged, &mut report)?,
                Err(gap) => report.gaps.push((name, gap)),
            }
        }
        Ok(report)
    }

    fn measure(
        &self,
        row: &PageRow,
        html: &[u8],
        judged: &BTreeMap<usize, Part>,
        report: &mut PartsReport,
    ) -> Result<()> {
        let page = Page::from_html_bytes(html);
        let n = page.paragraphs().len();
        if let Some(position) = judged.keys().find(|position| **position >= n) {
            let found = format!("position {position} of page {}", row.page);
            return Err(self.wrong(found, format!("one of its {n} paragraphs")));
        }
        let plain = page.clone().without_marks();
        let is_article: Vec<bool> = (0..n).map(|at| judged.contains_key(&at)).collect();
        for (page, counts) in [(&page, &mut report.marked), (&plain, &mut report.plain)] {
            let told = article_parts(page, &is_article);
            counts.add(judged, &told);
            if self.differences {
                let differences = report::differences(page, &row.page, judged, &told);
                report.differences.extend(differences);
            }
        }
        Ok(())
    }

    fn unknown(&self, page: &str) -> Error {
        self.wrong(format!("page {page}"), "a page of pages.csv".to_owned())
    }

    fn wrong(&self, found: String, expected: String) -> Error {
        DataError::new(
            &self.judgements,
            found,
            expected,
            "give the corpus that was judged",
        )
        .into()
    }
}

fn judged(path: &Path) -> Result<Judged> {
    let table = Table::read(path)?;
    let mut judged = Judged::new();
    for row in table.rows() {
        let position = row.value("position", "a whole number")?;
        let page = judged.entry(row.cell("page")?.to_owned()).or_default();
        page.insert(position, part(row)?);
    }
    Ok(judged)
}

fn part(row: Row<'_>) -> Result<Part> {
    let expected = Part::ALL.map(Part::name).join(", ");
    row.value("part", &format!("one of {expected}"))
}
