//! What the program says of labelled data that are not as they should be.
#![cfg(feature = "cli")]

mod common;

use std::fs;

use common::{stderr, unpitch};
use tempfile::TempDir;

/// What `unpitch evaluate` says on stderr of a file with this content, and its exit code.
fn evaluate(csv: &str, args: &[&str]) -> (String, Option<i32>) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.csv");
    fs::write(&path, csv).expect("the file is written");
    let path = path.to_str().expect("a UTF-8 path");
    let output = unpitch(&[&["evaluate", path], args].concat(), b"");
    // The folder has another name each time.
    (stderr(&output).replace(path, "a.csv"), output.status.code())
}

#[test]
fn an_unknown_label_is_refused_with_the_option_that_maps_it() {
    let csv = "text,label\nFerries sail again.,article\nSupport us,ad\n";
    let (stderr, code) = evaluate(csv, &[]);
    assert_eq!(code, Some(2), "{stderr}");
    let start = "error: a.csv:3: column \"label\": found \"ad\", expected one of article,";
    assert!(stderr.starts_with(start), "{stderr}");
    assert!(
        stderr.trim_end().ends_with("(--label-map FROM=TO)"),
        "{stderr}"
    );
    // Other faults are not mended by that option.
    let (stderr, _) = evaluate("text,label,position\na,article,x\n", &[]);
    assert!(!stderr.contains("--label-map"), "{stderr}");
}

#[test]
fn skipped_rows_are_counted_in_plain_words() {
    let (stderr, code) = evaluate("text,label\na,article\n,article\n", &["--skip-bad"]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(
        stderr.contains("a.csv: skipped 1 invalid row, used 1\n"),
        "{stderr}"
    );
    let csv = "text,label\na,article\n,article\nb,x\n";
    let (stderr, _) = evaluate(csv, &["--skip-bad"]);
    assert!(
        stderr.contains("a.csv: skipped 2 invalid rows, used 1\n"),
        "{stderr}"
    );
}

#[test]
fn a_page_with_marks_in_some_rows_only_is_reported() {
    let csv = "page,text,label,tag\np,Ferries sail again.,article,p\np,Home,navigation,\n";
    let (stderr, code) = evaluate(csv, &[]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(
        stderr.contains("a.csv: 1 page is read as text, because some rows have marks"),
        "{stderr}"
    );
    assert!(
        stderr.contains("the first: a.csv:3: found a row without marks"),
        "{stderr}"
    );
    let (stderr, _) = evaluate("page,text,label,tag\np,Home,navigation,li\n", &[]);
    assert_eq!(stderr, "");
}

#[test]
fn languages_of_three_letters_are_read() {
    let (stderr, code) = evaluate("text,label,language\n渡輪重開,article,yue\n", &[]);
    assert_eq!((stderr.as_str(), code), ("", Some(0)));
    let (stderr, code) = evaluate("text,label,language\na,article,English\n", &[]);
    assert!(
        stderr.contains("a.csv:2: column \"language\": found \"English\""),
        "{stderr}"
    );
    assert_eq!(code, Some(2));
}
