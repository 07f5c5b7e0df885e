//! Pages on their way into a sitting: each is labelled by the model, and those worth most are held.

use std::collections::HashSet;
use std::path::Path;

use super::DOUBT;
use super::journal::{Before, Journal};
use super::output::{Output, row_bytes};
use super::repeats::Known;
use super::sheet::{self, Sheet, id};
use super::sitting::{GoOn, Sitting};
use super::step::Step;
use crate::dataset::NamedPage;
use crate::error::{Error, Result};
use crate::line_log::refused;
use crate::model::{Model, Scorer};
use crate::page::{Page, Paragraph};

/// Most pages that are held: a person labels some tens an hour.
const MOST_PAGES: usize = 1_000;

/// Most bytes of texts and marks that are held, unless one page alone has more.
const MOST_BYTES: usize = 256 << 20;

/// Most paragraphs of a page that a person is asked to go through.
const MOST_PARAGRAPHS: usize = 5_000;

/// Most bytes of a paragraph's row. The reader takes rows of [`MAX_RECORD_BYTES`](crate::dataset::MAX_RECORD_BYTES), twice as
/// many: there is room for the cells of the page.
const MOST_ROW_BYTES: usize = 8 << 20;

/// Takes pages in for an output, and becomes a [`Sitting`].
pub struct Intake<'m> {
    model: &'m Model,
    scorer: Scorer<'m>,
    doubt: f32,
    output: Output,
    journal: Journal,
    before: Before,
    /// The ids of pages that it has steps on.
    begun: HashSet<String>,
    known: Known,
    sheets: Vec<Sheet>,
    /// What looking at each is worth; more than anything if it was begun.
    worths: Vec<f32>,
    bytes: usize,
    ids: HashSet<String>,
    counts: Counts,
}

/// What became of the pages that were taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Pages that are held.
    pub held: usize,
    /// Pages that the output has already.
    pub known: usize,
    /// Pages with the paragraphs of another one.
    pub twice: usize,
    /// Pages without a paragraph.
    pub empty: usize,
    /// Pages of more than 5,000 paragraphs, or with one whose row would have more than 8 MiB.
    pub too_long: usize,
    /// Pages that others are worth more than: 1,000 pages are held, of 256 MiB in all.
    pub left_out: usize,
}

impl<'m> Intake<'m> {
    /// Begins with what an output and the journal beside it say already.
    ///
    /// # Errors
    /// [`Error::Data`] and [`Error::Io`] where the output is no CSV of the schema, or the journal is none, or of a sitting
    /// that is still going on.
    pub fn begin(model: &'m Model, output: &Path) -> Result<Intake<'m>> {
        let mut known = Known::default();
        // It locks the output: what is read then stays as it is.
        let (journal, before) = Journal::open(output)?;
        let output = Output::open(output, &mut known)?;
        let mut intake = Intake {
            scorer: model.scorer(),
            doubt: DOUBT,
            sheets: Vec::new(),
            worths: Vec::new(),
            bytes: 0,
            ids: HashSet::new(),
            counts: Counts::default(),
            model,
            output,
            journal,
            begun: HashSet::new(),
            before,
            known,
        };
        // Killed after the pages were written and before the journal was: they are done.
        let output = &intake.output;
        intake.before.steps.retain(|step| !output.has(&step.page));
        let begun = intake.before.steps.iter().map(|step| step.page.clone());
        intake.begun = begun.collect();
        Ok(intake)
    }

    /// Asks about paragraphs whose label's probability is less than this above the next one's, 0 to 1.
    #[must_use]
    pub fn doubt(self, doubt: f32) -> Intake<'m> {
        Intake { doubt, ..self }
    }

    /// Takes a page in.
    pub fn add(&mut self, page: NamedPage) {
        match page.page().paragraphs().len() {
            0 => return self.counts.empty += 1,
            n if n > MOST_PARAGRAPHS => return self.counts.too_long += 1,
            _ if has_long_row(page.page()) => return self.counts.too_long += 1,
            _ => {}
        }
        let id = id(page.page());
        if self.output.has(&id) {
            self.counts.known += 1;
        } else if self.ids.insert(id) {
            let predictions = self.scorer.predict(page.page());
            let mut sheet = Sheet::new(page, &predictions, self.doubt);
            self.known.take_over(&mut sheet);
            self.hold(sheet);
        } else {
            self.counts.twice += 1;
        }
    }

    /// Holds a page, and lets go of those worth least where that is too much.
    fn hold(&mut self, sheet: Sheet) {
        let worth = if self.begun.contains(&sheet.id) {
            f32::INFINITY
        } else {
            sheet.worth()
        };
        self.bytes += sheet.bytes();
        self.sheets.push(sheet);
        self.worths.push(worth);
        while self.sheets.len() > MOST_PAGES || self.bytes > MOST_BYTES {
            let Some(least) = self.least().filter(|_| self.sheets.len() > 1) else {
                return;
            };
            self.worths.remove(least);
            self.bytes -= self.sheets.remove(least).bytes();
            self.counts.left_out += 1;
        }
    }

    /// The page that is worth least, of equal ones the last; pages that were begun are not among them.
    fn least(&self) -> Option<usize> {
        let worths = self.worths.iter().enumerate();
        let worths = worths.filter(|(_, worth)| worth.is_finite());
        let least = worths.reduce(|least, other| if other.1 <= least.1 { other } else { least });
        least.map(|(index, _)| index)
    }

    /// What became of the pages so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let held = self.sheets.len();
        Counts {
            held,
            ..self.counts
        }
    }

    /// Begins the sitting, or goes on with the one that the journal is of.
    ///
    /// # Errors
    /// [`Error::Io`] where the journal has labels of a page that was not given, with its name, or such as only another model
    /// would know, and what the file system says.
    pub fn sit(self) -> Result<Sitting<'m>> {
        let ids: HashSet<&str> = self.sheets.iter().map(|sheet| &*sheet.id).collect();
        let is_there = |step: &&Step| ids.contains(&*step.page);
        if let Some(missing) = self.before.steps.iter().find(|step| !is_there(step)) {
            return Err(self.missing(&missing.page));
        }
        let path = self.journal.path().to_owned();
        if self.before.is_of_another(&self.model.digest()) {
            let reason = "has labels of another model that were confirmed, without saying which; give that --model, or give --output \
                          another name, or move the journal away if its labels are not wanted";
            return Err(refused(path, reason));
        }
        let sitting = Sitting::new(self.model, self.sheets, self.output, self.journal);
        sitting.go_on(self.before.steps).map_err(|error| match error {
            GoOn::Failed(error) => error,
            GoOn::Step(page) => refused(
                path,
                &format!("a step on page {page} is none that can be done; keep the file, and give --output another name"),
            ),
        })
    }

    /// The journal is of a page that was not given.
    fn missing(&self, page: &str) -> Error {
        let pages: HashSet<&str> = self.before.steps.iter().map(|step| &*step.page).collect();
        let given = |page: &&str| self.sheets.iter().any(|sheet| sheet.id == **page);
        let n = pages.len() - pages.iter().filter(|page| given(page)).count();
        let name = self.before.names.get(page).map_or(page, String::as_str);
        let (pages, they) = if n == 1 {
            ("page", "it")
        } else {
            ("pages", "them")
        };
        let reason = format!(
            "has labels of {n} {pages} not among those given, or not as they were; the first is {name:?}. Give {they} too, or give \
             --output another name, or move the journal away if its labels are not wanted"
        );
        refused(self.journal.path(), &reason)
    }
}

/// Whether a row would be too long to be read back.
fn has_long_row(page: &Page) -> bool {
    // Quoted, no text is more than twice as long.
    let is_suspect = |paragraph: &&Paragraph| 2 * sheet::bytes(paragraph) > MOST_ROW_BYTES;
    let mut suspects = page.paragraphs().iter().filter(is_suspect);
    suspects.any(|paragraph| row_bytes(paragraph) > MOST_ROW_BYTES)
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use super::*;

    fn named(name: &str, text: &str) -> NamedPage {
        NamedPage::new(name, None, Page::from_text(text))
    }

    #[test]
    fn of_too_many_pages_those_worth_most_are_held() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        let mut intake = Intake::begin(Model::embedded(), &output).unwrap();
        for n in 0..MOST_PAGES + 2 {
            // All but two are worth nothing: without the doubt, nobody is asked.
            intake.doubt = if n % 500 == 7 { 1.0 } else { 0.0 };
            intake.add(named(&n.to_string(), &format!("Ferry {n}")));
        }
        let counts = intake.counts();
        assert_eq!((counts.held, counts.left_out), (MOST_PAGES, 2));
        let names: Vec<&str> = intake.sheets.iter().map(|sheet| &*sheet.name).collect();
        assert!(names.contains(&"7") && names.contains(&"507"));
        // Of equal ones the last go.
        assert_eq!(names[MOST_PAGES - 1], (MOST_PAGES - 1).to_string());
    }

    #[test]
    fn pages_that_nobody_need_look_at_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        let mut intake = Intake::begin(Model::embedded(), &output).unwrap();
        for (name, text) in [("a", "Ferries"), ("b", "Ferries"), ("c", "")] {
            intake.add(named(name, text));
        }
        intake.add(named("d", &"Ferries\n\n".repeat(MOST_PARAGRAPHS + 1)));
        let expected = Counts {
            held: 1,
            twice: 1,
            empty: 1,
            too_long: 1,
            ..Counts::default()
        };
        assert_eq!(intake.counts(), expected);
    }

    #[test]
    fn an_output_is_locked_before_pages_are_read_by_whatever_name() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        let journal = folder.path().join("a.csv.journal");
        let first = Intake::begin(Model::embedded(), &output).unwrap();
        let second = || Intake::begin(Model::embedded(), &output).err().unwrap();
        assert!(second().to_string().contains("still going on"));
        #[cfg(unix)]
        {
            let link = folder.path().join("link.csv");
            std::os::unix::fs::symlink("a.csv", &link).unwrap();
            assert!(Intake::begin(Model::embedded(), &link).is_err());
        }
        drop(first);
        assert!(!journal.exists());
    }

    #[test]
    fn a_paragraph_whose_row_could_not_be_read_back_is_too_long() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.csv");
        let mut intake = Intake::begin(Model::embedded(), &output).unwrap();
        intake.add(named("a", &"\"".repeat(5 << 20)));
        assert_eq!(intake.counts().too_long, 1);
    }
}
