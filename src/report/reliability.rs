//! The reliability diagram: how often labels of a probability are right.

use maud::{Markup, html};

use super::plot::{Titles, at, plot, x, y};
use crate::evaluate::{Bin, Calibration};

/// The diagram, and its table.
pub(super) fn reliability(calibration: &Calibration) -> Markup {
    let filled: Vec<&Bin> = calibration
        .bins
        .iter()
        .filter(|bin| bin.count > 0)
        .collect();
    html! {
        p {
            "Bars: how many of the labels with a probability in this range are right. Short lines: the mean probability there. Where a bar ends at \
            its line, the probabilities can be believed; where it ends below, the model is too sure of itself. Expected error: "
            (format!("{:.3}", calibration.expected_error)) "."
        }
        figure.single { (diagram(calibration, &filled)) }
        details { summary { "The diagram as a table" } (table(&filled)) }
    }
}

fn diagram(calibration: &Calibration, filled: &[&Bin]) -> Markup {
    let description = format!(
        "The expected error of the probabilities is {:.3}. The table below has the figures.",
        calibration.expected_error
    );
    let titles = Titles {
        id: "reliability",
        title: "How often labels of a probability are right",
        description: &description,
        x: "probability of the predicted label",
        y: "share that is right",
    };
    let drawn = html! {
        @for bin in filled { (bar(bin)) }
        line.even x1=(at(x(0.0))) y1=(at(y(0.0))) x2=(at(x(1.0))) y2=(at(y(1.0))) {}
    };
    plot(&titles, &drawn)
}

fn bar(bin: &Bin) -> Markup {
    let (left, right) = (x(bin.from) + 1.0, x(bin.to) - 1.0);
    let (top, bottom) = (y(bin.accuracy), y(0.0));
    let mean = at(y(bin.mean_confidence));
    html! {
        rect.reached x=(at(left)) y=(at(top)) width=(at(right - left)) height=(at(bottom - top)) {}
        line.said-mean x1=(at(left + 3.0)) y1=(mean) x2=(at(right - 3.0)) y2=(mean) {}
    }
}

fn table(filled: &[&Bin]) -> Markup {
    html! {
        table {
            caption { "Labels by their probability" }
            thead { tr { th scope="col" { "probability" } th scope="col" { "paragraphs" } th scope="col" { "mean" } th scope="col" { "right" } } }
            tbody {
                @for bin in filled {
                    tr {
                        th scope="row" { (format!("{:.1}–{:.1}", bin.from, bin.to)) }
                        td { (bin.count) }
                        td { (format!("{:.3}", bin.mean_confidence)) }
                        td { (format!("{:.3}", bin.accuracy)) }
                    }
                }
            }
        }
    }
}
