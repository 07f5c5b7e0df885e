//! The features a model knows, by name and by number.

use crate::features::{Family, Group, Name};
use crate::rows::Layout;

/// The features a model knows, in a fixed order: by family, then by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Vocabulary {
    /// The names, in feature order, each ended by a line feed.
    names: String,
    /// Where each name's line feed is.
    ends: Vec<u32>,
    /// Number of features of each family, in [`Family::ALL`]'s order.
    family_sizes: [usize; Family::ALL.len()],
    /// For each group the feature of each number or concept, plus 1; 0 where it is not known.
    groups: Vec<Vec<u32>>,
    /// All other features.
    index: Index,
}

/// Numbers of a group from this one on are not emitted.
const MOST_NUMBERS: usize = 1 << 12;

impl Vocabulary {
    /// A vocabulary of names, those of each family together and sorted, so that the same names give the same numbers.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn new<'n>(
        names: impl IntoIterator<Item = &'n str>,
        family_sizes: [usize; Family::ALL.len()],
    ) -> Vocabulary {
        let lines = names.into_iter().flat_map(|name| [name, "\n"]).collect();
        let vocabulary = Vocabulary::from_lines(lines, family_sizes);
        vocabulary.expect("as many names as the families have")
    }

    /// A vocabulary of names that are each ended by a line feed; `None` if the families have not as many.
    pub(crate) fn from_lines(
        names: String,
        family_sizes: [usize; Family::ALL.len()],
    ) -> Option<Vocabulary> {
        let n = memchr::memchr_iter(b'\n', names.as_bytes()).count();
        let wanted = family_sizes
            .iter()
            .try_fold(0, |sum: usize, size| sum.checked_add(*size));
        if wanted != Some(n) || !(names.is_empty() || names.ends_with('\n')) {
            return None;
        }
        let mut vocabulary = Vocabulary {
            names: String::new(),
            ends: Vec::with_capacity(n),
            family_sizes,
            groups: vec![Vec::new(); Group::COUNT],
            index: Index::for_features(n),
        };
        let mut ends = memchr::memchr_iter(b'\n', names.as_bytes());
        let mut start = 0;
        for (family, size) in Family::ALL.into_iter().zip(family_sizes) {
            for end in ends.by_ref().take(size) {
                vocabulary.insert(family, Name::parse(family, &names[start..end]));
                vocabulary.ends.push(end as u32);
                start = end + 1;
            }
        }
        vocabulary.names = names;
        Some(vocabulary)
    }

    /// Makes the next feature known by its name.
    fn insert(&mut self, family: Family, name: Name<'_>) {
        let feature = self.ends.len() as u32;
        let Some((group, number)) = name.grouped() else {
            return self.index.insert(name.key(family), feature);
        };
        let features = &mut self.groups[group.index()];
        if number < MOST_NUMBERS {
            features.resize(features.len().max(number + 1), 0);
            features[number] = feature + 1;
        }
    }

    /// The name of a feature within its family.
    pub(crate) fn name(&self, feature: u32) -> &str {
        let feature = feature as usize;
        let start = feature.checked_sub(1).map_or(0, |i| self.ends[i] + 1);
        &self.names[start as usize..self.ends[feature] as usize]
    }

    /// The names, in feature order, each ended by a line feed.
    pub(crate) fn lines(&self) -> &str {
        &self.names
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
        let mut reaches = Vec::with_capacity(self.ends.len());
        for (family, size) in families {
            reaches.extend(std::iter::repeat_n(family.reach(), size));
        }
        Layout::from_reaches(reaches)
    }

    /// The feature of a name, if it is known.
    #[inline]
    pub(crate) fn feature(&self, family: Family, name: &Name<'_>) -> Option<u32> {
        let Some((group, number)) = name.grouped() else {
            return self.index.get(name.key(family));
        };
        let feature = self.groups.get(group.index())?.get(number)?;
        feature.checked_sub(1)
    }
}

/// A hash table of keys that are hashes: open addressing, two thirds full at most, eight bytes a slot.
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
        let slots = (n + n / 2).next_power_of_two();
        Index {
            slots: vec![(0, 0); slots],
        }
    }

    fn insert(&mut self, key: u64, feature: u32) {
        let slot = self.probe(key).find(|slot| self.slots[*slot].1 == 0);
        let slot = slot.expect("a third of the slots are free");
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
        let feature = |family, name| vocabulary.feature(family, &Name::parse(family, name));
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
        assert_eq!(
            vocabulary.feature(Family::Word, &Name::parse(Family::Word, "a")),
            None
        );
        let vocabulary = Vocabulary::default();
        assert_eq!(
            vocabulary.feature(Family::Word, &Name::parse(Family::Word, "a")),
            None
        );
    }
}
