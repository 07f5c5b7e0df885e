//! The features of groups: found by the numbers of group and feature, without a hash.

use crate::features::Group;

/// Numbers of a group from this one on are not emitted.
#[cfg(any(test, feature = "train"))]
const MOST_NUMBERS: usize = 1 << 12;

/// For each group the feature of each number or concept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Grouped {
    /// Where each group ends in `features`.
    ends: [u32; Group::COUNT],
    /// The features, plus 1; 0 where a number is not known.
    features: Vec<u32>,
}

impl Grouped {
    /// The table of features, each with its group and number.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn new(known: &[(Group, usize, u32)]) -> Grouped {
        let mut groups = vec![Vec::new(); Group::COUNT];
        for (group, number, feature) in known {
            if *number < MOST_NUMBERS {
                let features: &mut Vec<u32> = &mut groups[group.index()];
                features.resize(features.len().max(number + 1), 0);
                features[*number] = feature + 1;
            }
        }
        let sizes: Vec<u32> = groups.iter().map(|group| group.len() as u32).collect();
        Grouped::from_parts(&sizes, groups.concat(), usize::MAX).expect("the sizes just counted")
    }

    /// The table of the sizes of the groups and of their features plus 1, as a model file has them; `None` if they do not
    /// fit, or if there are not so many features.
    pub(crate) fn from_parts(
        sizes: &[u32],
        features: Vec<u32>,
        n_features: usize,
    ) -> Option<Grouped> {
        let mut ends = [0u32; Group::COUNT];
        let mut end = 0u32;
        if sizes.len() != ends.len() {
            return None;
        }
        for (place, size) in ends.iter_mut().zip(sizes) {
            end = end.checked_add(*size)?;
            *place = end;
        }
        let is_sound = |feature: &u32| (*feature as usize) <= n_features;
        let fits = end as usize == features.len() && features.iter().all(is_sound);
        fits.then_some(Grouped { ends, features })
    }

    /// Number of numbers of each group.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = u32> + '_ {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(start, end)| end - start)
    }

    /// The features of the groups one after the other, plus 1.
    pub(crate) fn features(&self) -> &[u32] {
        &self.features
    }

    /// The feature of a number, if it is known.
    #[inline]
    pub(super) fn get(&self, group: Group, number: usize) -> Option<u32> {
        let group = group.index();
        let start = group.checked_sub(1).map_or(0, |before| self.ends[before]);
        let of_group = &self.features[start as usize..self.ends[group] as usize];
        of_group.get(number)?.checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{Family, Name};

    #[test]
    fn a_feature_is_found_by_its_number() {
        let group = |name| Name::parse(Family::Shape, name).grouped().unwrap().0;
        let (first, last) = (group("address=1"), group("words=1"));
        let grouped = Grouped::new(&[(first, 1, 7), (last, 0, 8), (last, 2, 9)]);
        let found: Vec<_> = (0..4).map(|number| grouped.get(last, number)).collect();
        assert_eq!(found, [Some(8), None, Some(9), None]);
        assert_eq!(
            (grouped.get(first, 0), grouped.get(first, 1)),
            (None, Some(7))
        );
        let sizes: Vec<u32> = grouped.sizes().collect();
        let features = grouped.features().to_vec();
        assert_eq!(
            Grouped::from_parts(&sizes, features.clone(), 10),
            Some(grouped)
        );
        assert_eq!(Grouped::from_parts(&sizes, features.clone(), 9), None);
        assert_eq!(
            Grouped::from_parts(&sizes, features[1..].to_vec(), 10),
            None
        );
        assert_eq!(Grouped::from_parts(&sizes[1..], features, 10), None);
    }
}
