//! The columns of marks -> the marks of a row's paragraph.

use super::Fields;
use crate::dataset::schema::Column;
use crate::error::DataError;
use crate::page::path::Path;
use crate::{Link, Marks};

/// The columns of which one that is filled makes marks.
const COLUMNS: [Column; 8] = [
    Column::Tag,
    Column::LinkDensity,
    Column::Path,
    Column::Place,
    Column::Links,
    Column::Form,
    Column::Beside,
    Column::Raw,
];

impl Fields<'_, '_> {
    /// The marks of the paragraph with this text; `None` where all their columns are empty.
    pub(super) fn marks(&self, text: &str) -> Result<Option<Marks>, Box<DataError>> {
        if COLUMNS.iter().all(|column| self.get(*column).is_none()) {
            return Ok(None);
        }
        let cell = |column| self.get(column).unwrap_or_default();
        let marks = Marks::new(
            cell(Column::Tag).to_ascii_lowercase(),
            self.link_density()?,
            cell(Column::Path),
        );
        let raw = self.columns.get_whole(Column::Raw, self.cells);
        let place = self.place(marks.path())?;
        let marks = marks
            .with_place(place)
            .with_links(self.links(text)?)
            .with_form(cell(Column::Form))
            .with_beside(cell(Column::Beside))
            .with_raw(raw.map(str::to_owned));
        Ok(Some(marks))
    }

    fn link_density(&self) -> Result<f32, Box<DataError>> {
        let Some(cell) = self.get(Column::LinkDensity) else {
            return Ok(0.0);
        };
        match cell.parse::<f32>() {
            // The absolute value makes 0 of "-0", which would have another digest.
            Ok(share) if (0.0..=1.0).contains(&share) => Ok(share.abs()),
            _ => Err(self.at(Column::LinkDensity).link_density(cell)),
        }
    }

    /// The numbers of a place, as many as the path has elements.
    fn place(&self, path: &str) -> Result<Vec<u32>, Box<DataError>> {
        let Some(cell) = self.get(Column::Place) else {
            return Ok(Vec::new());
        };
        let n_elements = n_elements(path);
        let numbers: Result<Vec<u32>, _> = cell.split('.').map(str::parse).collect();
        match numbers {
            Ok(numbers) if numbers.len() == n_elements => Ok(numbers),
            _ => Err(self.at(Column::Place).place(cell, n_elements)),
        }
    }

    fn links(&self, text: &str) -> Result<Vec<Link>, Box<DataError>> {
        let cell = self.get(Column::Links).unwrap_or_default();
        let links = cell.split_whitespace().map(|link| self.link(link, text));
        links.collect()
    }

    /// A link, which must stand inside the text: what comes later cuts the text at its ends.
    fn link(&self, cell: &str, text: &str) -> Result<Link, Box<DataError>> {
        let at = self.at(Column::Links);
        let link: Link = cell.parse().map_err(|invalid| at.link(&invalid))?;
        match text.get(link.range()) {
            Some(_) => Ok(link),
            None => Err(at.link_outside(cell, text.len())),
        }
    }
}

/// Number of elements of a path of which a place has the numbers.
fn n_elements(path: &str) -> usize {
    if path.is_empty() {
        return 0;
    }
    Path::parse(path).count().min(Marks::MAX_ELEMENTS)
}
