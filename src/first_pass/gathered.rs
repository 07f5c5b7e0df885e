//! What several features add to the scores of the paragraphs that see them, summed up before any score is touched.
//!
//! A feature of reach 2 has five columns, and each column's four weights are one register. So the five sums stay in
//! registers while one feature after the other is added, and go to memory once.

use super::{Packed, unpack};
use crate::Label;
use crate::features::Family;
use crate::scores::{Scores, add, add_scaled};

/// Furthest that a feature is seen, in paragraphs.
pub(super) const REACH: usize = Family::WIDEST;

/// What features add to the scores, by the offset from which they are seen, -[`REACH`] first.
pub(super) type SeenFrom = [Scores; 2 * REACH + 1];

/// The widths of features, for each of which [`Gathered::sum`] has code that the compiler unrolls.
const WIDTHS: [usize; REACH + 1] = [1, 3, 5];

/// Features to add up: their first columns and their values, by their reach.
#[derive(Default)]
pub(super) struct Gathered([Vec<(u32, f32)>; REACH + 1]);

impl Gathered {
    /// Adds a feature of a family.
    #[inline]
    pub(super) fn push(&mut self, family: Family, first_column: u32, value: f32) {
        self.0[family.reach() as usize].push((first_column, value));
    }

    /// Number of features.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    pub(super) fn clear(&mut self) {
        self.0.iter_mut().for_each(Vec::clear);
    }

    /// The sum of the features' weights times their values.
    pub(super) fn sum(&self, weights: &[Packed]) -> SeenFrom {
        let [own, near, far] = &self.0;
        let mut sums = weighted::<{ WIDTHS[2] }>(far, weights);
        let near = weighted::<{ WIDTHS[1] }>(near, weights);
        let own = weighted::<{ WIDTHS[0] }>(own, weights);
        add_centred(&mut sums, &near);
        add_centred(&mut sums, &own);
        sums
    }
}

/// The sum of features of one width.
fn weighted<const WIDTH: usize>(features: &[(u32, f32)], weights: &[Packed]) -> [Scores; WIDTH] {
    let mut sums = [[0.0; Label::COUNT]; WIDTH];
    for (first, value) in features {
        let Some(columns) = weights[*first as usize..].first_chunk::<WIDTH>() else {
            unreachable!("weights reach as far as the features do");
        };
        for (sum, column) in sums.iter_mut().zip(columns) {
            add_scaled(sum, *value, &unpack(column));
        }
    }
    sums
}

/// Adds the sums of narrower features to those of the same offsets.
#[inline]
fn add_centred<const WIDTH: usize>(sums: &mut SeenFrom, narrower: &[Scores; WIDTH]) {
    let nearest = REACH - WIDTH / 2;
    for (sum, narrower) in sums[nearest..].iter_mut().zip(narrower) {
        add(sum, narrower);
    }
}

/// Adds sums to the scores of the paragraphs around, the topmost first.
///
/// The paragraph below sees the feature above itself, at offset -1, so the sums are taken from the last to the first.
#[inline]
pub(super) fn add_around(seeing: &mut [Scores], sums: &SeenFrom) {
    for (scores, sum) in seeing.iter_mut().zip(sums.iter().rev()) {
        add(scores, sum);
    }
}

const _: () = {
    let mut family = 0;
    while family < Family::ALL.len() {
        let reach = Family::ALL[family].reach() as usize;
        assert!(WIDTHS[reach] == Family::ALL[family].width());
        family += 1;
    }
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_features_of_all_widths_by_hand() {
        // Weights of the first label: 1, 2, 3, ...; all of them are exact in bfloat16.
        let weights: Vec<Packed> = (1..=9u16)
            .map(|weight| [(f32::from(weight).to_bits() >> 16) as u16, 0, 0, 0])
            .collect();
        let mut gathered = Gathered::default();
        gathered.push(Family::Shape, 0, 2.0);
        gathered.push(Family::Pair, 5, 1.0);
        gathered.push(Family::Position, 8, 0.5);
        let sums = gathered.sum(&weights);
        // 2, 4, 6, 8, 10; 6, 7, 8 in the middle; 4.5 at the paragraph itself.
        assert_eq!(sums.map(|sum| sum[0]), [2.0, 10.0, 17.5, 16.0, 10.0]);
        let mut scores = [[1.0, 0.0, 0.0, 0.0]; 5];
        add_around(&mut scores, &sums);
        assert_eq!(scores.map(|score| score[0]), [11.0, 17.0, 18.5, 11.0, 3.0]);
        assert_eq!(gathered.len(), 3);
        gathered.clear();
        assert_eq!(gathered.sum(&weights), SeenFrom::default());
    }
}
