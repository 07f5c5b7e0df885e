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

/// What is less probable than this is never kept, so that menus alone have no text.
///
/// Out of fold on WCXB's pages it costs 0.0003 of F1; 0.15 costs four times as much.
const LEAST: f32 = 0.1;

/// For each paragraph of a page, by its words and its probability of being article, whether to keep it.
pub(super) fn kept(paragraphs: &[(usize, f32)]) -> Vec<bool> {
    let least = least_probability(paragraphs).max(LEAST);
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
