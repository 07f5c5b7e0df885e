//! What stands beside a paragraph and is no text, as [`Marks::beside`](crate::Marks::beside) has it.

/// How much of it is kept, in bytes; the last element may go beyond.
const LONGEST: usize = 100;

/// Adds an element of this name if it is no text, and if there is room; `field` is what it is as a field of a form.
pub(super) fn add(name: &str, field: &str, beside: &mut String) {
    let Some(kind) = kind(name, field).filter(|_| beside.len() < LONGEST) else {
        return;
    };
    if !beside.is_empty() {
        beside.push(' ');
    }
    beside.push_str(name);
    if !kind.is_empty() {
        beside.push(':');
        beside.push_str(kind);
    }
}

/// The type of an element that is no text, empty if it needs none; `None` for others and what is not seen.
fn kind<'f>(name: &str, field: &'f str) -> Option<&'f str> {
    match name {
        "input" => field.split(':').next().filter(|kind| *kind != "hidden"),
        "img" | "svg" | "video" | "audio" | "iframe" | "canvas" | "object" | "embed" | "time"
        | "select" | "textarea" => Some(""),
        _ => None,
    }
}
