//! The report as aligned columns, at most 80 wide, for a terminal.

use unpitch::evaluate::Evaluation;

use super::Table;

/// The report, with a newline at the end.
pub fn render(evaluation: &Evaluation) -> String {
    let tables: Vec<String> = super::tables(evaluation).iter().map(table).collect();
    tables.join("\n")
}

fn table(table: &Table) -> String {
    let header: Vec<String> = table.header.iter().map(ToString::to_string).collect();
    let mut out = format!("{}\n", table.title);
    let lines = || std::iter::once(&header).chain(&table.rows);
    // Cells are ASCII, so bytes are columns.
    let widths: Vec<usize> = (0..header.len())
        .map(|column| lines().map(|row| row[column].len()).max().unwrap_or(0))
        .collect();
    for row in lines() {
        out += &line(row, &widths);
    }
    out
}

/// Names to the left, numbers to the right.
fn line(cells: &[String], widths: &[usize]) -> String {
    let mut out = format!("  {:<width$}", cells[0], width = widths[0]);
    for (cell, width) in cells.iter().zip(widths).skip(1) {
        out += &format!("  {cell:>width$}");
    }
    out.push('\n');
    out
}
