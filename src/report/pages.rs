//! Labelled pages in one file, a page at a time, and an index of them at its end, which is all that is held of them.

use maud::{Markup, html};

use super::mark::named;
use super::{NAME, document, page, shown};
use crate::Label;
use crate::records::Labelled;

/// Most pages that the index names: more nobody reads, and a browser would stumble long before.
const INDEXED: usize = 10_000;

/// A file of labelled pages, written piece by piece: [`begin`](PagesReport::begin), then for each page
/// [`before`](PagesReport::before) and [`page`](PagesReport::page), then [`end`](PagesReport::end).
///
/// Of the pages it keeps the names of the first 10,000, 120 characters each.
#[derive(Clone, Debug, Default)]
pub struct PagesReport {
    names: Vec<String>,
    n_pages: u64,
}

impl PagesReport {
    /// What stands before the first page: head, style and legend.
    #[must_use]
    pub fn begin() -> String {
        document::head("Labelled paragraphs", None) + &introduction().into_string()
    }

    /// What stands before a page of this name.
    #[must_use]
    pub fn before(&mut self, name: &str) -> String {
        self.n_pages += 1;
        if self.names.len() < INDEXED {
            self.names.push(shown::line(name, NAME));
        }
        let n = self.n_pages;
        let turn = html! {
            p.turn id={ "page-" (n) } {
                "Page " (n)
                @if n > 1 { " · " a href={ "#page-" (n - 1) } { "the page before" } }
                " · " a href="#index" { "all pages" }
            }
        };
        turn.into_string()
    }

    /// A page: the verdict on it, totals, and its paragraphs, each cut after 4,000 characters, with the reasons if `page` has an
    /// explanation.
    #[must_use]
    pub fn page(page: &Labelled<'_>) -> String {
        page::page(page).into_string()
    }

    /// What stands after the last page: the index, where there are several.
    #[must_use]
    pub fn end(&self) -> String {
        let index = match self.n_pages {
            0 => html! { p { "There is no page." } },
            1 => html! {},
            _ => self.index(),
        };
        index.into_string() + &document::foot(None)
    }

    fn index(&self) -> Markup {
        let unnamed = self.n_pages - self.names.len() as u64;
        html! {
            nav.index id="index" aria-labelledby="index-title" {
                h2 id="index-title" { "All pages" }
                ol {
                    @for (n, name) in self.names.iter().enumerate() {
                        li { a href={ "#page-" (n + 1) } { bdi { (name) } } }
                    }
                }
                @if unnamed > 0 { p { "And " (unnamed) " more." } }
            }
        }
    }
}

/// What is shown, and a legend that chooses it.
fn introduction() -> Markup {
    html! {
        header {
            h1 { "Labelled paragraphs" }
            p {
                "Each paragraph in its label's colour: the surer the label, the stronger the ground. Behind the label is its probability, then \
                the paragraph's position. What spoke for the label, or against it, shows where one points at it, goes to it by Tab, or opens it."
            }
            p.note { "This file quotes the pages, whose texts may be others' property. Paragraphs are cut after " (page::TEXT) " characters." }
            fieldset.legend {
                legend { "Labels shown" }
                @for (label, meaning) in Label::ALL.into_iter().zip(MEANINGS) {
                    div {
                        input type="checkbox" id={ "show-" (label) } checked autocomplete="off";
                        label for={ "show-" (label) } { (named(label)) ": " (meaning) }
                    }
                }
            }
        }
        "\n"
    }
}

/// What the labels mean, in their order.
const MEANINGS: [&str; Label::COUNT] = [
    "the text that the page exists for",
    "asks the reader to subscribe, register, donate or follow",
    "menus, buttons, small print",
    "teasers for other articles, comments",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_names_pages_in_their_order() {
        let mut pages = PagesReport::default();
        assert!(pages.end().contains("There is no page."));
        assert!(pages.before("a\n<b>").contains("id=\"page-1\""));
        assert!(!pages.end().contains("id=\"index\""));
        let second = pages.before("c");
        assert!(second.contains("href=\"#page-1\""), "{second}");
        let index = "<a href=\"#page-1\"><bdi>a &lt;b&gt;</bdi></a></li><li><a href=\"#page-2\"><bdi>c</bdi></a>";
        assert!(pages.end().contains(index), "{}", pages.end());
    }

    #[test]
    fn pages_without_number_take_bounded_memory() {
        let mut pages = PagesReport::default();
        for _ in 0..INDEXED + 7 {
            let _ = pages.before("quay");
        }
        assert!(pages.end().contains("And 7 more."));
        assert_eq!(pages.names.len(), INDEXED);
    }
}
