//! A page as it is shown, to the letter. Its probabilities are given, so that another model changes nothing.

use std::path::Path;

use serde_json::json;
use unpitch::records::Labelled;
use unpitch::report::PagesReport;
use unpitch::{Label, Model, Page, Predictions};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/page-report.html");

/// What a model would say that is this sure of these labels.
fn predictions(page: &Page, said: &[(Label, f64)]) -> Predictions {
    let mut stored = serde_json::to_value(Model::embedded().predict(page)).unwrap();
    for (prediction, (label, probability)) in stored["predictions"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .zip(said)
    {
        for other in Label::ALL {
            prediction["probabilities"][other.name()] = json!((1.0 - probability) / 3.0);
        }
        prediction["probabilities"][label.name()] = json!(probability);
        prediction["label"] = json!(label);
    }
    serde_json::from_value(stored).unwrap()
}

#[test]
fn a_page_is_shown_as_it_was() {
    let texts = [
        "Tides & times",
        "The ferry sails again from the old harbour on Monday, <the harbour master> said, and goes on until the...",
        "Subscribe to continue reading this article",
        "More from the coast",
    ];
    let page = Page::from_text(&texts.join("\n\n")).with_language("en".parse().ok());
    let said = [
        (Label::Navigation, 0.625),
        (Label::Article, 0.9375),
        (Label::SubscriptionPitch, 1.0),
        (Label::RelatedContent, 0.4375),
    ];
    let predictions = predictions(&page, &said);
    let mut report = PagesReport::default();
    let mut shown = report.before("quay/tides.txt");
    shown += &PagesReport::page(&Labelled {
        name: "quay/tides.txt",
        site: None,
        fields: &Vec::new(),
        page: &page,
        predictions: &predictions,
        verdict: &predictions.verdict(&page).unwrap(),
        parts: None,
        keep: &Label::ALL,
        explanation: None,
    });
    // A line each, for whoever looks at a difference.
    let shown = (shown + &report.end()).replace("><", ">\n<");
    if std::env::var_os("RENEW_GOLDEN").is_some() {
        std::fs::write(GOLDEN, &shown).expect("the file can be written");
    }
    let kept = std::fs::read_to_string(Path::new(GOLDEN)).expect(GOLDEN);
    assert_eq!(
        shown, kept,
        "if it is meant to change: RENEW_GOLDEN=1 cargo test --test report golden"
    );
}
