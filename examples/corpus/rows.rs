//! The tables of `data/corpus`: pages, labels, corrections.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::path::Path;

use unpitch::{Label, Language, Result};

use super::files;
use super::table::{Row, Table};

/// The columns of `pages.csv`.
pub const PAGE_COLUMNS: &str = "page,part,language,site,repository,commit,file,html_sha256";
/// The columns of `labels.csv.gz`.
pub const LABEL_COLUMNS: &str = "page,position,hash,label";

/// A page of the corpus and where to find it.
#[derive(Clone, Debug)]
pub struct PageRow {
    pub page: String,
    /// `train` or `validation`: the CSV that the page goes to.
    pub part: String,
    pub language: Option<Language>,
    pub site: String,
    /// `owner/name`.
    pub repository: String,
    /// A commit in whose tree, or else in whose history, the file is.
    pub commit: String,
    /// Path inside the repository, with `/`.
    pub file: String,
    /// SHA-256 of the HTML, gunzipped.
    pub html_sha256: String,
}

/// A paragraph of a page, by what its text hashes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParagraphRow {
    pub hash: String,
    /// None where no label carried over: such a paragraph is checked but not written.
    pub label: Option<Label>,
}

/// The paragraphs of each page, in order.
pub type Labels = BTreeMap<String, Vec<ParagraphRow>>;

/// First 8 hexadecimal digits of SHA-256 of a paragraph's text: enough to know it again, too few to say it.
pub fn hash(text: &str) -> String {
    let mut hash = files::sha256(text.as_bytes());
    hash.truncate(8);
    hash
}

/// Reads `pages.csv`.
pub fn read_pages(path: &Path) -> Result<Vec<PageRow>> {
    let table = Table::read(path)?;
    let mut seen = HashSet::new();
    let pages = table.rows().map(|row| {
        let page = page_row(row)?;
        if seen.insert(page.page.clone()) {
            return Ok(page);
        }
        Err(row.error(
            "page",
            "a page named before",
            "each page once",
            "remove one of the two",
        ))
    });
    pages.collect()
}

fn page_row(row: Row<'_>) -> Result<PageRow> {
    let text = |column| row.cell(column).map(str::to_owned);
    Ok(PageRow {
        page: text("page")?,
        part: part(row)?,
        language: language(row)?,
        site: text("site")?,
        repository: text("repository")?,
        commit: text("commit")?,
        file: text("file")?,
        html_sha256: text("html_sha256")?,
    })
}

/// The row's part: a file is named after it, so nothing else will do.
pub fn part(row: Row<'_>) -> Result<String> {
    match row.cell("part")? {
        part @ ("train" | "validation") => Ok(part.to_owned()),
        other => Err(row.error(
            "part",
            format!("{other:?}"),
            "train or validation",
            "correct the cell",
        )),
    }
}

/// The row's language; an empty cell is none.
pub fn language(row: Row<'_>) -> Result<Option<Language>> {
    match row.cell("language")? {
        "" => Ok(None),
        _ => row
            .value("language", "a language code, as en or de-AT")
            .map(Some),
    }
}

/// Reads `labels.csv.gz`; a page's rows stand together, numbered from 0.
pub fn read_labels(path: &Path) -> Result<Labels> {
    let table = Table::read(path)?;
    let mut labels = Labels::new();
    for row in table.rows() {
        let paragraphs = labels.entry(row.cell("page")?.to_owned()).or_default();
        let position: usize = row.value("position", "a whole number")?;
        if position != paragraphs.len() {
            let expected = format!("{}, the page's next", paragraphs.len());
            return Err(row.error(
                "position",
                position,
                expected,
                "fetch the file again, or run align",
            ));
        }
        paragraphs.push(ParagraphRow {
            hash: row.cell("hash")?.to_owned(),
            label: label(row, "label")?,
        });
    }
    Ok(labels)
}

fn label(row: Row<'_>, column: &str) -> Result<Option<Label>> {
    match row.cell(column)? {
        "" => Ok(None),
        name => Label::ALL
            .into_iter()
            .find(|label| label.name() == name)
            .map(Some)
            .ok_or_else(|| {
                let expected = Label::ALL.map(Label::name).join(", ");
                row.error(
                    column,
                    format!("{name:?}"),
                    format!("one of {expected}"),
                    "correct the cell",
                )
            }),
    }
}

/// Applies `corrections.csv` (`page,position,from,to,why`) and says how many there are.
///
/// `from` must be what the label is (empty: none), so that a correction neither outlives its mistake nor strays.
pub fn correct(labels: &mut Labels, path: &Path) -> Result<usize> {
    let table = Table::read(path)?;
    let mut seen = HashSet::new();
    for row in table.rows() {
        let (page, position) = (
            row.cell("page")?,
            row.value::<usize>("position", "a whole number")?,
        );
        let at = |column, found, expected: &str| {
            row.error(column, found, expected, "correct or remove the correction")
        };
        let paragraphs = labels
            .get_mut(page)
            .ok_or_else(|| at("page", format!("{page:?}"), "a page of labels.csv.gz"))?;
        let n = paragraphs.len();
        let paragraph = paragraphs.get_mut(position).ok_or_else(|| {
            at(
                "position",
                position.to_string(),
                &format!("0 to {}, the page's last", n - 1),
            )
        })?;
        if !seen.insert((page, position)) {
            return Err(at(
                "position",
                "a paragraph corrected before".to_owned(),
                "one correction a paragraph",
            ));
        }
        let (from, to) = (label(row, "from")?, label(row, "to")?);
        if from != paragraph.label {
            return Err(at(
                "from",
                format!("{:?}", name(from)),
                &format!("{:?}, its label", name(paragraph.label)),
            ));
        }
        if to.is_none() || to == from {
            return Err(at("to", format!("{:?}", name(to)), "another label"));
        }
        if row.cell("why")?.trim().is_empty() {
            return Err(at("why", "nothing".to_owned(), "a reason"));
        }
        paragraph.label = to;
    }
    Ok(seen.len())
}

/// A label's name, or nothing.
pub fn name(label: Option<Label>) -> &'static str {
    label.map_or("", Label::name)
}

/// Writes `pages.csv`.
pub fn write_pages(to: &mut dyn Write, pages: &[PageRow]) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(to);
    csv.write_record(PAGE_COLUMNS.split(','))?;
    for p in pages {
        let language = p.language.map_or(String::new(), |l| l.code().to_owned());
        csv.write_record([
            &p.page,
            &p.part,
            &language,
            &p.site,
            &p.repository,
            &p.commit,
            &p.file,
            &p.html_sha256,
        ])?;
    }
    csv.flush()
}

/// Writes `labels.csv.gz`.
pub fn write_labels(to: &mut dyn Write, labels: &Labels) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(to);
    csv.write_record(LABEL_COLUMNS.split(','))?;
    for (page, paragraphs) in labels {
        for (position, paragraph) in paragraphs.iter().enumerate() {
            csv.write_record([
                page,
                &position.to_string(),
                &paragraph.hash,
                name(paragraph.label),
            ])?;
        }
    }
    csv.flush()
}
