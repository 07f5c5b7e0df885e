//! `data/corpus` + pages -> training CSVs.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use unpitch::dataset::{DatasetRow, DatasetWriter};
use unpitch::{Page, Result};

use super::files;
use super::left_out::LeftOut;
use super::rows::{self, Labels, PageRow, ParagraphRow};
use super::source::{Gap, Source};

/// Arguments of `rebuild`.
#[derive(Clone, Debug, clap::Args)]
pub struct Rebuild {
    /// Folder with pages.csv, labels.csv.gz, corrections.csv and left-out.csv
    #[arg(long, value_name = "DIR", default_value = "data/corpus")]
    pub corpus: PathBuf,
    /// Folder with a clone of each repository at OWNER/NAME
    #[arg(
        long,
        value_name = "DIR",
        required_unless_present = "pages",
        conflicts_with = "pages"
    )]
    pub clones: Option<PathBuf>,
    /// Instead of clones: folder with ID.html.gz for each page
    #[arg(long, value_name = "DIR")]
    pub pages: Option<PathBuf>,
    /// Only this part, train or validation; may be given several times [default: both]
    #[arg(long = "part", value_name = "PART", value_parser = PARTS)]
    pub parts: Vec<String>,
    /// Folder to write train.csv.gz and validation.csv.gz to
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// The parts that the corpus is divided into.
const PARTS: [&str; 2] = ["train", "validation"];

/// What was rebuilt and what was not.
#[derive(Debug, Default)]
pub struct RebuildReport {
    /// Pages and paragraphs written, a part.
    pub parts: Vec<(String, usize, usize)>,
    /// Labels corrected.
    pub n_corrections: usize,
    /// Paragraphs without a label; left out.
    pub n_unlabelled: usize,
    /// Pages left out on purpose.
    pub left_out: LeftOut,
    /// Pages that could not be rebuilt, by name, and why.
    pub gaps: Vec<(String, Gap)>,
}

impl Rebuild {
    /// Rebuilds what can be; the report says what could not.
    ///
    /// # Errors
    /// Tables of the corpus that cannot be read, corrections that do not fit, and CSVs that cannot be written.
    pub fn run(&self) -> Result<RebuildReport> {
        let pages = rows::read_pages(&self.corpus.join("pages.csv"))?;
        let mut labels = rows::read_labels(&self.corpus.join("labels.csv.gz"))?;
        let corrections = self.corpus.join("corrections.csv");
        let mut report = RebuildReport {
            n_corrections: rows::correct(&mut labels, &corrections)?,
            left_out: LeftOut::read(&self.corpus.join("left-out.csv"))?,
            ..RebuildReport::default()
        };
        fs::create_dir_all(&self.out).map_err(files::at(&self.out))?;
        let is_wanted =
            |part: &&str| self.parts.is_empty() || self.parts.iter().any(|own| own == part);
        for part in PARTS.into_iter().filter(is_wanted) {
            files::replace(&self.out.join(format!("{part}.csv.gz")), |to| {
                let pages = pages.iter().filter(|page| page.part == part);
                self.write_part(to, part, pages, &labels, &mut report)
            })?;
        }
        Ok(report)
    }

    fn write_part<'a>(
        &self,
        to: &mut dyn Write,
        part: &str,
        pages: impl Iterator<Item = &'a PageRow>,
        labels: &Labels,
        report: &mut RebuildReport,
    ) -> io::Result<()> {
        let mut writer = DatasetWriter::new(to)?;
        let (mut n_pages, mut n_paragraphs) = (0, 0);
        for row in pages {
            if report.left_out.contains(&row.page) {
                continue;
            }
            let labels = labels.get(&row.page).map_or(&[][..], Vec::as_slice);
            match self.segment(row, labels) {
                Err(gap) => report.gaps.push((row.page.clone(), gap)),
                Ok(page) => {
                    let written = write_page(&mut writer, row, &page, labels)?;
                    report.n_unlabelled += labels.len() - written;
                    n_paragraphs += written;
                    n_pages += 1;
                }
            }
        }
        report.parts.push((part.to_owned(), n_pages, n_paragraphs));
        writer.flush()
    }

    /// The page, its paragraphs checked to be those that were labelled.
    fn segment(&self, row: &PageRow, labels: &[ParagraphRow]) -> Result<Page, Gap> {
        let page = Page::from_html_bytes(&self.source().html(row)?);
        let (found, of) = (page.paragraphs().len(), labels.len());
        let pairs = page.paragraphs().iter().zip(labels);
        let same = pairs
            .filter(|(p, label)| rows::hash(p.text()) == label.hash)
            .count();
        if same == of && same == found {
            return Ok(page);
        }
        Err(Gap::OtherParagraphs {
            differing: of - same,
            of,
            found,
        })
    }

    fn source(&self) -> Source {
        match (&self.clones, &self.pages) {
            (_, Some(dir)) => Source::Flat(dir.clone()),
            (clones, None) => Source::Clones(clones.clone().unwrap_or_default()),
        }
    }
}

/// Writes the page's labelled paragraphs and says how many; the others leave a gap in the positions.
fn write_page<W: Write>(
    writer: &mut DatasetWriter<W>,
    row: &PageRow,
    page: &Page,
    labels: &[ParagraphRow],
) -> io::Result<usize> {
    let mut written = 0;
    let mut facts = Some(page.facts());
    for (position, (paragraph, labelled)) in page.paragraphs().iter().zip(labels).enumerate() {
        let Some(label) = labelled.label else {
            continue;
        };
        let labelled = DatasetRow::new(&row.page, position, label, paragraph);
        let labelled = labelled.site(Some(&row.site)).language(row.language);
        writer.write(labelled.facts(facts.take()))?;
        written += 1;
    }
    Ok(written)
}

impl RebuildReport {
    /// Whether every page is there that is not left out on purpose.
    pub fn is_whole(&self) -> bool {
        self.gaps.is_empty()
    }
}

impl fmt::Display for RebuildReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (part, n_pages, n_paragraphs) in &self.parts {
            writeln!(
                f,
                "{part}.csv.gz: {n_pages} pages, {n_paragraphs} paragraphs"
            )?;
        }
        writeln!(f, "corrections: {}", self.n_corrections)?;
        writeln!(
            f,
            "paragraphs without a label, left out: {}",
            self.n_unlabelled
        )?;
        write!(f, "{}", self.left_out)?;
        writeln!(f, "pages that could not be rebuilt: {}", self.gaps.len())?;
        for (page, gap) in &self.gaps {
            writeln!(f, "page {page}: {gap}")?;
        }
        Ok(())
    }
}
