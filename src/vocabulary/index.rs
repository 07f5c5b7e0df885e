//! The features that are found by the hashes of their names.

use std::borrow::Cow;

/// Upper half of a key, then its feature plus 1, 0 where the slot is free: little-endian, as in the model file.
type Slot = [u8; 8];

/// A hash table of keys that are hashes: open addressing, two thirds full, eight bytes per slot.
///
/// A slot holds the half of a key that its place does not imply, so that an unknown name is taken for a known one once in
/// a billion. Of two names that share a key the first is found; see [`crate::features::Name`] for how likely that is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Index {
    slots: Cow<'static, [u8]>,
}

impl Index {
    /// The table of the features of keys.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn new(features: &[(u64, u32)]) -> Index {
        let mut slots = vec![Slot::default(); features.len() + features.len().div_ceil(2)];
        for (key, feature) in features {
            let free = probe(*key, slots.len()).find(|at| read(slots[*at]).1 == 0);
            let entry = u64::from(upper(*key)) | u64::from(feature + 1) << 32;
            slots[free.expect("a third of the slots are free")] = entry.to_le_bytes();
        }
        Index {
            slots: slots.into_flattened().into(),
        }
    }

    /// The table whose slots a model file holds; `None` if there are not so many features or free slots.
    pub(crate) fn from_slots(slots: Cow<'static, [u8]>, n_features: usize) -> Option<Index> {
        let (all, rest) = slots.as_chunks();
        let is_sound = |slot: &Slot| read(*slot).1 as usize <= n_features;
        let n_taken = all.iter().filter(|slot| read(**slot).1 > 0).count();
        let is_roomy = n_taken <= all.len() * 2 / 3 + 1;
        let fits = rest.is_empty() && is_roomy && all.iter().all(is_sound);
        fits.then_some(Index { slots })
    }

    /// The slots.
    pub(crate) fn slots(&self) -> &[u8] {
        &self.slots
    }

    /// The upper half of each key, and its feature.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let slots: &[Slot] = self.slots.as_chunks().0;
        let taken = slots.iter().map(|slot| read(*slot));
        taken.filter_map(|(upper, feature)| Some((upper, feature.checked_sub(1)?)))
    }

    /// The feature of a key, if it is known.
    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<u32> {
        let slots: &[Slot] = self.slots.as_chunks().0;
        for at in probe(key, slots.len()) {
            match read(slots[at]) {
                (_, 0) => return None,
                (half, feature) if half == upper(key) => return Some(feature - 1),
                _ => {}
            }
        }
        None
    }
}

#[inline]
fn read(slot: Slot) -> (u32, u32) {
    let entry = u64::from_le_bytes(slot);
    (entry as u32, (entry >> 32) as u32)
}

/// The half of a key that is kept in its slot.
#[inline]
fn upper(key: u64) -> u32 {
    (key >> 32) as u32
}

/// The slots in which a key may be, in order. The first is the key's lower half, as a part of its range.
#[inline]
fn probe(key: u64, n_slots: usize) -> impl Iterator<Item = usize> {
    let first = ((u64::from(key as u32) * n_slots as u64) >> 32) as usize;
    (first..n_slots).chain(0..first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_key_is_found_and_no_other(
            keys in prop::collection::hash_set(any::<u64>(), 0..200),
            others in prop::collection::vec(any::<u64>(), 20),
            bits in 0u32..60,
        ) {
            // Without their lower bits, many keys start in the same slot.
            let mut distinct: Vec<u64> = keys.into_iter().map(|key| key >> bits << bits).collect();
            distinct.sort_unstable_by_key(|key| upper(*key));
            distinct.dedup_by_key(|key| upper(*key));
            let features: Vec<_> = distinct.iter().copied().zip(0u32..).collect();
            let index = Index::new(&features);
            for (key, feature) in &features {
                prop_assert_eq!(index.get(*key), Some(*feature));
            }
            for other in others {
                let known = features.iter().any(|(key, _)| upper(*key) == upper(other));
                prop_assert!(known || index.get(other).is_none());
            }
            let slots = || index.slots().to_vec().into();
            prop_assert_eq!(Index::from_slots(slots(), features.len()), Some(index.clone()));
            prop_assert!(features.is_empty() || Index::from_slots(slots(), features.len() - 1).is_none());
        }
    }

    #[test]
    fn half_a_slot_is_refused() {
        assert_eq!(Index::from_slots(vec![0; 12].into(), 1), None);
    }
}
