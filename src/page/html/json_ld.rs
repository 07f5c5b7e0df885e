//! Scripts of JSON-LD -> the things they describe.

use serde_json::{Map, Value};

/// A thing: its properties by name.
pub(super) type Thing = Map<String, Value>;

/// What a script holds, if it is JSON.
pub(super) fn parse(json: &str) -> Option<Value> {
    // Line ends inside strings are no JSON, but common.
    let json = json.replace(char::is_control, " ");
    serde_json::from_str(bare(&json)).ok()
}

/// The script without the comment or CDATA brackets that some wrap it in.
fn bare(json: &str) -> &str {
    const BEFORE: [&str; 5] = ["//", "/*", "*/", "<!--", "<![CDATA["];
    const AFTER: [&str; 6] = ["//", "/*", "*/", "-->", "]]>", ";"];
    let mut bare = json.trim();
    while let Some(rest) = BEFORE.iter().find_map(|mark| bare.strip_prefix(mark)) {
        bare = rest.trim_start();
    }
    while let Some(rest) = AFTER.iter().find_map(|mark| bare.strip_suffix(mark)) {
        bare = rest.trim_end();
    }
    bare
}

/// The things that a script describes: not the parts of things, since a part may cost what the whole does not.
pub(super) fn things(value: &Value) -> Vec<&Thing> {
    let mut things = Vec::new();
    let mut left = vec![value];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(values) => left.extend(values.iter().rev()),
            Value::Object(thing) => {
                things.push(thing);
                let inner = ["mainEntity", "@graph"];
                left.extend(inner.iter().filter_map(|key| thing.get(*key)));
            }
            _ => {}
        }
    }
    things
}

/// One value or the values of a list: JSON-LD has the one where it means a list of one.
pub(super) fn each(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(values)) => values,
        Some(value) => std::slice::from_ref(value),
        None => &[],
    }
}

/// The types of a thing, without the address of the vocabulary that they are from.
pub(super) fn types(thing: &Thing) -> impl Iterator<Item = &str> {
    let names = each(thing.get("@type")).iter().filter_map(Value::as_str);
    names.map(|name| match name.split_once("://") {
        Some((_, address)) => address.rsplit(['/', '#']).next().unwrap_or_default(),
        None => name,
    })
}

/// Whether a thing is an article, one of schema.org's subtypes of `Article`.
pub(super) fn is_article(thing: &Thing) -> bool {
    let others = ["BlogPosting", "LiveBlogPosting", "Report"];
    types(thing).any(|name| name.ends_with("Article") || others.contains(&name))
}

/// `true`, `"False"`, `"http://schema.org/True"`: all are in use.
pub(super) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(name) => match name
            .rsplit('/')
            .next()?
            .trim()
            .to_ascii_lowercase()
            .as_str()
        {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_one_or_many_of_any_vocabulary() {
        for (thing, expected, article) in [
            (r#"{"@type": "NewsArticle"}"#, vec!["NewsArticle"], true),
            (
                r#"{"@type": ["http://schema.org/Report", 7, "https://a.example/v#Ferry"]}"#,
                vec!["Report", "Ferry"],
                true,
            ),
            (
                r#"{"@type": "schema:Articles"}"#,
                vec!["schema:Articles"],
                false,
            ),
            (r#"{"@type": {"a": 1}}"#, vec![], false),
            (r#"{"type": "Article"}"#, vec![], false),
        ] {
            let value = parse(thing).unwrap();
            let thing = value.as_object().unwrap();
            assert_eq!(types(thing).collect::<Vec<_>>(), expected);
            assert_eq!(is_article(thing), article);
        }
    }

    #[test]
    fn things_come_top_to_bottom_without_their_parts() {
        let json = r#"[{"n": 1, "mainEntity": [{"n": 3}], "@graph": [{"n": 2}]}, 7, [{"n": 4, "hasPart": {"n": 0}}]]"#;
        let value = parse(json).unwrap();
        let numbers = things(&value).into_iter().map(|thing| &thing["n"]);
        assert!(numbers.eq(&[1, 2, 3, 4]));
    }

    #[test]
    fn free_is_said_in_many_ways() {
        let truths = [
            (r#"true"#, Some(true)),
            (r#""False ""#, Some(false)),
            (r#""http://schema.org/True""#, Some(true)),
            (r#""no""#, None),
            ("0", None),
        ];
        for (json, expected) in truths {
            assert_eq!(truth(&parse(json).unwrap()), expected, "{json}");
        }
    }
}
