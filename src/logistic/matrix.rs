//! The windowed sparse matrix of a fit and its products with the weights.
//!
//! With `X` of shape (paragraphs, columns) the solvers need `X v` and `X' r`. Both walk the entries feature by feature, so
//! that a feature's weights stay in registers while its paragraphs go by. Threads share out the pages for the one and the
//! features for the other: each value of a result is summed by one thread, in one order, however many there are.
//!
//! Pages keep margins of empty places around them, so that a window is always whole:
//!
//! ```text
//! place            0  1  2  3  4  5  6  7  8  9 10 11 12      widest reach 2
//! paragraph        .  .  0  1  2  .  .  .  .  3  4  .  .      two pages
//! seen by             [------------]                          paragraph 1's feature of reach 2: five places
//! columns             +2 +1  0 -1 -2                          meet its five columns, last one first
//! ```

mod by_feature;
mod kernels;

use std::ops::Range;
use std::sync::OnceLock;

use super::threads::{on_threads, runs};
use crate::rows::{Layout, Rows};
use crate::{FitError, Result};
use by_feature::ByFeature;
pub(crate) use kernels::{Four, Values, add_scaled};
use kernels::{gather_columns, scatter_columns};

/// Widest reach taken. Twice as many empty places come with every page, and what is farther off says nothing.
const MOST_REACH: usize = 16;

/// Paragraphs of one or more pages as linfa's records: sparse rows and the columns of their features.
#[derive(Clone, Debug)]
pub struct DesignMatrix {
    rows: Rows,
    layout: Layout,
    /// Widest reach: the empty places before and after a page.
    margin: usize,
    /// End of each page, its margins included, in places.
    page_ends: Vec<usize>,
    by_feature: OnceLock<ByFeature>,
}

impl DesignMatrix {
    /// Checks rows and puts them together with their layout.
    ///
    /// # Errors
    ///
    /// [`Error::Fit`](crate::Error::Fit) where a value is not finite, a feature is not in the layout or reaches farther than 16, a paragraph is
    /// not on a page, or there are more than about 4 billion paragraphs.
    pub fn new(rows: Rows, layout: Layout) -> Result<DesignMatrix> {
        if rows.pages().last().map_or(0, |page| page.end) != rows.n_paragraphs() {
            return Err(FitError::UnfinishedPage.into());
        }
        check_entries(&rows, layout.n_features())?;
        let reaches = (0..layout.n_features() as u32).map(|feature| layout.reach(feature));
        let margin = reaches.max().unwrap_or(0);
        if margin > MOST_REACH {
            let (found, most) = (margin, MOST_REACH);
            return Err(FitError::Reach { found, most }.into());
        }
        let page_ends = page_ends(&rows, margin)?;
        Ok(DesignMatrix {
            rows,
            layout,
            margin,
            page_ends,
            by_feature: OnceLock::new(),
        })
    }

    pub(crate) fn rows(&self) -> &Rows {
        &self.rows
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Number of paragraphs.
    pub(crate) fn n_paragraphs(&self) -> usize {
        self.rows.n_paragraphs()
    }

    /// Number of columns: every feature counts once for each offset at which it is seen.
    pub(crate) fn n_columns(&self) -> usize {
        self.layout.n_columns()
    }

    /// Widest reach of a feature.
    pub(crate) fn margin(&self) -> usize {
        self.margin
    }

    /// Calls `visit(paragraph, column, value)` for every nonzero; the order is fixed.
    pub(crate) fn visit(&self, visit: impl FnMut(usize, usize, f32)) {
        self.rows.visit(&self.layout, visit);
    }

    /// `X v + b`: one row of scores per paragraph.
    pub(crate) fn scores(&self, weights: &[Four], intercepts: Four, threads: usize) -> Vec<Four> {
        let mut scores = self.placed(|_| intercepts);
        let (mut rest, mut work) = (scores.as_mut_slice(), Vec::new());
        let mut start = 0;
        for pages in runs(&self.page_ends, threads) {
            let end = pages
                .end
                .checked_sub(1)
                .map_or(0, |last| self.page_ends[last]);
            let (own, others) = rest.split_at_mut(end - start);
            work.push((start, own));
            (rest, start) = (others, end);
        }
        on_threads(work, |(start, scores)| {
            self.add_scores(weights, start, scores)
        });
        self.taken(scores)
    }

    /// `X' r`, or with [`Values::Squared`] the same with every value of `X` squared; one row per column.
    pub(crate) fn sums(
        &self,
        values: Values,
        threads: usize,
        residual: impl Fn(usize) -> Four,
    ) -> Vec<Four> {
        let residuals = self.placed(residual);
        let mut sums = vec![[0.0; 4]; self.n_columns()];
        let (mut rest, mut work) = (sums.as_mut_slice(), Vec::new());
        for run in runs(self.by_feature().ends(), threads) {
            let length = run.clone().map(|feature| self.columns(feature).len()).sum();
            let (own, others) = rest.split_at_mut(length);
            work.push((run, own));
            rest = others;
        }
        on_threads(work, |(features, sums)| {
            self.sum_columns(features, values, &residuals, sums)
        });
        sums
    }

    /// Adds `X v` to a run of pages whose places begin at `start`. Windows don't leave their page and its margins.
    fn add_scores(&self, weights: &[Four], start: usize, scores: &mut [Four]) {
        let places = start as u32..(start + scores.len()) as u32;
        for feature in 0..self.layout.n_features() {
            let entries = self.by_feature().entries(feature);
            let low = entries.partition_point(|entry| entry.0 < places.start);
            let high = entries.partition_point(|entry| entry.0 < places.end);
            let entries = &entries[low..high];
            let weights = &weights[self.columns(feature)];
            match weights.len() {
                1 => scatter_columns::<1>(entries, start, weights, scores),
                3 => scatter_columns::<3>(entries, start, weights, scores),
                5 => scatter_columns::<5>(entries, start, weights, scores),
                7 => scatter_columns::<7>(entries, start, weights, scores),
                width => {
                    for (column, weight) in weights.iter().enumerate() {
                        // The column at offset `o` meets the place `o` above the entry's.
                        let scores = &mut scores[width - 1 - column..];
                        scatter_columns::<1>(entries, start, std::slice::from_ref(weight), scores);
                    }
                }
            }
        }
    }

    /// Fills `sums` with `X' r` for the columns of a run of features.
    fn sum_columns(
        &self,
        features: Range<usize>,
        values: Values,
        residuals: &[Four],
        mut sums: &mut [Four],
    ) {
        for feature in features {
            let entries = self.by_feature().entries(feature);
            let (own, others) = sums.split_at_mut(self.columns(feature).len());
            match own.len() {
                1 => own.copy_from_slice(&gather_columns::<1>(entries, values, residuals)),
                3 => own.copy_from_slice(&gather_columns::<3>(entries, values, residuals)),
                5 => own.copy_from_slice(&gather_columns::<5>(entries, values, residuals)),
                7 => own.copy_from_slice(&gather_columns::<7>(entries, values, residuals)),
                width => {
                    for (column, sum) in own.iter_mut().enumerate() {
                        *sum =
                            gather_columns::<1>(entries, values, &residuals[width - 1 - column..])
                                [0];
                    }
                }
            }
            sums = others;
        }
    }

    /// One value per place: that of the paragraph in it, or zeros in the margins.
    fn placed(&self, value: impl Fn(usize) -> Four) -> Vec<Four> {
        let mut placed = Vec::with_capacity(self.page_ends.last().map_or(0, |end| *end));
        for page in self.rows.pages() {
            placed.resize(placed.len() + self.margin, [0.0; 4]);
            placed.extend(page.map(&value));
            placed.resize(placed.len() + self.margin, [0.0; 4]);
        }
        placed
    }

    /// The inverse: the values of the places that hold a paragraph.
    fn taken(&self, mut placed: Vec<Four>) -> Vec<Four> {
        let mut start = 0;
        for (page, end) in self.rows.pages().zip(&self.page_ends) {
            placed.copy_within(start + self.margin..end - self.margin, page.start);
            start = *end;
        }
        placed.truncate(self.n_paragraphs());
        placed
    }

    /// The entries by feature, sorted when they are first asked for: AdaGrad walks the rows and never needs them.
    fn by_feature(&self) -> &ByFeature {
        self.by_feature
            .get_or_init(|| ByFeature::new(&self.rows, &self.layout, self.margin))
    }

    fn columns(&self, feature: usize) -> Range<usize> {
        self.layout.columns(feature as u32)
    }
}

/// The end of each page, with margins around the pages, in places.
fn page_ends(rows: &Rows, margin: usize) -> Result<Vec<usize>> {
    let mut end = 0;
    let ends = rows.pages().map(|page| {
        end += page.len() + 2 * margin;
        end
    });
    let ends: Vec<usize> = ends.collect();
    match u32::try_from(end) {
        Ok(_) => Ok(ends),
        Err(_) => Err(FitError::TooManyParagraphs.into()),
    }
}

fn check_entries(rows: &Rows, n_features: usize) -> Result<()> {
    for paragraph in 0..rows.n_paragraphs() {
        for &(feature, value) in rows.paragraph(paragraph) {
            check_entry(paragraph, feature, value, n_features)?;
        }
    }
    Ok(())
}

fn check_entry(paragraph: usize, feature: u32, value: f32, n_features: usize) -> Result<()> {
    if feature as usize >= n_features {
        return Err(FitError::UnknownFeature {
            paragraph,
            feature,
            n_features,
        }
        .into());
    }
    if !value.is_finite() {
        return Err(FitError::Value {
            paragraph,
            feature,
            value,
        }
        .into());
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::Label;

    /// Numbers in 0 to 1, the same on every run (Steele, Lea and Flood's SplitMix64).
    pub(crate) struct Draws(pub(crate) u64);

    impl Draws {
        pub(crate) fn next(&mut self) -> f64 {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
        }

        pub(crate) fn below(&mut self, end: usize) -> usize {
            (self.next() * end as f64) as usize
        }
    }

    /// Pages of 1 to 9 paragraphs over 12 features of reach 0 to 4, and labels that the features hint at.
    pub(crate) fn sample(n: usize) -> (DesignMatrix, Vec<Label>) {
        sample_reaching(n, |feature| feature % 5)
    }

    /// The same with the given reach of each of the twelve features.
    pub(crate) fn sample_reaching(
        n: usize,
        reach: impl Fn(u32) -> u32,
    ) -> (DesignMatrix, Vec<Label>) {
        let layout = Layout::from_reaches((0..12).map(reach));
        let mut draws = Draws(1);
        let (mut rows, mut labels) = (Rows::default(), Vec::new());
        for _ in 0..n {
            let label = draws.below(4);
            // One feature of each four, so that none comes twice; half the time the one for the label.
            for four in 0..3 {
                let feature = if draws.next() < 0.5 {
                    label
                } else {
                    draws.below(4)
                };
                rows.push((four * 4 + feature) as u32, draws.next() as f32);
            }
            rows.end_paragraph();
            labels.push(Label::ALL[label]);
            if draws.next() < 0.2 {
                rows.end_page();
            }
        }
        rows.end_page();
        let matrix = DesignMatrix::new(rows, layout).expect("the sample is sound");
        (matrix, labels)
    }

    #[test]
    fn products_agree_with_every_nonzero_visited() {
        let (matrix, _) = sample(40);
        let mut draws = Draws(2);
        let mut four = || std::array::from_fn(|_| draws.next());
        let weights: Vec<Four> = (0..matrix.n_columns()).map(|_| four()).collect();
        let residuals: Vec<Four> = (0..40).map(|_| four()).collect();
        let mut scores = vec![[0.5; 4]; 40];
        let mut sums = vec![[0.0; 4]; matrix.n_columns()];
        let mut squares = sums.clone();
        matrix.visit(|i, column, value| {
            let value = f64::from(value);
            add_scaled(&mut scores[i], value, &weights[column]);
            add_scaled(&mut sums[column], value, &residuals[i]);
            add_scaled(&mut squares[column], value * value, &residuals[i]);
        });
        let close = |a: &[Four], b: &[Four]| {
            assert_eq!(a.len(), b.len());
            let mut pairs = a.iter().flatten().zip(b.iter().flatten());
            assert!(pairs.all(|(a, b)| (a - b).abs() < 1e-12));
        };
        close(&matrix.scores(&weights, [0.5; 4], 2), &scores);
        close(&matrix.sums(Values::Plain, 2, |i| residuals[i]), &sums);
        close(&matrix.sums(Values::Squared, 1, |i| residuals[i]), &squares);
    }

    #[test]
    fn unsound_rows_are_refused() {
        let matrix = |feature, value, ended: bool| {
            let mut rows = Rows::default();
            rows.push(feature, value);
            rows.end_paragraph();
            if ended {
                rows.end_page();
            }
            DesignMatrix::new(rows, Layout::from_reaches([0, 0]))
        };
        assert!(matrix(1, 1.0, true).is_ok());
        assert!(matrix(2, 1.0, true).is_err());
        assert!(matrix(1, f32::NAN, true).is_err());
        assert!(matrix(1, f32::INFINITY, true).is_err());
        assert!(matrix(1, 1.0, false).is_err());
    }
}
