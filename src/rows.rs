//! Sparse rows: each paragraph's own features, and how they reach its neighbours.
//!
//! A paragraph is scored by its own features and by its neighbours'. Instead of copying a neighbour's features into
//! the paragraph's row, every feature has a *reach* `r` and `2 r + 1` weight columns, one for each offset `-r ..= r`
//! at which a paragraph may see it ([`Layout::column`]):
//!
//! ```text
//! paragraph       0       1       2       3          feature "log in" (reach 1) is in paragraph 2,
//! sees it         .      +1       0      -1          its columns are [start, start + 1, start + 2]
//! by column       .    start+2 start+1  start        for the offsets    -1      0        +1
//! ```
//!
//! So a feature is looked up once and its weights, which lie together, go to all the paragraphs concerned.

use std::ops::Range;

use crate::ends::Ends;

/// Which weight columns belong to which feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// First column of each feature, then the number of columns; `n_features + 1` values.
    starts: Vec<u32>,
}

impl Layout {
    /// A layout from the reach of each feature, in feature order.
    #[must_use]
    pub fn from_reaches(reaches: impl IntoIterator<Item = u32>) -> Layout {
        let reaches = reaches.into_iter();
        let mut starts = Vec::with_capacity(reaches.size_hint().0 + 1);
        starts.push(0);
        let mut next = 0;
        for reach in reaches {
            next += 2 * reach + 1;
            starts.push(next);
        }
        Layout { starts }
    }

    /// Number of features.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of weight columns, over all features and offsets.
    #[must_use]
    pub fn n_columns(&self) -> usize {
        self.starts[self.n_features()] as usize
    }

    /// The columns of a feature, for the offsets `-reach ..= reach`.
    #[inline]
    #[must_use]
    pub fn columns(&self, feature: u32) -> Range<usize> {
        self.starts[feature as usize] as usize..self.starts[feature as usize + 1] as usize
    }

    /// How many paragraphs away a feature is seen, above and below.
    #[inline]
    #[must_use]
    pub fn reach(&self, feature: u32) -> usize {
        self.columns(feature).len() / 2
    }

    /// The column of a feature that is seen at an offset: -1 where it is in the paragraph above the one that sees it.
    ///
    /// Of another feature where the offset is beyond the reach.
    #[inline]
    #[must_use]
    pub fn column(&self, feature: u32, offset: isize) -> usize {
        let columns = self.columns(feature);
        debug_assert!(offset.unsigned_abs() <= columns.len() / 2, "beyond reach");
        (columns.start + columns.len() / 2).wrapping_add_signed(offset)
    }
}

/// The features of the paragraphs of one or more pages, in compressed sparse rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// End of each paragraph's entries in `entries`.
    row_ends: Ends,
    /// (feature, value) pairs.
    entries: Vec<(u32, f32)>,
    /// End of each page, in paragraphs. Neighbours never reach across a page's end.
    page_ends: Ends,
}

impl Rows {
    /// Number of paragraphs.
    #[must_use]
    pub fn n_paragraphs(&self) -> usize {
        self.row_ends.len()
    }

    /// Appends a feature to the paragraph being built.
    pub fn push(&mut self, feature: u32, value: f32) {
        self.entries.push((feature, value));
    }

    /// Ends the paragraph being built.
    pub fn end_paragraph(&mut self) {
        self.row_ends.push(self.entries.len());
    }

    /// Ends the page being built.
    pub fn end_page(&mut self) {
        self.page_ends.push(self.row_ends.len());
    }

    /// Appends whole pages of others.
    #[cfg(feature = "train")]
    pub(crate) fn append(&mut self, others: &Rows) {
        self.row_ends.append(&others.row_ends);
        self.entries.extend_from_slice(&others.entries);
        self.page_ends.append(&others.page_ends);
    }

    /// Forgets everything but the memory.
    pub fn clear(&mut self) {
        self.row_ends.clear();
        self.entries.clear();
        self.page_ends.clear();
    }

    /// A paragraph's own features.
    #[inline]
    #[must_use]
    pub fn paragraph(&self, index: usize) -> &[(u32, f32)] {
        &self.entries[self.row_ends.range(index)]
    }

    /// The features of paragraphs that follow each other, and at least one.
    #[cfg(feature = "train")]
    pub(crate) fn paragraphs(&self, range: Range<usize>) -> &[(u32, f32)] {
        let (first, last) = (range.start, range.end - 1);
        &self.entries[self.row_ends.range(first).start..self.row_ends.range(last).end]
    }

    /// The paragraphs of each page.
    pub fn pages(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.page_ends.ranges()
    }

    /// Calls `visit(paragraph, column, value)` for every nonzero of the matrix that the rows and the layout stand for,
    /// page by page, always in the same order.
    #[inline]
    pub fn visit(&self, layout: &Layout, mut visit: impl FnMut(usize, usize, f32)) {
        for page in self.pages() {
            for source in page.clone() {
                for &(feature, value) in self.paragraph(source) {
                    let reach = layout.reach(feature);
                    let first = source.saturating_sub(reach).max(page.start);
                    let end = (source + reach + 1).min(page.end);
                    let own = layout.column(feature, 0);
                    for paragraph in first..end {
                        // As `Layout::column`: a paragraph below sees the feature above itself.
                        visit(paragraph, own + source - paragraph, value);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_reaches_its_neighbours_but_not_another_page() {
        // Feature 0 has reach 0 (column 0), feature 1 has reach 1 (columns 1, 2, 3).
        let layout = Layout::from_reaches([0, 1]);
        assert_eq!((layout.n_features(), layout.n_columns()), (2, 4));
        let mut rows = Rows::default();
        rows.push(0, 0.5);
        rows.end_paragraph();
        rows.push(1, 2.0);
        rows.end_paragraph();
        rows.end_page();
        rows.end_paragraph();
        rows.end_page();
        let mut seen = Vec::new();
        rows.visit(&layout, |i, column, value| seen.push((i, column, value)));
        assert_eq!([-1, 0, 1].map(|offset| layout.column(1, offset)), [1, 2, 3]);
        // Paragraph 0 sees paragraph 1's feature at offset +1, the last of its columns.
        assert_eq!(seen, [(0, 0, 0.5), (0, 3, 2.0), (1, 2, 2.0)]);
    }
}
