//! A page in its colours, for notebooks.

use std::fmt::Write;

use unpitch::Label;

use crate::labelling::Labelled;

/// Paragraphs that are shown at most: a notebook keeps what it shows.
const MOST: usize = 1_000;

/// The colour of a label's paragraphs, readable on light and dark ground.
fn colour(label: Label) -> &'static str {
    match label {
        Label::Article => "#2e9e5b",
        Label::SubscriptionPitch => "#d9483b",
        Label::Navigation => "#8a8f98",
        Label::RelatedContent => "#3b7dd9",
    }
}

/// HTML that shows the paragraphs, each with its label and probability. Whatever the page says is escaped.
pub fn html(labelled: &Labelled) -> String {
    let mut html = String::from("<div style=\"max-width:60em;line-height:1.4\">");
    let paragraphs = labelled.page.paragraphs();
    let shown = paragraphs.iter().zip(&labelled.predictions).take(MOST);
    for (paragraph, prediction) in shown {
        let (label, percent) = (prediction.label(), prediction.probability() * 100.0);
        let (colour, text) = (colour(label), escape(paragraph.text()));
        let written = write!(
            html,
            "<div style=\"border-left:4px solid {colour};margin:2px 0;padding:0 .6em\" title=\"{label} {percent:.0} %\">\
             <small style=\"color:{colour}\">{label} {percent:.0} %</small> {text}</div>"
        );
        written.expect("a string takes any text");
    }
    if let Some(more) = paragraphs.len().checked_sub(MOST + 1) {
        let written = write!(html, "<div>… and {} more paragraphs</div>", more + 1);
        written.expect("a string takes any text");
    }
    html + "</div>"
}

/// A text in which nothing is markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Notebooks may read what stands between dollar signs as a formula.
            '$' => escaped.push_str("&#36;"),
            _ => escaped.push(c),
        }
    }
    escaped
}
