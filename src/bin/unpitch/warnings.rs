//! What to know about the data before trusting a result.

use unpitch::{Dataset, Page};

use crate::output::say;

/// Warns of pages of which only some paragraphs have marks.
pub fn partly_marked(dataset: &Dataset) {
    let pages = dataset.pages().iter();
    partly_marked_pages(pages.map(|page| (page.name(), page.page())));
}

/// Warns of named pages of which only some paragraphs have marks: the model sees them as text.
pub fn partly_marked_pages<'a>(pages: impl Iterator<Item = (&'a str, &'a Page)>) {
    let mut partly = pages.filter(|(_, page)| is_partly_marked(page));
    let Some((first, page)) = partly.next() else {
        return;
    };
    let without = page.paragraphs().iter().filter(|p| p.marks().is_none());
    let (n, without) = (1 + partly.count(), without.count());
    let all = page.paragraphs().len();
    say::warning(&format!(
        "{n} {} read as text, because some rows have no tag, link_density and path: the first page is {first:?}, \
         where {without} of {all} rows have none",
        if n == 1 { "page is" } else { "pages are" }
    ));
}

fn is_partly_marked(page: &Page) -> bool {
    let marked = page.paragraphs().iter().filter(|p| p.marks().is_some());
    (1..page.paragraphs().len()).contains(&marked.count())
}
