//! A JSON value as a column's kind has it, if it has.

use std::borrow::Cow;

use super::columns::Kind;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Bool(bool),
    Int64(i64),
    Float64(f64),
    Text(Cow<'a, str>),
}

/// Integers up to this one, 2^53, are floats as well.
const LARGEST_EXACT: u64 = 1 << 53;

/// The value in a column of the kind; `None` where the column would hold another than was spelt.
pub fn fit(kind: Kind, json: &str) -> Option<Value<'_>> {
    match kind {
        Kind::Bool => json.parse().ok().map(Value::Bool),
        Kind::Int64 => json.parse().ok().map(Value::Int64),
        Kind::Float64 => float(json).map(Value::Float64),
        Kind::String => string(json).map(Value::Text),
        Kind::Json => Some(Value::Text(json.into())),
    }
}

/// As JSON spells numbers, a float is whatever has a point or an exponent.
fn float(json: &str) -> Option<f64> {
    if !json.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return None;
    }
    let is_integer = !json.contains(['.', 'e', 'E']);
    let exact = |integer: i64| integer.unsigned_abs() <= LARGEST_EXACT;
    if is_integer && !json.parse().is_ok_and(exact) {
        return None;
    }
    json.parse().ok().filter(|float: &f64| float.is_finite())
}

/// Half of a surrogate pair, which JSON may escape, is no text.
fn string(json: &str) -> Option<Cow<'_, str>> {
    let inside = json.strip_prefix('"')?.strip_suffix('"')?;
    match inside.contains('\\') {
        true => serde_json::from_str(json).ok().map(Cow::Owned),
        false => Some(inside.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers() {
        assert_eq!(
            fit(Kind::Int64, "-9223372036854775808"),
            Some(Value::Int64(i64::MIN))
        );
        for other in ["9223372036854775808", "1.0", "1e2", "\"1\"", "true", "[1]"] {
            assert_eq!(fit(Kind::Int64, other), None, "{other}");
        }
    }

    #[test]
    fn floats_and_the_integers_that_are_floats_too() {
        for (json, float) in [
            ("0.1", 0.1),
            ("-1E-2", -0.01),
            ("9007199254740992", 9_007_199_254_740_992.0),
        ] {
            assert_eq!(fit(Kind::Float64, json), Some(Value::Float64(float)));
        }
        for other in [
            "9007199254740993",
            "-9223372036854775808",
            "1e999",
            "\"1.5\"",
            "null",
            "{}",
        ] {
            assert_eq!(fit(Kind::Float64, other), None, "{other}");
        }
    }

    #[test]
    fn strings_without_their_escapes() {
        assert_eq!(
            fit(Kind::String, r#""a \"\u00e9\" \ud83d\ude00""#),
            Some(Value::Text("a \"é\" 😀".into()))
        );
        for other in [r#""\ud83d""#, "1", "[\"a\"]", "true"] {
            assert_eq!(fit(Kind::String, other), None, "{other}");
        }
    }

    #[test]
    fn anything_as_json() {
        assert_eq!(
            fit(Kind::Json, r#"{"a": "\ud83d"}"#),
            Some(Value::Text(r#"{"a": "\ud83d"}"#.into()))
        );
        assert_eq!(fit(Kind::Bool, "false"), Some(Value::Bool(false)));
        assert_eq!(fit(Kind::Bool, "0"), None);
    }
}
