//! How often each column has a value.

use crate::logistic::DesignMatrix;

/// In how many paragraphs each column has a value, or as often as those have its feature.
///
/// A feature's columns have as many as paragraphs have the feature, less those that would be seen from beyond the page: these
/// are found at the ends of pages alone.
pub(super) fn occurrences(matrix: &DesignMatrix) -> Vec<u32> {
    let (rows, layout, margin) = (matrix.rows(), matrix.layout(), matrix.margin());
    let mut whole = vec![0u32; layout.n_features()];
    let mut by_column = vec![0u32; layout.n_columns()];
    for page in rows.pages() {
        for source in page.clone() {
            let (above, below) = (source - page.start, page.end - 1 - source);
            let is_near_end = above.min(below) < margin;
            for &(feature, _) in rows.paragraph(source) {
                if is_near_end {
                    // The paragraphs above see it in the columns behind its own.
                    let columns = &mut by_column[layout.columns(feature)];
                    let reach = columns.len() / 2;
                    let seen = reach - below.min(reach)..reach + above.min(reach) + 1;
                    columns[seen].iter_mut().for_each(|n| *n += 1);
                } else {
                    whole[feature as usize] += 1;
                }
            }
        }
    }
    for (feature, n) in (0..).zip(whole) {
        let columns = by_column[layout.columns(feature)].iter_mut();
        columns.for_each(|sum| *sum += n);
    }
    by_column
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logistic::matrix::tests::sample;

    #[test]
    fn they_are_those_of_every_value_visited() {
        let (matrix, _) = sample(300);
        let mut visited = vec![0; matrix.n_columns()];
        matrix.visit(|_, column, _| visited[column] += 1);
        assert_eq!(occurrences(&matrix), visited);
    }
}
