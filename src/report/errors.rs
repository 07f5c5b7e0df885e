//! The errors themselves: what was taken for something else, between its neighbours, and why.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::evaluated::EvaluationReport;
use super::mark::{named, percent};
use super::page::why;
use super::{NAME, shown};
use crate::Label;
use crate::dataset::LabelledPage;
use crate::evaluate::ParagraphOutcome;
use crate::model::Term;
use crate::records::EXPLAINED;

/// Errors that are shown at most.
pub(super) const MOST: usize = 300;

/// Of one page, so that none fills the report.
pub(super) const MOST_OF_A_PAGE: usize = 10;

/// How many characters of a wrong paragraph are shown, and of those beside it: with these, names and reasons 300 errors stay below
/// 5 MB even of characters that take nine bytes each to show.
pub(super) const TEXT: usize = 600;
const BESIDE: usize = 120;

/// What names the pages whose site or language is not known, in the filter.
const UNKNOWN: &str = "unknown";

/// A paragraph that got the wrong label.
#[derive(Clone, Copy)]
pub(super) struct Fault<'a> {
    /// Number of the page in the dataset, from 0.
    pub page: usize,
    /// Position of the paragraph in the page.
    pub position: usize,
    pub outcome: &'a ParagraphOutcome,
}

impl Fault<'_> {
    /// The probability of the wrong label.
    pub fn confidence(&self) -> f32 {
        self.outcome.probabilities[self.outcome.predicted.index()]
    }
}

/// The errors that are shown: the most confident ones first, and of a page only some.
pub(super) fn chosen<'a>(report: &EvaluationReport<'a>) -> Vec<Fault<'a>> {
    let pages = report.outcomes.iter().enumerate();
    let faults = pages.flat_map(|(page, outcome)| {
        let paragraphs = outcome.paragraphs.iter().enumerate();
        let wrong = paragraphs.filter(|(_, own)| own.predicted != own.actual);
        wrong.map(move |(position, outcome)| Fault {
            page,
            position,
            outcome,
        })
    });
    let mut faults: Vec<Fault<'a>> = faults.collect();
    // Stable: of two that are as confident, the upper one comes first.
    faults.sort_by(|a, b| b.confidence().total_cmp(&a.confidence()));
    let mut of_page = BTreeMap::new();
    faults.retain(|fault| {
        let n: &mut usize = of_page.entry(fault.page).or_default();
        *n += 1;
        *n <= MOST_OF_A_PAGE
    });
    faults.truncate(MOST);
    faults
}

/// The filter, which a script shows, and the list.
pub(super) fn errors(report: &EvaluationReport<'_>, faults: &[Fault<'_>]) -> Markup {
    let explained = explained(report, faults);
    html! {
        (filter(report, faults))
        ol.errors id="errors" {
            @for (n, (fault, terms)) in faults.iter().zip(&explained).enumerate() {
                (error(report, n + 1, fault, terms))
            }
        }
    }
}

/// Why each was taken for what it was: a page is explained once, whatever the order of its errors.
fn explained(report: &EvaluationReport<'_>, faults: &[Fault<'_>]) -> Vec<Vec<Term>> {
    let mut of_page: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, fault) in faults.iter().enumerate() {
        of_page.entry(fault.page).or_default().push(n);
    }
    let mut explained = vec![Vec::new(); faults.len()];
    for (page, own) in of_page {
        let explanation = report
            .model
            .explanation(report.dataset.pages()[page].page());
        for n in own {
            let Fault {
                position, outcome, ..
            } = faults[n];
            let why = explanation.against(position, outcome.predicted, outcome.actual);
            explained[n] = why.map_or_else(Vec::new, |why| why.strongest(EXPLAINED));
        }
    }
    explained
}

/// What the filter asks for.
struct Sought {
    language: String,
    site: String,
}

fn sought(report: &EvaluationReport<'_>, fault: &Fault<'_>) -> Sought {
    let language = report.outcomes[fault.page].language;
    let site = report.dataset.pages()[fault.page].site();
    Sought {
        language: language.map_or(UNKNOWN.to_owned(), |code| code.to_string()),
        site: shown::line(site.unwrap_or(UNKNOWN), NAME),
    }
}

fn filter(report: &EvaluationReport<'_>, faults: &[Fault<'_>]) -> Markup {
    let all = || faults.iter().map(|fault| sought(report, fault));
    let (languages, sites): (BTreeSet<String>, BTreeSet<String>) =
        all().map(|own| (own.language, own.site)).unzip();
    let labels = || Label::ALL.map(Label::name).into_iter().map(str::to_owned);
    html! {
        form.filter id="filter" hidden aria-label="Filter of the errors" {
            (choice("actual", "Actual label", labels()))
            (choice("predicted", "Predicted label", labels()))
            (choice("language", "Language", languages))
            (choice("site", "Site", sites))
            label { "Text or page" input type="search" name="text" autocomplete="off"; }
            button type="reset" { "Show all" }
            output aria-live="polite" {}
        }
    }
}

fn choice(name: &str, words: &str, values: impl IntoIterator<Item = String>) -> Markup {
    html! {
        label {
            (words)
            select name=(name) autocomplete="off" {
                option value="" { "all" }
                @for value in values { option { (value) } }
            }
        }
    }
}

fn error(report: &EvaluationReport<'_>, n: usize, fault: &Fault<'_>, terms: &[Term]) -> Markup {
    let page = &report.dataset.pages()[fault.page];
    let Sought { language, site } = sought(report, fault);
    let ParagraphOutcome {
        actual, predicted, ..
    } = *fault.outcome;
    html! {
        li class=(predicted) id={ "error-" (n) } data-actual=(actual) data-predicted=(predicted) data-language=(language) data-site=(site) {
            h3.taken {
                span { (n) ". " (named(actual)) " taken for " (named(predicted)) ", " (percent(f64::from(fault.confidence()))) }
            }
            p.small {
                bdi.page { (shown::line(page.name(), NAME)) } ", paragraph " (fault.position) ", " (language)
                @if page.site().is_some() { ", " bdi { (site) } }
            }
            (beside(page, fault.position.checked_sub(1), "Before"))
            p.quote dir="auto" lang=[report.outcomes[fault.page].language] { (shown::text(text(page, fault.position), TEXT)) }
            (beside(page, Some(fault.position + 1), "After"))
            @if !terms.is_empty() {
                p.small { "For " (predicted) " against " (actual) ":" }
                ul.why { @for term in terms { li { (why(term)) } } }
            }
        }
        "\n"
    }
}

fn text(page: &LabelledPage, position: usize) -> &str {
    page.page()
        .paragraphs()
        .get(position)
        .map_or("", |paragraph| paragraph.text())
}

/// The paragraph before or after, if there is one, with what it is.
fn beside(page: &LabelledPage, position: Option<usize>, words: &str) -> Markup {
    let found =
        position.and_then(|position| Some((*page.labels().get(position)?, text(page, position))));
    html! {
        @if let Some((label, text)) = found {
            p.beside { (words) ", " (label) ": " bdi { (shown::line(text, BESIDE)) } }
        }
    }
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use super::*;
    use crate::Model;
    use crate::dataset::{Dataset, NamedPage};
    use crate::evaluate::{Evaluation, PageOutcome};
    use crate::{Page, Paragraph};

    /// The errors shown of pages with so many paragraphs, all wrong, each page a little less surely than the one before.
    fn shown(pages: &[usize]) -> Vec<(usize, usize)> {
        let outcomes: Vec<PageOutcome> = pages
            .iter()
            .enumerate()
            .map(|(n, size)| outcome(n, *size))
            .collect();
        let labelled = pages.iter().map(|size| {
            let page = Page::new(vec![Paragraph::new("Home"); *size]);
            LabelledPage::new(NamedPage::new("p", None, page), vec![Label::Article; *size]).unwrap()
        });
        let report = EvaluationReport {
            model: Model::embedded(),
            dataset: &Dataset::from_iter(labelled),
            outcomes: &outcomes,
            evaluation: &Evaluation::from_outcomes(&outcomes),
        };
        assert!(report.html().is_ok());
        let other = EvaluationReport {
            outcomes: &outcomes[1..],
            ..report
        };
        assert!(matches!(other.html(), Err(crate::Error::OtherPage)));
        chosen(&report)
            .iter()
            .map(|fault| (fault.page, fault.position))
            .collect()
    }

    fn outcome(page: usize, size: usize) -> PageOutcome {
        let probability = 1.0 - page as f32 / 100.0;
        let wrong = ParagraphOutcome::new(
            4,
            Label::Article,
            Label::Navigation,
            [0.0, 0.0, probability, 0.0],
        );
        PageOutcome::new("p", None, vec![wrong; size])
    }

    #[test]
    fn the_most_confident_come_first_and_no_page_fills_the_list() {
        assert_eq!(shown(&[1, 2, 0]), [(0, 0), (1, 0), (1, 1)]);
        let all = shown(&[25; 40]);
        assert_eq!(all.len(), MOST);
        assert_eq!((all[0], all[9], all[10]), ((0, 0), (0, 9), (1, 0)));
        assert_eq!(all[MOST - 1], (29, 9));
    }
}
