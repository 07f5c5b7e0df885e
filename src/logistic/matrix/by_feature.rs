//! The entries of a matrix feature by feature (compressed sparse columns), for the solvers that walk it so.

use crate::rows::{Layout, Rows};

/// The same entries as the rows', sorted by feature.
#[derive(Clone, Debug)]
pub(super) struct ByFeature {
    /// (first place of the window, value), in page order.
    entries: Vec<(u32, f32)>,
    /// End of each feature's entries in `entries`.
    ends: Vec<usize>,
}

impl ByFeature {
    /// Sorts the entries by feature, each at the first place of its window; `margin` empty places stand before and after
    /// a page. Features are in the layout, places fit 32 bits.
    pub(super) fn new(rows: &Rows, layout: &Layout, margin: usize) -> ByFeature {
        let mut starts = starts(rows, layout.n_features());
        let mut entries = vec![(0, 0.0); starts[layout.n_features()]];
        let mut place = 0;
        for page in rows.pages() {
            place += margin;
            for paragraph in page {
                for &(feature, value) in rows.paragraph(paragraph) {
                    let first = place - layout.reach(feature);
                    let start = &mut starts[feature as usize];
                    entries[*start] = (first as u32, value);
                    *start += 1;
                }
                place += 1;
            }
            place += margin;
        }
        // Every start has by now moved to its feature's end.
        starts.truncate(layout.n_features());
        ByFeature {
            entries,
            ends: starts,
        }
    }

    /// End of each feature's entries, counted over all features.
    pub(super) fn ends(&self) -> &[usize] {
        &self.ends
    }

    /// A feature's entries.
    pub(super) fn entries(&self, feature: usize) -> &[(u32, f32)] {
        let start = feature.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[start..self.ends[feature]]
    }
}

/// Where each feature's entries start, then the number of all.
fn starts(rows: &Rows, n_features: usize) -> Vec<usize> {
    let mut starts = vec![0; n_features + 1];
    for paragraph in 0..rows.n_paragraphs() {
        for (feature, _) in rows.paragraph(paragraph) {
            starts[*feature as usize + 1] += 1;
        }
    }
    for feature in 1..starts.len() {
        starts[feature] += starts[feature - 1];
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_by_feature_where_their_windows_start() {
        let mut rows = Rows::default();
        rows.push(1, 0.5);
        rows.end_paragraph();
        rows.push(0, 2.0);
        rows.push(1, 0.25);
        rows.end_paragraph();
        rows.end_page();
        // Places 2 and 3 of 6; feature 1 is seen from two paragraphs away.
        let by_feature = ByFeature::new(&rows, &Layout::from_reaches([0, 2]), 2);
        assert_eq!(by_feature.entries(0), [(3, 2.0)]);
        assert_eq!(by_feature.entries(1), [(0, 0.5), (1, 0.25)]);
        assert_eq!(by_feature.ends(), [1, 3]);
    }
}
