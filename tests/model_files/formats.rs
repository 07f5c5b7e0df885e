//! Files of all formats that were ever written. Those of format 1 to 3, and the first of format 5, are default models of their
//! time without all but the first rows of their tensors; their headers are whole.

use unpitch::{Model, Page};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/models");

#[test]
fn files_of_older_formats_are_refused_with_what_to_do() {
    for format in 1..5 {
        let path = format!("{FIXTURES}/format-{format}.unpitch");
        let message = Model::load(&path).unwrap_err().to_string();
        assert!(message.contains(&path), "{message}");
        let found = format!("format: {format}, this version reads 5");
        assert!(message.contains(&found), "{message}");
        assert!(message.contains("retrain it"), "{message}");
    }
}

#[test]
fn a_file_from_before_this_format_was_settled_is_refused_with_what_to_do() {
    let path = format!("{FIXTURES}/format-5-first.unpitch");
    let message = Model::load(&path).unwrap_err().to_string();
    assert!(message.contains("retrain it"), "{message}");
}

/// Written when the format was new. If this fails while the format has kept its number, older files of users fail as well.
#[test]
fn a_file_of_this_format_still_gives_its_labels() {
    let model = Model::load(format!("{FIXTURES}/format-5.unpitch")).unwrap();
    let page =
        Page::from_text("About us\n\nFerries sail again from Monday\n\nSubscribe now to read on");
    let labels = model.predict(&page);
    let labels: Vec<&str> = labels
        .iter()
        .map(|prediction| prediction.label().name())
        .collect();
    assert_eq!(labels, ["navigation", "article", "subscription-pitch"]);
}
