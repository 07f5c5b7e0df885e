//! `evaluate --report`.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::Output;

use tempfile::TempDir;

use crate::common::{stderr, stdout, unpitch};
use crate::markup::Markup;
use crate::{HOSTILE, cell};

const TEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/test.csv");

/// A folder for data and reports.
struct Play(TempDir);

impl Play {
    fn new() -> Play {
        Play(TempDir::new().unwrap())
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Evaluates these data, with a report.
    fn evaluate(&self, csv: &str) -> Output {
        let data = self.at("data.csv");
        fs::write(&data, csv).unwrap();
        let report = self.at("report.html");
        unpitch(
            &[
                "evaluate",
                data.to_str().unwrap(),
                "--report",
                report.to_str().unwrap(),
            ],
            b"",
        )
    }

    /// The report on these data.
    #[track_caller]
    fn report(&self, csv: &str) -> String {
        let output = self.evaluate(csv);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        fs::read_to_string(self.at("report.html")).unwrap()
    }
}

#[test]
fn the_figures_are_those_on_standard_output_and_the_bytes_the_same_each_time() {
    let play = Play::new();
    let csv = fs::read_to_string(TEST).unwrap();
    let (first, second) = (play.report(&csv), play.report(&csv));
    assert_eq!(first, second);
    let said = stdout(&unpitch(&["evaluate", TEST], b""));
    assert_eq!(stdout(&play.evaluate(&csv)), said);
    let found = Markup::read(&first);
    assert_eq!(found.dead_links(), [""; 0]);
    let macro_f1 = said.lines().find(|line| line.contains("macro F1")).unwrap();
    for figure in macro_f1.split_whitespace().skip(2) {
        assert!(found.text.contains(&figure.replace('-', "–")), "{figure}");
    }
    for part in [
        "This file quotes the pages",
        "8 pages, 426 paragraphs",
        "unpitch 0.",
        "Worst pages",
    ] {
        assert!(found.text.contains(part), "no {part}");
    }
    // Four curves, and the diagram.
    assert_eq!(found.n_of_class("plot"), 5);
    let unnamed = |name: &'static str| {
        found
            .named(name)
            .filter(|own| own.attribute("aria-labelledby").is_none())
    };
    assert_eq!(
        unnamed("svg")
            .filter(|svg| svg.attribute("aria-hidden").is_none())
            .count(),
        0
    );
    assert_eq!(found.named("table").count(), found.named("caption").count());
}

#[test]
fn little_data_are_a_report() {
    let play = Play::new();
    let prose = "The ferry sails again from the old harbour on Monday, the harbour master said on Friday, and the islanders will be glad of it.";
    let rows = |n: usize, label: &str| -> String {
        let rows = (0..n).map(|i| format!("p{},{label},\"{prose} {i}\"\n", i / 5));
        "page,label,text\n".to_owned() + &rows.collect::<String>()
    };
    // Right or wrong, all of one label; ten rows, one page, one row.
    for (n, label) in [
        (10, "article"),
        (10, "navigation"),
        (5, "navigation"),
        (1, "related-content"),
        (1, "article"),
    ] {
        let report = play.report(&rows(n, label));
        let found = Markup::read(&report);
        assert!(!found.text.contains("NaN"), "{n} {label}");
        assert!(
            found
                .text
                .contains("subscription-pitch does not occur in the data"),
            "{n} {label}"
        );
        let wrong = if label == "article" { 0 } else { n };
        let errors = found
            .elements
            .iter()
            .filter(|own| own.attribute("data-actual").is_some());
        assert_eq!(errors.count(), wrong, "{n} {label}");
        assert_eq!(
            found.text.contains("There are none."),
            wrong == 0,
            "{n} {label}"
        );
    }
}

#[test]
fn errors_of_hostile_pages_are_quoted_and_stay_below_five_megabytes() {
    let play = Play::new();
    let mut csv = "page,site,language,label,text\n".to_owned();
    // Signs that take most bytes to show, and one huge paragraph; all of it labelled as hardly any model would.
    let huge = "\"\u{e0041}".repeat(500);
    let start = |text: &str, n| text.chars().take(n).collect::<String>();
    for i in 0..420 {
        let page = i / 12;
        let hostile = HOSTILE[page % HOSTILE.len()].replace('\0', "");
        let text = if i == 7 {
            huge.repeat(400)
        } else {
            format!("{hostile} {huge}{i}")
        };
        let (page, site) = (format!("{page}{hostile}{huge}"), format!("{page}{huge}"));
        let label = ["related-content", "subscription-pitch"][i % 2];
        let _ = writeln!(
            csv,
            "{},{},en,{label},{}",
            cell(&start(&page, 150)),
            cell(&start(&site, 150)),
            cell(&text)
        );
    }
    let report = play.report(&csv);
    assert!(
        (1_000_000..=5_000_000).contains(&report.len()),
        "{}",
        report.len()
    );
    let found = Markup::read(&report);
    assert_eq!(found.n_of_class("quote"), 300);
    assert_eq!(found.named("script").count(), 1);
}

#[test]
fn what_would_be_lost_is_refused() {
    let play = Play::new();
    let data = play.at("data.csv");
    fs::write(&data, "text,label\nFerries sail.,article\n").unwrap();
    let data = data.to_str().unwrap();
    let folder = play.at("");
    for (report, reason) in [
        (data, "which it would replace; give --report another name"),
        ("-", "--report would write where the figures go"),
        (folder.to_str().unwrap(), "is a folder"),
        ("/nowhere/report.html", "there is no folder"),
    ] {
        let output = unpitch(&["evaluate", data, "--report", report], b"");
        assert_eq!(output.status.code(), Some(2), "{report}");
        assert!(stderr(&output).contains(reason), "{}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
    assert_eq!(
        fs::read_to_string(data).unwrap(),
        "text,label\nFerries sail.,article\n"
    );
}
