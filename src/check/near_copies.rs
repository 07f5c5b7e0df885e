//! Pages that stand twice in a file: they count double, and make a model seem better than it is.

use super::copies::PageCopy;
use super::pages::FilePage;
use super::shared_pages::finding;
use super::{Finding, Rule};

/// The rule of copies within a file.
pub(super) fn find(pages: &[FilePage<'_>], copies: &[PageCopy]) -> Vec<Finding> {
    let within = copies.iter().filter(|copy| !copy.is_across(pages));
    let advice = "leave one of the two out";
    within
        .map(|copy| finding(pages, copy, Rule::NearCopy, advice))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, survey, words};
    use super::*;

    #[test]
    fn a_copy_is_found_at_its_first_row() {
        let (first, other) = (words(0, 90), words(1, 90));
        let csv = format!(
            "page,label,text\np,article,{first}\nq,article,{other}\nr,navigation,Home\nr,article,{first} more\n"
        );
        let found = found(&[survey("a.csv", &csv)], Rule::NearCopy);
        assert_eq!((found.len(), found[0].1), (1, 4));
        let expected = "the article of page \"r\" is 98 % the same as that of page \"p\" at a.csv:2; leave one";
        assert!(found[0].2.starts_with(expected), "{}", found[0].2);
    }
}
