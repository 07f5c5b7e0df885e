//! Labelled CSVs + pages -> `pages.csv` and `labels.csv.gz`, which hold no text.

mod page;
mod report;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use unpitch::dataset::{DatasetReader, LabelledPage};
use unpitch::{DataError, Result};

use super::commits::COMMITS;
use super::files;
use super::left_out::LeftOut;
use super::rows::{self, Labels, PageRow};
use super::source::Source;
use super::table::{Row, Table};
use super::unhidden::Unhider;
pub use report::AlignReport;

/// What the index appends to a file that the commit has no longer; `rebuild` looks into the history by itself.
const HISTORY: &str = " (in its history)";

/// Arguments of `align`.
#[derive(Clone, Debug, clap::Args)]
pub struct Align {
    /// Labelled CSV of the training schema, of any segmentation; repeatable
    #[arg(long, required = true, value_name = "CSV")]
    pub labels: Vec<PathBuf>,
    /// CSV with page, part, language, repository, file, html_sha256
    #[arg(long, value_name = "CSV")]
    pub index: PathBuf,
    /// Folder with ID.html.gz for each page
    #[arg(long, value_name = "DIR")]
    pub html: PathBuf,
    /// CSV with page, why: pages that are not to be learned from
    #[arg(long, value_name = "CSV", default_value = "data/corpus/left-out.csv")]
    pub left_out: PathBuf,
    /// Folder to write pages.csv and labels.csv.gz to
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

impl Align {
    /// Carries over and writes.
    ///
    /// # Errors
    /// Any file that cannot be read or written, HTML of another hash, and an index that does not have each labelled page
    /// and each that is left out.
    pub fn run(&self) -> Result<AlignReport> {
        let mut labelled = read_labelled(&self.labels)?;
        let index = Table::read(&self.index)?;
        let (mut pages, mut labels) = (Vec::new(), Labels::new());
        let mut report = AlignReport {
            left_out: self.left_out(&index)?,
            ..AlignReport::default()
        };
        let unhider = Unhider::new();
        for row in index.rows() {
            let name = row.cell("page")?;
            let found = labelled.remove(name);
            if report.left_out.contains(name) {
                continue;
            }
            let Some(page) = found else {
                report.unlabelled.push(name.to_owned());
                continue;
            };
            let entry = page_row(row, &page)?;
            let (paragraphs, carried) = page::carry_over(&self.html(row, &entry)?, &page, &unhider);
            report.pages.insert(name.to_owned(), carried);
            labels.insert(name.to_owned(), paragraphs);
            pages.push(entry);
        }
        self.require_none_left(&labelled)?;
        self.write(&pages, &labels)?;
        Ok(report)
    }

    /// The pages to leave out, all of which the index must have.
    fn left_out(&self, index: &Table) -> Result<LeftOut> {
        let left_out = LeftOut::read(&self.left_out)?;
        let names = index.rows().map(|row| row.cell("page"));
        let names = names.collect::<Result<HashSet<_>>>()?;
        let Some(stray) = left_out.pages().find(|page| !names.contains(page)) else {
            return Ok(left_out);
        };
        let advice = "correct its name, or remove it";
        let error = DataError::new(
            &self.left_out,
            format!("{stray:?}"),
            "pages of the index",
            advice,
        );
        Err(error.in_column("page").into())
    }

    fn html(&self, row: Row<'_>, entry: &PageRow) -> Result<Vec<u8>> {
        Source::Flat(self.html.clone()).html(entry).map_err(|gap| {
            let advice = "fetch the page that was labelled";
            row.error("html_sha256", gap, "the HTML that the index names", advice)
        })
    }

    fn require_none_left(&self, left: &BTreeMap<String, LabelledPage>) -> Result<()> {
        let Some(page) = left.values().next() else {
            return Ok(());
        };
        let found = format!("no page {:?}, nor {} others", page.name(), left.len() - 1);
        let expected = "a row for each labelled page";
        let advice = "add the page, or leave its labels out";
        let error = DataError::new(&self.index, found, expected, advice);
        Err(error.in_column("page").into())
    }

    fn write(&self, pages: &[PageRow], labels: &Labels) -> Result<()> {
        fs::create_dir_all(&self.out).map_err(files::at(&self.out))?;
        files::replace(&self.out.join("pages.csv"), |to| {
            rows::write_pages(to, pages)
        })?;
        files::replace(&self.out.join("labels.csv.gz"), |to| {
            rows::write_labels(to, labels)
        })
    }
}

fn read_labelled(paths: &[PathBuf]) -> Result<BTreeMap<String, LabelledPage>> {
    let mut all = unpitch::dataset::Dataset::default();
    for path in paths {
        all = all.merge(DatasetReader::new().read_path(path as &Path)?.0)?;
    }
    Ok(all
        .into_iter()
        .map(|page| (page.name().to_owned(), page))
        .collect())
}

/// The page's row. Its site is what the labelled rows call so: folds go by it.
fn page_row(row: Row<'_>, labelled: &LabelledPage) -> Result<PageRow> {
    let repository = row.cell("repository")?;
    let known = COMMITS.iter().find(|(name, _)| *name == repository);
    let (_, commit) = known.ok_or_else(|| {
        let advice = "add its commit to examples/corpus/commits.rs";
        row.error(
            "repository",
            format!("{repository:?}"),
            "one whose commit is known",
            advice,
        )
    })?;
    let file = row.cell("file")?;
    Ok(PageRow {
        page: labelled.name().to_owned(),
        part: rows::part(row)?,
        language: rows::language(row)?,
        site: labelled.site().unwrap_or_default().to_owned(),
        repository: repository.to_owned(),
        commit: (*commit).to_owned(),
        file: file.strip_suffix(HISTORY).unwrap_or(file).to_owned(),
        html_sha256: row.cell("html_sha256")?.to_owned(),
    })
}
