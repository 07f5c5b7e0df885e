//! Small ones of the pages that `benches/hostile` has in large: each is read, and labelled to its end.

use std::time::{Duration, Instant};

use unpitch::{Label, Model, Page, PitchKind, page_verdict};

const TEXT: &str = "Ferries to the islands sail at nine.";

/// Name, page, and how many paragraphs it has.
fn pages(n: usize) -> Vec<(&'static str, String, usize)> {
    let each = |element: &dyn Fn(usize) -> String| (0..n).map(element).collect::<String>();
    let combining = format!("a{}", "\u{301}".repeat(n));
    let planes: String = (0..17_u32)
        .filter_map(|plane| char::from_u32((plane << 16) + 0x41))
        .collect();
    vec![
        ("letters", "<p>a".repeat(n), n),
        ("nested", format!("{}{TEXT}", "<div>".repeat(n)), 1),
        ("formatting", format!("{}{TEXT}", "<b><i>".repeat(n)), 1),
        (
            "attribute",
            format!("<p class='{}'>{TEXT}", "a".repeat(n)),
            1,
        ),
        (
            "attributes",
            format!("<p {}>{TEXT}", each(&|i| format!("a{i}=1 "))),
            1,
        ),
        (
            "rules",
            format!(
                "<style>{}</style><p>{TEXT}",
                each(&|i| format!(".c{i}{{display:none}}"))
            ),
            1,
        ),
        ("nulls", format!("<p>{TEXT}{}", "\0".repeat(n)), 1),
        (
            "right to left",
            format!("<p>{}", "\u{202e}الع \u{202c}".repeat(n)),
            1,
        ),
        ("combining", format!("<p>{combining}"), 1),
        ("planes", format!("<p>{}", planes.repeat(n)), 1),
        (
            "JSON-LD",
            format!(
                "<script type=application/ld+json>{}</script><p>{TEXT}",
                "[".repeat(n)
            ),
            1,
        ),
        (
            "options",
            format!("<p>{TEXT}<select>{}</select>", "<option>a".repeat(n)),
            1,
        ),
        ("table", format!("<table>{}", "<tr><td>a".repeat(n)), n),
    ]
}

#[test]
fn every_page_is_read_and_labelled() {
    for (name, html, expected) in pages(3_000) {
        let page = Page::from_html(&html);
        let n = page.paragraphs().len();
        assert!(n >= 1 && n <= expected, "{name}: {n} of {expected}");
        let predictions = Model::embedded().predict(&page);
        assert_eq!(predictions.iter().count(), n, "{name}");
        predictions.verdict(&page).expect("the page's own");
    }
}

/// Each paragraph asks what its whole run says: read anew each time, these took minutes.
#[test]
fn a_verdict_on_a_run_of_offers_takes_time_in_proportion() {
    let lines: Vec<String> = (0..20_000)
        .map(|i| format!("Subscribe now for {i} € a month"))
        .collect();
    let page = Page::from_text(&lines.join("\n\n"));
    let labels = vec![Label::SubscriptionPitch; page.paragraphs().len()];
    let begin = Instant::now();
    let verdict = page_verdict(&page, &labels);
    assert_eq!(verdict.pitches, [PitchKind::Paywall]);
    let taken = begin.elapsed();
    assert!(taken < Duration::from_secs(30), "{taken:?}");
}

/// In JSON escapes and as bytes, halves of characters are no characters.
#[test]
fn halves_of_characters_are_replaced() {
    let json = br#"{"text":"a \ud800 b \udfff c"}"#;
    let output = super::common::predict(&["--format", "jsonl"], json);
    let pages = super::common::pages(&output);
    assert_eq!(pages.len(), 1);
    assert_eq!(super::common::texts(&pages[0]), ["a \u{fffd} b \u{fffd} c"]);
    let bytes = b"<!doctype html><meta charset=utf-8><p>a \xed\xa0\x80 b";
    let output = super::common::predict(&["--format", "jsonl"], bytes);
    assert_eq!(super::common::pages(&output).len(), 1);
}
