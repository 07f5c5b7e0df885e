//! The input's own columns: their names and kinds, and which names may have one.

use std::collections::HashSet;
use std::io;

use arrow_schema::{DataType, Field};
use serde::{Deserialize, Serialize};

use super::schema::{INPUT, Rows};

/// The columns of the input's own fields, in their order. All files of a run have the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns(pub(super) Vec<Column>);

/// The name of a field and what its column holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

/// What a column holds; the JSON of a value where nothing narrower holds all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Bool,
    Int64,
    Float64,
    String,
    Json,
}

impl Columns {
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        let columns = self.0.iter();
        columns.map(|Column { name, kind }| Field::new(name, kind.data_type(), true))
    }

    /// Columns that were kept outside the program may have been changed there.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] if a name cannot be a column's.
    pub fn check(&self, rows: Rows) -> io::Result<()> {
        let mut names = Names::new(rows);
        match self.0.iter().find(|column| !names.take(&column.name)) {
            None => Ok(()),
            Some(column) => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!(
                    "the columns of an earlier file have {:?}, which is empty, too long, one of our names or there twice; \
                     expected those that the program found; start the run anew",
                    column.name
                ),
            )),
        }
    }
}

impl Kind {
    fn data_type(self) -> DataType {
        match self {
            Kind::Bool => DataType::Boolean,
            Kind::Int64 => DataType::Int64,
            Kind::Float64 => DataType::Float64,
            Kind::String | Kind::Json => DataType::Utf8,
        }
    }
}

/// Bytes of a column's name, at most. A longer one is data rather, and names are in each file's footer.
const LONGEST_NAME: usize = 255;

/// Names of columns. Those that differ in case only are one: DuckDB and Spark fold case.
pub struct Names(HashSet<String>);

impl Names {
    pub fn new(rows: Rows) -> Names {
        let ours = rows.columns().into_iter().map(|field| field.name().clone());
        Names(ours.chain([INPUT.to_owned()]).collect())
    }

    /// Whether a column may have the name; from then on no other may.
    pub fn take(&mut self, name: &str) -> bool {
        (1..=LONGEST_NAME).contains(&name.len()) && self.0.insert(name.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_once_whatever_its_case() {
        let mut names = Names::new(Rows::Verdicts);
        let taken = [
            "url",
            "URL",
            "Access",
            "input",
            "",
            "paragraphs",
            "ÉTAT",
            "état",
        ];
        let taken = taken.map(|name| names.take(name));
        assert_eq!(taken, [true, false, false, false, false, true, true, false]);
    }

    #[test]
    fn a_name_may_be_so_long() {
        let mut names = Names::new(Rows::Pages);
        assert!(
            names.take(&"n".repeat(LONGEST_NAME)) && !names.take(&"n".repeat(LONGEST_NAME + 1))
        );
    }

    #[test]
    fn columns_from_outside_are_checked() {
        let columns = |json| serde_json::from_str::<Columns>(json).unwrap();
        let sound = columns(r#"[{"name":"url","kind":"string"},{"name":"text","kind":"json"}]"#);
        sound.check(Rows::Pages).unwrap();
        let error = sound.check(Rows::Paragraphs).unwrap_err();
        assert!(error.to_string().contains("\"text\""), "{error}");
    }
}
