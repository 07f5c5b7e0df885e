//! Paragraphs in groups: by what they share, or run by run.

use std::hash::Hash;

use rapidhash::RapidHashMap;

/// Groups for which there is room from the start: as many as a large page has paragraphs, since most groups are of one.
const MOST_RESERVED: usize = 1 << 10;

/// The paragraphs directly above and below.
pub(crate) type Border = (Option<u32>, Option<u32>);

/// The group of each paragraph of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Grouping {
    /// Group of each paragraph, numbered from 0 as they come.
    pub(crate) group_of: Vec<u32>,
    /// Number of groups.
    pub(crate) n_groups: usize,
}

impl Grouping {
    /// Paragraphs with equal keys make a group, wherever they are.
    pub(super) fn by_key<K: Hash + Eq>(keys: impl Iterator<Item = K>) -> Grouping {
        let (n_keys, _) = keys.size_hint();
        let mut groups: RapidHashMap<K, u32> = RapidHashMap::default();
        groups.reserve(n_keys.min(MOST_RESERVED));
        let mut group_of = Vec::with_capacity(n_keys);
        for key in keys {
            let next = groups.len() as u32;
            group_of.push(*groups.entry(key).or_insert(next));
        }
        Grouping {
            group_of,
            n_groups: groups.len(),
        }
    }

    /// Groups of these groups, by keys of the first paragraph of each: quicker than by keys of all paragraphs.
    pub(super) fn coarser<K: Hash + Eq>(&self, key: impl Fn(usize) -> K) -> Grouping {
        let mut firsts = Vec::with_capacity(self.n_groups);
        for (index, group) in self.group_of.iter().enumerate() {
            if *group as usize == firsts.len() {
                firsts.push(index);
            }
        }
        let of_groups = Grouping::by_key(firsts.into_iter().map(key));
        let group_of = self.group_of.iter();
        Grouping {
            group_of: group_of
                .map(|group| of_groups.group_of[*group as usize])
                .collect(),
            n_groups: of_groups.n_groups,
        }
    }

    /// Runs of paragraphs; `starts` says which paragraphs begin one.
    pub(super) fn by_start(starts: impl Iterator<Item = bool>) -> Grouping {
        let mut group_of: Vec<u32> = Vec::new();
        for start in starts {
            let last = group_of.last().copied();
            group_of.push(last.map_or(0, |group| group + u32::from(start)));
        }
        let n_groups = group_of.last().map_or(0, |last| *last as usize + 1);
        Grouping { group_of, n_groups }
    }

    /// For each paragraph of a grouping by runs, the paragraphs directly above and below its run.
    pub(crate) fn borders(&self) -> Vec<Border> {
        let n = self.group_of.len();
        let mut borders = vec![(None, None); n];
        for index in 1..n {
            let same = self.group_of[index] == self.group_of[index - 1];
            borders[index].0 = if same {
                borders[index - 1].0
            } else {
                Some(index as u32 - 1)
            };
            let index = n - 1 - index;
            let same = self.group_of[index] == self.group_of[index + 1];
            borders[index].1 = if same {
                borders[index + 1].1
            } else {
                Some(index as u32 + 1)
            };
        }
        borders
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_make_a_group() {
        let grouping = Grouping::by_key(["a", "b", "a", "c", "b"].into_iter());
        assert_eq!(
            (grouping.group_of, grouping.n_groups),
            (vec![0, 1, 0, 2, 1], 3)
        );
        assert_eq!(Grouping::by_key([0u8; 0].into_iter()), Grouping::default());
    }

    #[test]
    fn runs_begin_where_they_are_said_to() {
        let grouping = Grouping::by_start([true, false, true, true, false].into_iter());
        assert_eq!(
            (grouping.group_of, grouping.n_groups),
            (vec![0, 0, 1, 2, 2], 3)
        );
        // The first run begins at the first paragraph in any case.
        let grouping = Grouping::by_start([false, true].into_iter());
        assert_eq!((grouping.group_of, grouping.n_groups), (vec![0, 1], 2));
        assert_eq!(Grouping::by_start([].into_iter()), Grouping::default());
    }

    #[test]
    fn borders_are_the_paragraphs_around_a_run() {
        let grouping = Grouping::by_start([true, true, false, true].into_iter());
        let (first, middle, last) = ((None, Some(1)), (Some(0), Some(3)), (Some(2), None));
        assert_eq!(grouping.borders(), [first, middle, middle, last]);
        assert_eq!(
            Grouping::by_start([true].into_iter()).borders(),
            [(None, None)]
        );
        assert!(Grouping::default().borders().is_empty());
    }
}
