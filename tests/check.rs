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
