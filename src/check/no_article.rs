//! Pages on which nothing is the article.

use super::pages::FilePage;
use super::{Finding, Place, Rule};
use crate::Label;
use crate::dataset::{LabelledPage, excerpt};

/// Paragraphs from which something is called a page here: below, it is a snippet that was cut out.
const LEAST_PARAGRAPHS: usize = 2;

/// The rule of pages without an article.
pub(super) fn find(pages: &[FilePage<'_>]) -> Vec<Finding> {
    let pages = pages.iter().map(|own| own.page);
    pages.filter(|page| has_none(page)).map(finding).collect()
}

fn has_none(page: &LabelledPage) -> bool {
    let is_page = page.has_own_name() && page.labels().len() >= LEAST_PARAGRAPHS;
    is_page && !page.labels().contains(&Label::Article)
}

fn finding(page: &LabelledPage) -> Finding {
    let message = format!(
        "page {} has no article among its {} paragraphs; label it, or leave the page out if it has none",
        excerpt(page.name()),
        page.labels().len()
    );
    Finding::new(Rule::NoArticle, Place::page(page), message)
}

#[cfg(test)]
mod tests {
    use super::super::tests::lines;
    use super::*;

    #[test]
    fn only_whole_pages_are_asked_for_an_article() {
        let csv = "page,label,text\np,navigation,a\np,article,b\nq,navigation,a\nq,related-content,b\nr,navigation,a\n";
        assert_eq!(lines(csv, Rule::NoArticle), [4]);
        let rows = "label,text\nnavigation,a\nnavigation,b\n";
        assert_eq!(lines(rows, Rule::NoArticle), [0; 0]);
    }
}
