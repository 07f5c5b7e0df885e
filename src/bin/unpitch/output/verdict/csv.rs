//! A row per page; lists are joined by spaces, reasons by semicolons.

use std::io;

use unpitch::Verdict;
use unpitch::records::Labelled;

use crate::output::pages::Render;

/// The columns.
const COLUMNS: [&str; 10] = [
    "page",
    "language",
    "access",
    "kind",
    "pitches",
    "article",
    "subscription-pitch",
    "navigation",
    "related-content",
    "reasons",
];

/// Renders one row per page.
pub struct Rows;

impl Render for Rows {
    fn header(&self) -> io::Result<Vec<u8>> {
        row(&COLUMNS.map(str::to_owned))
    }

    fn render(&self, page: &Labelled<'_>) -> io::Result<Vec<u8>> {
        let verdict = page.verdict;
        let language = page.predictions.language();
        row(&cells(
            page.name,
            language.map(|code| code.to_string()),
            verdict,
        ))
    }
}

fn cells(page: &str, language: Option<String>, verdict: &Verdict) -> [String; 10] {
    let pitches: Vec<&str> = verdict.pitches.iter().map(|kind| kind.name()).collect();
    let reasons: Vec<String> = verdict.reasons.iter().map(ToString::to_string).collect();
    let share = |share: f32| format!("{share:.3}");
    let shares = verdict.shares;
    [
        page.to_owned(),
        language.unwrap_or_default(),
        verdict.access.name().to_owned(),
        verdict.kind.name().to_owned(),
        pitches.join(" "),
        share(shares.article),
        share(shares.subscription_pitch),
        share(shares.navigation),
        share(shares.related_content),
        reasons.join("; "),
    ]
}

fn row(cells: &[String; 10]) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells)?;
    writer.into_inner().map_err(|error| error.into_error())
}
