//! The confusion as a heat map, which is a table with grounds: so it is read aloud and printed as one, too.

use maud::{Markup, html};

use super::mark::{named, percent};
use crate::Label;
use crate::evaluate::Confusion;

/// A row for each actual label; the ground is as strong as the cell's share of its row.
pub(super) fn heat_map(confusion: &Confusion) -> Markup {
    html! {
        div.scroll role="group" tabindex="0" aria-label="Confusion" {
            table.heat {
                caption { "A row for each actual label, a column for each predicted one; shares of the row" }
                thead { tr { th scope="col" { "actual" } @for label in Label::ALL { th scope="col" { (named(label)) } } } }
                tbody {
                    @for actual in Label::ALL {
                        tr {
                            th scope="row" { (named(actual)) }
                            @for predicted in Label::ALL { (cell(confusion, actual, predicted)) }
                        }
                    }
                }
            }
        }
    }
}

fn cell(confusion: &Confusion, actual: Label, predicted: Label) -> Markup {
    let (count, row) = (
        confusion.count(actual, predicted),
        confusion.support(actual),
    );
    let share = count as f64 / row.max(1) as f64;
    let ground = format!("h{:.0}", (10.0 * share).ceil());
    let right = if actual == predicted { " right" } else { "" };
    html! {
        td class={ (ground) (right) } {
            (count)
            @if row > 0 { span.ends { (percent(share)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_counts_and_shares_of_their_row() {
        let mut confusion = Confusion::default();
        for predicted in [
            Label::Article,
            Label::Article,
            Label::Navigation,
            Label::Article,
        ] {
            confusion.record(Label::Article, predicted);
        }
        let html = |actual, predicted| cell(&confusion, actual, predicted).into_string();
        assert_eq!(
            html(Label::Article, Label::Article),
            "<td class=\"h8 right\">3<span class=\"ends\">75 %</span></td>"
        );
        assert_eq!(
            html(Label::Navigation, Label::Article),
            "<td class=\"h0\">0</td>"
        );
    }
}
