//! What is said of a page besides its answer.

use unpitch::corpora::{InputPage, Remark};

/// What the answer to a page lacks, in words.
pub fn shortcomings(page: &InputPage) -> impl Iterator<Item = &'static str> + use<> {
    let facts = page.page.page().facts();
    let is_empty = page.page.page().paragraphs().is_empty();
    let all = [
        (
            facts.is_truncated,
            "page truncated: it has too many elements, the rest is left out",
        ),
        (
            is_empty && facts.has_unread_text,
            "no paragraph found: the words of the page are in elements that are not read, such as noscript",
        ),
        (
            is_empty && page.has_content && !facts.has_unread_text,
            "no paragraph found, though the page is not empty",
        ),
    ];
    all.into_iter()
        .filter_map(|(is_so, what)| is_so.then_some(what))
}

/// That a page's hidden text was read; on sites built so it holds for each page, so it is said once.
pub fn hidden_text(page: &InputPage) -> Option<Remark> {
    let is_shown = page.page.page().facts().shown_hidden;
    is_shown.then(|| Remark {
        kind: "hidden text".to_owned(),
        place: page.page.name().to_owned(),
        text: "text that the page hides was read, because it is most of the page".to_owned(),
        is_warning: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use unpitch::dataset::NamedPage;
    use unpitch::{Page, PageFacts};

    fn page(text: &str, set: impl FnOnce(&mut PageFacts)) -> InputPage {
        let mut facts = PageFacts::default();
        set(&mut facts);
        let page = Page::from_text(text).with_facts(facts);
        InputPage {
            page: NamedPage::new("a", None, page),
            fields: Vec::new(),
            has_content: true,
        }
    }

    #[test]
    fn what_an_answer_lacks_is_in_the_facts_of_its_page() {
        let said = |page: InputPage| shortcomings(&page).collect::<Vec<_>>().join("; ");
        assert_eq!(said(page("Ferries", |_| {})), "");
        let truncated = said(page("Ferries", |facts| facts.is_truncated = true));
        assert!(truncated.starts_with("page truncated"), "{truncated}");
        assert!(said(page("", |_| {})).ends_with("not empty"));
        assert!(said(page("", |facts| facts.has_unread_text = true)).ends_with("noscript"));
    }

    #[test]
    fn hidden_text_that_is_the_page_is_one_kind_of_remark() {
        let remark = hidden_text(&page("Ferries", |facts| facts.shown_hidden = true)).unwrap();
        assert_eq!((&*remark.kind, &*remark.place), ("hidden text", "a"));
        assert!(hidden_text(&page("Ferries", |_| {})).is_none());
    }
}
