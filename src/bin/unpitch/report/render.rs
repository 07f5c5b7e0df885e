//! Tables as text for a terminal and as Markdown for a README; a whole evaluation as JSON.

use unicode_width::UnicodeWidthStr;
use unpitch::evaluate::Evaluation;

use super::tables::Table;
use crate::output::neutral;

/// Tables as aligned columns, an empty line between them; those of an evaluation are at most 80 wide.
pub fn text(tables: &[Table]) -> String {
    let tables: Vec<String> = tables.iter().map(text_table).collect();
    tables.join("\n")
}

/// Tables to be pasted into a README or a model card. Titles are bold lines and not headings, to fit under any heading.
pub fn markdown(tables: &[Table]) -> String {
    let tables: Vec<String> = tables.iter().map(markdown_table).collect();
    tables.join("\n")
}

/// An evaluation as one JSON object, every figure at full precision, with a newline at the end. Undefined figures are 0.
///
/// # Errors
/// Where a figure is not a number that JSON has.
pub fn json(evaluation: &Evaluation) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(evaluation)? + "\n")
}

fn text_table(table: &Table) -> String {
    let shown = |row: &Vec<String>| row.iter().map(|cell| neutral(cell).into_owned()).collect();
    let header = table.header.iter().map(ToString::to_string).collect();
    let lines: Vec<Vec<String>> = std::iter::once(header)
        .chain(table.rows.iter().map(shown))
        .collect();
    let width = |column: usize| lines.iter().map(|row| row[column].width()).max();
    let widths: Vec<usize> = (0..table.header.len())
        .map(|column| width(column).unwrap_or(0))
        .collect();
    let mut out = format!("{}\n", neutral(&table.title));
    for row in &lines {
        out += &text_line(row, &widths);
    }
    out
}

/// Names to the left, numbers to the right.
fn text_line(cells: &[String], widths: &[usize]) -> String {
    let space = |cell: &String, width: &usize| " ".repeat(width.saturating_sub(cell.width()));
    let mut out = format!("  {}{}", cells[0], space(&cells[0], &widths[0]));
    for (cell, width) in cells.iter().zip(widths).skip(1) {
        out += &format!("  {}{cell}", space(cell, width));
    }
    out.push('\n');
    out
}

fn markdown_table(table: &Table) -> String {
    let mut out = format!("**{}**\n\n", table.title);
    out += &markdown_line(&table.header);
    let numbers = " ---: |".repeat(table.header.len() - 1);
    out += &format!("| --- |{numbers}\n");
    for row in &table.rows {
        out += &markdown_line(row);
    }
    out
}

fn markdown_line<S: AsRef<str>>(cells: &[S]) -> String {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |\n", cells.join(" | "))
}
