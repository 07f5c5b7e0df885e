//! One record -> its values, or the first thing that is wrong with it.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use super::cells::{BrokenUtf8, Cells, Record};
use super::columns::{Column, Columns};
use super::fault::{At, excerpt};
use crate::error::{DataError, DataErrorKind};
use crate::{Label, Language, Marks, Paragraph};

/// What a row says.
#[derive(Debug, PartialEq)]
pub(super) struct Row<'a> {
    pub line: u64,
    /// None where the file has no `page` column.
    pub page: Option<&'a str>,
    pub site: Option<&'a str>,
    pub language: Option<Language>,
    /// None where the file has no `position` column.
    pub position: Option<u64>,
    /// None where labels are not read.
    pub label: Option<Label>,
    pub paragraph: Paragraph,
}

/// What to do with the `label` column.
#[derive(Clone, Copy)]
pub(super) enum Labels<'a> {
    /// Read it; these names stand for those labels.
    Read(&'a BTreeMap<String, Label>),
    /// Pass over it.
    Ignore,
}

impl<'a> Row<'a> {
    /// Reads one record of a file with these columns; `at` is the record's place.
    pub fn new(
        record: &'a Record,
        columns: &Columns,
        labels: Labels<'_>,
        at: At<'_>,
    ) -> Result<Row<'a>, Box<DataError>> {
        if record.len() != columns.len() {
            return Err(wrong_length(record.len(), columns.len(), at));
        }
        let cells = record
            .cells()
            .map_err(|broken| broken_utf8(&broken, columns, at))?;
        let row = Fields { columns, cells, at };
        Ok(Row {
            line: record.line,
            page: row.page()?,
            site: row.get(Column::Site),
            language: row.language()?,
            position: row.position()?,
            label: row.label(labels)?,
            paragraph: row.paragraph()?,
        })
    }
}

/// The header's or a row's cell that is not UTF-8.
pub(super) fn broken_utf8(
    broken: &BrokenUtf8<'_>,
    columns: &Columns,
    at: At<'_>,
) -> Box<DataError> {
    let at = At {
        column: columns.name(broken.column),
        ..at
    };
    let place = match broken.before {
        "" => "at the start of the cell".to_owned(),
        before => format!("after {}", excerpt(tail(before))),
    };
    at.error(
        format!("byte 0x{:02X} {place}", broken.byte),
        "UTF-8",
        "save the file as UTF-8",
    )
}

/// The last 20 characters: enough to search for the place in an editor.
fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(19);
    &text[start.map_or(0, |(start, _)| start)..]
}

fn wrong_length(found: usize, expected: usize, at: At<'_>) -> Box<DataError> {
    let cells = |n: usize| if n == 1 { "cell" } else { "cells" };
    at.error(
        format!("{found} {}", cells(found)),
        format!("{expected} {}, as in the header", cells(expected)),
        "put cells that hold commas or line breaks in double quotes",
    )
}

/// The cells of a row by column.
struct Fields<'a, 'c> {
    columns: &'c Columns,
    cells: Cells<'a>,
    at: At<'c>,
}

impl<'a> Fields<'a, '_> {
    fn get(&self, column: Column) -> Option<&'a str> {
        self.columns.get(column, self.cells)
    }

    fn error(&self, column: Column, expected: impl Display, advice: &str) -> Box<DataError> {
        let found = match self.get(column) {
            Some(cell) => excerpt(cell),
            None => "an empty cell".to_owned(),
        };
        let at = self.at.column(column.name());
        at.error(found, expected, advice)
    }

    fn page(&self) -> Result<Option<&'a str>, Box<DataError>> {
        match self.get(Column::Page) {
            None if self.columns.has(Column::Page) => Err(self.error(
                Column::Page,
                "the page's name",
                "name the page, or remove the whole column if each row is a page",
            )),
            page => Ok(page),
        }
    }

    fn language(&self) -> Result<Option<Language>, Box<DataError>> {
        let code = self.get(Column::Language);
        code.map(Language::from_str).transpose().map_err(|_| {
            self.error(
                Column::Language,
                "a code such as en, de-AT or yue",
                "correct it, or leave the cell empty to have the language detected",
            )
        })
    }

    fn position(&self) -> Result<Option<u64>, Box<DataError>> {
        if !self.columns.has(Column::Position) {
            return Ok(None);
        }
        let position = self.get(Column::Position).and_then(|p| p.parse().ok());
        let wrong = || {
            self.error(
                Column::Position,
                "a whole number from 0",
                "number the page's paragraphs, or remove the whole column if they are in order",
            )
        };
        position.map(Some).ok_or_else(wrong)
    }

    fn label(&self, labels: Labels<'_>) -> Result<Option<Label>, Box<DataError>> {
        let Labels::Read(map) = labels else {
            return Ok(None);
        };
        let name = self.get(Column::Label).unwrap_or_default();
        let label = map.get(name).copied().or_else(|| name.parse().ok());
        let wrong = || {
            let names = Label::ALL.map(Label::name).join(", ");
            let mut error = self.error(
                Column::Label,
                format!("one of {names}"),
                "correct it, or map the name to one of these",
            );
            error.kind = DataErrorKind::UnknownLabel;
            error
        };
        label.map(Some).ok_or_else(wrong)
    }

    fn paragraph(&self) -> Result<Paragraph, Box<DataError>> {
        // A cell of invisible characters only is a paragraph all the same: pages have such, and their labels count.
        let text = self.get(Column::Text).unwrap_or_default();
        let paragraph = Paragraph::new(text);
        if text.is_empty() {
            let at = self.at.column(Column::Text.name());
            return Err(at.error("an empty text", "the paragraph's text", "remove the row"));
        }
        Ok(match self.marks()? {
            Some(marks) => paragraph.with_marks(marks),
            None => paragraph,
        })
    }

    fn marks(&self) -> Result<Option<Marks>, Box<DataError>> {
        let (tag, path) = (self.get(Column::Tag), self.get(Column::Path));
        let link_density = self.link_density()?;
        if tag.is_none() && path.is_none() && link_density.is_none() {
            return Ok(None);
        }
        Ok(Some(Marks {
            tag: tag.unwrap_or_default().to_ascii_lowercase(),
            link_density: link_density.unwrap_or_default(),
            path: path.unwrap_or_default().to_owned(),
        }))
    }

    fn link_density(&self) -> Result<Option<f32>, Box<DataError>> {
        let Some(cell) = self.get(Column::LinkDensity) else {
            return Ok(None);
        };
        match cell.parse::<f32>() {
            // The absolute value makes 0 of "-0", which would have another digest.
            Ok(share) if (0.0..=1.0).contains(&share) => Ok(Some(share.abs())),
            _ => Err(self.error(
                Column::LinkDensity,
                "a number from 0 to 1",
                "give the share of the characters that stand in links, or leave the cell empty",
            )),
        }
    }
}
