//! Whatever ends the program, no key is lost.

use std::fs::OpenOptions;
use std::io::Write;

use serde_json::json;

use super::{Desk, labels, shown};

const ALL: [&str; 3] = ["ferry.html", "mill.txt", "pier.txt"];

#[test]
fn killed_after_any_step_it_goes_on_where_it_was() {
    let desk = Desk::new();
    for act in [
        json!({"do": "label", "at": [[0, 1]], "label": "subscription-pitch"}),
        json!({"do": "label", "at": [[1, 3]], "label": "related-content"}),
        json!({"do": "undo"}),
        json!({"do": "finish"}),
        json!({"do": "confirm", "at": [[0, 1]]}),
    ] {
        let sitting = desk.sit(&ALL);
        let mut before = sitting.step(act.clone());
        assert_eq!(sitting.end("-KILL").0, None);
        // Half a line, as a machine that loses its power leaves it.
        let file = OpenOptions::new().append(true).open(desk.journal());
        file.expect("a journal")
            .write_all(b"{\"page\":\"4")
            .expect("half a line");
        let again = desk.sit(&ALL);
        let mut after = again.look();
        for view in [&mut before, &mut after] {
            view["taken"] = 0.into();
        }
        assert_eq!(after, before, "{act}");
    }
    let (code, said) = desk.sit(&ALL).end("-INT");
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("1 page written") && said.contains("1 page begun"),
        "{said}"
    );
    assert!(desk.csv().contains(",subscription-pitch,"));
}

#[test]
fn a_journal_of_other_pages_is_kept_and_refused() {
    let desk = Desk::new();
    let sitting = desk.sit(&["ferry.html"]);
    sitting.label([0, 1], "navigation");
    assert_eq!(sitting.end("-KILL").0, None);
    let journal = std::fs::read(desk.journal()).expect("a journal");
    let said = desk.refusal(&["mill.txt"]);
    assert!(
        said.contains("labels of 1 page") && said.contains("ferry.html"),
        "{said}"
    );
    // Changed since: its paragraphs are others.
    std::fs::write(desk.at("ferry.html"), "<p>Ferries, anew").expect("a page");
    let said = desk.refusal(&["ferry.html"]);
    assert!(said.contains("not as they were"), "{said}");
    assert_eq!(std::fs::read(desk.journal()).expect("still there"), journal);
}

#[test]
fn pages_may_be_added_and_what_is_done_is_not_asked_again() {
    let desk = Desk::new();
    let sitting = desk.sit(&["mill.txt"]);
    sitting.label([0, 1], "related-content");
    assert_eq!(sitting.end("-KILL").0, None);
    let sitting = desk.sit(&["mill.txt", "ferry.html"]);
    let view = sitting.look();
    assert_eq!(shown(&view), "mill.txt");
    sitting.done();
    assert_eq!(sitting.end("-TERM").0, Some(0));
    assert!(!desk.journal().exists());
    let first = desk.csv();
    let sitting = desk.sit(&["mill.txt", "ferry.html"]);
    assert_eq!(sitting.look()["progress"]["pages"], 1);
    let done = sitting.done();
    assert!(done["current"].is_null());
    assert_eq!(sitting.end("-TERM").0, Some(0));
    let both = desk.csv();
    assert!(both.starts_with(&first) && both.len() > first.len());
    let said = desk.refusal(&["mill.txt", "ferry.html"]);
    assert!(said.contains("2 pages are in the output already"), "{said}");
    assert!(!desk.journal().exists());
}

#[test]
fn an_output_is_one_sittings_at_a_time() {
    let desk = Desk::new();
    let _first = desk.sit(&["mill.txt"]);
    let said = desk.refusal(&["mill.txt"]);
    assert!(said.contains("still going on"), "{said}");
}

#[test]
fn killed_between_the_rows_and_the_journal_nothing_comes_twice() {
    let desk = Desk::new();
    let sitting = desk.sit(&ALL);
    let name = shown(&sitting.look()).to_owned();
    let view = sitting.done();
    let at = labels(&view).len();
    sitting.label([at - 1, at], "article");
    let journal = std::fs::read(desk.journal()).expect("a journal");
    assert_eq!(sitting.end("-TERM").0, Some(0));
    // As if it had been killed once the rows were written.
    std::fs::write(desk.journal(), journal).expect("a journal");
    let sitting = desk.sit(&ALL);
    let view = sitting.look();
    assert!(
        shown(&view) != name && labels(&view).ends_with('a'),
        "{view}"
    );
    // Undone is the label on the page that is not written yet, also after the next crash.
    sitting.step(json!({"do": "undo"}));
    assert_eq!(sitting.end("-KILL").0, None);
    let view = desk.sit(&ALL).look();
    assert!(
        !view["how"].as_str().expect("letters").contains('g'),
        "{view}"
    );
}
