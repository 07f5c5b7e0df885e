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
