//! Which features a group of paragraphs has shown.

/// The features that a group has shown so far.
pub(super) struct Seen {
    /// A bit for each feature of the vocabulary.
    bits: Vec<u64>,
    features: Vec<u32>,
}

impl Seen {
    pub(super) fn new(n_features: usize) -> Seen {
        Seen {
            bits: vec![0; n_features.div_ceil(64)],
            features: Vec::new(),
        }
    }

    /// Whether a feature is new.
    #[inline]
    pub(super) fn insert(&mut self, feature: u32) -> bool {
        let (bits, bit) = (&mut self.bits[feature as usize / 64], 1 << (feature % 64));
        let is_new = *bits & bit == 0;
        if is_new {
            *bits |= bit;
            self.features.push(feature);
        }
        is_new
    }

    /// Forgets all features; how many there were.
    pub(super) fn clear(&mut self) -> usize {
        let features = self.features.drain(..);
        let n = features.len();
        for feature in features {
            self.bits[feature as usize / 64] = 0;
        }
        n
    }
}
