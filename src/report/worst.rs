//! The pages on which most goes wrong.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::errors::Fault;
use super::evaluated::EvaluationReport;
use super::mark::percent;
use super::{NAME, shown};
use crate::evaluate::PageOutcome;

/// Pages that are shown at most.
pub(super) const MOST: usize = 20;

/// A page with errors.
struct Page<'a> {
    number: usize,
    outcome: &'a PageOutcome,
    wrong: usize,
    /// Characters of the wrong paragraphs.
    characters: usize,
}

/// The pages with most characters in wrong paragraphs, each with links to those of its errors that the report shows.
pub(super) fn worst(report: &EvaluationReport<'_>, faults: &[Fault<'_>]) -> Markup {
    let mut links: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, fault) in faults.iter().enumerate() {
        links.entry(fault.page).or_default().push(n + 1);
    }
    html! {
        div.scroll role="group" tabindex="0" aria-label="Worst pages" {
            table {
                caption { "Pages by characters in wrong paragraphs, " (MOST) " at most" }
                thead { tr {
                    th scope="col" { "page" } th scope="col" { "language" } th scope="col" { "paragraphs" } th scope="col" { "wrong" }
                    th scope="col" { "accuracy" } th scope="col" { "wrong characters" } th scope="col" { "errors" }
                } }
                tbody {
                    @for page in pages(report.outcomes) { (row(&page, links.get(&page.number).map_or(&[], |links| &links[..]))) }
                }
            }
        }
    }
}

fn pages(outcomes: &[PageOutcome]) -> Vec<Page<'_>> {
    let pages = outcomes.iter().enumerate().map(|(number, outcome)| {
        let wrong = || {
            outcome
                .paragraphs
                .iter()
                .filter(|own| own.predicted != own.actual)
        };
        Page {
            number,
            outcome,
            wrong: wrong().count(),
            characters: wrong().map(|own| own.length).sum(),
        }
    });
    let mut pages: Vec<Page<'_>> = pages.filter(|page| page.wrong > 0).collect();
    pages.sort_by_key(|page| std::cmp::Reverse((page.characters, page.wrong)));
    pages.truncate(MOST);
    pages
}

fn row(page: &Page<'_>, links: &[usize]) -> Markup {
    let all = page.outcome.paragraphs.len();
    html! {
        tr {
            th scope="row" { bdi { (shown::line(&page.outcome.name, NAME)) } }
            td { @if let Some(code) = page.outcome.language { (code) } @else { "unknown" } }
            td { (all) }
            td { (page.wrong) }
            td { (percent((all - page.wrong) as f64 / all as f64)) }
            td { (page.characters) }
            td { @for n in links { a href={ "#error-" (n) } { (n) } " " } @if links.is_empty() { "none shown" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Label::{Article, Navigation};
    use crate::evaluate::ParagraphOutcome;

    #[test]
    fn the_most_wrong_characters_come_first_and_pages_without_errors_never() {
        let page = |name: &str, wrong: &[usize]| {
            let of_length = |predicted| {
                move |length: &usize| ParagraphOutcome::new(*length, Article, predicted, [0.25; 4])
            };
            let right = [500].iter().map(of_length(Article));
            let paragraphs = wrong.iter().map(of_length(Navigation)).chain(right);
            PageOutcome::new(name, None, paragraphs.collect())
        };
        let outcomes = [
            page("a", &[5]),
            page("b", &[]),
            page("c", &[100]),
            page("d", &[2, 3]),
            page("e", &[0]),
        ];
        let worst = pages(&outcomes);
        let worst: Vec<(&str, usize)> = worst
            .iter()
            .map(|page| (&*page.outcome.name, page.wrong))
            .collect();
        assert_eq!(worst, [("c", 1), ("d", 2), ("a", 1), ("e", 1)]);
    }
}
