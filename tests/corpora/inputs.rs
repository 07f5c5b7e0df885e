//! Folders, lists, packed files, WARC and WET: what is read of them, and what comes back.

use std::fs;

use serde_json::Value;

use super::common::{gzip, pages, predict, stderr, texts};
use super::{arg, folder, names, record, response, xz, zstd};

#[test]
fn a_folder_is_read_in_order_but_for_what_is_hidden_or_not_asked_for() {
    let folder = folder(&[
        ("b/2.html", b"<p>two"),
        ("b/10.txt.zst", &zstd(b"ten")),
        ("a.html.xz", &xz(b"<p>a")),
        ("c.jsonl.gz", &gzip(b"{\"id\": \"c\", \"text\": \"c\"}\n")),
        (".hidden/x.html", b"<p>hidden"),
        ("b/.y.html", b"<p>hidden"),
    ]);
    let all = predict(&[arg(folder.path())], b"");
    assert_eq!(all.status.code(), Some(0), "{}", stderr(&all));
    let expected = ["a.html.xz", "b/10.txt.zst", "b/2.html", "c"];
    assert_eq!(names(&all, &folder), expected);
    assert_eq!(texts(&pages(&all)[1]), ["ten"]);
    let some = predict(
        &[arg(folder.path()), "--glob", "*.html", "--glob", "*.xz"],
        b"",
    );
    assert_eq!(names(&some, &folder), ["a.html.xz", "b/2.html"]);
    let wrong = predict(&[arg(folder.path()), "--glob", "a["], b"");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("globs"), "{}", stderr(&wrong));
    assert!(wrong.stdout.is_empty());
    let table = predict(&[arg(folder.path()), "--format", "table"], b"");
    assert!(String::from_utf8_lossy(&table.stdout).contains("2.html"));
}

#[test]
fn a_list_names_files_and_folders() {
    let folder = folder(&[
        ("a b.html", b"<p>a"),
        ("more/c.html", b"<p>c"),
        ("d.html", b"<p>d"),
    ]);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let list = [
        path("d.html"),
        String::new(),
        path("missing"),
        path("a b.html"),
        path("more"),
    ];
    let list = list.join("\r\n");
    for from in ["-", "list"] {
        fs::write(folder.path().join("list"), &list).expect("a list");
        let from = if from == "-" {
            "-".to_owned()
        } else {
            path(from)
        };
        let output = predict(&["--files-from", &from], list.as_bytes());
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            names(&output, &folder),
            ["d.html", "a b.html", "more/c.html"]
        );
        assert!(stderr(&output).contains("missing: "), "{}", stderr(&output));
    }
    let output = predict(&["--files-from", &path("nowhere")], b"<p>not read");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn packed_streams_are_told_by_their_content() {
    let lines = b"{\"id\":1,\"text\":\"Ferries\"}\n{\"id\":2,\"text\":\"sail\"}\n";
    for packed in [gzip(lines), zstd(lines), xz(lines)] {
        let output = predict(&[], &packed);
        let found = pages(&output);
        assert_eq!(found.len(), 2, "{}", stderr(&output));
        assert_eq!(texts(&found[1]), ["sail"]);
        let cut = predict(&[], &packed[..packed.len() - 9]);
        assert_eq!(cut.status.code(), Some(2));
        assert!(stderr(&cut).contains("breaks off"), "{}", stderr(&cut));
    }
}

#[test]
fn a_warc_is_read_like_its_pages_and_names_them() {
    let html: &[&[u8]] = &[
        b"<p>Ferries sail again from Monday.<p>Already a subscriber? Sign in",
        "<p>Fähren fahren wieder.".as_bytes(),
        b"",
    ];
    let records: Vec<u8> = (0..)
        .zip(html)
        .flat_map(|(n, html)| response(n, html))
        .collect();
    let members: Vec<u8> = (0..)
        .zip(html)
        .flat_map(|(n, html)| gzip(&response(n, html)))
        .collect();
    let alone: Vec<Value> = html
        .iter()
        .flat_map(|html| pages(&predict(&["--input", "html"], html)))
        .collect();
    for bytes in [records, members] {
        let output = predict(&[], &bytes);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let found = pages(&output);
        assert_eq!(found.len(), html.len());
        for (number, (page, alone)) in found.iter().zip(&alone).enumerate() {
            assert_eq!(page["paragraphs"], alone["paragraphs"]);
            assert_eq!(page["page"], format!("https://ferries.example/{number}"));
            assert_eq!(page["url"], page["page"]);
            assert_eq!(page["warc_record_id"], format!("<urn:uuid:{number}>"));
        }
    }
}

#[test]
fn a_wet_is_read_as_text() {
    let fields =
        "WARC-Type: conversion\r\nWARC-Target-URI: https://a.example/\r\nContent-Type: text/plain";
    let info = record(
        "WARC-Type: warcinfo\r\nContent-Type: application/warc-fields",
        b"a: b\r\n",
    );
    let bytes = [info, record(fields, "Fähren\nfahren".as_bytes())].concat();
    let found = pages(&predict(&[], &gzip(&bytes)));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["page"], "https://a.example/");
    assert_eq!(texts(&found[0]), ["Fähren", "fahren"]);
    assert!(found[0]["paragraphs"][0].get("tag").is_none());
}

#[test]
fn a_bad_record_of_a_warc_costs_no_other() {
    let bytes = [
        response(1, b"<p>one"),
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n<p>no length\r\n\r\n".to_vec(),
        response(2, b"\x89PNG\r\n\x1a\n\0"),
        response(3, b"<p>three"),
        response(4, b"<p>four")[..200].to_vec(),
    ];
    let output = predict(&[], &bytes.concat());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(pages(&output).len(), 2);
    for words in [
        "without its Content-Length",
        "a PNG image that is called HTML",
        "breaks off",
    ] {
        assert!(
            stderr(&output).contains(words),
            "{words}: {}",
            stderr(&output)
        );
    }
}
