//! Which paragraphs to keep, so that the text is the article as nearly as can be expected.
//!
//! A label answers for one paragraph; a text is judged as a whole. Where a page is clear, keeping what is more likely
//! article than not is best. Where it is not, as on listings and product pages, two halves of a chance are worth more than
//! nothing. What is sought is the set `S` of paragraphs, of `w` words and article with probability `p`, whose expected F1
//! over words is greatest:
//!
//! ```text
//! F1(S) = 2 sum_S w p / (sum_S w + sum_page w p)
//! ```
//! Such a set always holds the most probable paragraphs (Lewis, "Evaluating and optimizing autonomous text classification
//! systems", 1995), so it is found by one walk from the most probable down.

use super::prediction::Prediction;
use crate::Label;

/// What is less probable than this is never kept, so that menus alone have no text.
///
/// Out of fold on WCXB's pages it costs 0.0003 of F1; 0.15 costs four times as much.
const LEAST: f32 = 0.1;

/// Which paragraphs make up the article's text, and what separates them.
///
/// ```
/// use unpitch::{ArticleOptions, Label};
///
/// let expected_f1 = ArticleOptions::default();
/// let careful = ArticleOptions::default().least_probability(0.2);
/// let with_teasers = ArticleOptions::default().keep(&[Label::Article, Label::RelatedContent]).separator("\n");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleOptions {
    keep: [bool; Label::COUNT],
    least_probability: Option<f32>,
    separator: String,
}

impl Default for ArticleOptions {
    /// [`Label::Article`] alone, the set of greatest expected F1, an empty line between paragraphs.
    fn default() -> ArticleOptions {
        ArticleOptions {
            keep: Label::ALL.map(|label| label == Label::Article),
            least_probability: None,
            separator: "\n\n".to_owned(),
        }
    }
}

impl ArticleOptions {
    /// The labels whose text is wanted: a paragraph counts by the sum of their probabilities.
    #[must_use]
    pub fn keep(mut self, labels: &[Label]) -> ArticleOptions {
        self.keep = Label::ALL.map(|label| labels.contains(&label));
        self
    }

    /// Keeps exactly the paragraphs of at least this probability, 0 to 1, instead of the set of greatest expected F1.
    ///
    /// A low one loses less of the article, a high one keeps less of everything else.
    #[must_use]
    pub fn least_probability(mut self, probability: f32) -> ArticleOptions {
        self.least_probability = Some(probability);
        self
    }

    /// What stands between two paragraphs.
    #[must_use]
    pub fn separator(mut self, separator: &str) -> ArticleOptions {
        separator.clone_into(&mut self.separator);
        self
    }

    pub(super) fn between_paragraphs(&self) -> &str {
        &self.separator
    }

    /// The probability that a paragraph has one of the labels wanted.
    pub(super) fn probability(&self, prediction: &Prediction) -> f32 {
        let wanted = prediction.probabilities().into_iter().zip(self.keep);
        wanted.filter(|(_, keep)| *keep).map(|(p, _)| p).sum()
    }
}

/// For each paragraph of a page, by its words and its probability of being wanted, whether to keep it.
pub(super) fn kept(paragraphs: &[(usize, f32)], options: &ArticleOptions) -> Vec<bool> {
    let of_greatest_f1 = || least_probability(paragraphs).max(LEAST);
    let least = options.least_probability.unwrap_or_else(of_greatest_f1);
    paragraphs.iter().map(|(_, p)| *p >= least).collect()
}

/// The least probability that is kept; above 1 if nothing is.
fn least_probability(paragraphs: &[(usize, f32)]) -> f32 {
    let wanted: f64 = paragraphs.iter().map(expected_words).sum();
    let mut order = paragraphs.to_vec();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (mut right, mut words, mut best) = (0.0, 0.0, (0.0, f32::INFINITY));
    for paragraph in &order {
        right += expected_words(paragraph);
        words += paragraph.0 as f64;
        let f1 = 2.0 * right / (words + wanted);
        if f1 > best.0 {
            best = (f1, paragraph.1);
        }
    }
    best.1
}

fn expected_words((words, probability): &(usize, f32)) -> f64 {
    *words as f64 * f64::from(*probability)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(paragraphs: &[(usize, f32)]) -> Vec<bool> {
        super::kept(paragraphs, &ArticleOptions::default())
    }

    #[test]
    fn options_choose_labels_and_a_fixed_probability() {
        let prediction = Prediction::new([0.25, 0.0, 0.25, 0.5], 0);
        let options = ArticleOptions::default();
        assert_eq!(options.probability(&prediction), 0.25);
        let both = options.keep(&[Label::RelatedContent, Label::Article]);
        assert_eq!(both.probability(&prediction), 0.75);
        let fixed = both.least_probability(0.5);
        assert_eq!(super::kept(&[(1, 0.5), (9, 0.25)], &fixed), [true, false]);
    }

    #[test]
    fn a_clear_page_keeps_what_is_likely() {
        // All three: 2 * 19.2 / (30 + 19.2) = 0.78; the first two: 2 * 19 / (20 + 19.2) = 0.97; the first: 0.66.
        let page = [(10, 0.95), (10, 0.02), (10, 0.95)];
        assert_eq!(kept(&page), [true, false, true]);
    }

    #[test]
    fn an_unclear_page_keeps_what_may_be() {
        // Each has 0.4: one alone 2 * 4 / (10 + 12) = 0.36, all three 2 * 12 / (30 + 12) = 0.57.
        assert_eq!(kept(&[(10, 0.4); 3]), [true; 3]);
        // Beside a sure article of 100 words ten words at 0.4 cost more than they bring: 2 * 104 / (110 + 104) = 0.972,
        // 2 * 100 / (100 + 104) = 0.980.
        assert_eq!(kept(&[(100, 1.0), (10, 0.4)]), [true, false]);
    }

    #[test]
    fn nothing_is_kept_of_nothing() {
        assert!(kept(&[]).is_empty());
        assert_eq!(kept(&[(0, 0.9), (5, 0.0)]), [false, false]);
        assert_eq!(kept(&[(5, 0.09), (5, 0.01)]), [false, false]);
    }
}
