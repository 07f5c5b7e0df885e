//! Texts that have one label here and another one there.
//!
//! Two cases are right and are left alone. A headline is article over its piece and related content in a teaser for it, and
//! on its own page it may also stand in a trail of links, which is navigation.

use std::collections::BTreeMap;

use super::long_texts::{LongTexts, Occurrence};
use super::pages::FilePage;
use super::{Finding, Rule};
use crate::Label;
use crate::dataset::excerpt;

/// Longest headline, in characters: beyond, nothing is quoted whole in a teaser or in a trail of links.
const LONGEST_HEADLINE: usize = 200;

/// The rule of texts with two labels: of each text, the first row of each label that is rarer than another one.
pub(super) fn find(pages: &[FilePage<'_>], texts: &LongTexts<'_>) -> Vec<Finding> {
    let found = texts
        .iter()
        .flat_map(|(text, all)| of_text(pages, text, all));
    found.collect()
}

fn of_text(pages: &[FilePage<'_>], text: &str, all: &[Occurrence]) -> Vec<Finding> {
    let may_be_headline = text.chars().nth(LONGEST_HEADLINE).is_none();
    let counted = if may_be_headline {
        without_quotes(pages, all)
    } else {
        all.to_vec()
    };
    let mut labels: BTreeMap<Label, Vec<Occurrence>> = BTreeMap::new();
    for at in counted {
        labels.entry(at.label(pages)).or_default().push(at);
    }
    // Of labels that are equally frequent, the one that comes first.
    let order = |at: &Occurrence| (at.page, at.paragraph);
    let usual = labels
        .iter()
        .min_by_key(|(_, all)| (std::cmp::Reverse(all.len()), order(&all[0])));
    let Some((usual, most)) = usual else {
        return Vec::new();
    };
    let rarer = labels.iter().filter(|(label, _)| *label != usual);
    let finding = |(label, rare): (&Label, &Vec<Occurrence>)| {
        let other = most[0].place(pages);
        let message = format!(
            "labelled {label} here{}, but {usual} at {other}{}: give the text one label ({})",
            more(rare),
            more(most),
            excerpt(text)
        );
        Finding::new(Rule::TwoLabels, rare[0].place(pages), message).and(other)
    };
    rarer.map(finding).collect()
}

/// The occurrences of a text but for those where another page, or the page itself, quotes it as a headline.
fn without_quotes(pages: &[FilePage<'_>], all: &[Occurrence]) -> Vec<Occurrence> {
    let articles = all.iter().filter(|at| at.label(pages) == Label::Article);
    let articles: Vec<usize> = articles.map(|at| at.page).collect();
    let is_quote = |at: &&Occurrence| match at.label(pages) {
        Label::RelatedContent => !articles.is_empty(),
        Label::Navigation => articles.contains(&at.page),
        _ => false,
    };
    all.iter().filter(|at| !is_quote(at)).copied().collect()
}

/// How many more rows there are than the first.
fn more(rows: &[Occurrence]) -> String {
    match rows.len() {
        0 | 1 => String::new(),
        2 => " (and on 1 more row)".to_owned(),
        n => format!(" (and on {} more rows)", n - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, lines, survey};
    use super::*;

    const TEXT: &str = "The ferry to Wrack Island sails again from Monday at half past ten.";

    /// Rows of pages and labels, all with one text.
    fn csv(text: &str, rows: &[(&str, &str)]) -> String {
        let rows = rows
            .iter()
            .map(|(page, label)| format!("{page},{label},{text}\n"));
        format!("page,label,text\n{}", rows.collect::<String>())
    }

    #[test]
    fn the_rarer_label_is_found_and_the_usual_one_named() {
        let rows = [
            ("p", "navigation"),
            ("q", "subscription-pitch"),
            ("r", "navigation"),
        ];
        let found = found(&[survey("a.csv", &csv(TEXT, &rows))], Rule::TwoLabels);
        assert_eq!((found.len(), found[0].1), (1, 3));
        let expected =
            "labelled subscription-pitch here, but navigation at a.csv:2 (and on 1 more row): give";
        assert!(found[0].2.starts_with(expected), "{}", found[0].2);
        let even = csv(TEXT, &[("p", "navigation"), ("q", "article")]);
        assert_eq!(lines(&even, Rule::TwoLabels), [3]);
    }

    #[test]
    fn a_headline_may_stand_in_a_teaser_and_in_the_trail_of_its_own_page() {
        let quoted = [
            ("p", "navigation"),
            ("p", "article"),
            ("p", "related-content"),
            ("q", "related-content"),
        ];
        assert_eq!(lines(&csv(TEXT, &quoted), Rule::TwoLabels), [0; 0]);
        // Nothing of the length of a paragraph is quoted so.
        let long = TEXT.repeat(4);
        assert_eq!(lines(&csv(&long, &quoted), Rule::TwoLabels), [2, 3]);
    }

    #[test]
    fn short_texts_and_texts_with_one_label_are_left_alone() {
        let rows = [("p", "navigation"), ("q", "subscription-pitch")];
        assert_eq!(lines(&csv("Sign in", &rows), Rule::TwoLabels), [0; 0]);
        let same = [("p", "article"), ("q", "article")];
        assert_eq!(lines(&csv(TEXT, &same), Rule::TwoLabels), [0; 0]);
    }
}
