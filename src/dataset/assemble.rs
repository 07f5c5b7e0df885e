//! Rows, in whatever order they come -> pages, in the order in which the file first names them.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::facts;
use super::location::Location;
use super::pages::{LabelledPage, NamedPage, Origin, RowPlace};
use super::row::Row;
use super::schema::Column;
use crate::error::DataError;
use crate::{Label, Language, Page, PageFacts, Paragraph};

/// Assembles the rows of one file into pages.
pub(super) struct PageAssembler {
    path: Arc<Path>,
    drafts: Vec<PageDraft>,
    by_name: HashMap<String, usize>,
    /// The line of each (draft, position); only looked up, never iterated.
    positions: HashMap<(usize, u64), u64>,
}

/// A page whose rows are still coming in.
struct PageDraft {
    name: Option<String>,
    /// Line of the first row.
    line: u64,
    /// The first site, language and facts that a row gives, and the row's line.
    site: Option<(String, u64)>,
    language: Option<(Language, u64)>,
    facts: Option<(PageFacts, u64)>,
    /// Line of the first row with marks, and of the first one without.
    marked: Option<u64>,
    unmarked: Option<u64>,
    rows: Vec<(RowPlace, Option<Label>, Paragraph)>,
}

impl PageAssembler {
    pub fn new(path: Arc<Path>) -> PageAssembler {
        PageAssembler {
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
        let index = known.unwrap_or(self.drafts.len());
        match self.drafts.get(index) {
            Some(draft) => self.check(index, draft, &row)?,
            None => self.start_page(&row),
        }
        if let (Some(_), Some(position)) = (row.page, row.position) {
            self.positions.insert((index, position), row.line);
        }
        self.drafts[index].add(row);
        Ok(())
    }

    fn start_page(&mut self, row: &Row<'_>) {
        if let Some(name) = row.page {
            self.by_name.insert(name.to_owned(), self.drafts.len());
        }
        self.drafts.push(PageDraft::new(row));
    }

    /// Refuses a row that contradicts what its page has so far.
    fn check(&self, index: usize, draft: &PageDraft, row: &Row<'_>) -> Result<(), Box<DataError>> {
        let page = row.page.unwrap_or_default();
        let at = |column: Column| {
            let at = Location::file(&self.path).line(row.line);
            at.column(column.name())
        };
        if let (Some(site), Some((first, line))) = (row.site, &draft.site)
            && site != first
        {
            return Err(at(Column::Site).second_value(site, first, *line, page));
        }
        if let (Some(language), Some((first, line))) = (row.language, draft.language)
            && language != first
        {
            let at = at(Column::Language);
            return Err(at.second_value(language.code(), first.code(), line, page));
        }
        if let (Some(facts), Some((first, line))) = (&row.facts, &draft.facts)
            && facts != first
        {
            let (found, first) = (facts::cell(facts), facts::cell(first));
            let (found, first) = facts::differing(&found, &first);
            return Err(at(Column::Facts).second_value(found, first, *line, page));
        }
        if let Some(position) = row.position
            && let Some(line) = self.positions.get(&(index, position))
        {
            return Err(at(Column::Position).duplicate_position(position, *line, page));
        }
        Ok(())
    }

    /// The pages on which some rows have marks and others have none: their number, and the first such row of the first
    /// one.
    pub fn partly_marked(&self) -> (usize, Option<DataError>) {
        let partly = |draft: &PageDraft| draft.marked.zip(draft.unmarked).is_some();
        let n = self.drafts.iter().filter(|draft| partly(draft)).count();
        let first = self.drafts.iter().find(|draft| partly(draft));
        let first = first.map(|draft| *draft.no_marks(&self.path));
        (n, first)
    }

    /// The pages without labels.
    pub fn into_pages(self) -> Vec<NamedPage> {
        let pages = self.finish();
        pages.map(|(source, _)| source).collect()
    }

    /// The pages with the labels of their rows, which must all have been read with one.
    pub fn into_labelled_pages(self) -> impl Iterator<Item = LabelledPage> {
        self.finish().map(|(source, labels)| {
            let labels = labels.expect("rows read for their labels have one");
            LabelledPage { source, labels }
        })
    }

    fn finish(self) -> impl Iterator<Item = (NamedPage, Option<Vec<Label>>)> {
        let path = self.path;
        self.drafts
            .into_iter()
            .map(move |draft| draft.finish(Arc::clone(&path)))
    }
}

impl PageDraft {
    /// The page of this row, which is not added yet.
    fn new(row: &Row<'_>) -> PageDraft {
        PageDraft {
            name: row.page.map(str::to_owned),
            line: row.line,
            site: None,
            language: None,
            facts: None,
            marked: None,
            unmarked: None,
            rows: Vec::new(),
        }
    }

    fn add(&mut self, row: Row<'_>) {
        if self.site.is_none() {
            self.site = row.site.map(|site| (site.to_owned(), row.line));
        }
        if self.language.is_none() {
            self.language = row.language.map(|language| (language, row.line));
        }
        if self.facts.is_none() {
            self.facts = row.facts.map(|facts| (facts, row.line));
        }
        let first = match row.paragraph.marks() {
            Some(_) => &mut self.marked,
            None => &mut self.unmarked,
        };
        first.get_or_insert(row.line);
        let place = RowPlace {
            line: row.line,
            position: row.position.unwrap_or(self.rows.len() as u64),
        };
        self.rows.push((place, row.label, row.paragraph));
    }

    /// The fault of the first row without marks.
    fn no_marks(&self, path: &Path) -> Box<DataError> {
        let [marked, unmarked] = [self.marked, self.unmarked].map(Option::unwrap_or_default);
        let at = Location::file(path).line(unmarked);
        at.no_marks(self.name.as_deref().unwrap_or_default(), marked)
    }

    fn finish(mut self, path: Arc<Path>) -> (NamedPage, Option<Vec<Label>>) {
        self.rows.sort_by_key(|(place, _, _)| place.position);
        let rows = self.rows.iter().map(|(place, _, _)| *place).collect();
        let labels = self.rows.iter().map(|(_, label, _)| *label).collect();
        let paragraphs = self.rows.into_iter().map(|(_, _, paragraph)| paragraph);
        let facts = self.facts.map(|(facts, _)| facts);
        let page = Page::new(paragraphs.collect()).with_facts(facts.unwrap_or_default());
        let line = self.line;
        let named = NamedPage {
            has_own_name: self.name.is_some(),
            name: self.name.unwrap_or_else(|| format!("line {line}")),
            site: self.site.map(|(site, _)| site),
            page: page.with_language(self.language.map(|(language, _)| language)),
            origin: Some(Origin { path, line, rows }),
        };
        (named, labels)
    }
}
