//! A dense matrix in single precision, multiplied block by block.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, Axis, Slice};

use crate::logistic::DesignMatrix;

/// Rows of a block. matrixmultiply adds up products of 256 rows at a time: of a multiple of them it gives the bits that it
/// gives of the whole matrix, and a block of a few hundred columns stays in the cache between being widened and multiplied.
const ROWS: usize = 1024;

/// The rows of a matrix, one after the other. The features have values of single precision, so no bit is lost where no
/// paragraph has a feature twice.
pub(super) struct Blocks {
    values: Vec<f32>,
    n_columns: usize,
}

impl Blocks {
    /// A dense copy of a matrix that has columns.
    pub(super) fn new(matrix: &DesignMatrix) -> Blocks {
        let n_columns = matrix.n_columns();
        let mut values = vec![0.0; matrix.n_paragraphs() * n_columns];
        matrix.visit(|paragraph, column, value| values[paragraph * n_columns + column] += value);
        Blocks { values, n_columns }
    }

    /// Every so many rows, from the first.
    pub(super) fn every(&self, stride: usize) -> Blocks {
        let rows = self.values.chunks(self.n_columns).step_by(stride);
        Blocks {
            values: rows.flatten().copied().collect(),
            n_columns: self.n_columns,
        }
    }

    pub(super) fn n_rows(&self) -> usize {
        self.values.len() / self.n_columns
    }

    pub(super) fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// `X W`.
    pub(super) fn times(&self, weights: &ArrayView2<'_, f64>) -> Array2<f64> {
        let mut product = Array2::zeros((self.n_rows(), weights.ncols()));
        self.visit(|rows, block| {
            let mut own = product.slice_axis_mut(Axis(0), rows);
            general_mat_mul(1.0, block, weights, 0.0, &mut own);
        });
        product
    }

    /// `X' R`.
    pub(super) fn transposed_times(&self, residuals: &Array2<f64>) -> Array2<f64> {
        let mut sum = Array2::zeros((self.n_columns, residuals.ncols()));
        self.visit(|rows, block| {
            let own = residuals.slice_axis(Axis(0), rows);
            general_mat_mul(1.0, &block.t(), &own, 1.0, &mut sum);
        });
        sum
    }

    /// Calls `visit(rows, block)` for block after block, in double precision.
    fn visit(&self, mut visit: impl FnMut(Slice, &ArrayView2<'_, f64>)) {
        let mut wide = Vec::with_capacity(ROWS * self.n_columns);
        let blocks = self.values.chunks(ROWS * self.n_columns);
        for (number, values) in blocks.enumerate() {
            wide.clear();
            wide.extend(values.iter().map(|value| f64::from(*value)));
            let shape = (values.len() / self.n_columns, self.n_columns);
            let block = ArrayView2::from_shape(shape, &wide).expect("whole rows");
            let start = number * ROWS;
            visit(Slice::from(start..start + block.nrows()), &block);
        }
    }
}
