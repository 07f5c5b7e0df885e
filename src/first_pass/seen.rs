//! Which features a group of paragraphs has shown, by their first columns.

/// The features that a group has shown so far.
pub(super) struct Seen {
    /// A bit for each column.
    bits: Vec<u64>,
    columns: Vec<u32>,
}

impl Seen {
    pub(super) fn new(n_columns: usize) -> Seen {
        Seen {
            bits: vec![0; n_columns.div_ceil(64)],
            columns: Vec::new(),
        }
    }

    /// Whether a feature is new.
    #[inline]
    pub(super) fn insert(&mut self, column: u32) -> bool {
        let (bits, bit) = (&mut self.bits[column as usize / 64], 1 << (column % 64));
        let is_new = *bits & bit == 0;
        if is_new {
            *bits |= bit;
            self.columns.push(column);
        }
        is_new
    }

    /// Forgets all features.
    pub(super) fn clear(&mut self) {
        for column in self.columns.drain(..) {
            self.bits[column as usize / 64] = 0;
        }
    }
}
