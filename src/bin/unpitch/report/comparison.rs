//! A comparison of two models as tables.

use unpitch::evaluate::{Change, Comparison, Difference, Effect, LabelDifference, RESAMPLES};

use super::table::{Holds, NONE, Table, figure};
use crate::output::cut;

/// Columns of a paragraph's text: what is left of a line of 160.
const TEXT_WIDTH: usize = 60;

/// The figures, and at most so many of the paragraphs that change.
pub fn tables(comparison: &Comparison, limit: usize) -> Vec<Table> {
    let mut tables = vec![figures(comparison)];
    if !comparison.changes.is_empty() {
        tables.push(changes(comparison, limit));
    }
    tables
}

fn figures(comparison: &Comparison) -> Table {
    let of_label = |label: &LabelDifference| {
        let name = format!("{} F1", label.label);
        row(comparison, name, label.support > 0, &label.f1)
    };
    let has_any = comparison.paragraphs > 0;
    let overall = [
        row(
            comparison,
            "macro F1".to_owned(),
            has_any,
            &comparison.macro_f1,
        ),
        row(
            comparison,
            "accuracy".to_owned(),
            has_any,
            &comparison.accuracy,
        ),
    ];
    Table {
        title: format!(
            "Pages: {}, paragraphs: {}; 95 % intervals of the difference from {RESAMPLES} resamples of whole pages",
            comparison.pages, comparison.paragraphs
        ),
        header: vec!["measure", "A", "B", "B - A", "95 % interval"],
        rows: overall
            .into_iter()
            .chain(comparison.labels.iter().map(of_label))
            .collect(),
        holds: Holds::Numbers,
    }
}

fn row(comparison: &Comparison, name: String, defined: bool, own: &Difference) -> Vec<String> {
    let difference = match defined {
        true => signed(own.difference),
        false => NONE.to_owned(),
    };
    // The interval of a single page would feign certainty.
    let interval = match defined && comparison.pages > 1 {
        true => format!("{} to {}", signed(own.low), signed(own.high)),
        false => NONE.to_owned(),
    };
    vec![
        name,
        figure(defined, own.a),
        figure(defined, own.b),
        difference,
        interval,
    ]
}

/// With its sign; what rounds to nothing has none.
fn signed(value: f64) -> String {
    let text = format!("{value:+.3}");
    match text.trim_start_matches(['+', '-']) {
        "0.000" => "0.000".to_owned(),
        _ => text,
    }
}

fn changes(comparison: &Comparison, limit: usize) -> Table {
    let n = |effect| comparison.count(effect);
    let all = comparison.changes.len();
    let shown = match all > limit {
        true => format!("; the surest {limit}"),
        false => String::new(),
    };
    Table {
        title: format!(
            "Paragraphs with another label: {all}, {} better, {} worse, {} neither{shown}",
            n(Effect::Better),
            n(Effect::Worse),
            n(Effect::Other)
        ),
        header: vec!["sure", "effect", "actual", "A", "B", "where", "text"],
        rows: comparison.changes.iter().take(limit).map(change).collect(),
        holds: Holds::Words,
    }
}

fn change(own: &Change) -> Vec<String> {
    let path = own
        .path
        .as_ref()
        .map_or(String::new(), |path| path.display().to_string());
    let line = own.line.map_or(String::new(), |line| format!(":{line}"));
    vec![
        format!("{:.2}", own.confidence),
        own.effect.name().to_owned(),
        own.actual.to_string(),
        own.a.to_string(),
        own.b.to_string(),
        path + &line,
        cut(&own.text, TEXT_WIDTH),
    ]
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn a_difference_has_a_sign_unless_it_is_none() {
        let shown = [0.0123, -0.0123, 0.0, -0.0, -0.0001].map(signed);
        assert_eq!(shown, ["+0.012", "-0.012", "0.000", "0.000", "0.000"]);
    }
}
