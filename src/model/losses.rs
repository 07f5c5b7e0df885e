//! The dial of `--max-loss`: which paragraphs to drop so that at most a share of the article is expected to be lost.
//!
//! To keep a character that is no article's costs something, to drop one of the article's too. A paragraph is kept where
//!
//! ```text
//! p(article) * (doubt + least doubt) >= threshold * sum over the other labels l of cost(l) * p(l)
//! doubt = sum of chars * p(article) * (1 - p(article)) over the page, by the sum of chars * p(article)
//! ```
//! The costs are fixed at training: a label that few characters have costs more a character, so that the shares of menus and
//! teasers that are dropped count alike, and that of offers more. The doubt is the page's: on a thread or a listing, of which the
//! model does not know what is article, a paragraph that looks like none is one far more often than on a clear page.
//! Without it a few such pages spend the whole budget, and all others keep what they need not.
//!
//! What the dial turns is the threshold. For some budgets it is found on pages that the model has not seen ([`crate::train`]);
//! between two of them it is the power of the budget that meets both.

use serde::{Deserialize, Serialize};

use crate::Label;

const ARTICLE: usize = Label::Article.index();
/// What is added to a page's doubt. By folds over the training sites 0.02 and 0.05 do alike, and a power of the doubt other than 1
/// drops less at one budget or another.
#[cfg(feature = "train")]
const LEAST_DOUBT: f32 = 0.05;

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
    #[cfg(feature = "train")]
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
///
/// ```
/// # #[cfg(feature = "default-model")] {
/// let losses = &unpitch::Model::embedded().metadata().losses;
/// for budget in &losses.marked.as_ref().unwrap().budgets {
///     println!("at most {}: {} lost", budget.max_loss, budget.loss());
/// }
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LossTable {
    /// What a character costs that is kept, by its label in [`Label::ALL`]'s order; none of the article's.
    pub costs: [f32; Label::COUNT],
    /// What is added to a page's doubt, which is 0 to 1.
    pub least_doubt: f32,
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
        self.dropped[ARTICLE]
    }
}

impl LossTable {
    /// The budgets that thresholds are found for, as shares.
    pub const BUDGETS: [f32; 6] = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05];

    /// A table without budgets yet.
    #[cfg(feature = "train")]
    pub(crate) fn with_costs(costs: [f32; Label::COUNT]) -> LossTable {
        LossTable {
            costs,
            least_doubt: LEAST_DOUBT,
            budgets: Vec::new(),
        }
    }

    /// For each paragraph of a page, of these probabilities and lengths in characters, how much more it would be missed than it
    /// disturbs: p(article) over the expected cost of keeping it, times the page's doubt.
    #[must_use]
    pub fn odds(&self, page: &[([f32; Label::COUNT], usize)]) -> Vec<f32> {
        let doubt = self.least_doubt + doubt(page);
        let odds = page.iter().map(|(own, _)| self.odds_alone(own) * doubt);
        odds.collect()
    }

    /// The odds of a paragraph whatever the rest of its page.
    fn odds_alone(&self, probabilities: &[f32; Label::COUNT]) -> f32 {
        let cost: f32 = (0..Label::COUNT)
            .filter(|label| *label != ARTICLE)
            .map(|label| self.costs[label] * probabilities[label])
            .sum();
        probabilities[ARTICLE] / cost.max(f32::MIN_POSITIVE)
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

    /// For each paragraph of a page, of these probabilities and lengths in characters, whether it is kept.
    #[must_use]
    pub fn kept(&self, page: &[([f32; Label::COUNT], usize)], max_loss: f32) -> Vec<bool> {
        let threshold = self.threshold(max_loss);
        let odds = self.odds(page).into_iter();
        odds.map(|odds| odds >= threshold).collect()
    }

    fn fault(&self) -> Option<&'static str> {
        let is_share = |share: f32| (0.0..=1.0).contains(&share);
        let is_number = |number: f32| number.is_finite() && number >= 0.0;
        let budgets = &self.budgets;
        if !self.costs.iter().all(|cost| is_number(*cost)) {
            Some("a cost that is not a number of at least 0")
        } else if !is_number(self.least_doubt) {
            Some("a least doubt that is not a number of at least 0")
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

/// How little the model knows what is article on a page: the share of the expected article's characters that is in doubt, 0 to 1.
fn doubt(page: &[([f32; Label::COUNT], usize)]) -> f32 {
    let mut expected = 0.0;
    let mut doubtful = 0.0;
    for (probabilities, chars) in page {
        let article = f64::from(probabilities[ARTICLE]) * *chars as f64;
        expected += article;
        doubtful += article * (1.0 - f64::from(probabilities[ARTICLE]));
    }
    if expected > 0.0 {
        (doubtful / expected) as f32
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> LossTable {
        let budget = |max_loss, threshold| LossBudget::new(max_loss, threshold, [0.0; 4]);
        LossTable {
            costs: [0.0, 4.0, 1.0, 2.0],
            least_doubt: 0.5,
            budgets: vec![budget(0.01, 0.25), budget(0.04, 1.0)],
        }
    }

    #[test]
    fn odds_are_the_article_against_what_the_rest_costs() {
        let table = table();
        let sure = [1.0, 0.0, 0.0, 0.0];
        let half = [0.5, 0.125, 0.25, 0.125];
        // In doubt: 100 * 0.5 * 0.5 of 100 * 0.5 + 150 * 1 characters, 0.125; and half a paragraph costs 1.
        let odds = table.odds(&[(half, 100), (sure, 150)]);
        assert_eq!(odds[0], 0.5 * (0.5 + 0.125));
        assert!(odds[1] > 1e30);
        let none = [0.0, 0.5, 0.5, 0.0];
        assert_eq!(table.odds(&[(none, 100)]), [0.0]);
    }

    #[test]
    fn a_page_in_doubt_keeps_more() {
        let table = table();
        let sure = [1.0, 0.0, 0.0, 0.0];
        let unsure = [0.5, 0.125, 0.25, 0.125];
        let menu = [0.25, 0.0, 0.75, 0.0];
        // 0.33 * (0.5 + 0.01) and 0.33 * (0.5 + 0.5) on either side of 0.25.
        assert_eq!(table.kept(&[(menu, 1), (sure, 100)], 0.01), [false, true]);
        assert_eq!(table.kept(&[(menu, 1), (unsure, 100)], 0.01), [true, true]);
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
        assert!(spoilt(|table| table.least_doubt = -1.0).is_some());
        assert!(spoilt(|table| table.budgets.clear()).is_some());
        assert!(spoilt(|table| table.budgets[0].threshold = -1.0).is_some());
        assert!(spoilt(|table| table.budgets[0].max_loss = 0.0).is_some());
        assert!(spoilt(|table| table.budgets.reverse()).is_some());
    }
}
