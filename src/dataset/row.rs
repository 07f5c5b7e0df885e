//! One record -> its values, or the first thing that is wrong with it.

mod marks;

use std::collections::BTreeMap;
use std::str::FromStr;

use super::csv::{Cells, Record};
use super::facts;
use super::location::Location;
use super::schema::{Column, Columns};
use crate::error::DataError;
use crate::{Label, Language, PageFacts, Paragraph};

/// The values of a row.
#[derive(Debug, PartialEq)]
pub(super) struct Row<'a> {
    pub line: u64,
    /// None where the file has no `page` column.
    pub page: Option<&'a str>,
    pub site: Option<&'a str>,
    pub language: Option<Language>,
    /// Why the `language` cell was set aside: where labels are only to be predicted, no page is lost for it.
    pub unknown_language: Option<Box<DataError>>,
    /// None where the file has no `position` column.
    pub position: Option<u64>,
    /// None where labels are not read.
    pub label: Option<Label>,
    pub paragraph: Paragraph,
    /// None where the row says nothing of its page.
    pub facts: Option<PageFacts>,
}

/// What to do with the `label` column.
#[derive(Clone, Copy)]
pub(super) enum Labels<'a> {
    /// Read it; the map has further names of labels.
    Read(&'a BTreeMap<String, Label>),
    /// Skip it.
    Ignore,
}

impl<'a> Row<'a> {
    /// Reads one record of a file with these columns; `at` is the record's place.
    pub fn new(
        record: &'a Record,
        columns: &Columns,
        labels: Labels<'_>,
        at: Location<'_>,
    ) -> Result<Row<'a>, Box<DataError>> {
        if record.len() != columns.len() {
            return Err(at.wrong_length(record.len(), columns.len()));
        }
        let cells = record.cells().map_err(|broken| {
            let at = at.column(columns.name(broken.column));
            at.broken_utf8(&broken)
        })?;
        let row = Fields { columns, cells, at };
        let (language, unknown_language) = row.language(labels)?;
        Ok(Row {
            line: record.line,
            page: row.page()?,
            site: row.get(Column::Site),
            language,
            unknown_language,
            position: row.position()?,
            label: row.label(labels)?,
            paragraph: row.paragraph()?,
            facts: row.facts()?,
        })
    }
}

/// A language, if it is known, and else perhaps why not.
type KnownLanguage = (Option<Language>, Option<Box<DataError>>);

/// The cells of a row by column.
struct Fields<'a, 'c> {
    columns: &'c Columns,
    cells: Cells<'a>,
    at: Location<'c>,
}

impl<'a> Fields<'a, '_> {
    fn get(&self, column: Column) -> Option<&'a str> {
        self.columns.get(column, self.cells)
    }

    fn at(&self, column: Column) -> Location<'_> {
        self.at.column(column.name())
    }

    fn page(&self) -> Result<Option<&'a str>, Box<DataError>> {
        match self.get(Column::Page) {
            None if self.columns.has(Column::Page) => Err(self.at(Column::Page).no_page_name()),
            page => Ok(page),
        }
    }

    /// The language, and what is wrong with it: where labels are not read, what is not a language code only counts as
    /// unknown.
    fn language(&self, labels: Labels<'_>) -> Result<KnownLanguage, Box<DataError>> {
        let code = self.get(Column::Language).map(Language::from_str);
        match code.transpose() {
            Ok(language) => Ok((language, None)),
            Err(invalid) => {
                let error = self.at(Column::Language).language(&invalid);
                match labels {
                    Labels::Read(_) => Err(error),
                    Labels::Ignore => Ok((None, Some(error))),
                }
            }
        }
    }

    fn position(&self) -> Result<Option<u64>, Box<DataError>> {
        if !self.columns.has(Column::Position) {
            return Ok(None);
        }
        let cell = self.get(Column::Position);
        let position = cell.and_then(|cell| cell.parse().ok());
        let wrong = || self.at(Column::Position).position(cell);
        position.map(Some).ok_or_else(wrong)
    }

    fn label(&self, labels: Labels<'_>) -> Result<Option<Label>, Box<DataError>> {
        let Labels::Read(map) = labels else {
            return Ok(None);
        };
        let cell = self.get(Column::Label);
        let name = cell.unwrap_or_default();
        let label = map.get(name).copied().or_else(|| name.parse().ok());
        let wrong = || self.at(Column::Label).label(cell);
        label.map(Some).ok_or_else(wrong)
    }

    fn paragraph(&self) -> Result<Paragraph, Box<DataError>> {
        // A cell of invisible characters only is a paragraph all the same: pages have such, and their labels count.
        let text = self.get(Column::Text);
        let text = text.ok_or_else(|| self.at(Column::Text).no_text())?;
        let paragraph = Paragraph::new(text);
        Ok(match self.marks(paragraph.text())? {
            Some(marks) => paragraph.with_marks(marks),
            None => paragraph,
        })
    }

    fn facts(&self) -> Result<Option<PageFacts>, Box<DataError>> {
        let Some(cell) = self.get(Column::Facts) else {
            return Ok(None);
        };
        let facts = facts::read(cell);
        let facts = facts.map_err(|wrong| self.at(Column::Facts).facts(cell, &wrong))?;
        // An empty object says as little as an empty cell.
        Ok(Some(facts).filter(|facts| *facts != PageFacts::default()))
    }
}
