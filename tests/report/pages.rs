//! `predict --format html`.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::common::{predict, stderr, stdout};
use crate::markup::Markup;
use crate::{HOSTILE, cell};

const HARBOUR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/html/harbour.html");

/// The document of these pages, given as names and texts.
#[track_caller]
fn shown(pages: &[(&str, &str)], more: &[&str]) -> String {
    let lines: String = pages
        .iter()
        .map(|(page, text)| json!({ "page": page, "text": text }).to_string() + "\n")
        .collect();
    let output = predict(&[&["--format", "html"], more].concat(), lines.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

#[test]
fn a_hostile_page_is_text_and_nothing_else() {
    // As rows, each is a paragraph to the letter.
    let rows = |page: &str| {
        let rows = HOSTILE.map(|text| format!("{},{}\n", cell(page), cell(text)));
        rows.concat()
    };
    let csv = format!("page,text\n{}{}", rows(HOSTILE[0]), rows(HOSTILE[4]));
    let output = predict(&["--format", "html", "--input", "csv"], csv.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let found = Markup::read(&stdout(&output));
    assert_eq!(found.named("script").count(), 0);
    for strange in ["img", "plaintext", "b", "i"] {
        assert_eq!(found.named(strange).count(), 0, "{strange}");
    }
    assert_eq!(found.named("title").count(), 1);
    for part in [
        HOSTILE[0],
        HOSTILE[2],
        r"a b [31m \u{202e}exe.gpj\u{2066}x y",
        r"\u{2066}x y\u{e0041}",
        "\u{200f}mixed",
    ] {
        assert!(found.text.contains(part), "no {part:?}");
    }
    assert!(!found.text.contains('\u{202e}') && !found.text.contains('\0'));
}

#[test]
fn a_megabyte_in_one_paragraph_is_cut() {
    let document = shown(&[("quay", &"a & ".repeat(300_000))], &[]);
    assert!(document.len() < 100_000, "{}", document.len());
    let text = Markup::read(&document).text;
    assert!(
        text.contains(" … 1195999 more characters"),
        "{}",
        text.len()
    );
}

#[test]
fn nothing_and_pages_without_text_are_documents() {
    assert!(
        Markup::read(&shown(&[], &["--input", "jsonl"]))
            .text
            .contains("There is no page.")
    );
    let empty = Markup::read(&shown(&[("quay", "")], &[]));
    assert!(empty.text.contains("The page has no paragraphs."));
    assert_eq!(empty.n_of_class("index"), 0);
}

#[test]
fn five_thousand_paragraphs_are_a_document() {
    let lines =
        (0..5_000).map(|n| format!("Ferry {n} sails again & again from the old harbour\n\n"));
    let text = lines.collect::<String>();
    let document = shown(&[("quay", &text)], &[]);
    let found = Markup::read(&document);
    assert_eq!(found.n_of_class("said"), 5_000);
    // A kilobyte a paragraph, most of it the reasons.
    assert!(document.len() < 5_000_000, "{}", document.len());
}

#[test]
fn pages_stand_one_after_the_other_before_their_index() {
    let pages = [("quay", "Home"), ("mole", "Ferries sail."), ("quay", "Up")];
    let document = shown(&pages, &["--threads", "1"]);
    assert_eq!(document, shown(&pages, &["--threads", "7"]));
    let found = Markup::read(&document);
    assert_eq!(found.dead_links(), [""; 0]);
    let ids: Vec<&str> = found.named("p").filter_map(|p| p.attribute("id")).collect();
    assert_eq!(ids, ["page-1", "page-2", "page-3"]);
    let links = found.named("a").filter_map(|link| link.attribute("href"));
    let links: Vec<&str> = links.skip_while(|link| *link != "#page-1").collect();
    assert!(
        links.ends_with(&["#page-1", "#page-2", "#page-3"]),
        "{links:?}"
    );
}

#[test]
fn reasons_are_always_there_and_labels_can_be_chosen() {
    let html = fs::read(HARBOUR).unwrap();
    let document = |more: &[&str]| {
        let output = predict(&[&["--format", "html"], more].concat(), &html);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    let all = document(&[]);
    assert_eq!(all, document(&["--explain"]));
    let found = Markup::read(&all);
    assert_eq!(found.named("details").count(), found.n_of_class("said"));
    let pitches = Markup::read(&document(&["--keep", "subscription-pitch"]));
    let listed = |found: &Markup| {
        found
            .named("p")
            .filter(|p| p.attribute("dir").is_some())
            .count()
    };
    assert!((1..listed(&found)).contains(&listed(&pitches)));
    assert!(
        found
            .named("p")
            .all(|p| p.attribute("dir").is_none() || p.attribute("lang") == Some("en"))
    );
}

#[test]
fn each_file_is_a_document_of_its_own() {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("in.jsonl");
    let lines = (1..=5).map(|n| format!("{{\"page\":\"p{n}\",\"text\":\"Ferries sail\"}}\n"));
    fs::write(&input, lines.collect::<String>()).unwrap();
    let input = input.to_str().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for args in [
        &["--output", &at("all.html")][..],
        &["--output", &at("some.html"), "--shard-size", "2"],
        &["--output-dir", &at("out"), "--format", "html"],
    ] {
        let output = predict(&[&[input], args].concat(), b"");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let pages = |name: &str| {
        let found = Markup::read(&fs::read_to_string(at(name)).unwrap());
        assert_eq!(
            found.dead_links().len(),
            usize::from(found.n_of_class("turn") == 1),
            "{name}"
        );
        found.n_of_class("turn")
    };
    assert_eq!(pages("all.html"), 5);
    let shards = ["some-00000.html", "some-00001.html", "some-00002.html"].map(pages);
    assert_eq!(shards, [2, 2, 1]);
    assert_eq!(fs::read_dir(at("out")).unwrap().count(), 5);
    assert_eq!(pages("out/p5.html"), 1);
}
