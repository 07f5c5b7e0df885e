//! Why an object is no page: its field may be there and hold something else, or have another name.

use super::{Record, SOURCES, Value, kind};
use crate::error::Error;

impl Record<'_> {
    /// The error that says so.
    pub fn no_page(&self) -> Error {
        let sources = self.fields.iter().find(|(name, json)| {
            self.is_asked_for(name) && !matches!(Value::read(json), Value::Absent)
        });
        let found = match sources {
            Some((name, json)) => format!("{} in the field {name:?}", kind(json)),
            None => self.without_page(),
        };
        if let Some(column) = self.reading.column.as_deref() {
            let expected = format!("a string with the page, in {column:?}");
            let advice = "give the field that holds the page with --column";
            return self.place.error(found, &expected, advice);
        }
        let advice = "name the field that holds the page html or text";
        self.place
            .error(found, "a string with the page, in html or text", advice)
    }

    /// Whether the page would have been taken from a field of that name.
    fn is_asked_for(&self, name: &str) -> bool {
        match self.reading.column.as_deref() {
            Some(column) => column == name,
            None => SOURCES.contains(&name),
        }
    }

    fn without_page(&self) -> String {
        let names: Vec<String> = self
            .fields
            .iter()
            .take(8)
            .map(|(name, _)| format!("{name:?}"))
            .collect();
        match names.as_slice() {
            [] => "an object without fields".to_owned(),
            names => format!(
                "an object with {} but {}",
                match self.reading.column.as_deref() {
                    Some(column) => format!("no {column:?}"),
                    None => "neither html nor text".to_owned(),
                },
                names.join(", ")
            ),
        }
    }
}
