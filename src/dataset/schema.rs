//! The columns there are, and where a file has them.

use super::csv::Cells;
use super::location::Location;
use crate::error::DataError;

/// A column of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Page,
    Site,
    Language,
    Position,
    Label,
    Probability,
    Text,
    Tag,
    LinkDensity,
    Path,
    Place,
    Links,
    Form,
    Beside,
    Raw,
    Facts,
}

impl Column {
    /// Every column, in the order in which they are written.
    pub const ALL: [Column; 16] = [
        Column::Page,
        Column::Site,
        Column::Language,
        Column::Position,
        Column::Label,
        Column::Probability,
        Column::Text,
        Column::Tag,
        Column::LinkDensity,
        Column::Path,
        Column::Place,
        Column::Links,
        Column::Form,
        Column::Beside,
        Column::Raw,
        Column::Facts,
    ];

    /// The name in the header.
    pub const fn name(self) -> &'static str {
        match self {
            Column::Page => "page",
            Column::Site => "site",
            Column::Language => "language",
            Column::Position => "position",
            Column::Label => "label",
            Column::Probability => "probability",
            Column::Text => "text",
            Column::Tag => "tag",
            Column::LinkDensity => "link_density",
            Column::Path => "path",
            Column::Place => "place",
            Column::Links => "links",
            Column::Form => "form",
            Column::Beside => "beside",
            Column::Raw => "raw",
            Column::Facts => "facts",
        }
    }
}

/// Where a file has its columns.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The header's cells.
    names: Vec<String>,
    indices: [Option<usize>; Column::ALL.len()],
}

impl Columns {
    /// Reads the header.
    ///
    /// # Errors
    /// Where two columns have one name or one of `required` is missing.
    pub fn from_header(
        header: Cells<'_>,
        required: &[Column],
        at: Location<'_>,
    ) -> Result<Columns, Box<DataError>> {
        let names: Vec<String> = header.iter().map(str::to_owned).collect();
        if let Some(name) = doubled(&names) {
            return Err(at.doubled_column(name));
        }
        let index = |column: Column| names.iter().position(|name| name == column.name());
        let indices = Column::ALL.map(index);
        let columns = Columns { names, indices };
        match required.iter().find(|column| !columns.has(**column)) {
            Some(missing) => Err(columns.without(*missing, at)),
            None => Ok(columns),
        }
    }

    /// Number of columns.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The name of the column at `index`, where there is one.
    pub fn name(&self, index: usize) -> Option<&str> {
        self.names.get(index).map(String::as_str)
    }

    /// Whether the file has the column.
    pub fn has(&self, column: Column) -> bool {
        self.indices[column as usize].is_some()
    }

    /// The row's cell, where the file has the column and the cell is not empty.
    pub fn get<'a>(&self, column: Column, cells: Cells<'a>) -> Option<&'a str> {
        let cell = cells.get(self.indices[column as usize]?);
        Some(cell).filter(|cell| !cell.is_empty())
    }

    /// [`Columns::get`] with the white space around the cell.
    pub fn get_whole<'a>(&self, column: Column, cells: Cells<'a>) -> Option<&'a str> {
        self.get(column, cells)?;
        Some(cells.whole(self.indices[column as usize]?))
    }

    /// The columns that are not of the schema.
    pub fn ignored(&self) -> Vec<String> {
        let is_known = |name: &str| Column::ALL.iter().any(|column| column.name() == name);
        let others = self.names.iter().filter(|name| !is_known(name));
        others.filter(|name| !name.is_empty()).cloned().collect()
    }

    fn without(&self, missing: Column, at: Location<'_>) -> Box<DataError> {
        let (name, header) = (missing.name(), self.names.join(","));
        let at = at.column(name);
        at.missing_column(name, &header, self.delimiter())
    }

    /// What separates the names, if a header of one cell is really several.
    fn delimiter(&self) -> Option<char> {
        let is_split_by = |delimiter: &char| {
            let mut several = self.names.iter().filter(|name| name.contains(*delimiter));
            several.any(|names| {
                let mut parts = names.split(*delimiter);
                parts.any(|part| part.trim() == Column::Text.name())
            })
        };
        [';', '\t', '|'].into_iter().find(is_split_by)
    }
}

/// A name that occurs twice; unnamed columns, which spreadsheets leave at the right, do not count.
fn doubled(names: &[String]) -> Option<&str> {
    let mut sorted: Vec<&str> = names.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    let mut pairs = sorted.windows(2);
    pairs
        .find(|pair| pair[0] == pair[1] && !pair[0].is_empty())
        .map(|pair| pair[0])
}
