//! Pages without some of their paragraphs: those around the gap are taken for neighbours.

use std::collections::BTreeSet;

use super::{Finding, Place, Rule};
use crate::dataset::{LabelledPage, RowPlace, Survey, excerpt};

/// The rule of gaps: the first gap of each page.
pub(super) fn find(files: &[Survey]) -> Vec<Finding> {
    files.iter().flat_map(of_file).collect()
}

fn of_file(file: &Survey) -> impl Iterator<Item = Finding> {
    let refused: BTreeSet<u64> = file.faults.iter().filter_map(|fault| fault.line).collect();
    let pages = file.dataset.pages().iter();
    pages.filter_map(move |page| of_page(page, &refused))
}

fn of_page(page: &LabelledPage, refused: &BTreeSet<u64>) -> Option<Finding> {
    let rows = page.labels().len();
    let gap = |paragraph: &usize| {
        let row = page.row(*paragraph)?;
        let before = match paragraph.checked_sub(1) {
            Some(before) => page.row(before)?,
            // Counted from 0 or from 1.
            None if row.position <= 1 => return None,
            None => RowPlace {
                line: row.line,
                position: u64::MAX,
            },
        };
        let expected = before.position.wrapping_add(1);
        // What stands in the gap may be a row that was refused, which another rule speaks of.
        let is_refused =
            before.line < row.line && refused.range(before.line..row.line).next().is_some();
        (row.position != expected && !is_refused).then_some((expected, row.position))
    };
    let mut gaps = (0..rows).filter_map(|paragraph| Some((paragraph, gap(&paragraph)?)));
    let (paragraph, (expected, position)) = gaps.next()?;
    let more = match gaps.count() {
        0 => String::new(),
        n => format!(" (and {n} more on this page)"),
    };
    let message = format!(
        "position {position} of page {} follows a gap, expected {expected}{more}; put the rows between back, or renumber \
         the page if they were left out on purpose",
        excerpt(page.name())
    );
    Some(Finding::new(
        Rule::PositionGap,
        Place::row(page, paragraph),
        message,
    ))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, lines, survey};
    use super::*;

    fn csv(rows: &str) -> String {
        format!("page,position,label,text\n{rows}")
    }

    #[test]
    fn the_row_behind_the_first_gap_is_found() {
        let rows = "p,0,article,a\nq,0,article,a\np,5,article,b\np,2,article,c\np,1,article,d\nq,1,article,b\n";
        let found = found(&[survey("a.csv", &csv(rows))], Rule::PositionGap);
        assert_eq!((found.len(), found[0].1), (1, 4));
        let expected = "position 5 of page \"p\" follows a gap, expected 3;";
        assert!(found[0].2.starts_with(expected), "{}", found[0].2);
    }

    #[test]
    fn pages_may_begin_with_0_or_1() {
        assert_eq!(
            lines(&csv("p,1,article,a\np,2,article,b\n"), Rule::PositionGap),
            [0; 0]
        );
        assert_eq!(
            lines(&csv("p,2,article,a\np,3,article,b\n"), Rule::PositionGap),
            [2]
        );
        assert_eq!(lines("text,label\na,article\n", Rule::PositionGap), [0; 0]);
    }

    #[test]
    fn a_gap_that_a_refused_row_leaves_is_that_rows_fault() {
        let rows = "p,0,article,a\np,1,ad,b\np,2,article,c\np,4,article,d\n";
        assert_eq!(lines(&csv(rows), Rule::PositionGap), [5]);
    }
}
