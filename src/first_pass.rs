//! The first pass: multinomial logistic regression. Weights lie feature by feature, those for the four labels side by side.

mod columns;
pub(crate) mod fused;
mod gathered;
mod pairs;
mod seen;

use std::borrow::Cow;

#[cfg(any(test, feature = "train"))]
use half::bf16;

use crate::Label;
use crate::rows::Layout;
use crate::rows::Rows;
#[cfg(feature = "train")]
use crate::scores::softmax;
use crate::scores::{Scores, add_scaled};
pub(crate) use columns::Columns;

/// The four weights of a column in bfloat16, which is the upper half of an `f32`.
///
/// They stay so in memory: half the bytes for the cache, and widening all four takes one instruction.
pub(crate) type Packed = [u16; Label::COUNT];

/// Largest absolute value of a weight: far beyond those of any fit, and far from where sums overflow.
pub(crate) const LARGEST_WEIGHT: f32 = 65_536.0;

/// Weights `[n_columns x 4]` and intercepts `[4]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FirstPass {
    layout: Layout,
    weights: Cow<'static, [Packed]>,
    intercepts: Scores,
}

impl FirstPass {
    /// Puts packed weights and their layout together.
    pub(crate) fn new(
        layout: Layout,
        weights: Cow<'static, [Packed]>,
        intercepts: Scores,
    ) -> FirstPass {
        let columns = layout.n_columns();
        assert_eq!(columns, weights.len(), "one row of weights per column");
        FirstPass {
            layout,
            weights,
            intercepts,
        }
    }

    /// Rounds weights and puts them and their layout together.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn pack(
        layout: Layout,
        weights: &[[f64; Label::COUNT]],
        intercepts: Scores,
    ) -> FirstPass {
        let packed: Vec<Packed> = weights.iter().map(pack).collect();
        FirstPass::new(layout, packed.into(), intercepts)
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The packed weights, one row per column.
    pub(crate) fn weights(&self) -> &[Packed] {
        &self.weights
    }

    pub(crate) fn intercepts(&self) -> Scores {
        self.intercepts
    }

    /// The linear scores of each paragraph.
    pub(crate) fn scores(&self, rows: &Rows) -> Vec<Scores> {
        let (weights, mut scores) = (self.weights(), vec![self.intercepts; rows.n_paragraphs()]);
        rows.visit(&self.layout, |paragraph, column, value| {
            add_scaled(&mut scores[paragraph], value, &unpack(&weights[column]));
        });
        scores
    }
}

#[cfg(feature = "train")]
impl FirstPass {
    /// The probabilities of each paragraph.
    pub(crate) fn probabilities(&self, rows: &Rows) -> Vec<Scores> {
        self.scores(rows).into_iter().map(softmax).collect()
    }
}

#[cfg(any(test, feature = "train"))]
fn pack(weights: &[f64; Label::COUNT]) -> Packed {
    let limit = f64::from(LARGEST_WEIGHT);
    weights.map(|weight| bf16::from_f64(weight.clamp(-limit, limit)).to_bits())
}

/// The weights of a column.
///
/// Said so that a compiler sees one instruction of interleaving where it makes four shifts of the same thing said by numbers.
#[inline]
pub(crate) fn unpack(packed: &Packed) -> Scores {
    let [a, b, c, d] = *packed;
    if cfg!(target_endian = "little") {
        zerocopy::transmute!([0, a, 0, b, 0, c, 0, d])
    } else {
        zerocopy::transmute!([a, 0, b, 0, c, 0, d, 0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_rounded_to_eight_bits() {
        let packed = pack(&[0.5, -1.0 - 3.0 / 512.0, 1.0 + 1.0 / 512.0, 1e300]);
        assert_eq!(
            unpack(&packed),
            [0.5, -1.0 - 1.0 / 128.0, 1.0, LARGEST_WEIGHT]
        );
    }

    #[test]
    fn a_score_adds_own_and_neighbours_weights() {
        // Feature 0, reach 1: for label 0, 1 seen above (-1), 10 own, 100 seen below (+1).
        let weights = [1.0, 10.0, 100.0].map(|w| [w, 0.0, 0.0, 0.0]).to_vec();
        let pass = FirstPass::pack(Layout::from_reaches([1]), &weights, [0.5, 0.0, 0.0, 0.0]);
        let mut rows = Rows::default();
        rows.push(0, 2.0);
        rows.end_paragraph();
        rows.push(0, 1.0);
        rows.end_paragraph();
        rows.end_page();
        let scores: Vec<f32> = pass.scores(&rows).iter().map(|s| s[0]).collect();
        assert_eq!(scores, [0.5 + 20.0 + 100.0, 0.5 + 10.0 + 2.0]);
    }
}
