//! `unpitch clean` and `unpitch verdict` as their users run them.
#![cfg(all(feature = "cli", feature = "default-model"))]

mod common;

use std::fs;

use common::{pages, stderr, stdout, unpitch};
use serde_json::Value;

const HARBOUR: &str = "data/html/harbour.html";

fn clean(args: &[&str], input: &str) -> String {
    let output = unpitch(&[&["clean"], args].concat(), input.as_bytes());
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output)
}

fn refused(args: &[&str]) -> String {
    let output = unpitch(args, b"Ferries sail again\n");
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    stderr(&output)
}

#[test]
fn the_article_comes_as_text_and_as_markdown() {
    let text = clean(&[HARBOUR], "");
    assert!(
        text.starts_with("Night ferry returns after nine years\n\n"),
        "{text}"
    );
    assert!(
        !text.contains("Subscribe") && !text.contains("The Tideline"),
        "{text}"
    );
    let markdown = clean(&[HARBOUR, "--markdown"], "");
    assert!(
        markdown.starts_with("# Night ferry returns after nine years\n\n"),
        "{markdown}"
    );
    assert!(markdown.contains("\n## What it will cost\n"), "{markdown}");
    assert!(
        markdown.contains("[Ada Quill](/people/ada-quill)"),
        "{markdown}"
    );
}

#[test]
fn parts_choose_what_counts_as_text() {
    let body = clean(&[HARBOUR, "--parts", "body,heading"], "");
    assert!(body.starts_with("When the bell rang"), "{body}");
    assert!(
        body.contains("What it will cost") && !body.contains("Photograph"),
        "{body}"
    );
    let error = refused(&["clean", "--parts", "boddy"]);
    assert!(
        error.contains("boddy") && error.contains("list-item"),
        "{error}"
    );
}

#[test]
fn a_loss_is_a_share_in_per_cent() {
    let [least, most] = ["0.1%", "5%"].map(|loss| clean(&[HARBOUR, "--max-loss", loss], ""));
    assert!(least.len() >= most.len());
    for wrong in ["-1%", "101%", "much", "NaN%", "0.5"] {
        let error = refused(&["clean", &format!("--max-loss={wrong}")]);
        assert!(error.contains("0.5%"), "{wrong}: {error}");
    }
}

#[test]
fn a_model_of_few_pages_says_that_it_promises_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let [data, model] = ["data.csv", "small.unpitch"].map(|name| folder.path().join(name));
    fs::write(
        &data,
        "page,text,label\na,Ferries sail again,article\na,Sign in,navigation\nb,Tides rise at noon,article\nb,Imprint,navigation\n",
    )
    .unwrap();
    let [data, model] = [&data, &model].map(|path| path.to_str().unwrap());
    let trained = unpitch(&["train", data, "--output", model, "--min-df", "1"], b"");
    assert!(trained.status.success(), "{}", stderr(&trained));
    let error = refused(&["clean", "--model", model, "--max-loss", "1%"]);
    assert!(error.contains("promises no loss"), "{error}");
    let text = clean(&["--model", model], "Ferries sail again\n");
    assert_eq!(text, "Ferries sail again\n");
}

#[test]
fn each_page_has_a_file_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("articles");
    let dir = out.to_str().unwrap();
    let said = clean(
        &[
            "data/html/blog.html",
            HARBOUR,
            "--markdown",
            "--output-dir",
            dir,
        ],
        "",
    );
    assert_eq!(said, "");
    let mut names: Vec<_> = fs::read_dir(&out)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["blog.md", "harbour.md"]);
    let text = fs::read_to_string(out.join("harbour.md")).unwrap();
    assert!(text.starts_with("# Night ferry"), "{text}");
}

#[test]
fn json_lines_keep_their_fields() {
    let html = fs::read_to_string(HARBOUR).unwrap();
    let page = serde_json::json!({"id": 7, "url": "https://herald.example/a", "html": html, "text": "", "tide": [1, 2], "title": "theirs"});
    let output = unpitch(&["clean", "--format", "jsonl"], page.to_string().as_bytes());
    assert!(output.status.success(), "{}", stderr(&output));
    let line = &pages(&output)[0];
    assert_eq!(
        (&line["id"], &line["tide"]),
        (&7.into(), &serde_json::json!([1, 2]))
    );
    assert_eq!(line["title"], "Night ferry returns after nine years");
    assert_eq!(line["input"]["title"], "theirs");
    assert_eq!(
        (&line["author"], &line["date"]),
        (&"Ada Quill".into(), &"2025-03-14".into())
    );
    assert_eq!(line["language"], "en");
    assert_eq!(line["verdict"]["access"], "gated");
    assert!(line["text"].as_str().unwrap().starts_with("Night ferry"));
    assert!(line.get("html").is_none());
}

fn verdict(args: &[&str], input: &str) -> String {
    let output = unpitch(&[&["verdict"], args].concat(), input.as_bytes());
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output)
}

#[test]
fn a_verdict_is_a_line_per_page() {
    let lines = verdict(&["data/html/blog.html", HARBOUR, "--format", "table"], "");
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[1].starts_with("gated") && lines[1].contains("paywall"),
        "{}",
        lines[1]
    );
    let json: Value = serde_json::from_str(&verdict(&[HARBOUR], "")).unwrap();
    assert_eq!(
        (&json["access"], &json["kind"]),
        (&"gated".into(), &"article".into())
    );
    assert_eq!(json["claimed_free"], false);
    assert_eq!(json["paid_parts"], serde_json::json!([".gated"]));
    assert!(!json["reasons"].as_array().unwrap().is_empty());
    let shares = json["shares"].as_object().unwrap();
    let sum: f64 = shares.values().map(|share| share.as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-5);
}

#[test]
fn a_verdict_as_csv_has_a_header_and_a_row_per_page() {
    let csv = verdict(&[HARBOUR, "--format", "csv"], "");
    let mut lines = csv.lines();
    assert_eq!(
        lines.next().unwrap(),
        "page,language,access,kind,pitches,article,subscription-pitch,navigation,related-content,reasons"
    );
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("data/html/harbour.html,en,gated,article,")
    );
    assert_eq!(lines.next(), None);
}

#[test]
fn an_empty_page_has_an_unknown_verdict_and_no_article() {
    let json: Value = serde_json::from_str(&verdict(&["--input", "text"], "")).unwrap();
    assert_eq!(json["access"], "unknown");
    assert_eq!(clean(&["--input", "text"], ""), "");
}

#[test]
fn hostile_pages_give_text_and_never_markup() {
    let page = "<h1>A &lt;script&gt;alert(1)&lt;/script&gt; B</h1><p>Ferries sail [again](javascript:alert(1)) from the \
        harbour, said the <a href='javascript:alert(2)'>master</a>, and <a href='data:text/html,x'>others</a> agreed with \
        him at once, since the storm was over.</p>";
    let markdown = clean(
        &["--markdown", "--input", "html", "--max-loss", "0.1%"],
        page,
    );
    assert!(!markdown.contains("<script>"), "{markdown}");
    assert!(markdown.contains("\\[again\\]"), "{markdown}");
    for text in ["[master](", "[others](", "<a"] {
        assert!(!markdown.contains(text), "{markdown}");
    }
}
