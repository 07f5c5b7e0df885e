//! `unpitch check` as a user runs it: what it finds in files with planted faults, and nothing else; nothing in `data/`.
#![cfg(feature = "cli")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

use common::{gzip, stderr, stdout, unpitch};
use tempfile::TempDir;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// Made-up pages, deterministic: articles of words in no order, so that no two are alike.
mod pages {
    const ARTICLE: &str = "harbour ferry storm council bridge island school winter lamp captain quarry orchard meadow tide \
        village mill baker river railway lantern engineer barley cattle forest museum choir market gale sluice pilot \
        dredger pier lighthouse keeper farmer teacher mayor hospital reservoir turbine";
    const PITCH: &str =
        "subscribe subscription offer month trial unlimited cancel anytime digital member access";

    /// A generator of numbers (Knuth's MMIX constants).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, n: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % n
        }

        fn words(&mut self, of: &str, n: usize) -> String {
            let of: Vec<&str> = of.split_whitespace().collect();
            let words = (0..n).map(|_| of[self.below(of.len())]);
            words.collect::<Vec<_>>().join(" ")
        }
    }

    /// A page's texts and their labels: menus, article, pitches, teasers, menus.
    pub fn page(number: u64) -> Vec<(&'static str, String)> {
        let mut numbers = Numbers(number);
        let menu = |word: &str| ("navigation", word.to_owned());
        let mut rows = ["Home", "News", "Sport", "Weather"].map(menu).to_vec();
        rows.push(("article", format!("The {}", numbers.words(ARTICLE, 5))));
        for _ in 0..4 {
            let (who, what) = (numbers.words(ARTICLE, 6), numbers.words(ARTICLE, 12));
            rows.push((
                "article",
                format!("On Monday the {who} said that the {what}."),
            ));
        }
        for _ in 0..2 {
            rows.push((
                "subscription-pitch",
                format!("Subscribe now: {}", numbers.words(PITCH, 3)),
            ));
        }
        for _ in 0..3 {
            rows.push((
                "related-content",
                format!("Read also: the {}", numbers.words(ARTICLE, 4)),
            ));
        }
        rows.extend(["Contact", "Imprint", "Cookies"].map(menu));
        rows
    }
}

/// A row of a CSV in the making.
#[derive(Clone)]
struct Row {
    page: String,
    site: u64,
    position: usize,
    label: &'static str,
    text: String,
    end: &'static str,
    /// The rule that is to find something here.
    fault: Option<&'static str>,
}

/// A page's rows, two pages to a site.
fn rows(number: u64) -> Vec<Row> {
    let row = |(position, (label, text))| Row {
        page: format!("p{number}"),
        site: number / 2,
        position,
        label,
        text,
        end: "\n",
        fault: None,
    };
    pages::page(number)
        .into_iter()
        .enumerate()
        .map(row)
        .collect()
}

/// Numbers the rows anew and leaves no gap.
fn renumber(rows: &mut [Row]) {
    rows.iter_mut()
        .enumerate()
        .for_each(|(position, row)| row.position = position);
}

/// The bytes of a file. What `text` says between `<` and `>` is a byte of its own.
fn csv(pages: &[Vec<Row>]) -> Vec<u8> {
    let mut bytes = b"page,site,position,label,text\n".to_vec();
    for row in pages.iter().flatten() {
        let (page, site, position, label) = (&row.page, row.site, row.position, row.label);
        let line = format!(
            "{page},s{site}.example,{position},{label},{}{}",
            row.text, row.end
        );
        // Latin-1 of one letter, which no String holds.
        let torn = line.split("<e9>").map(str::as_bytes).collect::<Vec<_>>();
        bytes.extend(torn.join(&0xe9));
    }
    bytes
}

/// What is to be found in a file: its name, line and rule.
fn faults(name: &str, pages: &[Vec<Row>]) -> BTreeSet<(String, usize, String)> {
    let rows = pages.iter().flatten().enumerate();
    let faults =
        rows.filter_map(|(number, row)| Some((name.to_owned(), number + 2, row.fault?.to_owned())));
    faults.collect()
}

fn write(folder: &TempDir, name: &str, bytes: &[u8]) -> String {
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("the file is written");
    path.to_str().expect("a UTF-8 path").to_owned()
}

fn check(paths: &[String], args: &[&str]) -> Output {
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    unpitch(&[&["check"], &paths[..], args].concat(), b"")
}

/// What was found, as JSON lines: name of the file, line and rule.
fn found(output: &Output) -> BTreeSet<(String, usize, String)> {
    let stdout = stdout(output);
    let findings = stdout.lines().map(|line| {
        let finding: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let path = Path::new(finding["path"].as_str().expect("a path"));
        let name = path.file_name().expect("a name").to_str().expect("UTF-8");
        let line = finding["line"].as_u64().expect("a line") as usize;
        let rule = finding["rule"].as_str().expect("a rule");
        assert!(
            finding["message"]
                .as_str()
                .is_some_and(|message| message.contains(' '))
        );
        (name.to_owned(), line, rule.to_owned())
    });
    let all: Vec<_> = findings.collect();
    let found: BTreeSet<_> = all.iter().cloned().collect();
    assert_eq!(found.len(), all.len(), "found twice: {stdout}");
    found
}

/// The training data, with twelve faults.
fn faulty_training() -> Vec<Vec<Row>> {
    let mut pages: Vec<Vec<Row>> = (0..12).map(rows).collect();
    let mut at = |page: usize, row: usize, text: Option<&str>, fault: &'static str| {
        let row = &mut pages[page][row];
        row.text = text.map_or_else(|| row.text.clone(), str::to_owned);
        row.fault = Some(fault);
    };
    at(1, 6, Some("a caf<e9> by the harbour"), "encoding");
    at(1, 9, Some("Subscribe\0 now"), "encoding");
    at(2, 0, None, "encoding");
    at(
        2,
        6,
        Some("The ferry wonâ€™t sail on Monday."),
        "garbled-text",
    );
    at(
        2,
        7,
        Some("The F\u{fffd}hre sails on Monday."),
        "garbled-text",
    );
    at(3, 9, None, "invalid-row");
    at(3, 11, Some("one cell,too many"), "invalid-row");
    at(4, 9, None, "two-labels");
    at(5, 12, Some(CLUB), "two-labels");
    at(6, 8, None, "line-ends");
    at(7, 2, None, "position-gap");
    at(8, 7, None, "position-gap");
    pages[2][0].page = format!("\u{feff}{}", pages[2][0].page);
    pages[3][9].label = "ad";
    pages[4][9].text = pages[0][6].text.clone();
    pages[5][9].text = CLUB.to_owned();
    pages[6][8].end = "\r\n";
    pages[7].drain(..2);
    pages[8].remove(6);
    pages[9].retain(|row| row.label != "article");
    renumber(&mut pages[9]);
    pages[9][0].fault = Some("no-article");
    pages.push(copy(&pages[10], "copy", "near-copy"));
    pages[12][6].text += " Again.";
    pages
}

/// Over 60 characters.
const CLUB: &str = "Members of the harbour club read every single page of this paper for nothing";

/// The same page under another name.
fn copy(rows: &[Row], name: &str, fault: &'static str) -> Vec<Row> {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        row.page = name.to_owned();
        row.fault = None;
    }
    rows[0].fault = Some(fault);
    rows
}

/// The validation data, with four faults.
fn faulty_validation(training: &[Vec<Row>]) -> Vec<Vec<Row>> {
    let mut pages: Vec<Vec<Row>> = (20..24).map(rows).collect();
    pages.push(copy(&training[11], "again", "shared-page"));
    for page in &mut pages[2..] {
        page.retain(|row| row.label != "related-content");
        renumber(page);
    }
    pages[0][11].fault = Some("one-site-label");
    for (page, row, taught) in [(0, 6, 0), (2, 5, 1)] {
        pages[page][row].text = training[taught][7].text.clone();
        pages[page][row].fault = Some("shared-text");
    }
    pages
}

#[test]
fn every_planted_fault_is_found_at_its_line_and_nothing_else() {
    let folder = TempDir::new().expect("a folder");
    let train = faulty_training();
    let validation = faulty_validation(&train);
    let paths = [
        write(&folder, "train.csv", &csv(&train)),
        // Packed files have lines too.
        write(&folder, "validation.csv.gz", &gzip(&csv(&validation))),
    ];
    let mut planted = faults("train.csv", &train);
    planted.extend(faults("validation.csv.gz", &validation));
    let output = check(&paths, &["--folds", "0", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(found(&output), planted);
    let rules: BTreeSet<&String> = planted.iter().map(|(_, _, rule)| rule).collect();
    assert_eq!((planted.len(), rules.len()), (18, 11));

    // As text: a line each, and how many there are.
    let output = check(&paths, &["--folds", "0", "--limit", "1"]);
    let text = stdout(&output);
    let first = text
        .lines()
        .find(|line| line.contains(": encoding: "))
        .expect("a finding");
    assert!(first.starts_with(&format!("{}:", paths[0])), "{first}");
    assert_eq!(text.matches(": encoding: ").count(), 1, "{text}");
    assert!(
        text.contains("Found: 18\n  rule            found  shown\n"),
        "{text}"
    );
    assert!(text.contains("  encoding            3      1\n"), "{text}");

    // Chosen rules alone.
    let output = check(
        &paths,
        &[
            "--rules",
            "no-article,line-ends",
            "--without",
            "line-ends",
            "--format",
            "jsonl",
        ],
    );
    let rules: Vec<String> = found(&output)
        .into_iter()
        .map(|(_, _, rule)| rule)
        .collect();
    assert_eq!(rules, ["no-article"]);
}

/// Clean pages, but for two labels that nobody would give.
fn suspicious() -> Vec<Vec<Row>> {
    let mut pages: Vec<Vec<Row>> = (30..46).map(rows).collect();
    for (page, row, label) in [(3, 0, "article"), (9, 7, "navigation")] {
        pages[page][row].label = label;
        pages[page][row].fault = Some("suspicious-label");
    }
    pages
}

#[test]
fn models_that_have_not_seen_the_site_find_labels_that_nobody_would_give() {
    let folder = TempDir::new().expect("a folder");
    let pages = suspicious();
    let paths = [write(&folder, "train.csv", &csv(&pages))];
    let output = check(
        &paths,
        &[
            "--folds",
            "2",
            "--suspicious-from",
            "100",
            "--suspicious-below",
            "1%",
            "--format",
            "jsonl",
        ],
    );
    assert_eq!(
        found(&output),
        faults("train.csv", &pages),
        "{}",
        stdout(&output)
    );
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("training 2 models to find suspicious labels (--folds 0"),
        "{said}"
    );
    assert!(said.contains("Fold 2 of 2\n"), "{said}");
}

/// The made-up pages of this project.
fn data(names: &[&str]) -> Vec<String> {
    names
        .iter()
        .map(|name| format!("{DATA}/{name}.csv"))
        .collect()
}

#[test]
fn nothing_is_found_in_data() {
    let all = ["train", "validation", "test"];
    for names in [&all[..], &all[..1], &all[1..2], &all[2..]] {
        let output = check(&data(names), &["--folds", "0"]);
        assert_eq!(
            (stdout(&output).as_str(), output.status.code()),
            ("", Some(0)),
            "{names:?}"
        );
        assert!(
            stderr(&output).contains("nothing found on "),
            "{}",
            stderr(&output)
        );
    }
}

/// The same with models, which takes minutes in a debug build.
#[test]
#[ignore = "trains ten models"]
fn no_label_in_data_is_suspicious() {
    let all = ["train", "validation", "test"];
    for names in [&all[..], &all[..1], &all[1..2], &all[2..]] {
        let output = check(&data(names), &[]);
        assert_eq!(
            (stdout(&output).as_str(), output.status.code()),
            ("", Some(0)),
            "{names:?}"
        );
    }
}

/// What is said of a file, and the exit code.
fn of_file(csv: &str, args: &[&str]) -> (String, String, Option<i32>) {
    let folder = TempDir::new().expect("a folder");
    let path = write(&folder, "a.csv", csv.as_bytes());
    let output = check(std::slice::from_ref(&path), args);
    let said = |text: String| text.replace(&path, "a.csv");
    (
        said(stdout(&output)),
        said(stderr(&output)),
        output.status.code(),
    )
}

#[test]
fn small_files_are_checked_as_far_as_they_go() {
    let header = "page,site,text,label\n";
    // One page.
    let (out, err, code) = of_file(
        &format!("{header}p,a,Ferries sail again.,article\np,a,Home,navigation\n"),
        &[],
    );
    assert_eq!((out.as_str(), code), ("", Some(0)), "{err}");
    let expected =
        "note: suspicious-label was left out: it takes pages of two sites, or two pages at least\n";
    assert!(err.contains(expected), "{err}");
    // Ten rows, two pages of one site, two labels.
    let rows = (0..5).map(|row| {
        format!("p,a,Ferries sail at {row}.,article\nq,a,Menu {row},navigation\nq,a,x,article\n")
    });
    let (out, err, code) = of_file(
        &format!("{header}{}", rows.collect::<String>()),
        &["--quiet"],
    );
    assert_eq!((out.as_str(), code), ("", Some(0)), "{err}");
    // Without one of them a single label is left, which nothing can be learned from.
    let (out, err, code) = of_file(
        &format!("{header}p,a,Ferries sail.,article\nq,b,Storm.,article\n"),
        &["--suspicious-from", "1"],
    );
    assert_eq!((out.as_str(), code), ("", Some(0)), "{err}");
    assert!(
        err.contains("suspicious-label was left out: without some of the pages no model"),
        "{err}"
    );
    // Rows that are pages, with nothing but what is required.
    let (out, err, code) = of_file(
        "text,label\nFerries sail again.,article\nHome,navigation\n",
        &["--folds", "0"],
    );
    assert_eq!((out.as_str(), code), ("", Some(0)), "{err}");
}

#[test]
fn what_cannot_be_read_as_a_whole_is_an_error() {
    for (csv, expected) in [
        ("", "error: a.csv: found an empty file"),
        ("text,label\n", "error: a.csv: found a header and no rows"),
        (
            "text\na\n",
            "error: a.csv:1: column \"label\": found a header of",
        ),
        (
            "text,label\n\"a,article\n",
            "error: a.csv:2: column \"text\": found a quote that is never closed",
        ),
    ] {
        let (out, err, code) = of_file(csv, &[]);
        assert_eq!((out.as_str(), code), ("", Some(2)), "{err}");
        assert!(err.contains(expected), "{err}");
    }
    // Rows that are all invalid are what it is there to find.
    let (out, err, code) = of_file("text,label\na,ad\nb,ad\n", &[]);
    assert_eq!((out.matches("a.csv:").count(), code), (2, Some(1)), "{err}");
    let mapped = of_file(
        "text,label\na,ad\nb,ad\n",
        &["--label-map", "ad=related-content", "--folds", "0"],
    );
    assert_eq!((mapped.0.as_str(), mapped.2), ("", Some(0)));
    // A file stands for a part of its own, so it cannot be two.
    let both = check(&data(&["test", "test"]), &["--folds", "0"]);
    assert_eq!(both.status.code(), Some(2), "{}", stderr(&both));
}
