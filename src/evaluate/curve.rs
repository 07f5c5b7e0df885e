//! Precision and recall of a label at every threshold.

use std::borrow::Borrow;

use super::PageOutcome;
use crate::Label;

/// How precision falls as recall rises where a label is given to every paragraph whose probability of it reaches a threshold.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PrecisionRecall {
    /// The label.
    pub label: Label,
    /// Number of paragraphs that are it.
    pub support: u64,
    /// Average precision, 0 to 1: the sum over the points of the rise in recall times precision, as scikit-learn's
    /// `average_precision_score`; 0 where `support` is 0.
    pub average_precision: f64,
    /// A point for each probability that occurs, the greatest first; none where `support` is 0.
    pub points: Vec<CurvePoint>,
}

/// What comes of one threshold.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CurvePoint {
    /// The least probability with which the label is given, 0 to 1.
    pub threshold: f32,
    /// Share of the paragraphs at or above the threshold that are it.
    pub precision: f64,
    /// Share of the paragraphs that are it that are at or above the threshold.
    pub recall: f64,
}

impl PrecisionRecall {
    /// What comes of a threshold, 0 to 1: the last point at or above it; `None` where no paragraph reaches it.
    #[must_use]
    pub fn at(&self, threshold: f32) -> Option<CurvePoint> {
        let reached = self
            .points
            .partition_point(|point| point.threshold >= threshold);
        reached.checked_sub(1).map(|last| self.points[last])
    }

    /// The curve of a label from the probability of each paragraph, and whether it is it.
    fn new(label: Label, mut scored: Vec<(f32, bool)>) -> PrecisionRecall {
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let support = scored.iter().filter(|(_, is_it)| *is_it).count();
        let (mut hits, mut points) = (0, Vec::new());
        if support > 0 {
            for (n, &(threshold, is_it)) in scored.iter().enumerate() {
                hits += usize::from(is_it);
                // Paragraphs of one probability are given the label together.
                if scored.get(n + 1).is_none_or(|next| next.0 < threshold) {
                    points.push(CurvePoint {
                        threshold,
                        precision: hits as f64 / (n + 1) as f64,
                        recall: hits as f64 / support as f64,
                    });
                }
            }
        }
        PrecisionRecall {
            label,
            support: support as u64,
            average_precision: average_precision(&points),
            points,
        }
    }
}

fn average_precision(points: &[CurvePoint]) -> f64 {
    let mut reached = 0.0;
    let areas = points.iter().map(|point| {
        let rise = point.recall - reached;
        reached = point.recall;
        rise * point.precision
    });
    areas.sum()
}

/// The curve of each label, in the order of [`Label::ALL`].
///
/// ```
/// use unpitch::Label::{Article, Navigation};
/// use unpitch::evaluate::{PageOutcome, ParagraphOutcome, precision_recall};
///
/// let paragraph = |actual, article: f32| {
///     ParagraphOutcome::new(20, actual, Article, [article, 0.0, 1.0 - article, 0.0])
/// };
/// let paragraphs = vec![paragraph(Article, 0.9), paragraph(Navigation, 0.8), paragraph(Article, 0.7)];
/// let [article, ..] = precision_recall(&[PageOutcome::new("ferries", None, paragraphs)]);
/// let point = article.at(0.75).expect("two paragraphs reach it");
/// assert_eq!((point.precision, point.recall), (0.5, 0.5));
/// ```
#[must_use]
pub fn precision_recall<P: Borrow<PageOutcome>>(pages: &[P]) -> [PrecisionRecall; Label::COUNT] {
    Label::ALL.map(|label| {
        let paragraphs = pages.iter().flat_map(|page| &page.borrow().paragraphs);
        let scored = paragraphs
            .map(|own| (own.probabilities[label.index()], own.actual == label))
            .collect();
        PrecisionRecall::new(label, scored)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_average_precision_by_hand() {
        // Sorted: 0.9 hit | 0.7 miss, 0.7 hit | 0.5 miss | 0.2 hit; three are it.
        let scored = vec![
            (0.7, false),
            (0.2, true),
            (0.9, true),
            (0.5, false),
            (0.7, true),
        ];
        let curve = PrecisionRecall::new(Label::Article, scored);
        let points: Vec<(f32, f64, f64)> = curve
            .points
            .iter()
            .map(|point| (point.threshold, point.precision, point.recall))
            .collect();
        let third = 1.0 / 3.0;
        assert_eq!(
            points,
            [
                (0.9, 1.0, third),
                (0.7, 2.0 * third, 2.0 * third),
                (0.5, 0.5, 2.0 * third),
                (0.2, 0.6, 1.0)
            ]
        );
        // 1/3 * 1 + 1/3 * 2/3 + 0 + 1/3 * 3/5
        assert!((curve.average_precision - (1.0 + 2.0 * third + 0.6) / 3.0).abs() < 1e-12);
        assert_eq!(curve.at(0.95), None);
        assert_eq!(curve.at(0.6).unwrap().threshold, 0.7);
        assert_eq!(curve.at(0.0).unwrap().recall, 1.0);
    }

    #[test]
    fn a_label_that_does_not_occur_has_no_curve() {
        let curve = PrecisionRecall::new(Label::Article, vec![(0.7, false)]);
        assert_eq!((curve.support, curve.average_precision), (0, 0.0));
        assert!(curve.points.is_empty());
        let none: [PrecisionRecall; 4] = precision_recall::<PageOutcome>(&[]);
        assert!(none.iter().all(|curve| curve.at(0.0).is_none()));
    }
}
