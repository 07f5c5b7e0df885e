//! Rows, in whatever order they come -> pages, in the order in which the file first names them.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::columns::Column;
use super::fault::{At, excerpt};
use super::pages::{LabelledPage, NamedPage, Origin};
use super::row::Row;
use crate::error::DataError;
use crate::{Label, Language, Page, Paragraph};

/// A page whose rows are still coming in.
struct Draft {
    name: Option<String>,
    /// Line of the first row.
    line: u64,
    /// What a row said first, and the row's line.
    site: Option<(String, u64)>,
    language: Option<(Language, u64)>,
    rows: Vec<(u64, Option<Label>, Paragraph)>,
}

/// Gathers the rows of one file.
pub(super) struct Gatherer {
    path: Arc<Path>,
    drafts: Vec<Draft>,
    by_name: HashMap<String, usize>,
    /// The line of each (draft, position); only looked up, never iterated.
    positions: HashMap<(usize, u64), u64>,
}

impl Gatherer {
    pub fn new(path: Arc<Path>) -> Gatherer {
        Gatherer {
            path,
            drafts: Vec::new(),
            by_name: HashMap::new(),
            positions: HashMap::new(),
        }
    }

    /// Adds a row to its page, or leaves everything as it is.
    ///
    /// # Errors
    /// Where the row contradicts an earlier one of its page.
    pub fn add(&mut self, row: Row<'_>) -> Result<(), Box<DataError>> {
        let known = row.page.and_then(|name| self.by_name.get(name)).copied();
        let Some(index) = known else {
            self.start_page(row);
            return Ok(());
        };
        self.contradiction(index, &row).map_or(Ok(()), Err)?;
        if let Some(position) = row.position {
            self.positions.insert((index, position), row.line);
        }
        let draft = &mut self.drafts[index];
        if draft.site.is_none() {
            draft.site = row.site.map(|site| (site.to_owned(), row.line));
        }
        if draft.language.is_none() {
            draft.language = row.language.map(|language| (language, row.line));
        }
        let position = row.position.unwrap_or(draft.rows.len() as u64);
        draft.rows.push((position, row.label, row.paragraph));
        Ok(())
    }

    fn start_page(&mut self, row: Row<'_>) {
        let index = self.drafts.len();
        if let Some(name) = row.page {
            self.by_name.insert(name.to_owned(), index);
            if let Some(position) = row.position {
                self.positions.insert((index, position), row.line);
            }
        }
        self.drafts.push(Draft {
            name: row.page.map(str::to_owned),
            line: row.line,
            site: row.site.map(|site| (site.to_owned(), row.line)),
            language: row.language.map(|language| (language, row.line)),
            rows: vec![(row.position.unwrap_or(0), row.label, row.paragraph)],
        });
    }

    fn contradiction(&self, index: usize, row: &Row<'_>) -> Option<Box<DataError>> {
        let draft = &self.drafts[index];
        let page = excerpt(row.page.unwrap_or_default());
        let at = At::file(&self.path).line(row.line);
        let two_values = |column: Column, found: &str, first: &str, line: u64| {
            at.column(column.name()).error(
                excerpt(found),
                format!("{}, as on line {line}, for page {page}", excerpt(first)),
                "correct one of the two, or rename the page of one",
            )
        };
        if let (Some(site), Some((first, line))) = (row.site, &draft.site)
            && site != first
        {
            return Some(two_values(Column::Site, site, first, *line));
        }
        if let (Some(language), Some((first, line))) = (row.language, draft.language)
            && language != first
        {
            let (found, first) = (language.code(), first.code());
            return Some(two_values(Column::Language, found, first, line));
        }
        let position = row.position?;
        let line = self.positions.get(&(index, position))?;
        Some(at.column(Column::Position.name()).error(
            format!("position {position}, which line {line} has too"),
            format!("each position of page {page} once"),
            "number the page's paragraphs anew, or rename the page of one",
        ))
    }

    /// The pages without labels.
    pub fn into_pages(self) -> Vec<NamedPage> {
        let pages = self.into_labelled();
        pages.map(|(source, _)| source).collect()
    }

    /// The pages with the labels of their rows, which must all have been read with one.
    pub fn into_labelled_pages(self) -> impl Iterator<Item = LabelledPage> {
        self.into_labelled().map(|(source, labels)| {
            let labels = labels.expect("rows read for their labels have one");
            LabelledPage { source, labels }
        })
    }

    fn into_labelled(self) -> impl Iterator<Item = (NamedPage, Option<Vec<Label>>)> {
        let path = self.path;
        self.drafts
            .into_iter()
            .map(move |draft| draft.finish(Arc::clone(&path)))
    }
}

impl Draft {
    fn finish(mut self, path: Arc<Path>) -> (NamedPage, Option<Vec<Label>>) {
        self.rows.sort_by_key(|(position, _, _)| *position);
        let labels = self.rows.iter().map(|(_, label, _)| *label).collect();
        let paragraphs = self.rows.into_iter().map(|(_, _, paragraph)| paragraph);
        let page = Page::new(paragraphs.collect());
        let line = self.line;
        let named = NamedPage {
            has_own_name: self.name.is_some(),
            name: self.name.unwrap_or_else(|| format!("line {line}")),
            site: self.site.map(|(site, _)| site),
            page: page.with_language(self.language.map(|(language, _)| language)),
            origin: Some(Origin { path, line }),
        };
        (named, labels)
    }
}
