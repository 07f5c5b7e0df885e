//! Which pairs of words a model may know, asked before the vocabulary is.
//!
//! Two of three pairs of a text are unknown, and the vocabulary's table is larger than a processor's second cache. This is a
//! Bloom filter of one hash: a bit for each value of a key's highest bits.

use crate::features::Family;
use crate::vocabulary::Vocabulary;

/// Bits of a key that are looked at: for a model's 24,000 pairs, one unknown pair of twenty is taken for a known one.
const BITS: u32 = 19;

/// The pairs that may be known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pairs(Vec<u64>);

impl Pairs {
    /// The pairs of a vocabulary.
    pub(super) fn new(vocabulary: &Vocabulary) -> Pairs {
        let mut pairs = Pairs(vec![0; (1 << BITS) / u64::BITS as usize]);
        for (upper, feature) in vocabulary.index().entries() {
            if vocabulary.family(feature) == Family::Pair {
                let (at, bit) = place(upper);
                pairs.0[at] |= bit;
            }
        }
        pairs
    }

    /// Whether a key may be that of a pair; `false` is certain.
    #[inline]
    pub(super) fn may_have(&self, key: u64) -> bool {
        let (at, bit) = place((key >> 32) as u32);
        self.0[at] & bit != 0
    }
}

/// Where the bit of a key with that upper half is.
#[inline]
fn place(upper: u32) -> (usize, u64) {
    let number = upper >> (u32::BITS - BITS);
    ((number / u64::BITS) as usize, 1 << (number % u64::BITS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Name;

    #[test]
    fn all_pairs_of_a_vocabulary_may_be_known_and_few_others() {
        let names: Vec<String> = (0..400).map(|number| format!("tide {number}")).collect();
        let (known, unknown) = names.split_at(200);
        let mut sizes = [0; Family::ALL.len()];
        (sizes[Family::Word as usize], sizes[Family::Pair as usize]) = (1, 200);
        let all = ["harbour"]
            .into_iter()
            .chain(known.iter().map(String::as_str));
        let vocabulary = Vocabulary::new(all, sizes).expect("names as emitted");
        let pairs = Pairs::new(&vocabulary);
        let key = |family, name: &str| Name::parse(family, name).key(family);
        let may_have = |name: &String| pairs.may_have(key(Family::Pair, name));
        assert!(known.iter().all(may_have));
        assert!(unknown.iter().filter(|name| may_have(name)).count() < 3);
        assert!(!pairs.may_have(key(Family::Word, "harbour")));
    }
}
