//! Rows that training refuses.

use super::{Finding, Place, Rule};
use crate::dataset::Survey;
use crate::{DataError, DataErrorKind};

/// The rule of invalid rows, but for those whose bytes are no UTF-8.
pub(super) fn find(files: &[Survey]) -> Vec<Finding> {
    let faults = files.iter().flat_map(|file| &file.faults);
    let other = faults.filter(|fault| fault.kind != DataErrorKind::BrokenUtf8);
    other
        .map(|fault| finding(Rule::InvalidRow, fault))
        .collect()
}

/// A row's fault as a finding.
pub(super) fn finding(rule: Rule, fault: &DataError) -> Finding {
    let column = fault.column.as_ref();
    let column = column.map_or(String::new(), |name| format!("column {name:?}: "));
    let (found, expected, advice) = (&fault.found, &fault.expected, &fault.advice);
    let message = format!("{column}found {found}, expected {expected}; {advice}");
    let at = Place {
        path: fault.path.clone(),
        line: fault.line,
    };
    Finding::new(rule, at, message)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, survey};
    use super::*;

    #[test]
    fn each_invalid_row_is_found_with_what_is_wrong() {
        let csv = "text,label\na,ad\nb,article\n,article\nc\n";
        let found = found(&[survey("a.csv", csv)], Rule::InvalidRow);
        let lines: Vec<u64> = found.iter().map(|(_, line, _)| *line).collect();
        assert_eq!(lines, [2, 4, 5]);
        assert!(
            found[0]
                .2
                .starts_with("column \"label\": found \"ad\", expected one of article")
        );
    }
}
