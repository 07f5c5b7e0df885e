//! Precision and recall of each label, as curves and as a table.

use maud::{Markup, html};

use super::mark::named;
use super::plot::{Titles, at, plot, x, y};
use crate::Label;
use crate::evaluate::{CurvePoint, Metrics, PrecisionRecall};

/// Points of a curve that are drawn: one for each percent of recall is finer than a screen shows.
const DRAWN: f64 = 100.0;

/// The thresholds of the table.
const THRESHOLDS: [f32; 8] = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/// The curves, with the point where the model stands that gives each paragraph its most probable label.
pub(super) fn curves(curves: &[PrecisionRecall], overall: &Metrics) -> Markup {
    let drawn = || curves.iter().filter(|curve| curve.support > 0);
    html! {
        p { "A label given to each paragraph whose probability of it reaches a threshold: the lower the threshold, the more is found (recall, to the \
            right), and the more of it is wrong (precision, down). The ring is where the model \
            stands, which gives each paragraph its most probable label." }
        div.plots { @for curve in drawn() { (figure(curve, overall)) } }
        @for curve in curves.iter().filter(|curve| curve.support == 0) {
            p { (named(curve.label)) " does not occur in the data." }
        }
        @if drawn().next().is_some() {
            details { summary { "The curves as a table" } (table(&drawn().collect::<Vec<_>>())) }
        }
    }
}

fn figure(curve: &PrecisionRecall, overall: &Metrics) -> Markup {
    let own = overall.label(curve.label);
    let is_given = overall.confusion.predicted(curve.label) > 0;
    let stands = if is_given {
        let (precision, recall) = (own.precision, own.recall);
        format!("the model stands at precision {precision:.3} and recall {recall:.3}")
    } else {
        "the model never gives this label".to_owned()
    };
    let description = format!(
        "Average precision {:.3}; {stands}.",
        curve.average_precision
    );
    let titles = Titles {
        id: &format!("curve-{}", curve.label),
        title: &format!("Precision and recall of {}", curve.label),
        description: &description,
        x: "recall",
        y: "precision",
    };
    let drawn = html! {
        path.curve d=(path(&curve.points)) {}
        @if is_given { circle.chosen cx=(at(x(own.recall))) cy=(at(y(own.precision))) r="5" {} }
    };
    html! {
        figure class=(curve.label) {
            (plot(&titles, &drawn))
            figcaption {
                (named(curve.label)) ": average precision " (format!("{:.3}", curve.average_precision)) ", "
                (curve.support) " paragraphs"
                @if !is_given { "; never given by the model" }
            }
        }
    }
}

/// The curve, thinned out, as SVG writes a path.
fn path(points: &[CurvePoint]) -> String {
    let mut path = String::new();
    let mut reached = f64::NEG_INFINITY;
    for (n, point) in points.iter().enumerate() {
        if point.recall - reached >= 1.0 / DRAWN || n + 1 == points.len() {
            let sign = if path.is_empty() { 'M' } else { 'L' };
            path += &format!("{sign}{} {}", at(x(point.recall)), at(y(point.precision)));
            reached = point.recall;
        }
    }
    path
}

fn table(curves: &[&PrecisionRecall]) -> Markup {
    let labels: Vec<Label> = curves.iter().map(|curve| curve.label).collect();
    let cell =
        |figure: Option<f64>| figure.map_or("–".to_owned(), |figure| format!("{figure:.3}"));
    html! {
        div.scroll role="group" tabindex="0" aria-label="Precision and recall at thresholds" {
            table {
                caption { "Precision and recall at thresholds" }
                thead {
                    tr { th rowspan="2" scope="col" { "threshold" } @for label in &labels { th colspan="2" scope="colgroup" { (named(*label)) } } }
                    tr { @for _ in &labels { th scope="col" { "precision" } th scope="col" { "recall" } } }
                }
                tbody {
                    @for threshold in THRESHOLDS {
                        tr {
                            th scope="row" { (threshold) }
                            @for point in curves.iter().map(|curve| curve.at(threshold)) {
                                td { (cell(point.map(|point| point.precision))) }
                                td { (cell(point.map(|point| point.recall))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{PageOutcome, ParagraphOutcome, precision_recall};

    #[test]
    fn a_long_curve_is_thinned_out_and_keeps_its_end() {
        let paragraph = |n: u16| {
            let article = f32::from(n) / 2_000.0;
            let probabilities = [article, 1.0 - article, 0.0, 0.0];
            ParagraphOutcome::new(9, Label::Article, Label::Article, probabilities)
        };
        let page = PageOutcome::new("page", None, (0..2_000).map(paragraph).collect());
        let [article, ..] = precision_recall(&[page]);
        assert_eq!(article.points.len(), 2_000);
        let path = path(&article.points);
        let drawn = path.matches('L').count();
        assert!((95..=101).contains(&drawn), "{drawn}");
        assert!(
            path.starts_with("M42.1 10.0L") && path.ends_with("L290.0 10.0"),
            "{path}"
        );
    }
}
