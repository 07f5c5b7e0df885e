//! Tables as text for a terminal and as Markdown for a README; a whole report as JSON.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::table::{Holds, Table};
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

/// A report as one JSON object, every figure at full precision, with a newline at the end. Undefined figures are 0.
///
/// # Errors
/// Where a figure is not a number that JSON has.
pub fn json(report: &impl Serialize) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(report)? + "\n")
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
        out += &text_line(row, &widths, table.holds);
    }
    out
}

/// Names and words to the left, numbers to the right.
fn text_line(cells: &[String], widths: &[usize], holds: Holds) -> String {
    let space = |cell: &String, width: &usize| " ".repeat(width.saturating_sub(cell.width()));
    let mut out = format!("  {}{}", cells[0], space(&cells[0], &widths[0]));
    for (cell, width) in cells.iter().zip(widths).skip(1) {
        out += &match holds {
            Holds::Numbers => format!("  {}{cell}", space(cell, width)),
            Holds::Words => format!("  {cell}{}", space(cell, width)),
        };
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn markdown_table(table: &Table) -> String {
    let mut out = format!("**{}**\n\n", table.title);
    out += &markdown_line(&table.header);
    let (column, is_text) = match table.holds {
        Holds::Numbers => (" ---: |", false),
        Holds::Words => (" --- |", true),
    };
    out += &format!("| --- |{}\n", column.repeat(table.header.len() - 1));
    for row in &table.rows {
        out += &match is_text {
            true => markdown_line(&row.iter().map(|cell| escaped(cell)).collect::<Vec<_>>()),
            false => markdown_line(row),
        };
    }
    out
}

/// A text of which nothing becomes markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in neutral(text).chars() {
        if "\\`*_{}[]<>|~&#!".contains(c) {
            out.push('\\');
        }
        out.push(c);
        if c == '@' {
            // A word joiner, unseen: without it somebody of that name would be told.
            out.push('\u{2060}');
        }
    }
    out
}

fn markdown_line<S: AsRef<str>>(cells: &[S]) -> String {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |\n", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_strangers_are_aligned_and_become_no_markup() {
        let table = Table {
            title: "Changed".to_owned(),
            header: vec!["by", "text"],
            rows: vec![
                vec!["0.9".to_owned(), "a|b <i>\u{1b}".to_owned()],
                vec!["0.25".to_owned(), "c".to_owned()],
            ],
            holds: Holds::Words,
        };
        let tables = [table];
        assert_eq!(
            text(&tables),
            "Changed\n  by    text\n  0.9   a|b <i>\\u{1b}\n  0.25  c\n"
        );
        let expected = "**Changed**\n\n| by | text |\n| --- | --- |\n\
                        | 0.9 | a\\|b \\<i\\>\\\\u\\{1b\\} |\n| 0.25 | c |\n";
        assert_eq!(markdown(&tables), expected);
    }
}
