//! Runs of entries of a row whose features reach equally far and follow each other in the layout: one look at the layout tells
//! the columns of all of them, and whether another paragraph sees them.
//!
//! ```text
//! features of the layout     0  1  2  3 | 4  5  6 | 7  8  9 ..      reach 2 | 0 | 2: three stretches
//! entries of a row           [0     2  ]  [4]       [7     9]       three runs, of 2, 1 and 2 entries
//! ```

use crate::ends::Ends;
use crate::logistic::DesignMatrix;
use crate::rows::Layout;

/// Entries that follow each other in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Alike {
    /// How many paragraphs away they are seen: at most 16.
    reach: u8,
    /// From 1. What is longer is several runs.
    len: u8,
}

impl Alike {
    pub(super) fn reach(self) -> usize {
        usize::from(self.reach)
    }

    pub(super) fn len(self) -> usize {
        usize::from(self.len)
    }
}

/// The runs of every row.
pub(super) struct AlikeRuns {
    runs: Vec<Alike>,
    /// End of each row's runs.
    ends: Ends,
}

impl AlikeRuns {
    pub(super) fn new(matrix: &DesignMatrix) -> AlikeRuns {
        let (rows, stretches) = (matrix.rows(), stretches(matrix.layout()));
        let stretch = |entry: &(u32, f32)| stretches[entry.0 as usize];
        let (mut runs, mut ends) = (Vec::new(), Ends::default());
        for paragraph in 0..rows.n_paragraphs() {
            let row = rows.paragraph(paragraph);
            for alike in row.chunk_by(|a, b| stretch(a) == stretch(b)) {
                let reach = matrix.layout().reach(alike[0].0) as u8;
                let parts = alike.chunks(usize::from(u8::MAX));
                runs.extend(parts.map(|part| Alike {
                    reach,
                    len: part.len() as u8,
                }));
            }
            ends.push(runs.len());
        }
        AlikeRuns { runs, ends }
    }

    /// The runs of a row, in its order.
    pub(super) fn of_row(&self, paragraph: usize) -> &[Alike] {
        &self.runs[self.ends.range(paragraph)]
    }
}

/// For each feature the number of its stretch: of the features beside it in the layout that reach as far.
fn stretches(layout: &Layout) -> Vec<u32> {
    let mut stretch = 0;
    let features = 0..layout.n_features() as u32;
    let numbers = features.map(|feature| {
        let before = feature.checked_sub(1).map(|before| layout.reach(before));
        stretch += u32::from(before.is_some_and(|before| before != layout.reach(feature)));
        stretch
    });
    numbers.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Rows;

    #[test]
    fn runs_end_with_their_stretch_and_at_the_longest_that_is_told() {
        let layout = Layout::from_reaches([2, 2, 2, 2, 0, 0, 0, 2, 2, 2]);
        assert_eq!(stretches(&layout), [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]);
        let mut rows = Rows::default();
        let features = [0, 2, 4, 7, 9].into_iter();
        features.for_each(|feature| rows.push(feature, 1.0));
        rows.end_paragraph();
        rows.end_paragraph();
        (0..300).for_each(|_| rows.push(5, 1.0));
        rows.end_paragraph();
        rows.end_page();
        let runs = AlikeRuns::new(&DesignMatrix::new(rows, layout).unwrap());
        let told = |paragraph| {
            let runs = runs.of_row(paragraph).iter();
            runs.map(|run| (run.reach(), run.len())).collect::<Vec<_>>()
        };
        assert_eq!(told(0), [(2, 2), (0, 1), (2, 2)]);
        assert_eq!(told(1), []);
        assert_eq!(told(2), [(0, 255), (0, 45)]);
    }
}
