//! Files whose rows end in several ways, as where an editor or a script added to them.

use super::{Finding, Place, Rule};
use crate::dataset::{LineEnds, Survey};

/// The rule of line ends: the first row of each kind that is rarer than another.
pub(super) fn find(files: &[Survey]) -> Vec<Finding> {
    files.iter().flat_map(of_file).collect()
}

fn of_file(file: &Survey) -> Vec<Finding> {
    let kinds = &file.line_ends;
    // Of kinds that are equally frequent, the one that comes first.
    let Some(usual) = kinds
        .iter()
        .min_by_key(|kind| (std::cmp::Reverse(kind.n), kind.first))
    else {
        return Vec::new();
    };
    let others = kinds.iter().filter(|kind| *kind != usual);
    others.map(|kind| finding(file, kind, usual)).collect()
}

fn finding(file: &Survey, kind: &LineEnds, usual: &LineEnds) -> Finding {
    let message = format!(
        "this is the first of {} that end with {}, while {} end with {}; save the file with one kind of line end",
        rows(kind.n),
        kind.name,
        usual.n,
        usual.name
    );
    let at = Place::line(&file.path, kind.first);
    Finding::new(Rule::LineEnds, at, message).and(Place::line(&file.path, usual.first))
}

/// `1 row`, `2 rows`.
fn rows(n: u64) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} row{plural}")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, lines, survey};
    use super::*;

    #[test]
    fn the_rarer_kind_is_found_where_it_begins() {
        let csv = "text,label\na,article\nb,article\r\nc,article\nd,article\r\n";
        let found = found(&[survey("a.csv", csv)], Rule::LineEnds);
        assert_eq!((found.len(), found[0].1), (1, 3));
        let expected = "this is the first of 2 rows that end with CR LF, while 3 end with LF;";
        assert!(found[0].2.starts_with(expected), "{}", found[0].2);
    }

    #[test]
    fn ends_of_lines_within_a_cell_do_not_count() {
        let csv = "text,label\r\n\"a\nb\",article\r\nc,article";
        assert_eq!(lines(csv, Rule::LineEnds), [0; 0]);
    }
}
