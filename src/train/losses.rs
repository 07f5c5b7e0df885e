//! Finds the thresholds of each loss budget, on the probabilities of passes that have not seen the pages.
//!
//! The first pass's are out of fold already. The second pass is fitted once more without each fold, since on the pages it was
//! fitted on it would promise too much.

use super::out_of_fold::OutOfFold;
use super::views::Views;
use crate::Label;
use crate::model::{LossBudget, LossTable};
use crate::scores::Scores;

/// Fewest pages with an article that a promise is made from.
const FEWEST_PAGES: usize = 20;
/// The greatest threshold that a file may hold; odds of what is article beyond doubt are infinite.
const MOST: f32 = 1e30;
/// How much more an offer's share counts than a menu's or a teaser's. On a quarter of the training sites 3 instead of 1 drops 90
/// instead of 87 % of the offers at a loss of half a per cent, and a hundredth less of the rest.
const OFFER: f64 = 3.0;

/// A page as the dial sees it, paragraph by paragraph.
struct Weighed {
    /// Probabilities and lengths in characters.
    paragraphs: Vec<(Scores, usize)>,
    labels: Vec<Label>,
}

/// A paragraph as a threshold sees it.
struct Tried {
    odds: f32,
    label: Label,
    chars: f64,
}

/// The pages of one kind.
struct Pages(Vec<Weighed>);

/// The thresholds, from what passes that had not seen the pages say of them; `None` where the pages are too few.
pub(super) fn table(views: &Views, held_out: &[OutOfFold]) -> Option<LossTable> {
    let pages = Pages::new(views, held_out);
    if pages.n_articles() < FEWEST_PAGES {
        return None;
    }
    Some(pages.table())
}

impl Pages {
    fn new(views: &Views, held_out: &[OutOfFold]) -> Pages {
        let page = |own: &OutOfFold| {
            let view = views.view(own.view);
            let chars = view.chars.iter().map(|chars| *chars as usize);
            Weighed {
                paragraphs: own.probabilities.iter().copied().zip(chars).collect(),
                labels: view.labels.clone(),
            }
        };
        Pages(held_out.iter().map(page).collect())
    }

    fn table(&self) -> LossTable {
        let mut table = LossTable::with_costs(self.costs());
        let tried = self.tried(&table);
        let losses = losses(&tried);
        let budgets = LossTable::BUDGETS;
        table.budgets = budgets
            .map(|max_loss| self.budget(&tried, &losses, max_loss))
            .to_vec();
        table
    }

    fn tried(&self, table: &LossTable) -> Vec<Tried> {
        let page = |page: &Weighed| {
            let odds = table.odds(&page.paragraphs).into_iter();
            let paragraphs = page.labels.iter().zip(&page.paragraphs);
            let tried = odds
                .zip(paragraphs)
                .map(|(odds, (label, (_, chars)))| Tried {
                    odds,
                    label: *label,
                    chars: *chars as f64,
                });
            tried.collect::<Vec<Tried>>()
        };
        self.0.iter().flat_map(page).collect()
    }

    /// The greatest threshold that keeps a budget, and what it does.
    fn budget(&self, tried: &[Tried], losses: &[(f32, f64)], max_loss: f32) -> LossBudget {
        let first_too_much = losses.partition_point(|(_, lost)| *lost <= f64::from(max_loss));
        let at = first_too_much.min(losses.len() - 1);
        let threshold = losses[at].0.min(MOST);
        LossBudget::new(max_loss, threshold, self.dropped(tried, threshold))
    }

    /// Characters of each label.
    fn chars(&self) -> [f64; Label::COUNT] {
        let mut chars = [0.0; Label::COUNT];
        for page in &self.0 {
            for (label, (_, own)) in page.labels.iter().zip(&page.paragraphs) {
                chars[label.index()] += *own as f64;
            }
        }
        chars
    }

    /// What a character of each label costs: the article's characters for one of the label's.
    fn costs(&self) -> [f32; Label::COUNT] {
        let chars = self.chars();
        let article = chars[Label::Article.index()];
        Label::ALL.map(|label| {
            let weight = match label {
                Label::Article => 0.0,
                Label::SubscriptionPitch => OFFER,
                Label::Navigation | Label::RelatedContent => 1.0,
            };
            let own = chars[label.index()];
            if own == 0.0 {
                0.0
            } else {
                (weight * article / own) as f32
            }
        })
    }

    /// Number of pages that have an article.
    fn n_articles(&self) -> usize {
        let has_article = |page: &&Weighed| page.labels.contains(&Label::Article);
        self.0.iter().filter(has_article).count()
    }

    /// The share of each label's characters below a threshold.
    fn dropped(&self, tried: &[Tried], threshold: f32) -> [f32; Label::COUNT] {
        let mut dropped = [0.0; Label::COUNT];
        for own in tried.iter().filter(|own| own.odds < threshold) {
            dropped[own.label.index()] += own.chars;
        }
        let chars = self.chars();
        Label::ALL.map(|label| (dropped[label.index()] / chars[label.index()].max(1.0)) as f32)
    }
}

/// The odds of the article's paragraphs, from the least, each with the share of its characters that is lost below the next.
fn losses(tried: &[Tried]) -> Vec<(f32, f64)> {
    let article = tried.iter().filter(|own| own.label == Label::Article);
    let mut odds: Vec<(f32, f64)> = article.map(|own| (own.odds, own.chars)).collect();
    odds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = odds.iter().map(|(_, chars)| chars).sum();
    let mut lost = 0.0;
    for (_, share) in &mut odds {
        lost += *share / total;
        *share = lost;
    }
    odds
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages of an article of 100 characters each, `odds` to one, and an offer of 10 that is less likely an article.
    fn pages(odds: impl Iterator<Item = f32>) -> Pages {
        let page = |odds: f32| {
            let article = odds / (1.0 + odds);
            let paragraph = |p: f32, chars| ([p, 1.0 - p, 0.0, 0.0], chars);
            Weighed {
                paragraphs: vec![paragraph(article, 100), paragraph(article / 4.0, 10)],
                labels: vec![Label::Article, Label::SubscriptionPitch],
            }
        };
        Pages(odds.map(page).collect())
    }

    #[test]
    fn a_label_of_few_characters_costs_more_each() {
        let pages = pages((0..30).map(|_| 1.0));
        assert_eq!(pages.costs(), [0.0, 30.0, 0.0, 0.0]);
    }

    #[test]
    fn a_threshold_drops_what_it_may_and_no_more() {
        // One page in a hundred has an article that looks like an offer.
        let pages = pages((0..1000).map(|page| if page % 100 == 0 { 0.01 } else { 100.0 }));
        let budgets = pages.table().budgets;
        let budget = |max_loss| {
            budgets
                .iter()
                .find(|own| own.max_loss == max_loss)
                .expect("a budget")
        };
        let strict = budget(0.001);
        assert!(strict.loss() <= 0.001 && strict.dropped[1] < 0.02);
        let lax = budget(0.02);
        assert!((lax.loss() - 0.01).abs() < 1e-6 && lax.dropped[1] == 1.0);
        assert!(strict.threshold < lax.threshold);
    }

    #[test]
    fn equal_odds_are_lost_together_or_not_at_all() {
        let pages = pages((0..40).map(|_| 4.0));
        let budgets = pages.table().budgets;
        assert!(budgets.iter().all(|own| own.loss() == 0.0));
    }
}
