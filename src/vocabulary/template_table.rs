//! The features of groups: found by the numbers of group and feature, without a hash.

use super::starts;
use crate::features::Template;

/// Numbers of a group from this one on are not emitted.
#[cfg(any(test, feature = "train"))]
const MOST_NUMBERS: usize = 1 << 12;

/// For each group the feature of each number or cue.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TemplateTable {
    /// Where each group starts in `features`, and the end of the last.
    starts: [u32; Template::COUNT + 1],
    /// The features, plus 1; 0 where a number is not known.
    features: Vec<u32>,
}

impl TemplateTable {
    /// The table of features, each with its group and number.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn new(known: &[(Template, usize, u32)]) -> TemplateTable {
        let mut groups = vec![Vec::new(); Template::COUNT];
        for (group, number, feature) in known {
            if *number < MOST_NUMBERS {
                let features: &mut Vec<u32> = &mut groups[group.index()];
                features.resize(features.len().max(number + 1), 0);
                features[*number] = feature + 1;
            }
        }
        let sizes: Vec<u32> = groups.iter().map(|group| group.len() as u32).collect();
        TemplateTable::from_parts(&sizes, groups.concat(), usize::MAX)
            .expect("the sizes just counted")
    }

    /// The table of the sizes of the groups and of their features plus 1, as a model file has them; `None` if they do not
    /// fit, or if there are not so many features.
    pub(crate) fn from_parts(
        sizes: &[u32],
        features: Vec<u32>,
        n_features: usize,
    ) -> Option<TemplateTable> {
        let starts: [u32; Template::COUNT + 1] = starts(sizes.iter().map(|size| *size as usize))?;
        let is_sound = |feature: &u32| (*feature as usize) <= n_features;
        let fits = starts[Template::COUNT] as usize == features.len();
        (fits && features.iter().all(is_sound)).then_some(TemplateTable { starts, features })
    }

    /// Number of numbers of each group.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = u32> + '_ {
        self.starts.windows(2).map(|ends| ends[1] - ends[0])
    }

    /// The features of the groups one after the other, plus 1.
    pub(crate) fn features(&self) -> &[u32] {
        &self.features
    }

    /// The feature of a number, if it is known.
    #[inline]
    pub(super) fn get(&self, group: Template, number: usize) -> Option<u32> {
        let [start, end] = [group.index(), group.index() + 1].map(|at| self.starts[at] as usize);
        let of_group = &self.features[start..end];
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
        let grouped = TemplateTable::new(&[(first, 1, 7), (last, 0, 8), (last, 2, 9)]);
        let found: Vec<_> = (0..4).map(|number| grouped.get(last, number)).collect();
        assert_eq!(found, [Some(8), None, Some(9), None]);
        assert_eq!(
            (grouped.get(first, 0), grouped.get(first, 1)),
            (None, Some(7))
        );
        let sizes: Vec<u32> = grouped.sizes().collect();
        let features = grouped.features().to_vec();
        assert_eq!(
            TemplateTable::from_parts(&sizes, features.clone(), 10),
            Some(grouped)
        );
        assert_eq!(TemplateTable::from_parts(&sizes, features.clone(), 9), None);
        assert_eq!(
            TemplateTable::from_parts(&sizes, features[1..].to_vec(), 10),
            None
        );
        assert_eq!(TemplateTable::from_parts(&sizes[1..], features, 10), None);
    }
}
