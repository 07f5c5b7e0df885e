//! Pages that stand in two files: a model that has learnt from one is asked for the other.

use super::copies::PageCopy;
use super::pages::FilePage;
use super::{Finding, Place, Rule};
use crate::dataset::excerpt;

/// The rule of copies across files.
pub(super) fn find(pages: &[FilePage<'_>], copies: &[PageCopy]) -> Vec<Finding> {
    let across = copies.iter().filter(|copy| copy.is_across(pages));
    let advice = "leave it out of one of the two files, or figures on one say little of a model trained on the other";
    across
        .map(|copy| finding(pages, copy, Rule::SharedPage, advice))
        .collect()
}

/// A page that is a copy.
pub(super) fn finding(
    pages: &[FilePage<'_>],
    copy: &PageCopy,
    rule: Rule,
    advice: &str,
) -> Finding {
    let (page, original) = (pages[copy.page].page, pages[copy.original].page);
    let other = Place::page(original);
    let (name, first) = (excerpt(page.name()), excerpt(original.name()));
    // Cut, so that 100 % is said of whole copies only.
    let percent = (100.0 * copy.similarity).floor();
    let message = format!(
        "the article of page {name} is {percent} % the same as that of page {first} at {other}; {advice}"
    );
    Finding::new(rule, Place::page(page), message).and(other)
}

#[cfg(test)]
mod tests {
    use super::super::findings;
    use super::super::tests::{survey, words};
    use super::*;

    #[test]
    fn a_page_in_two_files_is_one_finding() {
        let page = |name: &str| {
            let texts = [words(0, 30), words(1, 30), words(2, 30)];
            let rows = texts.map(|text| format!("{name},article,{text}\n"));
            format!("page,label,text\n{}", rows.concat())
        };
        let files = [
            survey("train.csv", &page("p")),
            survey("validation.csv", &page("q")),
        ];
        let found = findings(&files, &Rule::ALL);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].rule, found[0].line), (Rule::SharedPage, Some(2)));
        assert_eq!(found[0].path.to_str(), Some("validation.csv"));
        assert_eq!(
            found[0].other,
            Some(Place::page(files[0].dataset.pages().first().unwrap()))
        );
        assert!(
            found[0]
                .message
                .contains("is 100 % the same as that of page \"p\" at train.csv:2")
        );
    }
}
