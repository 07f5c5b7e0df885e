//! Folders, lists, packed files, WARC and WET: what is read of them, and what comes back.
#![cfg(feature = "default-model")]

mod common;

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Output;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{gzip, pages, predict, stderr, texts, unpitch};
use serde_json::Value;
use tempfile::TempDir;

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("the folder takes files");
    }
    folder
}

fn arg(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

/// The pages' names below the folder.
fn names(output: &Output, folder: &TempDir) -> Vec<String> {
    let name = |page: &Value| {
        let name = page["page"].as_str().expect("a name");
        let below = Path::new(name).strip_prefix(folder.path());
        below.map_or(name.to_owned(), |below| arg(below).to_owned())
    };
    pages(output).iter().map(name).collect()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("in memory")
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    liblzma::encode_all(bytes, 3).expect("in memory")
}

fn record(fields: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let header = format!("WARC/1.0\r\n{fields}\r\nContent-Length: {length}\r\n\r\n");
    [header.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn response(number: usize, html: &[u8]) -> Vec<u8> {
    let fields = format!(
        "WARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n\
         WARC-Target-URI: https://ferries.example/{number}\r\nContent-Type: application/http"
    );
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    record(&fields, &[head, html].concat())
}

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

/// Ten ways in which a page can be broken, as file name and bytes.
fn broken() -> Vec<(&'static str, Vec<u8>)> {
    let packed = |pack: fn(&[u8]) -> Vec<u8>| {
        let page: Vec<String> = (0..500).map(|n| format!("<p>Ferry {n} sails.")).collect();
        pack(page.concat().as_bytes())
    };
    let mut damaged = packed(xz);
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xFF;
    vec![
        ("0.html", b"\x89PNG\r\n\x1a\n\0\0".to_vec()),
        ("1.html", b"%PDF-1.7\n\x01\x02".to_vec()),
        ("2.html", b"PK\x03\x04\0\0".to_vec()),
        (
            "3.html",
            (0..=255).cycle().take(900).map(|n: u8| n % 9).collect(),
        ),
        ("4.html.gz", packed(gzip)[..200].to_vec()),
        ("5.html.zst", packed(zstd)[..200].to_vec()),
        ("6.html.xz", damaged),
        ("7.html.gz", gzip(&packed(gzip))),
        ("8.jsonl", b"{\"id\": 8, \"html\": 3}\n".to_vec()),
        ("9.jsonl", b"{\"id\": 9, \"html\": \"<p>\n".to_vec()),
    ]
}

#[test]
fn what_is_no_page_is_counted_named_and_written_down_and_the_rest_goes_on() {
    let broken = broken();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for round in 0..3 {
        let page = |n: usize| {
            (
                format!("{round}/page-{n}.html"),
                b"<p>Ferries sail.".to_vec(),
            )
        };
        files.extend((0..4).map(page));
        files.extend(
            broken
                .iter()
                .map(|(name, bytes)| (format!("{round}/{name}"), bytes.clone())),
        );
    }
    let named: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (&**name, &**bytes))
        .collect();
    let (folder, other) = (folder(&named), TempDir::new().expect("a folder"));
    let rejects = other.path().join("rejects.jsonl");
    let output = predict(&[arg(folder.path()), "--rejects", arg(&rejects)], b"");
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(pages(&output).len(), 12, "{said}");
    let written = fs::read_to_string(&rejects).expect("the rejects");
    let lines: Vec<Value> = written
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 30, "{written}");
    for (line, (round, (name, bytes))) in lines
        .iter()
        .zip((0..3).flat_map(|round| broken.iter().map(move |file| (round, file))))
    {
        let path = folder.path().join(format!("{round}/{name}"));
        assert_eq!(line["source"], arg(&path), "{line}");
        assert!(
            line["reason"]
                .as_str()
                .expect("a reason")
                .contains("found "),
            "{line}"
        );
        let held = STANDARD
            .decode(line["bytes"].as_str().expect("base64"))
            .expect("base64");
        let is_line = name.ends_with(".jsonl");
        let whole = if is_line {
            bytes.trim_ascii_end()
        } else {
            bytes
        };
        assert_eq!(held, whole, "{line}");
        assert_eq!(line["offset"], 0);
    }
    assert_eq!(lines[8]["id"], "8");
    assert_eq!(said.matches("error: ").count(), 21, "{said}");
    assert!(
        said.contains("10 more records rejected; all are in "),
        "{said}"
    );
    assert!(
        said.contains("note: 12 pages, ") && said.contains("; 30 rejects"),
        "{said}"
    );
    assert!(said.contains("; 12 paragraphs (article "), "{said}");
    let quiet = predict(&[arg(folder.path()), "--quiet", "--threads", "1"], b"");
    assert_eq!(stderr(&quiet).lines().count(), 21, "{}", stderr(&quiet));
    assert!(!stderr(&quiet).contains("note: "), "{}", stderr(&quiet));
    assert_eq!(quiet.stdout, output.stdout);
}

#[test]
fn a_reject_says_where_it_stands_in_its_file() {
    let folder = folder(&[(
        "pages.jsonl",
        "{\"text\":\"Fähre\"}\nno json\n{\"url\":\"u\"}\n".as_bytes(),
    )]);
    let (input, rejects) = (
        folder.path().join("pages.jsonl"),
        folder.path().join("rejects"),
    );
    predict(&[arg(&input), "--rejects", arg(&rejects)], b"");
    let written = fs::read_to_string(&rejects).expect("the rejects");
    let lines: Vec<Value> = written
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let held: Vec<_> = lines
        .iter()
        .map(|line| {
            let bytes = STANDARD
                .decode(line["bytes"].as_str().expect("base64"))
                .expect("base64");
            (
                line["offset"].as_u64().expect("a place"),
                line["id"].as_str(),
                bytes,
            )
        })
        .collect();
    assert_eq!(
        held,
        [
            (18, None, b"no json".to_vec()),
            (26, Some("u"), b"{\"url\":\"u\"}".to_vec())
        ]
    );
    let own = predict(&[arg(&input), "--rejects", arg(&input)], b"");
    assert_eq!((own.status.code(), own.stdout.len()), (Some(2), 0));
    assert!(
        stderr(&own).contains("give --rejects another name"),
        "{}",
        stderr(&own)
    );
}

#[test]
fn a_single_page_is_not_summed_up() {
    assert_eq!(stderr(&predict(&[], b"<p>Ferries sail.")), "");
    assert_eq!(
        stderr(&predict(&[], b"\x89PNG\r\n\x1a\n\0"))
            .lines()
            .count(),
        1
    );
}

/// Parquet of these columns of strings.
#[cfg(feature = "parquet")]
fn parquet(columns: &[(&str, &[Option<&str>])]) -> Vec<u8> {
    use arrow_array::{ArrayRef, RecordBatch, StringArray};
    let arrays = columns.iter().map(|(name, values)| {
        let array: ArrayRef = std::sync::Arc::new(StringArray::from(values.to_vec()));
        (*name, array, true)
    });
    let batch = RecordBatch::try_from_iter_with_nullable(arrays).expect("columns of one length");
    let mut bytes = Vec::new();
    let writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None);
    let mut writer = writer.expect("a schema");
    writer.write(&batch).expect("in memory");
    writer.close().expect("in memory");
    bytes
}

#[test]
#[cfg(feature = "parquet")]
fn rows_of_parquet_are_read_like_objects_of_json() {
    let bytes = parquet(&[
        ("url", &[Some("a"), Some("b"), Some("c")]),
        ("html", &[Some("<p>Fähren\n<p>fahren"), None, Some("")]),
        ("language", &[Some("de"), None, Some("no code")]),
    ]);
    let lines = "{\"url\":\"a\",\"html\":\"<p>Fähren\\n<p>fahren\",\"language\":\"de\"}\n\
                 {\"url\":\"b\",\"html\":null,\"language\":null}\n\
                 {\"url\":\"c\",\"html\":\"\",\"language\":\"no code\"}\n";
    let folder = folder(&[
        ("pages", &bytes),
        (
            "body.jsonl",
            b"{\"body\":\"<!doctype html><p>a\",\"n\":1}\n",
        ),
    ]);
    let path = folder.path().join("pages");
    let rows = predict(&[arg(&path)], b"");
    let objects = predict(&[], lines.as_bytes());
    assert_eq!(rows.status.code(), Some(2), "{}", stderr(&rows));
    assert_eq!(rows.stdout, objects.stdout);
    assert!(stderr(&rows).contains("pages:2: "), "{}", stderr(&rows));
    let stream = predict(&[], &bytes);
    assert_eq!(stream.status.code(), Some(2));
    assert!(
        stderr(&stream).contains("save it as a file"),
        "{}",
        stderr(&stream)
    );
    let body = folder.path().join("body.jsonl");
    let found = pages(&predict(&[arg(&body), "--column", "body"], b""));
    assert_eq!((texts(&found[0]), &found[0]["n"]), (vec!["a"], &1.into()));
    assert!(found[0].get("body").is_none());
    let wrong = predict(&[arg(&body), "--column", "page"], b"");
    assert!(
        stderr(&wrong).contains("an object with no \"page\" but \"body\""),
        "{}",
        stderr(&wrong)
    );
}

#[test]
fn a_file_has_what_standard_output_would_have_and_is_packed_by_its_name() {
    let lines = b"{\"id\":1,\"text\":\"Ferries\"}\n{\"id\":2,\"text\":\"sail\"}\n";
    let folder = folder(&[("pages.jsonl", lines)]);
    let input = folder.path().join("pages.jsonl");
    for command in [
        &["predict"][..],
        &["predict", "--format", "csv"],
        &["clean"],
        &["verdict"],
    ] {
        let shown = unpitch(&[command, &[arg(&input)]].concat(), b"").stdout;
        for name in ["out", "out.gz", "OUT.ZST"] {
            let path = folder.path().join(name);
            let output = unpitch(
                &[command, &[arg(&input), "--output", arg(&path)]].concat(),
                b"",
            );
            assert_eq!(
                (output.status.code(), output.stdout.len()),
                (Some(0), 0),
                "{}",
                stderr(&output)
            );
            let bytes = fs::read(&path).expect("the file");
            let unpacked = match name {
                "out" => bytes,
                "out.gz" => {
                    let mut text = Vec::new();
                    flate2::read::GzDecoder::new(&*bytes)
                        .read_to_end(&mut text)
                        .expect("gzip");
                    text
                }
                _ => zstd::decode_all(&*bytes).expect("zstd"),
            };
            assert_eq!(unpacked, shown, "{command:?} {name}");
        }
    }
    let table = folder.path().join("table");
    let output = predict(&[arg(&input), "--format", "table", "-o", arg(&table)], b"");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(&table).expect("the table");
    assert!(
        text.contains("Ferries") && !text.contains('\u{1b}'),
        "{text:?}"
    );
    let names = fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(names, 5, "a temporary file was left behind");
}

#[test]
fn an_output_that_cannot_be_written_is_refused_before_anything_is_read() {
    let folder = folder(&[("a.html", b"<p>Ferries")]);
    let path = |name: &str| folder.path().join(name).display().to_string();
    for (output, more, words) in [
        (path("a.html"), &[][..], "give --output another name"),
        (path("no/folder"), &[], "there is no folder"),
        (path(""), &[], "is a folder"),
        (
            "same".to_owned(),
            &["--rejects", "same"],
            "--output and --rejects",
        ),
    ] {
        let input = path("a.html");
        let args = [&[&*input, "--output", &*output], more].concat();
        let refused = predict(&args, b"");
        assert_eq!(refused.status.code(), Some(2), "{output}");
        assert!(stderr(&refused).contains(words), "{}", stderr(&refused));
    }
    assert_eq!(fs::read(path("a.html")).expect("the page"), b"<p>Ferries");
    let shown = predict(&[&path("a.html"), "--output", "-"], b"");
    assert_eq!(pages(&shown).len(), 1);
}
