//! An evaluation in one file, from the general to the particular.

use maud::{Markup, html};

use super::curves::curves;
use super::document;
use super::errors::{self, Fault, errors};
use super::evaluated::EvaluationReport;
use super::figures;
use super::heat_map::heat_map;
use super::reliability::reliability;
use super::worst::worst;
use crate::evaluate::{Evaluation, RESAMPLES, by_site, precision_recall};
use crate::{Error, Label, Result};

const SCRIPT: &str = include_str!("filter.js");

/// Sites that have a line of their own.
const SITES: usize = 25;

impl EvaluationReport<'_> {
    /// The report as one file of HTML. A good part of the time goes into resamples of the sites' pages, as in
    /// [`Evaluation::from_outcomes`].
    ///
    /// # Errors
    /// [`Error::OtherPage`] where the outcomes are not those of the dataset's pages: there are more or fewer, or of another length.
    pub fn html(&self) -> Result<String> {
        if !self.is_of_one_piece() {
            return Err(Error::OtherPage);
        }
        let faults = errors::chosen(self);
        let mut file = document::head("Evaluation", Some(SCRIPT));
        for part in [self.introduction(), self.figures(), self.faults(&faults)] {
            file += &part.into_string();
        }
        Ok(file + &document::foot(Some(SCRIPT)))
    }

    /// What this is about, and what it quotes.
    fn introduction(&self) -> Markup {
        let overall = &self.evaluation.overall;
        html! {
            header {
                h1 { "Evaluation" }
                p.note {
                    "This file quotes the pages that the model was measured on, whose texts may be others' property: at most "
                    (errors::MOST) " wrong paragraphs with their neighbours."
                }
                dl.facts {
                    dt { "Data" }
                    dd {
                        (overall.pages) " pages, " (overall.paragraphs) " paragraphs; SHA-256 "
                        code { (self.dataset.digest()) }
                    }
                    dt { "Model" } dd { "SHA-256 " code { (self.model.digest()) } }
                    dt { "Version" } dd { "unpitch " (env!("CARGO_PKG_VERSION")) }
                }
                nav aria-label="Contents" {
                    ul.contents { @for (id, title) in SECTIONS { li { a href={ "#" (id) } { (title) } } } }
                }
            }
            "\n"
        }
    }

    fn figures(&self) -> Markup {
        let Evaluation {
            overall,
            by_language,
            by_length,
            calibration,
            losses,
            ..
        } = self.evaluation;
        let pages = self.dataset.pages().iter().zip(self.outcomes);
        let by_site = by_site(pages.map(|(page, outcome)| (page.site(), outcome)), SITES);
        html! {
            (section(0, &html! {
                p { "Values are from 0 to 1; below each stands its 95 % interval, from " (RESAMPLES) " resamples of whole pages." }
                div.tables { (figures::overall(overall)) (figures::by_label(overall)) }
            }))
            (section(1, &heat_map(&overall.confusion)))
            (section(2, &curves(&precision_recall(self.outcomes), overall)))
            (section(3, &reliability(calibration)))
            (section(4, &html! {
                div.tables {
                    (figures::slices("By language", "language", by_language))
                    (figures::slices("By length in characters", "length", by_length))
                }
                p { "Sites with 20 paragraphs or more have a row of their own, the " (SITES) " largest at most, the least accurate first." }
                (figures::slices("By site", "site", &by_site))
                @for losses in losses { (figures::losses(losses)) }
            }))
        }
    }

    fn faults(&self, faults: &[Fault<'_>]) -> Markup {
        let overall = &self.evaluation.overall;
        let hits: u64 = Label::ALL
            .map(|label| overall.confusion.count(label, label))
            .iter()
            .sum();
        let wrong = overall.paragraphs - hits;
        if wrong == 0 {
            return html! { (section(5, &html! { p { "There are none." } })) (section(6, &html! { p { "There are none." } })) };
        }
        html! {
            (section(5, &worst(self, faults)))
            (section(6, &html! {
                p {
                    (faults.len()) " of " (wrong) " wrong paragraphs, the most confident ones first: at most " (errors::MOST) ", and "
                    (errors::MOST_OF_A_PAGE) " of a page. Texts are cut after " (errors::TEXT) " characters. Amounts are what a \
                    feature, or what stands around the paragraph, adds to the score of the predicted label beyond what it adds to \
                    the actual one's."
                }
                (errors(self, faults))
            }))
        }
    }
}

/// The sections' names in links, and their titles.
const SECTIONS: [(&str, &str); 7] = [
    ("labels", "Overall and by label"),
    ("confusion", "Confusion"),
    ("curves", "Precision and recall"),
    ("calibration", "Reliability of the probabilities"),
    ("parts", "By language, length and site"),
    ("worst", "Worst pages"),
    ("wrong", "Errors"),
];

fn section(number: usize, content: &Markup) -> Markup {
    let (id, title) = SECTIONS[number];
    html! {
        section id=(id) {
            h2 { (title) }
            (content)
        }
        "\n"
    }
}
