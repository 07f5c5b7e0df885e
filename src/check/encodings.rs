//! Bytes that no UTF-8 file has: those of another encoding, marks of files that were joined, NULs.

use super::invalid_rows::finding;
use super::{Finding, Place, Rule};
use crate::DataErrorKind;
use crate::dataset::Survey;

const MARK: &str = "a byte order mark stands before this row, as where files were joined; remove it, and the second header if \
                    there is one";
const NUL: &str = "a NUL stands in this row, as in files that were damaged or had UTF-16 in them; write the row anew";

/// The rule of encodings.
pub(super) fn find(files: &[Survey]) -> Vec<Finding> {
    files.iter().flat_map(of_file).collect()
}

fn of_file(file: &Survey) -> impl Iterator<Item = Finding> {
    let faults = file.faults.iter();
    let broken = faults.filter(|fault| fault.kind == DataErrorKind::BrokenUtf8);
    let signs = [(MARK, &file.byte_order_marks), (NUL, &file.nuls)];
    let signs = signs.into_iter().flat_map(|(message, lines)| {
        let at = |line: &u64| Place::line(&file.path, *line);
        lines
            .iter()
            .map(move |line| Finding::new(Rule::Encoding, at(line), message.to_owned()))
    });
    broken
        .map(|fault| finding(Rule::Encoding, fault))
        .chain(signs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::DatasetReader;

    #[test]
    fn other_encodings_marks_and_nuls_are_found() {
        let csv = b"text,label\ncaf\xe9,article\nd\0,article\n\xef\xbb\xbfe,article\nf\xef\xbb\xbf,article\n";
        let survey = DatasetReader::new().survey(&csv[..], "a.csv").unwrap();
        let mut found = find(&[survey]);
        found.sort();
        let lines: Vec<_> = found.iter().map(|finding| finding.line.unwrap()).collect();
        assert_eq!(lines, [2, 3, 4]);
        let expected = "column \"text\": found byte 0xE9 after \"caf\", expected UTF-8";
        assert!(found[0].message.starts_with(expected), "{found:?}");
    }
}
