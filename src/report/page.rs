//! A page of labelled paragraphs: the verdict on it, totals, and each paragraph in its label's colour.

use maud::{Markup, html};

use super::mark::{mark, named, percent};
use super::{NAME, shown};
use crate::Label;
use crate::language::Language;
use crate::model::{Prediction, Term};
use crate::page::Paragraph;
use crate::records::{EXPLAINED, Labelled};
use crate::verdict::Verdict;

/// How many characters of a paragraph are shown.
pub(super) const TEXT: usize = 4_000;

/// How many characters of a term of an explanation are shown, most of which are a word or two.
const TERM: usize = 60;

/// How many paid parts that a page names are shown.
const PAID_PARTS: usize = 10;

/// The page.
pub(super) fn page(page: &Labelled<'_>) -> Markup {
    let language = page.predictions.language();
    html! {
        section {
            h2 { bdi { (shown::line(page.name, NAME)) } }
            div.summary {
                (verdict(page.verdict, language))
                (totals(page))
            }
            @if page.page.paragraphs().is_empty() {
                p { "The page has no paragraphs." }
            }
            ol.paragraphs {
                @for (position, own, prediction) in page.kept() {
                    (paragraph(page, position, own, prediction))
                }
            }
        }
        "\n"
    }
}

/// What the labels come to, and why.
fn verdict(verdict: &Verdict, language: Option<Language>) -> Markup {
    let pitches: Vec<&str> = verdict.pitches.iter().map(|kind| kind.name()).collect();
    let claim = match verdict.claimed_free {
        Some(true) => Some("free, by its own word"),
        Some(false) => Some("to be paid for, by its own word"),
        None => None,
    };
    html! {
        dl.verdict {
            dt { "Access" } dd { strong { (verdict.access) } @if let Some(claim) = claim { " (" (claim) ")" } }
            dt { "Kind" } dd { (verdict.kind) }
            dt { "Offered" } dd { @if pitches.is_empty() { "nothing" } @else { (pitches.join(", ")) } }
            dt { "Language" } dd { @if let Some(code) = language { (code) } @else { "unknown" } }
            @if !verdict.paid_parts.is_empty() {
                dt { "Paid parts" }
                dd { bdi { (shown::line(&verdict.paid_parts[..verdict.paid_parts.len().min(PAID_PARTS)].join(", "), NAME)) } }
            }
            dt { "Because" }
            dd { ul { @for reason in &verdict.reasons { li { (reason) } } } }
        }
    }
}

/// Paragraphs and characters of each label.
fn totals(page: &Labelled<'_>) -> Markup {
    let mut counts = [(0, 0); Label::COUNT];
    for (paragraph, prediction) in page.page.paragraphs().iter().zip(page.predictions) {
        let (paragraphs, characters) = &mut counts[prediction.label().index()];
        *paragraphs += 1;
        *characters += paragraph.text().chars().count();
    }
    let all: usize = counts.iter().map(|(_, characters)| characters).sum();
    html! {
        div.scroll role="group" tabindex="0" aria-label="Totals" { table {
            caption { "Totals" }
            thead { tr { th scope="col" { "label" } th scope="col" { "paragraphs" } th scope="col" { "characters" } th scope="col" { "share" } } }
            tbody {
                @for (label, (paragraphs, characters)) in Label::ALL.into_iter().zip(counts) {
                    tr {
                        th scope="row" { (named(label)) }
                        td { (paragraphs) } td { (characters) }
                        td { (percent(characters as f64 / all.max(1) as f64)) }
                    }
                }
            }
        } }
    }
}

fn paragraph(
    page: &Labelled<'_>,
    position: usize,
    own: &Paragraph,
    prediction: &Prediction,
) -> Markup {
    let (label, probability) = (prediction.label(), f64::from(prediction.probability()));
    let because = because(page, position, label);
    let said = html! { (mark(label)) " " (label) " " (percent(probability)) };
    html! {
        li class={ (label) " c" ((10.0 * probability) as u32) } {
            div.said {
                @if because.is_empty() {
                    span.chip { (said) }
                } @else {
                    details.chip { summary { (said) } }
                    ul.why { @for term in &because { li { (why(term)) } } }
                }
                " " span.position { (position) }
            }
            p dir="auto" lang=[page.predictions.language()] { (shown::text(own.text(), TEXT)) }
        }
    }
}

fn because(page: &Labelled<'_>, position: usize, label: Label) -> Vec<Term> {
    let explained = page
        .explanation
        .and_then(|explanation| explanation.why(position, label));
    explained.map_or_else(Vec::new, |why| why.strongest(EXPLAINED))
}

/// A term of an explanation: its amount, and what it is in words.
pub(super) fn why(term: &Term) -> Markup {
    html! {
        span.amount { (format!("{:+.1}", term.amount()).replace('-', "−")) }
        " " bdi { (shown::line(&term.to_string(), TERM)) }
    }
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use super::*;
    use crate::{Model, Page};

    /// The page as it is shown, with reasons or without.
    fn shown(text: &str, explain: bool, keep: &[Label]) -> String {
        let own = Page::from_text(text);
        let predictions = Model::embedded().predict(&own);
        let verdict = predictions.verdict(&own).unwrap();
        let explanation = explain.then(|| Model::embedded().explanation(&own));
        let labelled = Labelled {
            name: "quay <1>",
            site: None,
            fields: &Vec::new(),
            page: &own,
            predictions: &predictions,
            verdict: &verdict,
            parts: None,
            keep,
            explanation: explanation.as_ref(),
        };
        page(&labelled).into_string()
    }

    const PAGE: &str = "Subscribe now and read on\n\nThe <b>ferry</b> sails again from the old harbour on Monday morning.\n";

    #[test]
    fn a_paragraph_has_its_label_probability_reasons_and_text() {
        let html = shown(PAGE, true, &Label::ALL);
        for part in [
            "<h2><bdi>quay &lt;1&gt;</bdi></h2>",
            "<li class=\"subscription-pitch c",
            "<details class=\"chip\"><summary><span class=\"mark subscription-pitch\" aria-hidden=\"true\">P</span> subscription-pitch ",
            "<ul class=\"why\"><li><span class=\"amount\">+",
            "<p dir=\"auto\" lang=\"en\">The &lt;b&gt;ferry&lt;/b&gt; sails",
            "<dt>Access</dt>",
        ] {
            assert!(html.contains(part), "no {part} in {html}");
        }
    }

    #[test]
    fn totals_are_of_all_paragraphs_also_where_some_are_left_out() {
        let html = shown(PAGE, false, &[Label::Article]);
        assert_eq!(html.matches("<p dir=").count(), 1);
        assert!(
            html.contains("subscription-pitch</span></span></th><td>1</td><td>25</td>"),
            "{html}"
        );
        assert!(!html.contains("<details"));
        assert!(shown("", true, &Label::ALL).contains("The page has no paragraphs."));
    }
}
