//! Cells -> rows with pipes, where their places tell which stand in one row.

use std::collections::BTreeSet;

use super::inline;
use crate::page::Paragraph;
use crate::page::path::Path;

/// Most empty places that a table may have for each cell: others are no tables, or would be much larger than their page.
const MOST_EMPTY: usize = 4;

/// Cells that follow each other, table by table; those of which that is not known are together.
pub(super) fn tables<'p>(cells: &[&'p Paragraph]) -> Vec<Vec<&'p Paragraph>> {
    let table = |cell: &Paragraph| Cell::find(cell).map(|cell| cell.table.to_vec());
    let tables = cells.chunk_by(|a, b| table(a) == table(b));
    tables.map(<[_]>::to_vec).collect()
}

/// A table as GitHub writes it, its first row as its head. `None` if the rows or columns of its cells are not known, or
/// if it has a single column.
pub(super) fn pipes(paragraphs: &[&Paragraph]) -> Option<String> {
    let cells: Option<Vec<Cell<'_>>> = paragraphs.iter().map(|p| Cell::find(p)).collect();
    let cells = cells?;
    let columns: BTreeSet<u32> = cells.iter().map(|cell| cell.column).collect();
    let columns: Vec<u32> = columns.into_iter().collect();
    // A cell to the left of the one before it stands in a row of its own: texts keep their order.
    let follows = |a: &Cell<'_>, b: &Cell<'_>| a.row == b.row && a.column <= b.column;
    let rows: Vec<&[Cell<'_>]> = cells.chunk_by(follows).collect();
    if columns.len() < 2 || rows.len() * columns.len() > (1 + MOST_EMPTY) * cells.len() {
        return None;
    }
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, &columns)).collect();
    lines.insert(1, format!("|{}", " --- |".repeat(columns.len())));
    Some(lines.join("\n"))
}

/// A row: what stands in one cell is joined by spaces.
fn line(row: &[Cell<'_>], columns: &[u32]) -> String {
    let mut texts = vec![String::new(); columns.len()];
    for cell in row {
        if let Ok(column) = columns.binary_search(&cell.column) {
            let text = &mut texts[column];
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&inline::block(cell.paragraph));
        }
    }
    format!("| {} |", texts.join(" | "))
}

/// Where a cell stands.
struct Cell<'p> {
    paragraph: &'p Paragraph,
    table: &'p [u32],
    row: &'p [u32],
    column: u32,
}

impl<'p> Cell<'p> {
    fn find(paragraph: &'p Paragraph) -> Option<Cell<'p>> {
        let marks = paragraph.marks()?;
        let tag = |tags: &[&str]| {
            Path::parse(marks.path()).position(|element| tags.contains(&element.tag()))
        };
        let (cell, row, table) = (tag(&["td", "th"])?, tag(&["tr"])?, tag(&["table"])?);
        (cell < row && row < table).then_some(())?;
        let place = |at: usize| Some(&marks.place()[..marks.place().len().checked_sub(at)?]);
        Some(Cell {
            paragraph,
            table: place(table)?,
            row: place(row)?,
            column: *place(cell)?.last()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Marks;

    /// A cell in a row and a column of a table.
    fn cell(text: &str, table: u32, row: u32, column: u32) -> Paragraph {
        let marks = Marks::new("td", 0.0, "td < tr < table").with_place(vec![table, row, column]);
        Paragraph::new(text).with_marks(marks)
    }

    #[test]
    fn rows_and_cells_are_told_by_their_places() {
        let cells = [
            cell("Port", 0, 0, 0),
            cell("Tide", 0, 0, 1),
            cell("North|East", 0, 1, 0),
            cell("4 m", 0, 1, 1),
            cell("high", 0, 1, 1),
            cell("South", 0, 2, 1),
        ];
        let cells: Vec<&Paragraph> = cells.iter().collect();
        let expected = "| Port | Tide |\n| --- | --- |\n| North\\|East | 4 m high |\n|  | South |";
        assert_eq!(pipes(&cells).as_deref(), Some(expected));
    }

    #[test]
    fn cells_out_of_order_keep_the_order_of_the_page() {
        let cells = [cell("a", 0, 0, 0), cell("b", 0, 0, 1), cell("c", 0, 0, 0)];
        let cells: Vec<&Paragraph> = cells.iter().collect();
        let expected = "| a | b |\n| --- | --- |\n| c |  |";
        assert_eq!(pipes(&cells).as_deref(), Some(expected));
    }

    #[test]
    fn other_cells_have_no_rows() {
        assert_eq!(pipes(&[&Paragraph::new("Tide")]), None);
        let (a, b) = (cell("a", 0, 0, 0), cell("b", 0, 1, 0));
        assert_eq!(pipes(&[&a, &b]), None);
        // Each row has a column of its own: 20 places for each cell.
        let apart: Vec<Paragraph> = (0..20).map(|i| cell("a", 0, i, i)).collect();
        assert_eq!(pipes(&apart.iter().collect::<Vec<_>>()), None);
    }

    #[test]
    fn tables_are_told_apart() {
        let cells = [cell("a", 0, 0, 0), cell("b", 1, 0, 0), cell("c", 1, 0, 1)];
        let tables = tables(&cells.iter().collect::<Vec<_>>());
        assert_eq!(tables.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
    }
}
