//! Pages for tests: a line a paragraph, its label's letter before it.

use super::{Verdict, page_verdict};
use crate::{Label, Page, Paragraph};

/// A page of lines such as `A The ferry sails.`, with A for article, P for pitch, N for navigation and R for related content.
pub(super) fn page(language: &str, lines: &[&str]) -> (Page, Vec<Label>) {
    let paragraphs = lines.iter().map(|line| Paragraph::new(&line[2..]));
    let page = Page::new(paragraphs.collect()).with_language(language.parse().ok());
    let label = |line: &&str| match line.as_bytes()[0] {
        b'A' => Label::Article,
        b'P' => Label::SubscriptionPitch,
        b'R' => Label::RelatedContent,
        _ => Label::Navigation,
    };
    (page, lines.iter().map(label).collect())
}

/// The verdict on such a page.
pub(super) fn verdict(language: &str, lines: &[&str]) -> Verdict {
    let (page, labels) = page(language, lines);
    page_verdict(&page, &labels)
}

/// A paragraph of prose that ends as it should.
pub(super) const PROSE: &str = "A The harbour master walked along the quay in the rain and counted the boats that had come \
    back before the storm, and those that had not, and wrote both figures down.";

/// One that does not.
pub(super) const BROKEN: &str = "A The harbour master walked along the quay in the rain and counted the boats that had come \
    back before the storm, and those that had not, and wrote both figures...";
