//! A line's own fields: the cells of those that have a column and fit into it, and all else as the text for `input`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::columns::{Column, Columns, Kind};
use super::line::Members;
use super::value::{Value, fit};

/// Where a field goes, by its name.
pub struct Places(HashMap<String, (usize, Kind)>);

/// What a row has besides our columns.
pub struct Rest<'a> {
    pub cells: Vec<Option<Value<'a>>>,
    pub input: Option<String>,
    /// Bytes of JSON that it is from.
    pub bytes: usize,
}

impl Places {
    pub fn new(Columns(columns): &Columns) -> Places {
        let places = columns.iter().enumerate();
        let places = places.map(|(at, Column { name, kind })| (name.clone(), (at, *kind)));
        Places(places.collect())
    }

    /// Nulls are left out: a column does not tell them from fields that are not there.
    pub fn sort<'a>(&self, own: &Members<'a>, input: &Members<'_>) -> Rest<'a> {
        let mut cells = vec![None; self.0.len()];
        let mut left = Vec::new();
        for (name, json) in own.0.iter().filter(|(_, json)| *json != "null") {
            match self.cell(name, json, &cells) {
                Some((at, value)) => cells[at] = Some(value),
                None => left.push((name, *json)),
            }
        }
        let under_input = input.0.iter().map(|(name, json)| (name, *json));
        let input = object(left.into_iter().chain(under_input));
        let bytes = own.bytes() + input.as_ref().map_or(0, String::len);
        Rest {
            cells,
            input,
            bytes,
        }
    }

    /// The place of a field's value and the value as it has it; of a name that comes twice, the first.
    fn cell<'a>(
        &self,
        name: &str,
        json: &'a str,
        cells: &[Option<Value<'a>>],
    ) -> Option<(usize, Value<'a>)> {
        let (at, kind) = *self.0.get(name)?;
        let value = fit(kind, json)?;
        cells[at].is_none().then_some((at, value))
    }
}

/// A JSON object, if it has fields.
fn object<'a>(fields: impl Iterator<Item = (&'a Cow<'a, str>, &'a str)>) -> Option<String> {
    let mut object = String::new();
    for (name, json) in fields {
        object.push(if object.is_empty() { '{' } else { ',' });
        object += &serde_json::Value::from(&**name).to_string();
        object.push(':');
        object += json;
    }
    (!object.is_empty()).then(|| object + "}")
}
