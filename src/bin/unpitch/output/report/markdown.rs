//! The report as Markdown tables, to be pasted into a README or a model card.

use unpitch::evaluate::Evaluation;

use super::Table;

/// The report, with a newline at the end. Titles are bold lines and not headings, to fit under any heading.
pub fn render(evaluation: &Evaluation) -> String {
    let tables: Vec<String> = super::tables(evaluation).iter().map(table).collect();
    tables.join("\n")
}

fn table(table: &Table) -> String {
    let mut out = format!("**{}**\n\n", table.title);
    out += &line(&table.header);
    let numbers = " ---: |".repeat(table.header.len() - 1);
    out += &format!("| --- |{numbers}\n");
    for row in &table.rows {
        out += &line(row);
    }
    out
}

fn line<S: AsRef<str>>(cells: &[S]) -> String {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |\n", cells.join(" | "))
}
