//! Texts that stand in two files.

use std::collections::BTreeSet;

use super::copies::PageCopy;
use super::long_texts::{LongTexts, Occurrence};
use super::pages::FilePage;
use super::{Finding, Rule};
use crate::dataset::excerpt;

/// The rule of shared texts: each text once, where it first stands in the last file that has it. Pages that stand in two files
/// themselves are left to their own rule.
pub(super) fn find(
    pages: &[FilePage<'_>],
    copies: &[PageCopy],
    texts: &LongTexts<'_>,
) -> Vec<Finding> {
    let across = copies.iter().filter(|copy| copy.is_across(pages));
    let across: BTreeSet<usize> = across.map(|copy| copy.page).collect();
    let found = texts.iter().filter_map(|(text, all)| {
        let mut own = all.iter().filter(|at| !across.contains(&at.page));
        let first = own.next()?;
        let rest: Vec<&Occurrence> = own.collect();
        let last = rest.iter().map(|at| at.file(pages)).max()?;
        let at = rest.iter().find(|at| at.file(pages) == last)?;
        (last != first.file(pages)).then(|| finding(pages, text, **at, *first))
    });
    found.collect()
}

fn finding(pages: &[FilePage<'_>], text: &str, at: Occurrence, first: Occurrence) -> Finding {
    let other = first.place(pages);
    let message = format!(
        "this text also stands at {other}, in another file; leave it out of one of the two if one is to measure what the \
         other taught ({})",
        excerpt(text)
    );
    Finding::new(Rule::SharedText, at.place(pages), message).and(other)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, survey};
    use super::*;

    const TEXT: &str =
        "You have read your three free articles of this month. Subscribe to read on.";

    #[test]
    fn a_text_is_found_once_in_the_last_file_that_has_it() {
        let own = format!("text,label\nHome,navigation\n{TEXT},article\n{TEXT},article\n");
        let other = format!(
            "text,label\nHome,navigation\n \"{}\",article\n",
            TEXT.replace(". ", ".\n ")
        );
        let other = other.replace("\n \"", "\n\"");
        let files = [
            survey("a.csv", &own),
            survey("b.csv", "text,label\nHome,navigation\n"),
            survey("c.csv", &other),
        ];
        let found = found(&files, Rule::SharedText);
        assert_eq!(
            (found.len(), found[0].0.as_str(), found[0].1),
            (1, "c.csv", 3)
        );
        assert!(
            found[0]
                .2
                .starts_with("this text also stands at a.csv:3, in another file;")
        );
        assert_eq!(super::super::findings(&files[..2], &[Rule::SharedText]), []);
    }
}
