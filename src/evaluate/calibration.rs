//! Whether a probability of 0.8 is right four times out of five.

use serde::Serialize;

use super::confusion::ratio;

/// Bins of equal width over 0 to 1, as in Guo et al., *On calibration of modern neural networks*, 2017, and ten of them
/// so that their edges are the first decimals. With four labels the two lowest stay empty where the label with the
/// largest probability is predicted.
pub const BINS: usize = 10;

/// How well the predicted labels' probabilities agree with how often they are right.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Calibration {
    /// Mean over paragraphs of how far their bin's accuracy is from its mean confidence, 0 to 1; 0 is perfect:
    /// `sum over bins of count / total * |accuracy - mean confidence|`.
    pub expected_error: f64,
    /// The reliability table, lowest confidence first; always [`BINS`] bins.
    pub bins: Vec<Bin>,
}

/// The paragraphs whose predicted label has a probability from `from` up to `to`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Bin {
    /// Lower edge, included.
    pub from: f64,
    /// Upper edge, left out except in the last bin.
    pub to: f64,
    /// Number of paragraphs.
    pub count: u64,
    /// Mean probability of the predicted labels, 0 where `count` is 0.
    pub mean_confidence: f64,
    /// Share of right labels, 0 where `count` is 0.
    pub accuracy: f64,
}

/// Sums of one bin.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    count: u64,
    hits: u64,
    confidence: f64,
}

/// Collects predictions one by one.
#[derive(Clone, Debug, Default)]
pub(super) struct Tallies([Tally; BINS]);

impl Tallies {
    /// Counts one prediction: its probability, and whether it was right.
    ///
    /// What is outside 0 to 1 counts as the nearer end, NaN as 0.
    pub(super) fn record(&mut self, confidence: f32, right: bool) {
        let confidence = if confidence.is_nan() {
            0.0
        } else {
            f64::from(confidence.clamp(0.0, 1.0))
        };
        let bin = (confidence * BINS as f64) as usize;
        let tally = &mut self.0[bin.min(BINS - 1)];
        tally.count += 1;
        tally.hits += u64::from(right);
        tally.confidence += confidence;
    }

    /// The figures for everything recorded; zeros where nothing was.
    pub(super) fn finish(&self) -> Calibration {
        let bins: Vec<Bin> = (0..BINS).map(|i| self.0[i].finish(i)).collect();
        let total = bins.iter().map(|bin| bin.count).sum();
        let expected_error = bins
            .iter()
            .map(|bin| ratio(bin.count, total).unwrap_or(0.0) * bin.gap())
            .sum();
        Calibration {
            expected_error,
            bins,
        }
    }
}

impl Tally {
    /// The means of the bin with this number.
    fn finish(self, number: usize) -> Bin {
        Bin {
            from: number as f64 / BINS as f64,
            to: (number + 1) as f64 / BINS as f64,
            count: self.count,
            mean_confidence: self.confidence / self.count.max(1) as f64,
            accuracy: ratio(self.hits, self.count).unwrap_or(0.0),
        }
    }
}

impl Bin {
    /// How far accuracy is from mean confidence, 0 to 1.
    #[must_use]
    pub fn gap(&self) -> f64 {
        (self.accuracy - self.mean_confidence).abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expected_error_by_hand() {
        // Bin 0.5-0.6: two at 0.5 and one at 0.5625, one right: confidence 0.520833, accuracy 1/3, gap 0.1875.
        // Bin 0.9-1.0: one at 1, right: gap 0.
        // (3 * 0.1875 + 1 * 0) / 4 = 0.140625.
        let mut tallies = Tallies::default();
        tallies.record(0.5, true);
        tallies.record(0.5, false);
        tallies.record(0.5625, false);
        tallies.record(1.0, true);
        let calibration = tallies.finish();
        assert!((calibration.expected_error - 0.140_625).abs() < 1e-12);
        let counts: Vec<u64> = calibration.bins.iter().map(|bin| bin.count).collect();
        assert_eq!(counts, [0, 0, 0, 0, 0, 3, 0, 0, 0, 1]);
        let bin = calibration.bins[5];
        assert_eq!((bin.from, bin.to), (0.5, 0.6));
        assert!((bin.mean_confidence - 1.5625 / 3.0).abs() < 1e-12);
        assert!((bin.accuracy - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_and_nonsense_give_numbers() {
        assert_eq!(Tallies::default().finish().expected_error, 0.0);
        let mut tallies = Tallies::default();
        for confidence in [f32::NAN, -1.0, f32::INFINITY] {
            tallies.record(confidence, true);
        }
        let calibration = tallies.finish();
        assert_eq!(
            (calibration.bins[0].count, calibration.bins[9].count),
            (2, 1)
        );
        assert!((calibration.expected_error - 2.0 / 3.0).abs() < 1e-12);
    }
}
