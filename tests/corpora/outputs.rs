//! Where answers go, and in which formats.

use std::fs;
use std::io::Read;

use super::common::{pages, predict, stderr, unpitch};
use super::{arg, folder};

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

const CRAWL: &str = "{\"id\": 7, \"url\": \"https://a.example/ä b\", \"text\": \"Fähren 🚢 fahren ab Montag wieder, sagte der Hafenmeister.\\n\\nJetzt abonnieren und weiterlesen\"}\n\
                     {\"id\": \"x\", \"html\": \"<p>Ferries sail again from Monday, the harbour master said.\"}\n";

#[test]
fn a_wet_is_read_back_and_its_records_are_members_of_their_own() {
    let folder = folder(&[("pages.jsonl", CRAWL.as_bytes())]);
    let path = |name: &str| folder.path().join(name).display().to_string();
    for out in ["out.wet", "out.wet.gz"] {
        let args = [
            "clean",
            &path("pages.jsonl"),
            "--format",
            "wet",
            "-o",
            &path(out),
        ];
        let output = unpitch(&args, b"");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let back = pages(&predict(&[&path(out)], b""));
        assert_eq!(back.len(), 2);
        assert_eq!(back[0]["page"], "https://a.example/%C3%A4%20b");
        assert_eq!(back[1]["page"], "urn:unpitch:x");
        let sail = ["Ferries sail again from Monday, the harbour master said."];
        assert_eq!(super::common::texts(&back[1]), sail);
    }
    let packed = fs::read(path("out.wet.gz")).expect("the file");
    let mut first = String::new();
    let mut member = flate2::bufread::GzDecoder::new(&*packed);
    member.read_to_string(&mut first).expect("gzip");
    assert_eq!(first.matches("WARC/1.0\r\n").count(), 1, "{first}");
    assert!(first.ends_with("\r\n\r\n"), "{first:?}");
}

#[test]
fn spans_for_dolma_count_characters_of_the_text() {
    let crawl = format!("{CRAWL}{{\"id\": \"y\", \"text\": 3}}\n");
    let found = pages(&predict(&["--format", "dolma"], crawl.as_bytes()));
    let ids: Vec<String> = found.iter().map(|page| page["id"].to_string()).collect();
    // Dolma pairs lines by their place, so a document that is no page has one too.
    assert_eq!(ids, ["7", "\"x\"", "\"y\""]);
    assert_eq!(found[2]["attributes"], serde_json::json!({}));
    let spans = |page: usize, label: &str| {
        let spans = &found[page]["attributes"][format!("unpitch__paragraphs__{label}")];
        let spans = spans.as_array().expect("spans").iter();
        let places = spans.map(|span| {
            (
                span[0].as_u64().expect("a place"),
                span[1].as_u64().expect("a place"),
            )
        });
        places.collect::<Vec<_>>()
    };
    assert_eq!(spans(0, "article"), [(0, 57)]);
    assert_eq!(spans(0, "subscription_pitch"), [(59, 91)]);
    assert_eq!(spans(1, "article"), [(0, 56)]);
    assert!(
        found[1]["attributes"]
            .get("unpitch__paragraphs__navigation")
            .is_none()
    );
}

#[test]
fn a_folder_gets_a_file_a_page_whole_in_itself() {
    let folder = folder(&[("pages.jsonl", CRAWL.as_bytes())]);
    let input = folder.path().join("pages.jsonl");
    let out = folder.path().join("out");
    for (command, ending, begins) in [
        (&["predict", "--format", "csv"][..], "csv", "page,site,"),
        (&["predict"], "json", "{\"page\":"),
        (&["verdict", "--format", "csv"], "csv", "page,language,"),
    ] {
        let output = unpitch(
            &[command, &[arg(&input), "--output-dir", arg(&out)]].concat(),
            b"",
        );
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        for page in ["ä-b", "x"] {
            let text = fs::read_to_string(out.join(format!("{page}.{ending}"))).expect("a file");
            assert!(text.starts_with(begins), "{text}");
        }
    }
}

#[test]
fn the_page_itself_comes_back_where_it_is_asked_for() {
    let page = &pages(&predict(&["--keep-source"], CRAWL.as_bytes()))[1];
    let html = "<p>Ferries sail again from Monday, the harbour master said.";
    assert_eq!(page["html"], html);
    let page = &pages(&predict(
        &["--keep-source", "--input", "html"],
        b"<p>F\xE4hre",
    ))[0];
    assert_eq!(page["html"], "<p>Fähre");
}

#[test]
fn what_another_page_of_the_site_had_is_left_out() {
    let agency = "This report contains material from the harbour's news agency.";
    let line = |site: &str, text: &str| {
        let text = format!(
            "{text} sails again from Monday, the harbour master said on the quay.\n\n{agency}"
        );
        format!("{}\n", serde_json::json!({"site": site, "text": text}))
    };
    let lines = [
        line("a", "The first ferry"),
        line("b", "The second ferry"),
        line("a", "The third ferry"),
    ];
    let args = ["clean", "--drop-repeated", "--format", "jsonl"];
    let found = pages(&unpitch(&args, lines.concat().as_bytes()));
    let has: Vec<bool> = found
        .iter()
        .map(|page| page["text"].as_str().expect("a text").contains(agency))
        .collect();
    assert_eq!(has, [true, true, false]);
}
