//! The features a model knows, by name and by number.

use crate::features::{Family, Name};
use crate::rows::Layout;

/// The features a model knows, in a fixed order: by family, then by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Vocabulary {
    /// The names, in feature order, one after the other.
    names: String,
    /// End of each name.
    ends: Vec<u32>,
    /// Number of features of each family, in [`Family::ALL`]'s order.
    family_sizes: [usize; Family::ALL.len()],
    index: Index,
}

impl Vocabulary {
    /// A vocabulary of names, those of each family together, which must be sorted and unique within it.
    pub(crate) fn new<'n>(
        names: impl IntoIterator<Item = &'n str>,
        family_sizes: [usize; Family::ALL.len()],
    ) -> Vocabulary {
        let n = family_sizes.iter().sum();
        let mut vocabulary = Vocabulary {
            names: String::with_capacity(12 * n),
            ends: Vec::with_capacity(n),
            family_sizes,
            index: Index::for_features(n),
        };
        let mut names = names.into_iter();
        for (family, size) in Family::ALL.into_iter().zip(family_sizes) {
            for name in names.by_ref().take(size) {
                let feature = vocabulary.ends.len() as u32;
                vocabulary
                    .index
                    .insert(Name::parse(name).key(family), feature);
                vocabulary.names.push_str(name);
                vocabulary.ends.push(vocabulary.names.len() as u32);
            }
        }
        assert_eq!(vocabulary.len(), n, "as many names as the families have");
        vocabulary
    }

    /// Number of features.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The name of a feature within its family.
    pub(crate) fn name(&self, feature: u32) -> &str {
        let feature = feature as usize;
        let start = feature.checked_sub(1).map_or(0, |i| self.ends[i]);
        &self.names[start as usize..self.ends[feature] as usize]
    }

    /// The names, in feature order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|feature| self.name(feature))
    }

    /// Number of features of each family, in [`Family::ALL`]'s order.
    pub(crate) fn family_sizes(&self) -> [usize; Family::ALL.len()] {
        self.family_sizes
    }

    /// Number of features in the families that TF-IDF weights, which come first.
    pub(crate) fn n_weighted(&self) -> usize {
        let families = Family::ALL.into_iter().zip(self.family_sizes);
        let weighted = families.filter(|(family, _)| family.is_weighted());
        weighted.map(|(_, size)| size).sum()
    }

    /// The family of a feature.
    pub(crate) fn family(&self, feature: u32) -> Family {
        let mut end = 0;
        for (family, size) in Family::ALL.into_iter().zip(self.family_sizes) {
            end += size;
            if (feature as usize) < end {
                return family;
            }
        }
        unreachable!("features are numbered within the vocabulary")
    }

    /// The weight columns of the features.
    pub(crate) fn layout(&self) -> Layout {
        let families = Family::ALL.into_iter().zip(self.family_sizes);
        Layout::from_reaches(
            families.flat_map(|(family, size)| std::iter::repeat_n(family.reach(), size)),
        )
    }

    /// The feature of a name, if it is known.
    #[inline]
    pub(crate) fn feature(&self, family: Family, name: &Name<'_>) -> Option<u32> {
        self.index.get(name.key(family))
    }
}

/// A hash table of keys that are hashes: open addressing, half full at most, eight bytes a slot.
///
/// A slot holds the half of a key that its place does not tell, so that an unknown name is taken for a known one once in
/// a billion. Of two names that share a key the first is found; see [`Name`] for how likely that is.
#[derive(Clone, Debug, Default, PartialEq)]
struct Index {
    /// Upper half of a key, and its feature plus 1; 0 where the slot is free.
    slots: Vec<(u32, u32)>,
}

impl Index {
    fn for_features(n: usize) -> Index {
        let slots = (2 * n).next_power_of_two();
        Index {
            slots: vec![(0, 0); slots],
        }
    }

    fn insert(&mut self, key: u64, feature: u32) {
        let slot = self.probe(key).find(|slot| self.slots[*slot].1 == 0);
        let slot = slot.expect("half of the slots are free");
        self.slots[slot] = (upper(key), feature + 1);
    }

    #[inline]
    fn get(&self, key: u64) -> Option<u32> {
        for slot in self.probe(key) {
            match self.slots[slot] {
                (_, 0) => return None,
                (half, feature) if half == upper(key) => return Some(feature - 1),
                _ => {}
            }
        }
        None
    }

    /// The slots in which a key may be, in order.
    #[inline]
    fn probe(&self, key: u64) -> impl Iterator<Item = usize> + use<> {
        let mask = self.slots.len().wrapping_sub(1);
        (0..self.slots.len()).map(move |step| (key as usize).wrapping_add(step) & mask)
    }
}

/// The half of a key that is kept in its slot.
#[inline]
fn upper(key: u64) -> u32 {
    (key >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_in_its_family_only() {
        let mut sizes = [0; Family::ALL.len()];
        (sizes[Family::Word as usize], sizes[Family::Shape as usize]) = (2, 2);
        let vocabulary = Vocabulary::new(["a", "b", "chars=1", "chars=12"], sizes);
        let feature = |family, name| vocabulary.feature(family, &Name::parse(name));
        assert_eq!(feature(Family::Word, "b"), Some(1));
        assert_eq!(feature(Family::Shape, "chars=12"), Some(3));
        assert_eq!(
            (feature(Family::Pair, "b"), feature(Family::Word, "c")),
            (None, None)
        );
        assert_eq!((vocabulary.name(0), vocabulary.name(3)), ("a", "chars=12"));
        assert_eq!(
            (vocabulary.family(1), vocabulary.family(2)),
            (Family::Word, Family::Shape)
        );
        assert_eq!(
            (vocabulary.n_weighted(), vocabulary.layout().n_columns()),
            (2, 4 * 5)
        );
    }

    #[test]
    fn an_empty_vocabulary_knows_nothing() {
        let vocabulary = Vocabulary::new([], [0; Family::ALL.len()]);
        assert_eq!(vocabulary.feature(Family::Word, &Name::parse("a")), None);
        let vocabulary = Vocabulary::default();
        assert_eq!(vocabulary.feature(Family::Word, &Name::parse("a")), None);
    }
}
