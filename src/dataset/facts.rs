//! A page's facts as the cell that holds them: one JSON object.

use serde::de::Error;

use crate::PageFacts;

/// The cell; empty for a page that says nothing of itself.
pub(super) fn cell(facts: &PageFacts) -> String {
    if *facts == PageFacts::default() {
        return String::new();
    }
    serde_json::to_string(facts).expect("texts, numbers and lists of them")
}

/// The facts that a cell holds.
pub(super) fn read(cell: &str) -> serde_json::Result<PageFacts> {
    // serde takes a list for a struct as well, its values for the fields in their order.
    if !cell.starts_with('{') {
        return Err(serde_json::Error::custom("no object"));
    }
    serde_json::from_str(cell)
}

/// Two cells from a little before the place where they differ: the facts of two pages of a site may begin alike.
pub(super) fn differing<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let start = a.floor_char_boundary(same.saturating_sub(BEFORE));
    (&a[start..], &b[start..])
}

/// How much of what is the same is shown, in bytes: about the name of a fact.
const BEFORE: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_shown_from_where_they_differ() {
        let pair = |title: &str| format!("{{\"host\":\"courier.example\",\"title\":\"{title}\"}}");
        let (a, b) = (pair("Fähre"), pair("Fährt"));
        assert_eq!(
            differing(&a, &b),
            ("\",\"title\":\"Fähre\"}", "\",\"title\":\"Fährt\"}")
        );
        assert_eq!(differing("é", "é and more"), ("é", "é and more"));
        assert_eq!(differing("", "{}"), ("", "{}"));
    }

    #[test]
    fn only_an_object_holds_facts() {
        for cell in ["[]", "[\"Ferries\"]", "null", "1", "\"{}\"", "{", "{}x"] {
            assert!(read(cell).is_err(), "{cell}");
        }
        assert_eq!(read("{}").unwrap(), PageFacts::default());
        assert_eq!(cell(&PageFacts::default()), "");
    }
}
