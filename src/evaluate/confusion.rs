//! Counts of actual by predicted labels, and the figures they give.
//!
//! Every figure lies in 0 to 1 and none is ever NaN: a ratio whose denominator is 0 is 0, as with
//! `zero_division=0` in scikit-learn.

use std::ops::AddAssign;

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use crate::Label;

/// How many paragraphs of each actual label got each predicted label: `[actual][predicted]`.
///
/// ```
/// use unpitch::{Label, evaluate::Confusion};
///
/// let mut confusion = Confusion::default();
/// confusion.record(Label::Article, Label::Article);
/// confusion.record(Label::Navigation, Label::Article);
/// assert_eq!(confusion.precision(Label::Article), 0.5);
/// assert_eq!(confusion.recall(Label::Article), 1.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confusion(pub(super) [[u64; Label::COUNT]; Label::COUNT]);

impl Confusion {
    /// Counts one paragraph.
    pub fn record(&mut self, actual: Label, predicted: Label) {
        self.0[actual.index()][predicted.index()] += 1;
    }

    /// Paragraphs that are `actual` and were called `predicted`.
    #[must_use]
    pub fn count(&self, actual: Label, predicted: Label) -> u64 {
        self.0[actual.index()][predicted.index()]
    }

    /// Paragraphs in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().flatten().sum()
    }

    /// Paragraphs that are `label`.
    #[must_use]
    pub fn support(&self, label: Label) -> u64 {
        self.0[label.index()].iter().sum()
    }

    /// Paragraphs that were predicted to be `label`, rightly or not.
    #[must_use]
    pub fn predicted(&self, label: Label) -> u64 {
        self.0.iter().map(|row| row[label.index()]).sum()
    }

    /// Share of the paragraphs called `label` that are it; 0 where none was called so.
    #[must_use]
    pub fn precision(&self, label: Label) -> f64 {
        ratio(self.count(label, label), self.predicted(label)).unwrap_or(0.0)
    }

    /// Share of the paragraphs that are `label` that were called so; 0 where there is none.
    #[must_use]
    pub fn recall(&self, label: Label) -> f64 {
        ratio(self.count(label, label), self.support(label)).unwrap_or(0.0)
    }

    /// Harmonic mean of precision and recall, `2 hits / (support + predicted)`; 0 where `label` neither occurs nor was
    /// predicted.
    #[must_use]
    pub fn f1(&self, label: Label) -> f64 {
        self.defined_f1(label).unwrap_or(0.0)
    }

    /// [`Confusion::f1`], or `None` where `label` neither occurs nor was predicted.
    pub(super) fn defined_f1(&self, label: Label) -> Option<f64> {
        ratio(
            2 * self.count(label, label),
            self.support(label) + self.predicted(label),
        )
    }

    /// Plain mean of F1 over the labels that occur or were predicted, as scikit-learn's
    /// `f1_score(average="macro")` without a list of labels; 0 where there are no paragraphs.
    ///
    /// A label that neither occurs nor was predicted is left out: it can be neither hit nor missed.
    #[must_use]
    pub fn macro_f1(&self) -> f64 {
        let defined = Label::ALL.into_iter().filter_map(|l| self.defined_f1(l));
        let (sum, n) = defined.fold((0.0, 0), |(sum, n), f1| (sum + f1, n + 1));
        if n == 0 { 0.0 } else { sum / f64::from(n) }
    }

    /// Share of all paragraphs that got their own label; 0 where there are none.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        let hits = Label::ALL.into_iter().map(|l| self.count(l, l)).sum();
        ratio(hits, self.total()).unwrap_or(0.0)
    }
}

/// `part / whole`, or `None` where `whole` is 0.
pub(super) fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl AddAssign<&Confusion> for Confusion {
    fn add_assign(&mut self, other: &Confusion) {
        for (row, other) in self.0.iter_mut().zip(&other.0) {
            for (count, other) in row.iter_mut().zip(other) {
                *count += other;
            }
        }
    }
}

impl<'a> std::iter::Sum<&'a Confusion> for Confusion {
    fn sum<I: Iterator<Item = &'a Confusion>>(confusions: I) -> Confusion {
        confusions.fold(Confusion::default(), |mut sum, confusion| {
            sum += confusion;
            sum
        })
    }
}

impl Serialize for Confusion {
    /// A list of `{"actual": label, "predicted": {label: count, ...}}`, both in the order of [`Label::ALL`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(Label::COUNT))?;
        for actual in Label::ALL {
            let predicted = PredictedCounts(&self.0[actual.index()]);
            rows.serialize_element(&Row { actual, predicted })?;
        }
        rows.end()
    }
}

/// One row of a serialized [`Confusion`].
#[derive(Serialize)]
struct Row<'a> {
    actual: Label,
    predicted: PredictedCounts<'a>,
}

/// Counts by predicted label, in the order of [`Label::ALL`].
struct PredictedCounts<'a>(&'a [u64; Label::COUNT]);

impl Serialize for PredictedCounts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Label::ALL.into_iter().zip(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Label::{Article, Navigation, RelatedContent, SubscriptionPitch};

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }

    /// Three labels, nothing symmetric, `related-content` neither actual nor predicted:
    ///
    /// ```text
    /// actual \ predicted   article  pitch  navigation   support
    /// article                    7      2           1        10
    /// subscription-pitch         3      1           0         4
    /// navigation                 0      4           2         6
    /// predicted                 10      7           3        20
    ///
    /// precision   7/10      1/7     2/3
    /// recall      7/10      1/4     2/6
    /// F1         14/20     2/11     4/9
    /// ```
    ///
    /// Accuracy is 10/20; macro F1 is (0.7 + 2/11 + 4/9) / 3. scikit-learn 1.9.1 gives 0.4420875420875421 with
    /// `f1_score(average="macro", zero_division=0)`, and 0.3232323232323232 with one more article called related content.
    const CASE: Confusion = Confusion([[7, 2, 1, 0], [3, 1, 0, 0], [0, 4, 2, 0], [0; 4]]);

    #[test]
    fn precision_and_recall_are_not_swapped() {
        close(CASE.precision(SubscriptionPitch), 1.0 / 7.0);
        close(CASE.recall(SubscriptionPitch), 0.25);
        close(CASE.f1(SubscriptionPitch), 2.0 / 11.0);
        close(CASE.precision(Navigation), 2.0 / 3.0);
        close(CASE.recall(Navigation), 1.0 / 3.0);
        close(CASE.f1(Article), 0.7);
        close(CASE.accuracy(), 0.5);
        assert_eq!(CASE.support(Navigation), 6);
        assert_eq!(CASE.predicted(Navigation), 3);
    }

    #[test]
    fn macro_f1_leaves_out_only_labels_that_are_nowhere() {
        close(CASE.macro_f1(), 0.442_087_542_087_542_1);
        // One article called related content: that label now counts, with an F1 of 0; article's F1 is 14/21.
        let mut called = CASE;
        called.record(Article, RelatedContent);
        close(called.macro_f1(), 0.323_232_323_232_323_2);
        assert_eq!(called.recall(RelatedContent), 0.0);
    }

    #[test]
    fn nothing_counted_gives_zeros() {
        let none = Confusion::default();
        assert_eq!((none.macro_f1(), none.accuracy()), (0.0, 0.0));
        for label in Label::ALL {
            assert_eq!((none.precision(label), none.recall(label)), (0.0, 0.0));
            assert_eq!(none.f1(label), 0.0);
        }
    }

    #[test]
    fn json_names_both_axes() {
        let json = serde_json::to_string(&CASE).unwrap();
        assert!(json.starts_with(
            r#"[{"actual":"article","predicted":{"article":7,"subscription-pitch":2,"navigation":1,"related-content":0}},{"actual":"subscription-pitch","#
        ));
    }
}
