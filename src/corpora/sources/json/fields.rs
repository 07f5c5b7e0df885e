//! The fields of a JSON object, each as it is spelt.

use serde_json::value::RawValue;

use super::scan::{Scan, Scanned};
use super::string;

/// The name of each field of an object and its value as JSON, in their order; of a name that comes twice, the last.
/// `None` where it is not an object.
pub fn fields(object: &str) -> Option<Vec<(String, &str)>> {
    let mut rest = object.trim_ascii().strip_prefix('{')?;
    let mut fields: Vec<(String, &str)> = Vec::new();
    loop {
        rest = rest.trim_ascii_start();
        if rest == "}" {
            return Some(last_of_each(fields));
        }
        let (name, after) = value(rest)?;
        let name = string::decode(name)?.text;
        let (found, after) = value(after.trim_ascii_start().strip_prefix(':')?)?;
        fields.push((name, found));
        let after = after.trim_ascii_start();
        rest = after.strip_prefix(',').unwrap_or(after);
    }
}

/// A field of that name and text.
pub fn text_field(name: &str, text: &str) -> (String, Box<RawValue>) {
    let json = serde_json::value::to_raw_value(text);
    (name.to_owned(), json.expect("a string is JSON"))
}

/// The value at the start of some JSON, and what comes after it.
fn value(json: &str) -> Option<(&str, &str)> {
    let json = json.trim_ascii_start();
    match Scan::default().go_on(json.as_bytes()) {
        Scanned::End(end) => Some((json.get(..end)?, json.get(end..)?)),
        _ => None,
    }
}

/// Drops fields whose name comes again later, as other readers of JSON do.
fn last_of_each(mut fields: Vec<(String, &str)>) -> Vec<(String, &str)> {
    let mut seen = std::collections::HashSet::new();
    fields.reverse();
    fields.retain(|(name, _)| seen.insert(name.clone()));
    fields.reverse();
    fields
}

/// A value on one line, its numbers and strings as they are spelt; `None` where it is not sound JSON.
pub fn on_one_line(json: &str) -> Option<Box<RawValue>> {
    let mut line = String::with_capacity(json.len());
    let (mut is_string, mut is_escaped) = (false, false);
    for character in json.chars() {
        match character {
            c if is_string && c.is_ascii_control() => line += &format!("\\u{:04x}", u32::from(c)),
            c if !is_string && c.is_ascii_whitespace() => {}
            c => line.push(c),
        }
        is_string ^= character == '"' && !is_escaped;
        is_escaped = is_string && character == '\\' && !is_escaped;
    }
    RawValue::from_string(line).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order_and_spelling() {
        let object =
            "{\"b\" : 1.50e+0 ,\n\"a\":{\"x\":[1, 2]},\"\\u0063\":\"\\ud800\", \"d\": NaN}";
        let expected = [
            ("b", "1.50e+0"),
            ("a", "{\"x\":[1, 2]}"),
            ("c", "\"\\ud800\""),
            ("d", "NaN"),
        ];
        let found = fields(object).unwrap();
        let found: Vec<(&str, &str)> = found.iter().map(|(name, v)| (&**name, *v)).collect();
        assert_eq!(found, expected);
        assert_eq!(fields(" {} "), Some(Vec::new()));
        for other in ["[1]", "1", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1", ""] {
            assert_eq!(fields(other), None, "{other}");
        }
    }

    #[test]
    fn of_a_name_that_comes_twice_the_last_counts() {
        let found = fields("{\"a\":1,\"b\":2,\"a\":3}").unwrap();
        assert_eq!(found, [("b".to_owned(), "2"), ("a".to_owned(), "3")]);
    }

    #[test]
    fn values_are_written_on_one_line() {
        let line = |json| on_one_line(json).map(|value| value.get().to_owned());
        let spread = "{\n  \"a \\\" b\": [ 1,\t12345678901234567890.10 ],\r\n \"c\": \"\\\\\" }";
        let expected = r#"{"a \" b":[1,12345678901234567890.10],"c":"\\"}"#;
        assert_eq!(line(spread).as_deref(), Some(expected));
        assert_eq!(
            line("\"a\tb\\ud800\"").as_deref(),
            Some("\"a\\u0009b\\ud800\"")
        );
        assert_eq!(line("NaN"), None);
    }
}
