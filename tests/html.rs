//! HTML, JSON lines and gzip, through the program as a user runs it.
#![cfg(feature = "default-model")]

mod common;

use std::fs;
use std::io::Write;
use std::path::Path;

use common::{gzip, pages, predict, stderr, texts};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use tempfile::TempDir;

const HARBOUR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/html/harbour.html");
const FAEHRE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/html/faehre.html");
const BLOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/html/blog.html");

#[test]
fn html_is_told_by_its_content_and_carries_tag_and_path() {
    let html = fs::read(HARBOUR).unwrap();
    let output = predict(&[], &html);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let page = &pages(&output)[0];
    assert_eq!(
        (&page["page"], &page["language"]),
        (&"-".into(), &"en".into())
    );
    let found = texts(page);
    let standfirst = found
        .iter()
        .position(|text| text.starts_with("The last boat"));
    let paragraph = &page["paragraphs"][standfirst.unwrap()];
    assert_eq!(paragraph["tag"], "p");
    assert_eq!(
        paragraph["path"],
        "html.no-js > body.article-page > main.story > article.story > p.standfirst"
    );
    for seen in [
        "Accept all",
        "Only what is needed",
        "Coast",
        "Subscribe now",
        "Cancel whenever you like",
    ] {
        assert!(found.contains(&seen), "{seen:?} in {found:?}");
    }
    for hidden in [
        "never seen",
        "session has run out",
        "JavaScript",
        "@context",
        "blur",
    ] {
        assert!(
            !found.iter().any(|text| text.contains(hidden)),
            "{hidden:?}"
        );
    }
}

#[test]
fn the_samples_are_freed_of_their_pitches() {
    let cases = [
        (
            HARBOUR,
            ["some forty people clapped", "paper as a PDF", "Cookie"],
        ),
        (
            FAEHRE,
            ["Zwei Handbreit", "Testen Sie es vier Wochen", "Impressum"],
        ),
        (
            BLOG,
            [
                "a tenon eaten to the size",
                "All posts since 2004",
                "Moss Diary",
            ],
        ),
    ];
    for (path, [kept, cut, also_cut]) in cases {
        let output = predict(&[path, "--format", "text"], b"");
        let text = String::from_utf8(output.stdout).unwrap().replace('\n', " ");
        assert!(text.contains(kept), "{kept:?} in {text}");
        assert!(!text.contains(cut) && !text.contains(also_cut), "{text}");
    }
}

#[test]
fn csv_of_an_html_page_reads_back_as_the_same_page() {
    let folder = TempDir::new().unwrap();
    let csv = folder.path().join("page.csv");
    let written = predict(&[HARBOUR, "--format", "csv"], b"");
    fs::write(&csv, &written.stdout).unwrap();
    let direct = predict(&[HARBOUR], b"");
    let again = predict(&[csv.to_str().unwrap()], b"");
    let (direct, again) = (&pages(&direct)[0], &pages(&again)[0]);
    assert_eq!(texts(direct), texts(again));
    for field in ["tag", "path", "label"] {
        let all = |page: &Value| -> Vec<Value> {
            let paragraphs = page["paragraphs"].as_array().unwrap().iter();
            paragraphs.map(|p| p[field].clone()).collect()
        };
        assert_eq!(all(direct), all(again), "{field}");
    }
    let twice = predict(&[csv.to_str().unwrap(), "--format", "csv"], b"");
    assert_eq!(twice.stdout, written.stdout);
}

#[test]
fn csv_has_the_facts_of_a_page_on_its_first_row_that_is_written() {
    let kept = predict(
        &[FAEHRE, HARBOUR, "--format", "csv", "--keep", "article"],
        b"",
    );
    let mut reader = csv::Reader::from_reader(&*kept.stdout);
    let (mut pages, mut told) = (Vec::new(), Vec::new());
    for row in reader.records().map(Result::unwrap) {
        let page = row[0].to_owned();
        assert_eq!(row[15].is_empty(), pages.contains(&page), "{page}");
        if !pages.contains(&page) {
            let facts: Value = serde_json::from_str(&row[15]).unwrap();
            told.push(facts["headline"].clone());
            pages.push(page);
        }
    }
    let headlines = [
        "Reederei rechnet mit mehr Gästen",
        "Night ferry returns after nine years",
    ];
    assert_eq!(told, headlines);
}

#[test]
fn gzip_is_unpacked_whatever_is_inside() {
    let html = fs::read(FAEHRE).unwrap();
    let plain = predict(&[], &html);
    assert_eq!(predict(&[], &gzip(&html)).stdout, plain.stdout);
    let lines = b"{\"text\":\"Ferries sail again.\"}\n";
    assert_eq!(
        predict(&[], &gzip(lines)).stdout,
        predict(&[], lines).stdout
    );
    let cut = predict(&[], &gzip(&html)[..300]);
    assert_eq!(cut.status.code(), Some(2));
    assert!(stderr(&cut).starts_with("error: -: "), "{}", stderr(&cut));
}

#[test]
fn the_format_can_be_forced() {
    let html = b"<p>Ferries &amp; boats";
    assert_eq!(
        texts(&pages(&predict(&["--input", "text"], html))[0]),
        ["<p>Ferries &amp; boats"]
    );
    assert_eq!(
        texts(&pages(&predict(&["--input", "html"], b"a<br>b"))[0]),
        ["a", "b"]
    );
    let csv = b"page,text\np,Ferries\np,Home\n";
    assert_eq!(
        texts(&pages(&predict(&["--input", "csv"], csv))[0]),
        ["Ferries", "Home"]
    );
}

#[test]
fn fragments_of_html_are_seen_whatever_they_begin_with() {
    let headers = "HTTP/2 200\r\ncontent-type: text/html\r\n\r\n";
    for html in [
        "<h4>Timetable</h4>\n<p>Ferries sail.</p>",
        "\n\n<li>Timetable</li>\n<li>Ferries sail.</li>",
        "<ferry-card class=a>Timetable<br>Ferries sail.</ferry-card>",
        &format!("{headers}\n<blockquote>Timetable<hr>Ferries sail.</blockquote>"),
    ] {
        let output = predict(&[], html.as_bytes());
        assert_eq!(
            texts(&pages(&output)[0]),
            ["Timetable", "Ferries sail."],
            "{html}"
        );
    }
    let text = "<ada@ferries.example> wrote:\nThe <b> tag makes bold.";
    let output = predict(&[], text.as_bytes());
    assert_eq!(texts(&pages(&output)[0]).len(), 2);
}

#[test]
fn text_of_json_lines_with_mark_up_in_it_is_freed_of_it() {
    let lines = br#"{"text": "<p>Ferries &amp; boats</p>\n<p>They <a href='/'>sail</a>.</p>"}
{"text": "Ferries sail.<br><br>The mole is <b>mended</b>.<br>Tickets cost the same."}
{"text": "The <b> tag makes bold."}
"#;
    let found = pages(&predict(&[], lines));
    assert_eq!(texts(&found[0]), ["Ferries & boats", "They sail."]);
    assert_eq!(
        texts(&found[1]),
        [
            "Ferries sail.",
            "The mole is mended.",
            "Tickets cost the same."
        ]
    );
    assert_eq!(texts(&found[2]), ["The <b> tag makes bold."]);
}

#[test]
fn what_is_no_page_is_refused_by_name() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let utf16: Vec<u8> = "Ferries sail again."
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (path, what) in [
        (
            file("image.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            "a PNG image",
        ),
        (file("report.txt", b"%PDF-1.7\n"), "a PDF document"),
        (
            file("twice.gz", &gzip(&gzip(b"Ferries"))),
            "a gzip archive inside another",
        ),
        (file("mute.txt", &utf16), "a binary file"),
        (file("nulls", &[0; 5_000]), "a binary file"),
    ] {
        let output = predict(&[&path], b"");
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert!(stderr(&output).contains(what), "{}", stderr(&output));
        assert!(stderr(&output).contains(Path::new(&path).file_name().unwrap().to_str().unwrap()));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_gzip_bomb_is_refused() {
    let zeros = vec![b' '; 1 << 20];
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..257 {
        encoder.write_all(&zeros).unwrap();
    }
    let output = predict(&[], &encoder.finish().unwrap());
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("more than 256 MiB"),
        "{}",
        stderr(&output)
    );
}
