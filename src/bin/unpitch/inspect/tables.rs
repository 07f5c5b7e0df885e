//! An inspection as tables.

use unpitch::{Label, LossTable, ValidationFacts};

use super::Inspection;
use crate::report::table::{Holds, Table};

/// What the model is, how it was made, what it can and what it has learned.
pub fn inspection(inspection: &Inspection<'_>) -> Vec<Table> {
    let mut tables = vec![
        model(inspection),
        families(inspection),
        parameters(inspection),
    ];
    tables.push(training(inspection));
    let facts = &inspection.metadata.validation;
    tables.extend((!facts.is_empty()).then(|| validation(facts)));
    let losses = &inspection.metadata.losses;
    for (seen, table) in [("as text", &losses.text), ("with marks", &losses.marked)] {
        tables.extend(table.as_ref().map(|table| budgets(seen, table)));
    }
    for strongest in &inspection.strongest {
        tables.push(list(
            &format!("{}: strongest words", strongest.label),
            &strongest.words,
        ));
        tables.push(list(
            &format!("{}: strongest of the rest", strongest.label),
            &strongest.others,
        ));
    }
    for spoken in &inspection.by_language {
        let title = format!(
            "{}, {}: what added most on the pages given",
            spoken.language, spoken.label
        );
        tables.push(list(&title, &spoken.words));
    }
    tables
}

fn rows<N: ToString, V: ToString>(rows: impl IntoIterator<Item = (N, V)>) -> Vec<Vec<String>> {
    let rows = rows.into_iter();
    rows.map(|(name, value)| vec![name.to_string(), value.to_string()])
        .collect()
}

fn table(title: &str, header: [&'static str; 2], rows: Vec<Vec<String>>) -> Table {
    Table {
        title: title.to_owned(),
        header: header.to_vec(),
        rows,
        holds: Holds::Words,
    }
}

fn model(inspection: &Inspection<'_>) -> Table {
    let values = [
        ("bytes", inspection.bytes.to_string()),
        ("SHA-256", inspection.digest.clone()),
        (
            "written by unpitch",
            inspection.metadata.crate_version.clone(),
        ),
        ("features", inspection.features.to_string()),
        ("columns", inspection.columns.to_string()),
    ];
    table(
        &format!("Model {}", inspection.model),
        ["", "value"],
        rows(values),
    )
}

fn families(inspection: &Inspection<'_>) -> Table {
    let sizes = inspection
        .families
        .iter()
        .map(|(family, size)| (family.name(), size));
    table(
        "Features of each family",
        ["family", "features"],
        rows(sizes),
    )
}

fn parameters(inspection: &Inspection<'_>) -> Table {
    table(
        "Parameters",
        ["name", "value"],
        rows(&inspection.metadata.parameters),
    )
}

fn training(inspection: &Inspection<'_>) -> Table {
    let facts = &inspection.metadata.training;
    let languages: Vec<String> = facts
        .languages
        .iter()
        .map(|(code, n)| match code.as_str() {
            "" => format!("unknown {n}"),
            code => format!("{code} {n}"),
        })
        .collect();
    let mut values = vec![
        ("SHA-256 of the data", facts.digest.clone()),
        ("pages", facts.pages.to_string()),
        ("solver", facts.solver.clone()),
        (
            "iterations",
            facts
                .iterations
                .map_or_else(|| "unknown".to_owned(), |n| n.to_string()),
        ),
        (
            "converged",
            if facts.converged { "yes" } else { "no" }.to_owned(),
        ),
        ("second pass", facts.second_pass.clone()),
        ("pages by language", languages.join(", ")),
    ];
    let labels = Label::ALL.map(Label::name).into_iter().zip(facts.labels);
    values.extend(labels.map(|(label, n)| (label, n.to_string())));
    table("Training", ["", "value"], rows(values))
}

fn validation(facts: &[ValidationFacts]) -> Table {
    let row = |facts: &ValidationFacts| {
        let seen = if facts.marked {
            "with marks"
        } else {
            "as text"
        };
        let f1 = facts.f1.iter();
        let figures = [facts.macro_f1, facts.accuracy]
            .into_iter()
            .chain(f1.copied());
        std::iter::once(seen.to_owned())
            .chain(figures.map(|figure| format!("{figure:.3}")))
            .chain([facts.paragraphs.to_string()])
            .collect()
    };
    Table {
        title: "Figures noted at the training, on validation data; F1 of each label".to_owned(),
        header: ["pages", "macro F1", "accuracy"]
            .into_iter()
            .chain(Label::ALL.map(Label::name))
            .chain(["paragraphs"])
            .collect(),
        rows: facts.iter().map(row).collect(),
        holds: Holds::Numbers,
    }
}

/// The thresholds of `--max-loss`.
fn budgets(seen: &str, table: &LossTable) -> Table {
    let percent = |share: f32| format!("{:.2} %", 100.0 * share);
    let rows = table.budgets.iter().map(|budget| {
        let dropped = budget.dropped.iter().map(|share| percent(*share));
        [percent(budget.max_loss), format!("{:.4}", budget.threshold)]
            .into_iter()
            .chain(dropped)
            .collect()
    });
    Table {
        title: format!("Thresholds, pages {seen}: characters dropped at each --max-loss"),
        header: ["at most", "threshold"]
            .into_iter()
            .chain(Label::ALL.map(Label::name))
            .collect(),
        rows: rows.collect(),
        holds: Holds::Numbers,
    }
}

fn list(title: &str, words: &[(String, f32)]) -> Table {
    let words = words
        .iter()
        .map(|(words, amount)| (words, format!("{amount:+.2}")));
    table(title, ["feature", "adds"], rows(words))
}
