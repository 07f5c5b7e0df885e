//! A JSON value, as far as the fields of a page need it.

use super::string::{self, Text};

/// What a field holds.
pub enum Value<'a> {
    /// `null`, or no such field.
    Absent,
    Text(Text),
    /// A number as it is spelt.
    Number(&'a str),
    /// Something else, in words.
    Other(&'static str),
}

impl Value<'_> {
    /// Reads what a scan has found.
    pub fn read(json: &str) -> Value<'_> {
        match json.as_bytes().first() {
            Some(b'"') => string::decode(json).map_or(Value::Other(kind(json)), Value::Text),
            Some(b'0'..=b'9' | b'-') => Value::Number(json),
            _ if json == "null" => Value::Absent,
            _ => Value::Other(kind(json)),
        }
    }
}

/// What some JSON is, in words.
pub fn kind(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') if string::decode(json).is_none() => "a string with a faulty escape",
        Some(b'"') => "a string",
        Some(b'0'..=b'9' | b'-') => "a number",
        _ if json == "null" => "null",
        _ if json == "true" || json == "false" => "a boolean",
        _ => "something that is not JSON",
    }
}
