//! The limits of `docs/limits.md`: an input beyond one is refused, with what was found, what is allowed and how to raise it; the next
//! one is labelled.

use std::fs;

use tempfile::TempDir;

use super::common::{gzip, pages, predict, stderr};

/// More than a mebibyte of a page.
fn long() -> Vec<u8> {
    b"<p>Ferries sail at nine. ".repeat(60_000)
}

/// What is said of a hostile file that stands before a sound one, which has to be labelled all the same.
fn refusal(name: &str, bytes: &[u8], options: &[&str]) -> String {
    let folder = TempDir::new().expect("a folder");
    let (hostile, sound) = (folder.path().join(name), folder.path().join("z-sound.html"));
    fs::write(&hostile, bytes).expect("the folder takes files");
    fs::write(&sound, "<p>Ferries sail.").expect("the folder takes files");
    let paths = [&hostile, &sound].map(|path| path.to_str().expect("a UTF-8 path"));
    let options = [&["--format", "jsonl"], options, &paths].concat();
    let output = predict(&options, b"");
    let said = stderr(&output);
    let pages = pages(&output);
    assert_eq!(pages.len(), 1, "{said}");
    assert!(
        pages[0]["page"]
            .as_str()
            .is_some_and(|page| page.ends_with("z-sound.html"))
    );
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(name), "{said}");
    said
}

#[test]
fn pages_are_no_longer_than_they_may_be_however_they_come() {
    let object = [b"{\"html\":\"", &long()[..], b"\"}\n"].concat();
    let record = [
        format!(
            "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n",
            long().len()
        )
        .as_bytes(),
        &long(),
        b"\r\n\r\n",
    ]
    .concat();
    for (name, bytes) in [
        ("a.html", long()),
        ("a.html.gz", gzip(&long())),
        (
            "a.html.zst",
            zstd::encode_all(&long()[..], 3).expect("in memory"),
        ),
        (
            "a.html.xz",
            liblzma::encode_all(&long()[..], 3).expect("in memory"),
        ),
        ("a.jsonl", object),
        ("a.warc", record),
    ] {
        let said = refusal(name, &bytes, &["--max-page", "1"]);
        assert!(said.contains("more than 1 MiB"), "{name}: {said}");
        assert!(said.contains("--max-page"), "{name}: {said}");
    }
}

/// 300 MiB of a page in less than 100 kB.
#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = || std::io::Read::take(std::io::repeat(b'a'), 300 << 20);
    let bomb = zstd::encode_all(zeros(), 1).expect("in memory");
    assert!(bomb.len() < 100_000);
    let said = refusal("bomb.html.zst", &bomb, &[]);
    assert!(said.contains("more than 256 MiB"), "{said}");
}

#[test]
fn paragraphs_are_no_more_than_they_may_be() {
    let said = refusal("a.html", b"<p>a<p>b<p>c", &["--max-paragraphs", "2"]);
    assert!(said.contains("found 3 paragraphs"), "{said}");
    assert!(said.contains("at most 2"), "{said}");
    assert!(said.contains("--max-paragraphs"), "{said}");
}

#[test]
fn json_is_no_deeper_than_it_may_be() {
    let deep = format!(
        "{{\"html\":\"a\",\"b\":{}1{}}}\n",
        "[".repeat(300),
        "]".repeat(300)
    );
    let said = refusal("a.jsonl", deep.as_bytes(), &[]);
    assert!(said.contains("fewer brackets"), "{said}");
}

#[test]
fn rows_are_no_longer_than_they_may_be() {
    let row = [b"text\n\"", &b"a".repeat(17 << 20)[..], b"\"\n"].concat();
    let said = refusal("a.csv", &row, &[]);
    assert!(
        said.contains("16777216") || said.contains("16 MiB"),
        "{said}"
    );
}
