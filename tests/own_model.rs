//! A model of one's own, from the command line: begun from another one, tuned, and looked into.
#![cfg(all(feature = "cli", feature = "default-model"))]

mod common;

use std::fmt::Write as _;
use std::path::PathBuf;

use common::{stderr, stdout, unpitch};
use serde_json::Value;

/// Pages of a harbour office, whose tide tables the default model does not take for articles.
fn tides(pages: usize) -> String {
    let mut csv = String::from("page,site,text,label\n");
    for page in 0..pages {
        for (text, label) in [
            ("Harbour office".to_owned(), "navigation"),
            (format!("Tides on day {page} of May"), "article"),
            (format!("High water 0{}:{}2", page % 9, page % 6), "article"),
            (format!("Low water 1{}:{}7", page % 9, page % 6), "article"),
            ("Quay club: nine a year".to_owned(), "subscription-pitch"),
            ("Imprint".to_owned(), "navigation"),
        ] {
            writeln!(csv, "{page},tides.example,{text},{label}").unwrap();
        }
    }
    csv
}

/// A folder with those pages in `tides.csv`, and what stands in a test's way to a file in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(pages: usize) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("tides.csv"), tides(pages)).unwrap();
        Desk(folder)
    }

    fn path(&self, name: &str) -> String {
        let path: PathBuf = self.0.path().join(name);
        path.to_str().unwrap().to_owned()
    }
}

fn labels(model: &str, text: &str) -> Vec<String> {
    let output = common::predict(&["--model", model, "--format", "jsonl"], text.as_bytes());
    let page = common::pages(&output).remove(0);
    let paragraphs = page["paragraphs"].as_array().unwrap().iter();
    paragraphs
        .map(|p| p["label"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_few_pages_are_enough_with_a_base() {
    let desk = Desk::new(3);
    let (data, model) = (desk.path("tides.csv"), desk.path("tides.unpitch"));
    let trained = unpitch(&["train", &data, "--base", "--output", &model], b"");
    assert!(trained.status.success(), "{}", stderr(&trained));
    assert!(
        stderr(&trained).contains("that of the base"),
        "{}",
        stderr(&trained)
    );
    let day = "Harbour office\n\nTides on day 30 of May\n\nHigh water 04:12\n\nLow water 10:37\n\nQuay club: nine a year\n\nImprint\n";
    let expected = [
        "navigation",
        "article",
        "article",
        "article",
        "subscription-pitch",
        "navigation",
    ];
    assert_eq!(labels(&model, day), expected);
    // A model of one's own may be a base too.
    let again = desk.path("again.unpitch");
    let base = format!("--base={model}");
    let trained = unpitch(&["train", &data, &base, "--output", &again], b"");
    assert!(trained.status.success(), "{}", stderr(&trained));
    let refused = unpitch(&["train", &data, &base, "--output", &model], b"");
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("--output"),
        "{}",
        stderr(&refused)
    );
}

#[test]
fn a_base_is_cross_validated_beside_itself_by_page_where_there_is_one_site() {
    let desk = Desk::new(4);
    let output = unpitch(
        &["train", &desk.path("tides.csv"), "--base", "--folds", "2"],
        b"",
    );
    let text = stdout(&output);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        text.contains("as text\n") && text.contains("as text, by the base alone"),
        "{text}"
    );
    assert!(
        stderr(&output).contains("2, by page"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn what_a_base_leaves_no_choice_of_is_refused() {
    for option in [
        ["--solver", "linfa"],
        ["--dropout", "0.1"],
        ["--trials", "3"],
    ] {
        let args = [
            &["train", "tides.csv", "--base", "--output", "m"][..],
            &option,
        ]
        .concat();
        let output = unpitch(&args, b"");
        assert_eq!(output.status.code(), Some(2));
        assert!(
            stderr(&output).contains("cannot be used with"),
            "{}",
            stderr(&output)
        );
    }
}

#[test]
fn trials_are_said_and_kept_in_the_model() {
    let desk = Desk::new(4);
    let (data, model) = (desk.path("tides.csv"), desk.path("tides.unpitch"));
    let train = |args: &[&str]| {
        let output = unpitch(&[&["train", &data, "--output", &model], args].concat(), b"");
        assert!(output.status.success(), "{}", stderr(&output));
        (stderr(&output), std::fs::read(&model).unwrap())
    };
    let (said, first) = train(&["--trials", "2", "--alpha", "0.5"]);
    assert!(
        said.contains("defaults: ") && !said.contains("alpha 0.5,"),
        "{said}"
    );
    assert_eq!(train(&["--trials", "2", "--alpha", "0.5"]).1, first);
    let inspected = unpitch(&["inspect", &model, "--format", "json"], b"");
    let inspected: Value = serde_json::from_str(&stdout(&inspected)).unwrap();
    let parameters = &inspected["metadata"]["parameters"];
    assert!(
        parameters["tuned"]
            .as_str()
            .unwrap()
            .starts_with("3 trials on 4 folds: ")
    );
    assert!(parameters["tried"].as_str().unwrap().contains("defaults: "));
    assert_eq!(parameters["alpha"], "0.5");
    let (said, _) = train(&["--tune", "1s"]);
    assert!(said.contains("Tuning"), "{said}");
}

#[test]
fn a_model_is_inspected_as_text_and_by_language() {
    let desk = Desk::new(2);
    let data = desk.path("tides.csv");
    let output = unpitch(&["inspect", "--features", "3", "--by-language", &data], b"");
    let text = stdout(&output);
    assert!(output.status.success(), "{}", stderr(&output));
    for title in [
        "Model embedded",
        "Features of each family",
        "Thresholds, pages with marks: characters dropped at each --max-loss",
        "subscription-pitch: strongest words",
        "unknown, article: what added most on the pages given",
    ] {
        assert!(text.contains(title), "{title}: {text}");
    }
    let json = stdout(&unpitch(&["inspect", "embedded", "--format", "json"], b""));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["digest"].as_str().unwrap().len(), 64);
    assert_eq!(json["strongest"].as_array().unwrap().len(), 4);
    let refused = unpitch(&["inspect", &data], b"");
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("tides.csv"),
        "{}",
        stderr(&refused)
    );
}

#[test]
fn shells_and_manuals_are_served() {
    for (shell, sign) in [
        ("bash", "complete"),
        ("zsh", "#compdef unpitch"),
        ("fish", "complete -c unpitch"),
    ] {
        let script = stdout(&unpitch(&["completions", shell], b""));
        assert!(script.contains(sign));
    }
    assert!(stdout(&unpitch(&["man"], b"")).starts_with(".ie"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("man1");
    let written = unpitch(&["man", "--output-dir", path.to_str().unwrap()], b"");
    assert!(written.status.success(), "{}", stderr(&written));
    let page = std::fs::read_to_string(path.join("unpitch-predict.1")).unwrap();
    assert!(page.contains("--explain") || page.contains("\\-\\-explain"));
}

#[test]
fn colours_are_as_asked_for_and_details_too() {
    let table = |args: &[&str]| {
        let args = [&["--format", "table"], args].concat();
        common::predict(&args, b"Sign in\n")
    };
    assert!(stdout(&table(&["--color", "always"])).contains('\x1b'));
    assert!(!stdout(&table(&["--color", "never"])).contains('\x1b'));
    assert!(!stdout(&table(&[])).contains('\x1b'));
    let said = stderr(&table(&["--verbose"]));
    assert!(
        said.contains("model embedded, SHA-256 ") && said.contains("threads"),
        "{said}"
    );
    assert_eq!(table(&["--verbose", "--quiet"]).status.code(), Some(2));
}
