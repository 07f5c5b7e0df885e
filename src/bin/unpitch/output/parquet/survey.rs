//! The first lines -> the input's own columns: each the narrowest kind that holds all that was seen.

use std::collections::HashMap;
use std::io;

use arrow_schema::Fields;

use super::columns::{Column, Columns, Kind, Names};
use super::line::Line;
use super::schema::Rows;
use super::value::fit;

/// What is looked at, at most.
pub const MOST_LINES: usize = 1_024;
pub const MOST_BYTES: usize = 16 << 20;

/// Inputs whose fields are named by their data, a field for each tag say, would have columns without end.
pub const MOST_COLUMNS: usize = 256;

/// Kinds from the narrowest on, but JSON, which holds anything.
const KINDS: [Kind; 4] = [Kind::Bool, Kind::Int64, Kind::Float64, Kind::String];

/// The lines so far and the fields in them.
pub struct Survey {
    line_fields: Fields,
    names: Names,
    places: HashMap<String, usize>,
    seen: Vec<Seen>,
    held: String,
    lines: usize,
}

/// A field, and which of [`KINDS`] hold all of its values.
struct Seen {
    name: String,
    holds: [bool; KINDS.len()],
}

impl Survey {
    pub fn new(rows: Rows) -> Survey {
        Survey {
            line_fields: rows.line_fields().into(),
            names: Names::new(rows),
            places: HashMap::new(),
            seen: Vec::new(),
            held: String::new(),
            lines: 0,
        }
    }

    pub fn is_over(&self) -> bool {
        self.lines >= MOST_LINES || self.held.len() >= MOST_BYTES
    }

    /// Holds the line back.
    ///
    /// # Errors
    /// As [`Line::read`].
    pub fn add(&mut self, json: &str) -> io::Result<()> {
        self.lines += 1;
        let fields = self.line_fields.clone();
        let line = Line::read(json, &fields, self.lines)?;
        for (name, value) in line.own.0 {
            if let Some(seen) = self.place(&name) {
                seen.narrow(value);
            }
        }
        self.held += json;
        self.held.push('\n');
        Ok(())
    }

    /// The field's, if it can have a column.
    fn place(&mut self, name: &str) -> Option<&mut Seen> {
        if let Some(at) = self.places.get(name) {
            return self.seen.get_mut(*at);
        }
        if self.seen.len() == MOST_COLUMNS || !self.names.take(name) {
            return None;
        }
        self.places.insert(name.to_owned(), self.seen.len());
        let (name, holds) = (name.to_owned(), [true; KINDS.len()]);
        self.seen.push(Seen { name, holds });
        self.seen.last_mut()
    }

    /// The columns, and the lines that were held back.
    pub fn end(self) -> (Columns, String) {
        let columns = self.seen.into_iter().map(Seen::column);
        (Columns(columns.collect()), self.held)
    }
}

impl Seen {
    fn narrow(&mut self, value: &str) {
        if value != "null" {
            for (holds, kind) in self.holds.iter_mut().zip(KINDS) {
                *holds = *holds && fit(kind, value).is_some();
            }
        }
    }

    /// Of a field that was null throughout: text.
    fn column(self) -> Column {
        let Seen { name, holds } = self;
        let narrowest = KINDS.into_iter().zip(holds).find(|(_, holds)| *holds);
        let kind = match narrowest {
            _ if holds == [true; KINDS.len()] => Kind::String,
            Some((kind, _)) => kind,
            None => Kind::Json,
        };
        Column { name, kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(values: &[&str]) -> Kind {
        let mut survey = Survey::new(Rows::Verdicts);
        let seen = survey.place("own").unwrap();
        for value in values {
            seen.narrow(value);
        }
        survey.end().0.0.remove(0).kind
    }

    #[test]
    fn the_narrowest_kind_that_holds_all() {
        assert_eq!(kind(&["true", "null", "false"]), Kind::Bool);
        assert_eq!(kind(&["1", "-2"]), Kind::Int64);
        assert_eq!(kind(&["1", "0.5"]), Kind::Float64);
        assert_eq!(kind(&["\"1\"", "\"\""]), Kind::String);
        assert_eq!(kind(&["null"]), Kind::String);
        assert_eq!(kind(&[]), Kind::String);
    }

    #[test]
    fn json_where_none_does() {
        assert_eq!(kind(&["true", "1"]), Kind::Json);
        assert_eq!(kind(&["1", "\"1\""]), Kind::Json);
        assert_eq!(kind(&["{}"]), Kind::Json);
        assert_eq!(kind(&["[1]", "null"]), Kind::Json);
        assert_eq!(kind(&["18446744073709551615", "1"]), Kind::Json);
        assert_eq!(kind(&["9007199254740993", "0.5"]), Kind::Json);
    }

    #[test]
    fn columns_have_an_end() {
        let mut survey = Survey::new(Rows::Verdicts);
        for number in 0..MOST_COLUMNS + 5 {
            survey.place(&format!("tag {number}"));
        }
        assert!(survey.place("tag 3").is_some() && survey.place("tag 258").is_none());
        assert_eq!(survey.end().0.0.len(), MOST_COLUMNS);
    }
}
