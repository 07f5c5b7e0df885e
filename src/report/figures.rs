//! Tables of figures with their intervals.

use maud::{Markup, html};

use super::mark::named;
use super::{NAME, shown};
use crate::Label;
use crate::evaluate::{Estimate, LabelMetrics, LossFigure, LossFigures, Metrics, Slice};

/// What stands for a figure that cannot be given: a label that does not occur, an interval from one page.
const NONE: &str = "–";

/// Rows of a table at most; the others are counted. There are as many languages as data say.
const MOST_ROWS: usize = 60;

/// All paragraphs.
pub(super) fn overall(scores: &Metrics) -> Markup {
    let is_known = scores.paragraphs > 0;
    html! {
        div.scroll role="group" tabindex="0" aria-label="All paragraphs" {
            table {
                caption { "All paragraphs" }
                thead { tr { th scope="col" { "measure" } th scope="col" { "value" } th.drawn scope="col" { "0 to 1" } } }
                tbody {
                    @for (name, estimate) in [("macro F1", &scores.macro_f1), ("accuracy", &scores.accuracy)] {
                        tr { th scope="row" { (name) } (cells(scores, estimate, is_known)) }
                    }
                }
            }
        }
    }
}

/// A row for each label.
pub(super) fn by_label(scores: &Metrics) -> Markup {
    html! {
        div.scroll role="group" tabindex="0" aria-label="By label" {
            table {
                caption { "By label" }
                thead { tr {
                    th scope="col" { "label" } th scope="col" { "F1" } th.drawn scope="col" { "0 to 1" }
                    th scope="col" { "precision" } th scope="col" { "recall" } th scope="col" { "paragraphs" }
                } }
                tbody { @for label in &scores.labels { (label_row(scores, label)) } }
            }
        }
    }
}

fn label_row(scores: &Metrics, own: &LabelMetrics) -> Markup {
    let predicted = scores.confusion.predicted(own.label);
    html! {
        tr {
            th scope="row" { (named(own.label)) }
            (cells(scores, &own.f1, own.support + predicted > 0))
            td { (figure(own.precision, predicted > 0)) }
            td { (figure(own.recall, own.support > 0)) }
            td { (own.support) }
        }
    }
}

/// A row for each part of the paragraphs.
pub(super) fn slices(caption: &str, name: &str, slices: &[Slice]) -> Markup {
    let left_out = slices.len().saturating_sub(MOST_ROWS);
    html! {
        div.scroll role="group" tabindex="0" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr {
                    th scope="col" { (name) } th scope="col" { "pages" } th scope="col" { "paragraphs" } th scope="col" { "macro F1" }
                    th scope="col" { "pitch F1" } th scope="col" { "accuracy" } th.drawn scope="col" { "0 to 1" }
                } }
                tbody { @for slice in slices.iter().take(MOST_ROWS) { (slice_row(slice)) } }
            }
        }
        @if left_out > 0 { p { "And " (left_out) " more rows, which the report in text or JSON has." } }
    }
}

fn slice_row(slice: &Slice) -> Markup {
    let scores = &slice.metrics;
    let is_known = scores.paragraphs > 0;
    let pitch = scores.label(Label::SubscriptionPitch);
    let has_pitches = pitch.support + scores.confusion.predicted(pitch.label) > 0;
    html! {
        tr {
            th scope="row" { bdi { (shown::line(&slice.name, NAME)) } }
            td { (scores.pages) }
            td { (scores.paragraphs) }
            td { (with_ends(scores, &scores.macro_f1, is_known)) }
            td { (with_ends(scores, &pitch.f1, has_pitches)) }
            (cells(scores, &scores.accuracy, is_known))
        }
    }
}

/// What each budget loses and drops.
pub(super) fn losses(figures: &LossFigures) -> Markup {
    let kind = if figures.marked { "HTML" } else { "text" };
    let caption = format!(
        "Dropped at each --max-loss, in characters, of {} pages of {kind}",
        figures.pages
    );
    html! {
        div.scroll role="group" tabindex="0" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr {
                    th scope="col" { "at most" } th scope="col" { "lost" }
                    @for label in &Label::ALL[1..] { th scope="col" { (named(*label)) } }
                } }
                tbody { @for budget in &figures.budgets { (loss_row(budget, figures.pages)) } }
            }
        }
    }
}

fn loss_row(budget: &LossFigure, pages: usize) -> Markup {
    let (loss, [_, others @ ..]) = (budget.loss(), budget.dropped);
    let ends = format!("{:.2}–{:.2} %", 100.0 * loss.low, 100.0 * loss.high);
    html! {
        tr {
            th scope="row" { (format!("{:.2} %", 100.0 * budget.max_loss)) }
            td { (format!("{:.2} %", 100.0 * loss.value)) @if pages > 1 { span.ends { (ends) } } }
            @for dropped in others { td { (format!("{:.1} %", 100.0 * dropped.value)) } }
        }
    }
}

/// Two cells: the figure with the ends of its interval, and both as a bar.
fn cells(scores: &Metrics, estimate: &Estimate, is_known: bool) -> Markup {
    html! {
        td { (with_ends(scores, estimate, is_known)) }
        td.drawn { @if is_known { (bar(scores, estimate)) } }
    }
}

fn with_ends(scores: &Metrics, estimate: &Estimate, is_known: bool) -> Markup {
    html! {
        (figure(estimate.value, is_known))
        // From a single page it would feign certainty.
        @if is_known && scores.pages > 1 { span.ends { (format!("{:.3}–{:.3}", estimate.low, estimate.high)) } }
    }
}

fn figure(value: f64, is_known: bool) -> String {
    if is_known {
        format!("{value:.3}")
    } else {
        NONE.to_owned()
    }
}

/// The figure and its interval from 0 to 1, for the eye alone: the numbers stand beside it.
fn bar(scores: &Metrics, estimate: &Estimate) -> Markup {
    let at = |figure: f64| format!("{:.1}", 4.0 + 92.0 * figure);
    html! {
        svg.bar viewBox="0 0 100 14" aria-hidden="true" {
            line.rail x1="4" y1="7" x2="96" y2="7" {}
            @if scores.pages > 1 { line.ends x1=(at(estimate.low)) y1="7" x2=(at(estimate.high)) y2="7" {} }
            circle.value cx=(at(estimate.value)) cy="7" r="3.5" {}
        }
    }
}
