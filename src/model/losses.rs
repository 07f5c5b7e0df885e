//! The dial of `--max-loss`: which paragraphs to drop so that at most a share of the article is expected to be lost.
//!
//! To keep a character that is no article's costs something, to drop one of the article's too. A paragraph is kept where
//!
//! ```text
//! p(article) >= threshold * sum over the other labels l of cost(l) * p(l)
//! ```
//! The costs are fixed at training: a label that few characters have costs more a character, so that the shares of menus and
//! teasers that are dropped count alike, and that of offers more. What the dial turns is the threshold. For some budgets it is found on
//! pages that the model has not seen ([`crate::train`]); between two of them it is the power of the budget that meets both.

use serde::{Deserialize, Serialize};

use super::prediction::Prediction;
use crate::Label;

/// What a model promises at each budget, for pages of plain text and for pages with marks; nothing where it could not be
/// measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Losses {
    /// Of pages without marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<LossTable>,
    /// Of pages with marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked: Option<LossTable>,
}

impl Losses {
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn new(text: Option<LossTable>, marked: Option<LossTable>) -> Losses {
        Losses { text, marked }
    }

    pub(super) fn of_kind(&self, is_marked: bool) -> Option<&LossTable> {
        let table = if is_marked { &self.marked } else { &self.text };
        table.as_ref()
    }

    /// What is wrong with the tables that were read, if anything.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let tables = self.text.iter().chain(&self.marked);
        tables.filter_map(LossTable::fault).next()
    }

    /// Whether nothing is promised.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_none() && self.marked.is_none()
    }
}

/// The thresholds of one kind of page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LossTable {
    /// What a character costs that is kept, by its label in [`Label::ALL`]'s order; none of the article's.
    pub costs: [f32; Label::COUNT],
    /// The budgets, from the smallest.
    pub budgets: Vec<LossBudget>,
}

/// What was measured of one budget, on training pages that the passes had not seen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LossBudget {
    /// The greatest share of the article's characters that may be lost, 0 to 1.
    pub max_loss: f32,
    /// Below these odds a paragraph is dropped.
    pub threshold: f32,
    /// The share of each label's characters that is dropped, over all pages, in [`Label::ALL`]'s order.
    pub dropped: [f32; Label::COUNT],
}

impl LossBudget {
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn new(max_loss: f32, threshold: f32, dropped: [f32; Label::COUNT]) -> LossBudget {
        LossBudget {
            max_loss,
            threshold,
            dropped,
        }
    }

    /// The share of the article's characters that is lost, over all pages, 0 to 1.
    #[must_use]
    pub fn loss(&self) -> f32 {
        self.dropped[Label::Article.index()]
    }
}

impl LossTable {
    /// The budgets that thresholds are found for, as shares.
    pub const BUDGETS: [f32; 6] = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05];

    /// A table without budgets yet.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn with_costs(costs: [f32; Label::COUNT]) -> LossTable {
        LossTable {
            costs,
            budgets: Vec::new(),
        }
    }

    /// How much more a paragraph would be missed than it disturbs: p(article) over the expected cost of keeping it.
    #[must_use]
    pub fn odds(&self, probabilities: [f32; Label::COUNT]) -> f32 {
        let article = Label::Article.index();
        let others = (0..Label::COUNT).filter(|label| *label != article);
        let cost: f32 = others
            .map(|label| self.costs[label] * probabilities[label])
            .sum();
        probabilities[article] / cost.max(f32::MIN_POSITIVE)
    }

    /// The odds below which a paragraph is dropped, for any budget of 0 to 1: of one below the smallest or beyond the
    /// greatest in the table, that one's.
    #[must_use]
    pub fn threshold(&self, max_loss: f32) -> f32 {
        let next = self.budgets.iter().position(|own| own.max_loss >= max_loss);
        let Some(next) = next else {
            return self.budgets.last().map_or(0.0, |last| last.threshold);
        };
        let above = self.budgets[next];
        let Some(below) = next.checked_sub(1).map(|below| self.budgets[below]) else {
            return above.threshold;
        };
        let part =
            libm::logf(max_loss / below.max_loss) / libm::logf(above.max_loss / below.max_loss);
        let least = f32::MIN_POSITIVE;
        let (from, to) = (below.threshold.max(least), above.threshold.max(least));
        from * libm::powf(to / from, part)
    }

    /// For each paragraph, whether it is kept.
    pub(crate) fn kept(&self, predictions: &[Prediction], max_loss: f32) -> Vec<bool> {
        let threshold = self.threshold(max_loss);
        let odds = predictions.iter().map(|own| self.odds(own.probabilities()));
        odds.map(|odds| odds >= threshold).collect()
    }

    fn fault(&self) -> Option<&'static str> {
        let is_share = |share: f32| (0.0..=1.0).contains(&share);
        let is_number = |number: f32| number.is_finite() && number >= 0.0;
        let budgets = &self.budgets;
        if !self.costs.iter().all(|cost| is_number(*cost)) {
            Some("a cost that is not a number of at least 0")
        } else if budgets.is_empty() || !budgets.iter().all(|own| is_number(own.threshold)) {
            Some("no threshold, or one that is not a number of at least 0")
        } else if !budgets
            .iter()
            .all(|own| own.max_loss > 0.0 && is_share(own.max_loss))
        {
            Some("a budget that is not a share")
        } else if !budgets.is_sorted_by(|a, b| a.max_loss < b.max_loss) {
            Some("budgets that are not in order")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> LossTable {
        let budget = |max_loss, threshold| LossBudget::new(max_loss, threshold, [0.0; 4]);
        LossTable {
            costs: [0.0, 4.0, 1.0, 2.0],
            budgets: vec![budget(0.01, 0.25), budget(0.04, 1.0)],
        }
    }

    #[test]
    fn odds_are_the_article_against_what_the_rest_costs() {
        let table = table();
        assert_eq!(table.odds([0.5, 0.125, 0.25, 0.125]), 0.5);
        assert!(table.odds([1.0, 0.0, 0.0, 0.0]) > 1e30);
        let labels = [[0.5, 0.125, 0.25, 0.125], [0.125, 0.5, 0.25, 0.125]];
        let predictions = labels.map(|p| Prediction::new(p, 1));
        assert_eq!(table.kept(&predictions, 0.01), [true, false]);
        assert_eq!(table.kept(&predictions, 0.04), [false, false]);
    }

    #[test]
    fn thresholds_lie_between_those_of_the_budgets_around() {
        let table = table();
        // Halfway between 1 and 4 %, as powers go, are 2 %, and 0.5 between 0.25 and 1.
        assert!((table.threshold(0.02) - 0.5).abs() < 1e-6);
        let ends = [0.0, 0.01, 0.04, 1.0].map(|max_loss| table.threshold(max_loss));
        assert_eq!(ends, [0.25, 0.25, 1.0, 1.0]);
    }

    #[test]
    fn a_table_that_cannot_be_used_is_refused() {
        assert_eq!(table().fault(), None);
        let spoilt = |spoil: fn(&mut LossTable)| {
            let mut table = table();
            spoil(&mut table);
            table.fault()
        };
        assert!(spoilt(|table| table.costs[1] = f32::NAN).is_some());
        assert!(spoilt(|table| table.budgets.clear()).is_some());
        assert!(spoilt(|table| table.budgets[0].threshold = -1.0).is_some());
        assert!(spoilt(|table| table.budgets[0].max_loss = 0.0).is_some());
        assert!(spoilt(|table| table.budgets.reverse()).is_some());
    }
}
