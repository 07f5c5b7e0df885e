//! The CSV that finished pages go into, behind what it has already.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::repeats::Known;
use super::sheet::{Sheet, id};
use crate::dataset::{Dataset, DatasetReader, DatasetRow, DatasetWriter};
use crate::error::{Error, Result};
use crate::label::Label;
use crate::line_log::refused;
use crate::page::Paragraph;
use crate::whole_file::WholeFile;

/// The CSV, and what it has.
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    /// The file as it was read, if it was there.
    found: Option<Found>,
    /// The ids of its pages.
    ids: HashSet<String>,
    /// Their names: rows of one name would be read as one page.
    names: HashSet<String>,
}

/// What tells whether a file has changed.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    bytes: u64,
    modified: Option<SystemTime>,
}

impl Output {
    /// Reads what the CSV has, if it is there, and remembers its labels.
    ///
    /// # Errors
    /// [`Error::Data`] where it is not of the schema, [`Error::Io`] where it has other columns than are written, or is no
    /// regular file.
    pub fn open(path: &Path, known: &mut Known) -> Result<Output> {
        let mut output = Output {
            path: path.to_owned(),
            found: found(path)?,
            ids: HashSet::new(),
            names: HashSet::new(),
        };
        if output.is_to_be_kept() {
            require_header(path)?;
        }
        if output.has_more_than_a_header()? {
            output.add(&DatasetReader::new().read_path(path)?.0, known);
        }
        Ok(output)
    }

    fn add(&mut self, dataset: &Dataset, known: &mut Known) {
        for page in dataset {
            self.ids.insert(id(page.page()));
            self.names.insert(page.name().to_owned());
            let paragraphs = page.page().paragraphs().iter();
            for (paragraph, label) in paragraphs.zip(page.labels()) {
                known.add(paragraph, *label);
            }
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Number of pages that it has.
    pub fn n_pages(&self) -> usize {
        self.names.len()
    }

    /// Whether it has a page of these texts and marks.
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Whether the file is there, and not empty.
    fn is_to_be_kept(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.bytes > 0)
    }

    fn has_more_than_a_header(&self) -> Result<bool> {
        let header = header().map_err(Error::io(&self.path))?.len() as u64;
        Ok(self
            .found
            .as_ref()
            .is_some_and(|found| found.bytes > header))
    }

    /// Writes what it had, and the rows of these pages behind it, as a whole or not at all.
    ///
    /// # Errors
    /// Where somebody else has written it since it was read, and what the file system says.
    pub fn write(&mut self, sheets: &[&Sheet]) -> Result<()> {
        if found(&self.path)? != self.found {
            let reason = "has changed since it was read, and is left alone; the labels are in the journal beside it, and the same \
                          command goes on with both";
            return Err(refused(&self.path, reason));
        }
        let names = self.try_write(sheets).map_err(Error::io(&self.path))?;
        self.names.extend(names);
        self.ids.extend(sheets.iter().map(|sheet| sheet.id.clone()));
        self.found = found(&self.path)?;
        Ok(())
    }

    /// Gives the names that the pages have in it.
    fn try_write(&self, sheets: &[&Sheet]) -> io::Result<HashSet<String>> {
        // The journal is locked: they are of a program that was killed.
        WholeFile::remove_partial(&self.path)?;
        let mut file = BufWriter::new(WholeFile::begin(&self.path)?);
        match self.is_to_be_kept() {
            true => copy(&self.path, &mut file)?,
            false => file.write_all(&header()?)?,
        }
        let mut rows = DatasetWriter::without_header(file);
        let mut names = self.names.clone();
        for sheet in sheets {
            let name = unused(&sheet.name, &names);
            write_rows(&mut rows, &name, sheet)?;
            names.insert(name);
        }
        let file = rows.finish()?.into_inner();
        file.map_err(io::IntoInnerError::into_error)?.finish()?;
        Ok(names)
    }
}

/// Bytes of a paragraph's row, but for what the page says of itself.
pub fn row_bytes(paragraph: &Paragraph) -> usize {
    let mut rows = DatasetWriter::without_header(Vec::new());
    let row = DatasetRow::new("", 0, Label::SubscriptionPitch, paragraph);
    let written = rows.write(row).and_then(|()| rows.finish());
    written.expect("memory takes anything").len()
}

/// A file as it is now; `None` if there is none.
fn found(path: &Path) -> Result<Option<Found>> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(path)(error)),
        Ok(file) if !file.is_file() => {
            Err(refused(path, "is no file; give --output the name of one"))
        }
        Ok(file) => Ok(Some(Found {
            bytes: file.len(),
            modified: file.modified().ok(),
        })),
    }
}

fn write_rows(rows: &mut DatasetWriter<impl Write>, name: &str, sheet: &Sheet) -> io::Result<()> {
    let mut facts = Some(sheet.page.facts());
    let paragraphs = sheet.page.paragraphs().iter().zip(&sheet.answers);
    for (position, (paragraph, answer)) in paragraphs.enumerate() {
        let row = DatasetRow::new(name, position, answer.label, paragraph)
            .site(sheet.site.as_deref())
            .language(sheet.language)
            .facts(facts.take());
        rows.write(row)?;
    }
    Ok(())
}

/// What a page without a name is called: rows without one are not read.
const NAMELESS: &str = "page";

/// The name as it will be read, numbered if other rows have it.
fn unused(name: &str, names: &HashSet<String>) -> String {
    let name = match name.trim() {
        "" => NAMELESS,
        name => name,
    };
    let numbered = (2..).map(|n| format!("{name} ({n})"));
    let mut all = std::iter::once(name.to_owned()).chain(numbered);
    all.find(|name| !names.contains(name))
        .expect("numbers do not end")
}

fn header() -> io::Result<Vec<u8>> {
    DatasetWriter::new(Vec::new())?.finish()
}

/// Refuses a file whose rows are of other columns than those that will stand behind them.
fn require_header(path: &Path) -> Result<()> {
    let header = header().map_err(Error::io(path))?;
    let file = File::open(path).map_err(Error::io(path))?;
    let mut found = Vec::new();
    let read = file.take(header.len() as u64).read_to_end(&mut found);
    read.map_err(Error::io(path))?;
    if found == header {
        return Ok(());
    }
    let header = String::from_utf8_lossy(&header);
    let reason = format!(
        "there already, with other columns than label writes, {}; give --output another name",
        header.trim_end()
    );
    Err(refused(path, &reason))
}

/// Copies a file, its last line ended.
fn copy(path: &Path, to: &mut impl Write) -> io::Result<()> {
    let mut from = File::open(path)?;
    from.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    from.read_exact(&mut last)?;
    from.seek(SeekFrom::Start(0))?;
    io::copy(&mut BufReader::new(from), to)?;
    match last {
        [b'\n'] => Ok(()),
        _ => to.write_all(b"\n"),
    }
}
