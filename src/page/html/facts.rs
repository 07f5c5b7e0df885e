//! Title, language and JSON-LD -> page facts.

use serde_json::Value;

use super::super::PageFacts;
use super::super::text::fold_white_space;
use super::sink::Parsed;
use super::tree::{Content, Id, Tree};

/// Longest title or headline, in characters: several times what any page has.
const LONGEST_TEXT: usize = 1_000;

/// Longest JSON-LD read, in bytes, over all scripts of a page. Parsed JSON takes about ten times its text.
const LONGEST_JSON: usize = 1 << 20;

/// The facts of a page.
pub(super) fn read(parsed: &Parsed) -> PageFacts {
    let tree = &parsed.tree;
    let language = parsed.language.as_deref();
    let mut facts = PageFacts {
        title: parsed
            .title
            .and_then(|title| folded(&text(tree, title, 8 * LONGEST_TEXT))),
        language: language.and_then(|language| language.parse().ok()),
        ..PageFacts::default()
    };
    let mut left = LONGEST_JSON;
    for script in &parsed.json_ld {
        let json = text(tree, *script, left + 1);
        // A script that is too long would be read cut, which is to say not at all: others may be shorter.
        if json.len() <= left {
            left -= json.len();
            read_json_ld(&json, &mut facts);
        }
    }
    facts
}

/// The text right inside an element, up to about `limit` bytes.
fn text(tree: &Tree, element: Id, limit: usize) -> String {
    let mut text = String::new();
    let mut child = tree.first_child(element);
    while let Some(node) = child {
        if let Content::Text(piece) = tree.content(node) {
            let words = tree.words(piece);
            let room = limit.saturating_sub(text.len());
            text.push_str(&words[..words.floor_char_boundary(room)]);
        }
        child = tree.next(node);
    }
    text
}

/// The text folded and cut; `None` if that leaves nothing.
fn folded(text: &str) -> Option<String> {
    let folded: String = fold_white_space(text).chars().take(LONGEST_TEXT).collect();
    (!folded.is_empty()).then_some(folded)
}

/// Takes what one script says that no script before it said.
fn read_json_ld(json: &str, facts: &mut PageFacts) {
    // Line ends inside strings are no JSON, but common.
    let json = json.replace(char::is_control, " ");
    let Ok(value) = serde_json::from_str::<Value>(bare(&json)) else {
        return;
    };
    for thing in things(&value) {
        let free = thing.get("isAccessibleForFree").and_then(truth);
        facts.is_accessible_for_free = facts.is_accessible_for_free.or(free);
        let headline = thing.get("headline").and_then(Value::as_str);
        facts.headline = facts.headline.take().or_else(|| folded(headline?));
    }
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

/// The things a script describes: not the parts of things, since a part may cost what the whole does not.
fn things(value: &Value) -> Vec<&Value> {
    let mut things = Vec::new();
    let mut left = vec![value];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(values) => left.extend(values.iter().rev()),
            Value::Object(thing) => {
                things.push(value);
                let inner = ["mainEntity", "@graph"];
                left.extend(inner.iter().filter_map(|key| thing.get(*key)));
            }
            _ => {}
        }
    }
    things
}

/// `true`, `"False"`, `"http://schema.org/True"`: all are in use.
fn truth(value: &Value) -> Option<bool> {
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
