//! What is no page: counted, named and written down, while the rest goes on.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use tempfile::TempDir;

use super::common::{gzip, pages, predict, stderr};
use super::{arg, folder, xz, zstd};

/// Ten ways in which a page can be broken, as file name and bytes.
pub fn broken() -> Vec<(&'static str, Vec<u8>)> {
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
