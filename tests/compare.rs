//! `unpitch compare` as a user runs it.
#![cfg(all(feature = "cli", feature = "default-model"))]

mod common;

use std::fs;

use common::{stderr, stdout, unpitch};
use serde_json::Value;
use tempfile::TempDir;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/test.csv");

/// A model that has seen ten rows.
fn small_model(folder: &TempDir) -> String {
    let rows = "text,label\n\
        The ferry to the island sails again from Monday.,article\nHome,navigation\n\
        The council closed the old bridge for the winter.,article\nContact,navigation\n\
        A storm has bent the ramp of the pier.,article\nImprint,navigation\n\
        Subscribe now for a month,subscription-pitch\nCookies,navigation\n\
        Subscribe to read on,subscription-pitch\nSport,navigation\n";
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let (csv, model) = (path("rows.csv"), path("small.unpitch"));
    fs::write(&csv, rows).expect("the rows are written");
    let trained = unpitch(&["train", &csv, "--output", &model, "--quiet"], b"");
    assert_eq!(trained.status.code(), Some(0), "{}", stderr(&trained));
    model
}

fn json(args: &[&str]) -> Value {
    let output = unpitch(&[args, &["--format", "json"]].concat(), b"");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn a_model_is_the_same_as_itself() {
    let comparison = json(&["compare", "embedded", "embedded", DATA]);
    assert_eq!(comparison["paragraphs"], 426);
    assert_eq!(comparison["changes"], Value::Array(Vec::new()));
    let f1 = |label: usize| &comparison["labels"][label]["f1"];
    for figure in [
        &comparison["macro_f1"],
        &comparison["accuracy"],
        f1(0),
        f1(3),
    ] {
        assert_eq!(figure["a"], figure["b"]);
        for end in ["difference", "low", "high"] {
            assert_eq!(figure[end], 0.0, "{figure}");
        }
    }
    let output = unpitch(&["compare", "embedded", "embedded", DATA], b"");
    let text = stdout(&output);
    assert!(
        text.starts_with("Pages: 8, paragraphs: 426; 95 % intervals of the difference from"),
        "{text}"
    );
    assert_eq!(text.matches("0.000 to 0.000\n").count(), 6, "{text}");
    assert!(!text.contains("another label"), "{text}");
}

#[test]
fn the_figures_are_those_of_evaluate_and_the_surest_changes_come_first() {
    let folder = TempDir::new().expect("a folder");
    let model = small_model(&folder);
    let comparison = json(&["compare", &model, "embedded", DATA]);
    let small = json(&["evaluate", DATA, "--model", &model]);
    let embedded = json(&["evaluate", DATA]);
    for (side, evaluation) in [("a", &small), ("b", &embedded)] {
        let overall = &evaluation["overall"];
        for figure in ["macro_f1", "accuracy"] {
            assert_eq!(comparison[figure][side], overall[figure]["value"]);
        }
        for label in 0..4 {
            let compared = &comparison["labels"][label];
            assert_eq!(
                compared["f1"][side],
                overall["labels"][label]["f1"]["value"]
            );
            assert_eq!(compared["support"], overall["labels"][label]["support"]);
        }
    }
    let accuracy = &comparison["accuracy"];
    let number = |name: &str| accuracy[name].as_f64().expect("a number");
    assert!(
        0.0 < number("low") && number("low") < number("difference"),
        "{accuracy}"
    );
    assert!(number("difference") < number("high"), "{accuracy}");

    let changes = comparison["changes"].as_array().expect("changes");
    let count = |effect: &str| {
        changes
            .iter()
            .filter(|change| change["effect"] == effect)
            .count() as f64
    };
    // What is better less what is worse is what accuracy gains.
    let gained = (count("better") - count("worse")) / 426.0;
    assert!((gained - number("difference")).abs() < 1e-12);
    assert!(changes.is_sorted_by(|a, b| a["confidence"].as_f64() >= b["confidence"].as_f64()));
    let (first, csv) = (&changes[0], fs::read_to_string(DATA).expect("the data"));
    let line = first["line"].as_u64().expect("a line") as usize;
    let row = csv.lines().nth(line - 1).expect("a row");
    assert!(
        row.contains(first["page"].as_str().expect("a page")),
        "{row}"
    );
    assert!(
        row.contains(&format!(",{},", first["actual"].as_str().expect("a label"))),
        "{row}"
    );
    assert_eq!(first["path"], DATA);
}

#[test]
fn text_and_markdown_show_so_many_paragraphs() {
    let folder = TempDir::new().expect("a folder");
    let model = small_model(&folder);
    let shown = |args: &[&str]| {
        let output = unpitch(
            &[&["compare", &model, "embedded", DATA], args].concat(),
            b"",
        );
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    let text = shown(&[]);
    assert!(text.contains("; the surest 20\n  sure  effect"), "{text}");
    assert_eq!(text.matches("test.csv:").count(), 20, "{text}");
    let markdown = shown(&["--format", "markdown", "--limit", "3"]);
    assert!(
        markdown.contains("| measure | A | B | B - A | 95 % interval |\n| --- | ---: |"),
        "{markdown}"
    );
    assert!(
        markdown.contains("| sure | effect | actual | A | B | where | text |\n| --- | --- |"),
        "{markdown}"
    );
    assert_eq!(markdown.matches("test.csv:").count(), 3, "{markdown}");
    let json = shown(&["--format", "json", "--limit", "2"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(2));
}

#[test]
fn models_and_data_that_are_none_are_refused() {
    for (args, expected) in [
        (["embedded", DATA, DATA], "model file"),
        (["nowhere.unpitch", "embedded", DATA], "nowhere.unpitch: "),
        (["embedded", "embedded", "nowhere.csv"], "nowhere.csv: "),
    ] {
        let output = unpitch(&[&["compare"], &args[..]].concat(), b"");
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
}
