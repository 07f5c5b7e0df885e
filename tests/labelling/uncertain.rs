//! `predict --uncertain-first`: the same doubt, without a browser.

use unpitch::dataset::DatasetReader;

use super::common::{predict, stderr, stdout};

const HARBOUR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/html/harbour.html");
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/example.txt");
const UNCERTAIN: [&str; 3] = ["--format", "csv", "--uncertain-first"];

fn rows(args: &[&str]) -> Vec<String> {
    let output = predict(&[&UNCERTAIN, args].concat(), b"");
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output).lines().map(str::to_owned).collect()
}

#[test]
fn the_most_doubtful_come_first_with_what_stands_around_them() {
    let all = rows(&[HARBOUR, EXAMPLE, "--threads", "1"]);
    assert!(all[0].ends_with(",facts,before,after"), "{}", all[0]);
    assert!(all.len() > 3, "{all:?}");
    assert_eq!(rows(&[HARBOUR, EXAMPLE, "--threads", "2"]), all);
    assert_eq!(rows(&[HARBOUR, EXAMPLE, "--limit", "2"]), all[..3]);
    let everything = predict(&["--format", "csv", HARBOUR, EXAMPLE], b"");
    let everything = stdout(&everything);
    // But for the last columns, and for facts, which stand on another row of the page then, rows are those of all.
    for row in &all[1..] {
        let cells: Vec<&str> = row.splitn(7, ',').collect();
        assert!(everything.contains(&cells[..6].join(",")), "{row}");
    }
}

#[test]
fn the_rows_are_read_like_any() {
    let output = predict(&[&UNCERTAIN[..], &[HARBOUR]].concat(), b"");
    let (dataset, report) = DatasetReader::new()
        .read(&*output.stdout, "rows")
        .expect("rows");
    assert_eq!(report.ignored_columns, ["before", "after"]);
    assert!(dataset.n_paragraphs() > 0 && dataset.has_marks());
}

#[test]
fn what_has_no_place_for_it_is_refused() {
    for (args, expected) in [
        (
            &["--uncertain-first", "--format", "jsonl"][..],
            "choose csv",
        ),
        (
            &["--uncertain-first", "--format", "csv", "--output-dir", "o"],
            "--output-dir",
        ),
        (
            &["--uncertain-first", "--format", "csv", "--keep", "article"],
            "--keep",
        ),
        (&["--limit", "3", "--format", "csv"], "--uncertain-first"),
    ] {
        let output = predict(&[args, &[HARBOUR]].concat(), b"");
        let said = stderr(&output);
        assert!(
            output.status.code() == Some(2) && said.contains(expected),
            "{said}"
        );
    }
}
