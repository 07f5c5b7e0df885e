//! `unpitch predict`: every kind of input, and what comes back of it.
#![cfg(feature = "default-model")]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{gzip, pages, predict, start, texts};
use serde_json::{Value, json};
use tempfile::TempDir;

/// What is said, but for the summary at the end of a run of several pages.
fn stderr(output: &Output) -> String {
    let said = common::stderr(output);
    let is_summary = |line: &&str| line.starts_with("note: ") && line.contains(" a second; ");
    let lines = said.lines().filter(|line| !is_summary(line));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The names of the pages.
fn names(pages: &[Value]) -> Vec<&str> {
    pages
        .iter()
        .map(|page| page["page"].as_str().expect("a name"))
        .collect()
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> String {
    let path: PathBuf = folder.path().join(name);
    fs::write(&path, bytes).expect("the folder takes files");
    path.to_str().expect("a UTF-8 path").to_owned()
}

fn utf16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    marked.encode_utf16().flat_map(bytes).collect()
}

/// Writes each piece only once the one before it was answered, and never closes standard input before the last.
fn answers(args: &[&str], pieces: &[&[u8]]) -> Vec<Value> {
    let mut child = start(&[&["predict"], args].concat());
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let answer = |piece: &&[u8]| {
        input.write_all(piece).unwrap();
        input.flush().unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).expect("an answer of one line")
    };
    let answers = pieces.iter().map(answer).collect();
    drop(input);
    assert!(child.wait().unwrap().success());
    answers
}

#[test]
fn each_object_is_answered_before_the_next_is_awaited() {
    let forms: [[&str; 3]; 4] = [
        [
            "{\"id\":1,\"text\":\"one\"}\n",
            "{\"id\":2,\"text\":\"two\"}\n",
            "{\"id\":3,\"text\":\"three\"}\n",
        ],
        [
            "\n\n{\"id\":1,\"text\":\"one\"}",
            " {\"id\":2,\"text\":\"two\"}",
            "\n{\"id\":3,\"text\":\"three\"}",
        ],
        [
            "[\n  {\"id\":1,\"text\":\"one\"}",
            ",\n  {\"id\":2,\"text\":\"two\"}",
            ",{\"id\":3,\"text\":\"three\"}]",
        ],
        [
            "{\n\"id\":1,\n\"text\":\"one\"\n}\n",
            "{\n\"id\":2,\n\"text\":\"two\"\n}\n",
            "{\n\"id\":3,\n\"text\":\"three\"\n}\n",
        ],
    ];
    for args in [&[][..], &["--input", "jsonl"], &["--threads", "1"]] {
        for form in forms {
            let pages = answers(args, &form.map(str::as_bytes));
            assert_eq!(names(&pages), ["1", "2", "3"], "{form:?}");
        }
    }
    let little =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let pieces = [
        little("\u{feff}{\"id\":1,\"text\":\"one\"}\n"),
        little("{\"id\":2,\"text\":\"two\"}\n"),
    ];
    let pages = answers(&[], &[&pieces[0], &pieces[1]]);
    assert_eq!(names(&pages), ["1", "2"]);
}

#[test]
#[cfg(unix)]
fn few_files_are_open_at_a_time() {
    let folder = TempDir::new().unwrap();
    let long = "Ferries sail again from Monday. ".repeat(600);
    let paths: Vec<String> = (0..500)
        .map(|i| match i % 5 {
            _ if i % 50 == 0 => file(&folder, &format!("{i}.txt"), long.as_bytes()),
            0 => file(&folder, &format!("{i}.txt"), b"Ferries sail"),
            1 => file(&folder, &format!("{i}.txt.gz"), &gzip(b"Ferries sail")),
            2 => file(&folder, &format!("{i}.html"), b"<p>Ferries sail"),
            3 => file(&folder, &format!("{i}.jsonl"), b"{\"text\":\"a\"}\n"),
            _ => file(&folder, &format!("{i}.csv"), b"page,text\np,a\n"),
        })
        .collect();
    let output = Command::new("sh")
        .args([
            "-c",
            "ulimit -n 64 && exec \"$@\"",
            "sh",
            env!("CARGO_BIN_EXE_unpitch"),
        ])
        .args(["predict", "--threads", "16"])
        .args(&paths)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let pages = pages(&output);
    assert_eq!(pages.len(), 500);
    assert!(
        pages
            .iter()
            .zip(&paths)
            .step_by(5)
            .all(|(page, path)| page["page"] == **path)
    );
}

#[test]
fn json_lines_are_pages_and_a_bad_line_stops_none_of_the_others() {
    let lines = br#"{"html": "<p>Ferries<p>sail", "url": "https://ferries.example/1", "mood": 3}
{"text": "Home\nNews", "id": 7, "language": "de-AT"}

{"html": 3}
not json
{"page": "empty"}
{"text": "cut off
{"html": null, "text": "last"}
"#;
    let output = predict(&[], lines);
    let found = pages(&output);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(names(&found), ["https://ferries.example/1", "7", "-:8"]);
    assert_eq!(texts(&found[0]), ["Ferries", "sail"]);
    assert_eq!(found[0]["paragraphs"][0]["tag"], "p");
    assert_eq!(texts(&found[1]), ["Home", "News"]);
    assert_eq!(found[1]["language"], "de");
    assert!(found[1]["paragraphs"][0].get("tag").is_none());
    let said = stderr(&output);
    assert_eq!(said.lines().count(), 4, "{said}");
    for (line, what) in [
        (4, "found a number in the field \"html\""),
        (5, "found \"not json\""),
        (6, "neither html nor text but \"page\""),
        (7, "a line break inside a string"),
    ] {
        let message = format!("error: -:{line}: found ");
        let message = said.lines().find(|said| said.starts_with(&message));
        assert!(
            message.is_some_and(|message| message.contains(what)),
            "{line} in {said}"
        );
    }
}

#[test]
fn a_field_that_nobody_needs_costs_no_page_and_each_is_said_once() {
    let lines = r#"{"id":1,"text":"Ferries sail.","language":"English"}
{"id":2,"text":"Ferries sail.","site":5}
{"url":"u3","text":"Ferries sail.","page":{"n":2}}
{"id":4,"text":"Ferries sail.","language":"","site":"","page":null}
{"id":5,"text":"Ferries sail.","language":null,"site":null}
{"id":6,"text":"Ferries sail.","language":7}
{"id":7,"text":"lone \ud800 surrogate"}
{"id":8,"text":"Ferries sail.","language":"yes","site":6}
"#;
    let output = predict(&[], lines.as_bytes());
    let found = pages(&output);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!(names(&found), ["1", "2", "u3", "4", "5", "6", "7", "8"]);
    assert_eq!(texts(&found[6]), ["lone \u{fffd} surrogate"]);
    let said: Vec<&str> = said.lines().collect();
    for (field, place) in [("language", 1), ("site", 2), ("page", 3), ("text", 7)] {
        let of_field = |line: &&&str| line.contains(&format!("field \"{field}\""));
        let lines: Vec<_> = said.iter().filter(of_field).collect();
        assert_eq!(lines.len(), 1, "{said:?}");
        assert!(lines[0].contains(&format!("-:{place}: ")), "{lines:?}");
    }
    assert!(said[1].ends_with("(the first of 2 such cases)"), "{said:?}");
    for inner in ["untagged", "invalid type", "column 0"] {
        assert!(!said.iter().any(|line| line.contains(inner)), "{said:?}");
    }
}

#[test]
fn a_csv_is_not_lost_for_its_languages() {
    let csv = b"page,text,language,mood\np,Ferries sail,English,good\nq,Home,4,bad\n";
    let output = predict(&["--input", "csv"], csv);
    let said = stderr(&output);
    assert_eq!(names(&pages(&output)), ["p", "q"], "{said}");
    assert!(
        said.contains("language set aside in 2 rows; the first: -:2: "),
        "{said}"
    );
    assert!(said.contains("columns ignored: mood"), "{said}");
    assert_eq!(
        (output.status.code(), said.lines().count()),
        (Some(0), 2),
        "{said}"
    );
}

#[test]
fn utf_16_is_read_as_any_other_text() {
    let lines = "{\"url\":\"u\",\"text\":\"Größe\"}\r\n{\"url\":\"v\",\"text\":\"b\"}\r\n";
    let csv = "page,text\r\nu,Größe\r\nv,b\r\n";
    for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        for (args, input) in [(&[][..], lines), (&["--input", "csv"], csv)] {
            let output = predict(args, &utf16(input, bytes));
            let found = pages(&output);
            assert_eq!(names(&found), ["u", "v"], "{}", stderr(&output));
            assert_eq!(texts(&found[0]), ["Größe"]);
        }
        let found = pages(&predict(&[], &utf16("<p>Größe<p>b", bytes)));
        assert_eq!(texts(&found[0]), ["Größe", "b"]);
        let packed = gzip(&utf16("Größe", bytes));
        assert_eq!(texts(&pages(&predict(&[], &packed))[0]), ["Größe"]);
    }
}

#[test]
fn gzip_may_have_several_members_and_bytes_after_its_end() {
    let folder = TempDir::new().unwrap();
    let members = [gzip(b"<p>Ferries"), gzip(b"<p>sail")].concat();
    let trailing = [&members[..], b"trailing garbage"].concat();
    let lines = [
        gzip(b"{\"text\":\"Ferries\"}\n{\"text\":"),
        gzip(b"\"sail\"}\n"),
        vec![0; 512],
    ]
    .concat();
    let paths = [
        file(&folder, "members.html.gz", &members),
        file(&folder, "trailing.html.gz", &trailing),
        file(&folder, "lines.gz", &lines),
    ];
    let output = predict(&[&paths[0], &paths[1], &paths[2]], b"");
    let found = pages(&output);
    assert_eq!(
        (output.status.code(), found.len()),
        (Some(0), 4),
        "{}",
        stderr(&output)
    );
    assert_eq!(texts(&found[0]), ["Ferries", "sail"]);
    assert_eq!(texts(&found[1]), ["Ferries", "sail"]);
    let said = stderr(&output);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains("trailing.html.gz: bytes after the end of the gzip data"),
        "{said}"
    );
    assert!(said.contains("the first of 2 such cases"), "{said}");
    let piped = predict(&[], &trailing);
    assert_eq!(texts(&pages(&piped)[0]), ["Ferries", "sail"]);
}

#[test]
fn damaged_gzip_is_an_error_in_plain_words() {
    let folder = TempDir::new().unwrap();
    let mut packed = gzip("Ferries sail again. ".repeat(500).as_bytes());
    let cut_off = file(&folder, "cut.txt.gz", &packed[..packed.len() - 10]);
    let last = packed.len() - 1;
    packed[last] ^= 1;
    let damaged = file(&folder, "damaged.txt.gz", &packed);
    let output = predict(&[&cut_off, &damaged], b"Ferries");
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(
        said.contains("cut.txt.gz: found a gzip file that breaks off"),
        "{said}"
    );
    assert!(
        said.contains("damaged.txt.gz: found a damaged gzip file"),
        "{said}"
    );
}

#[test]
fn a_text_that_begins_as_a_pdf_does_is_a_text_to_those_who_say_so() {
    let text = b"%PDF-1.7 is a format that we explain here.";
    let output = predict(&["--input", "text"], text);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(texts(&pages(&output)[0]).len(), 1);
    assert_eq!(predict(&[], b"%PDF is a format").status.code(), Some(0));
    let pdf = b"%PDF-1.7\n1 0 obj stream \x01\x02\x03 endstream";
    for args in [&[][..], &["--input", "text"]] {
        let output = predict(args, pdf);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("a PDF document"));
    }
}

#[test]
fn arrays_and_spread_out_objects_are_read_like_lines() {
    let objects = [
        json!({"url": "u", "text": "Ferries sail."}),
        json!({"url": "v", "tags": [{"a": 1}], "text": "Sign in"}),
    ];
    let lines = format!("{}\n{}\n", objects[0], objects[1]);
    let expected = predict(&[], lines.as_bytes()).stdout;
    let pretty = objects
        .each_ref()
        .map(|object| serde_json::to_string_pretty(object).unwrap());
    for input in [
        serde_json::to_string(&objects).unwrap(),
        serde_json::to_string_pretty(&objects).unwrap(),
        format!("\n \t[\r\n\r\n{},\r\n\t{}\r\n]\r\n", objects[0], objects[1]),
        format!("{}\n{}", pretty[0], pretty[1]),
        format!("\u{feff}{}{}", objects[0], objects[1]),
    ] {
        let output = predict(&[], input.as_bytes());
        assert_eq!(output.stdout, expected, "{input}");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let nothing = predict(&[], b" [\n]\n");
    assert_eq!((nothing.status.code(), nothing.stdout.len()), (Some(0), 0));
}

#[test]
fn a_bad_item_of_an_array_stops_none_of_the_others() {
    let array = "[\n{\"text\":\"a\"},\n{\"text\":},\n7,\n{\"html\":1},\n{\"text\":\"b\"}";
    let output = predict(&[], array.as_bytes());
    assert_eq!((output.status.code(), pages(&output).len()), (Some(2), 2));
    let said = stderr(&output);
    let lines: Vec<&str> = said.lines().collect();
    for (line, place) in lines.iter().zip(["-:3: ", "-:4: found a number", "-:5: "]) {
        assert!(line.contains(place), "{said}");
    }
    // The array was faulty anyway; that it does not end is one fault too many to tell.
    assert_eq!(lines.len(), 3, "{said}");
    let cut_off = predict(&[], b"[{\"text\":\"a\"},");
    assert_eq!((cut_off.status.code(), pages(&cut_off).len()), (Some(2), 1));
    assert!(
        stderr(&cut_off).contains("an array without its end"),
        "{}",
        stderr(&cut_off)
    );
}

#[test]
fn every_input_field_comes_back() {
    let line = br#"{"id":7,"url":"https://a/b","title":"T","site":"a","price":1.50,"n":12345678901234567890123,"paragraphs":"mine","tags":[ 1, {"x":null} ],"language":"de-AT","input":0,"html":"<p>Hello"}"#;
    let output = predict(&[], line);
    let text = std::str::from_utf8(&output.stdout).unwrap();
    let start = r#"{"page":"https://a/b","language":"de","id":7,"url":"https://a/b","title":"T","site":"a","price":1.50,"n":12345678901234567890123,"tags":[1,{"x":null}],"paragraphs":[{"position":0,"label":""#;
    assert!(text.starts_with(start), "{text}");
    let end = ",\"input\":{\"paragraphs\":\"mine\",\"language\":\"de-AT\",\"input\":0}}\n";
    assert!(text.ends_with(end), "{text}");
    assert!(!text.contains("\"html\""), "{text}");
    // A CSV knows the site of its pages.
    let csv = predict(&["--input", "csv"], b"page,site,text\np,a.example,Hello\n");
    assert_eq!(pages(&csv)[0]["site"], "a.example");
}

#[test]
fn all_four_probabilities_are_given() {
    let output = predict(
        &[],
        "Home\nFerries sail again from Monday, the harbour says.\n".as_bytes(),
    );
    for paragraph in pages(&output)[0]["paragraphs"].as_array().unwrap() {
        let all = paragraph["probabilities"].as_object().unwrap();
        let names = [
            "article",
            "subscription-pitch",
            "navigation",
            "related-content",
        ];
        let values = names.map(|name| all[name].as_f64().unwrap());
        assert_eq!(all.len(), 4);
        assert!((values.iter().sum::<f64>() - 1.0).abs() < 1e-5, "{all:?}");
        assert_eq!(
            all[paragraph["label"].as_str().unwrap()],
            paragraph["probability"]
        );
    }
}

#[test]
fn a_page_without_a_paragraph_is_said_and_no_article_is_no_error() {
    let folder = TempDir::new().unwrap();
    let hollow = file(
        &folder,
        "hollow.html",
        b"<html><script>var text = 1;</script></html>",
    );
    let output = predict(&[&hollow], b"");
    assert_eq!(output.status.code(), Some(0));
    let said = stderr(&output);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("hollow.html: no paragraph found"), "{said}");
    assert!(
        stderr(&predict(&[], b"{\"url\":\"u\",\"html\":\"<!-- -->\"}")).contains("u: no paragraph")
    );
    assert_eq!(stderr(&predict(&[], b" \n")), "");
    let menu = predict(
        &["--format", "text"],
        b"{\"html\":\"<nav><a href=/>Home</a><a href=/n>News</a></nav>\"}",
    );
    assert_eq!((menu.status.code(), menu.stdout.len()), (Some(0), 0));
}

#[test]
fn a_page_cut_at_the_element_limit_is_said() {
    let page = String::from("<p>Ferries") + &"<br>".repeat(1_000_001);
    let output = predict(&["--input", "html"], page.as_bytes());
    assert!(
        stderr(&output).contains("-: page truncated"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn binary_data_is_refused_once_whatever_it_is_said_to_be() {
    let image = [&b"\x89PNG\r\n\x1a\n\0\0\0\n"[..], &[0, 10].repeat(500)].concat();
    for args in [
        &[][..],
        &["--input", "jsonl"],
        &["--input", "text"],
        &["--input", "html"],
    ] {
        let output = predict(args, &image);
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        assert!(
            said.contains("a PNG image") && said.lines().count() == 1,
            "{said}"
        );
    }
}

#[test]
fn wrap_says_how_lines_make_paragraphs() {
    let text = b"Ferries sail\nagain.\n\nHome\n";
    for (args, n) in [
        (["--wrap", "lines"], 3),
        (["--wrap", "hard"], 2),
        (["--lines", "wrapped"], 2),
    ] {
        assert_eq!(texts(&pages(&predict(&args, text))[0]).len(), n, "{args:?}");
    }
}

#[test]
fn a_path_that_cannot_be_read_is_an_error_and_the_rest_goes_on() {
    let folder = TempDir::new().unwrap();
    let page = file(&folder, "page.txt", b"Ferries sail.");
    let missing = folder.path().join("missing.txt");
    let paths = [
        missing.to_str().unwrap(),
        folder.path().to_str().unwrap(),
        &page,
    ];
    let output = predict(&paths, b"");
    // The page is in the folder, too.
    assert_eq!((output.status.code(), pages(&output).len()), (Some(2), 2));
    let said = stderr(&output);
    assert_eq!(said.matches("error: ").count(), 1, "{said}");
    assert!(said.contains("missing.txt: "), "{said}");
    assert!(Path::new(&page).exists());
}
