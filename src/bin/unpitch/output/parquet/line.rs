//! A JSON line taken apart, its values as they are spelt: our fields, the input's own, and `input`.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, ErrorKind};

use arrow_schema::{Field, Fields};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::schema::INPUT;

/// The fields of an object in their order.
#[derive(Debug, Default)]
pub struct Members<'a>(pub Vec<(Cow<'a, str>, &'a str)>);

/// A line's fields by whose they are.
#[derive(Debug, Default)]
pub struct Line<'a> {
    pub ours: Vec<(&'a str, &'a str)>,
    pub own: Members<'a>,
    /// What is under `input`.
    pub input: Members<'a>,
}

impl<'a> Line<'a> {
    /// The line of that number, from 1, which has fields of ours.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidData`] if the line is not an object, lacks a field of ours that is never null, or has something
    /// else than an object under `input`.
    pub fn read(json: &'a str, fields: &'a Fields, number: usize) -> io::Result<Line<'a>> {
        let wrong = |what: &dyn fmt::Display| {
            let expected = "expected an object as --format jsonl writes it";
            let what = format!("line {number} of what is to be Parquet: {what}; {expected}");
            io::Error::new(ErrorKind::InvalidData, what)
        };
        let line = Line::sort(json, fields).map_err(|error| wrong(&error))?;
        match line.missing(fields) {
            Some(field) => Err(wrong(&format_args!("no field {:?}", field.name()))),
            None => Ok(line),
        }
    }

    fn sort(json: &'a str, fields: &'a Fields) -> serde_json::Result<Line<'a>> {
        let mut line = Line::default();
        for (name, value) in serde_json::from_str::<Members<'_>>(json)?.0 {
            match fields.find(&name) {
                Some((_, field)) => line.ours.push((field.name(), value)),
                None if name == INPUT => line.input = serde_json::from_str(value)?,
                None => line.own.0.push((name, value)),
            }
        }
        Ok(line)
    }

    fn missing(&self, fields: &'a Fields) -> Option<&'a Field> {
        let is_there = |field: &Field| self.ours.iter().any(|(name, _)| name == field.name());
        let mut fields = fields.iter().map(|field| &**field);
        fields.find(|field| !field.is_nullable() && !is_there(field))
    }
}

impl Members<'_> {
    /// How long names and values are.
    pub fn bytes(&self) -> usize {
        self.0
            .iter()
            .map(|(name, value)| name.len() + value.len())
            .sum()
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Members<'de>, D::Error> {
        json.deserialize_map(Object)
    }
}

struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Members<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some(Name(name)) = map.next_key()? {
            fields.push((name, map.next_value::<&RawValue>()?.get()));
        }
        Ok(Members(fields))
    }
}

/// Borrowed where nothing in it is escaped.
#[derive(serde::Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::super::schema::Rows;
    use super::*;

    #[test]
    fn fields_go_to_whom_they_belong() {
        let fields = Fields::from(Rows::Pages.columns());
        let json = r#"{"page":"a","own\u0031":[1, 2],"paragraphs":[],"input":{"page":7}}"#;
        let line = Line::read(json, &fields, 1).unwrap();
        assert_eq!(line.ours, [("page", "\"a\""), ("paragraphs", "[]")]);
        assert_eq!(line.own.0, [("own1".into(), "[1, 2]")]);
        assert_eq!(line.input.0, [("page".into(), "7")]);
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        let fields = Fields::from(Rows::Pages.columns());
        let no_paragraphs = r#"{"page":"a","language":null}"#;
        let no_object = r#"{"page":"a","paragraphs":[],"input":1}"#;
        for (json, found) in [
            (no_paragraphs, "\"paragraphs\""),
            (no_object, "a JSON object"),
            ("{", "EOF"),
        ] {
            let error = Line::read(json, &fields, 7).unwrap_err().to_string();
            assert!(error.contains("line 7") && error.contains(found), "{error}");
        }
    }
}
