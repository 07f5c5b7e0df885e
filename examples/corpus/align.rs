//! Labelled CSVs + pages -> `pages.csv` and `labels.csv.gz`, which hold no text.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use unpitch::dataset::{DatasetReader, LabelledPage};
use unpitch::{Page, Result};

use super::carry::{Carried, carry};
use super::commits::COMMITS;
use super::files;
use super::rows::{self, Labels, PageRow, ParagraphRow};
use super::source::Source;
use super::table::{Row, Table};

/// What the index appends to a file that the commit has no longer; `rebuild` looks into the history by itself.
const HISTORY: &str = " (in its history)";

/// Below this share of letters, the report names a page.
const WORTH_NAMING: f64 = 0.98;

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
    /// Folder to write pages.csv and labels.csv.gz to
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// What carried over.
#[derive(Debug, Default)]
pub struct AlignReport {
    /// Pages of the index, by name, and what carried over to each.
    pub pages: BTreeMap<String, Carried>,
    /// Labelled paragraphs that there were.
    pub n_labelled: usize,
    /// Pages of the index that nothing has labelled; left out.
    pub unlabelled: Vec<String>,
}

impl Align {
    /// Carries over and writes.
    ///
    /// # Errors
    /// Any file that cannot be read or written, HTML of another hash, and an index that does not have each labelled page.
    pub fn run(&self) -> Result<AlignReport> {
        let mut labelled = read_labelled(&self.labels)?;
        let (mut pages, mut labels) = (Vec::new(), Labels::new());
        let mut report = AlignReport::default();
        for row in Table::read(&self.index)?.rows() {
            let name = row.cell("page")?;
            let Some(page) = labelled.remove(name) else {
                report.unlabelled.push(name.to_owned());
                continue;
            };
            let entry = page_row(row, &page)?;
            let (paragraphs, carried) = self.carry_over(row, &entry, &page)?;
            report.n_labelled += page.labels().len();
            report.pages.insert(name.to_owned(), carried);
            labels.insert(name.to_owned(), paragraphs);
            pages.push(entry);
        }
        self.require_none_left(&labelled)?;
        self.write(&pages, &labels)?;
        Ok(report)
    }

    fn carry_over(
        &self,
        row: Row<'_>,
        entry: &PageRow,
        labelled: &LabelledPage,
    ) -> Result<(Vec<ParagraphRow>, Carried)> {
        let html = Source::Flat(self.html.clone()).html(entry).map_err(|gap| {
            let advice = "fetch the page that was labelled";
            row.error("html_sha256", gap, "the HTML that the index names", advice)
        })?;
        let page = Page::from_html_bytes(&html);
        let here: Vec<&str> = page.paragraphs().iter().map(|p| p.text()).collect();
        let there = labelled.page().paragraphs().iter().map(|p| p.text());
        let there: Vec<_> = there.zip(labelled.labels().iter().copied()).collect();
        let carried = carry(&there, &here);
        let rows = here
            .iter()
            .zip(&carried.labels)
            .map(|(text, &label)| ParagraphRow {
                hash: rows::hash(text),
                label,
            });
        Ok((rows.collect(), carried))
    }

    fn require_none_left(&self, left: &BTreeMap<String, LabelledPage>) -> Result<()> {
        let Some(page) = left.values().next() else {
            return Ok(());
        };
        let found = format!("no page {:?}, nor {} others", page.name(), left.len() - 1);
        let expected = "a row for each labelled page";
        let advice = "add the page, or leave its labels out";
        let error = unpitch::DataError::new(&self.index, found, expected, advice);
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

impl AlignReport {
    fn sum(&self, of: impl Fn(&Carried) -> usize) -> usize {
        self.pages.values().map(of).sum()
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

fn unlabelled(carried: &Carried) -> usize {
    carried
        .labels
        .iter()
        .filter(|label| label.is_none())
        .count()
}

impl fmt::Display for AlignReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |part, whole| format!("{:.2} %", 100.0 * share(part, whole));
        let (there, here) = (self.sum(|c| c.letters_there), self.sum(|c| c.letters_here));
        let (carried, outvoted) = (
            self.sum(|c| c.letters_carried),
            self.sum(|c| c.letters_outvoted),
        );
        let (n, same, without) = (
            self.sum(|c| c.labels.len()),
            self.sum(|c| c.same),
            self.sum(unlabelled),
        );
        let whole = self
            .pages
            .values()
            .filter(|c| c.letters_carried == c.letters_there)
            .count();
        writeln!(
            f,
            "pages       {} labelled, {whole} carried to the last letter",
            self.pages.len()
        )?;
        writeln!(
            f,
            "paragraphs  {n} here, {} labelled there; {same} the same, {without} without a label ({})",
            self.n_labelled,
            percent(without, n)
        )?;
        writeln!(
            f,
            "letters     {there} there: {carried} carried ({}), {outvoted} under another label ({})",
            percent(carried, there),
            percent(outvoted, there)
        )?;
        writeln!(
            f,
            "            {here} here, {} of them labelled by what carried",
            percent(carried + outvoted, here)
        )?;
        for (name, c) in &self.pages {
            let share = share(c.letters_carried, c.letters_there);
            if share < WORTH_NAMING || unlabelled(c) > 0 {
                writeln!(
                    f,
                    "page {name}: {:.1} % of letters carried, {} of {} paragraphs without a label",
                    100.0 * share,
                    unlabelled(c),
                    c.labels.len()
                )?;
            }
        }
        for name in &self.unlabelled {
            writeln!(f, "page {name}: no labels, left out")?;
        }
        Ok(())
    }
}
