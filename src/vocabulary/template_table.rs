//! The features of templates: found by the numbers of template and feature, without a hash.

use crate::features::{Family, Template, templates};

/// Numbers of a template from this one on are not emitted.
#[cfg(any(test, feature = "train"))]
const MOST_NUMBERS: usize = 1 << 12;

/// For each template the feature of each number or cue.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TemplateTable {
    /// Where the numbers of each template lie in `features`, start and end, by the template's slot.
    spans: Box<[[u32; 2]; Template::SLOTS]>,
    /// The features of the templates one after the other, in [`templates`]' order, plus 1; 0 where a number is not known.
    features: Vec<u32>,
}

impl TemplateTable {
    /// The table of features, each with its template and number.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn new(known: &[(Template, usize, u32)]) -> TemplateTable {
        let mut by_slot = vec![Vec::new(); Template::SLOTS];
        for (template, number, feature) in known {
            if *number < MOST_NUMBERS {
                let features: &mut Vec<u32> = &mut by_slot[template.slot()];
                features.resize(features.len().max(number + 1), 0);
                features[*number] = feature + 1;
            }
        }
        let sorted = templates()
            .iter()
            .map(|declared| &by_slot[declared.template.slot()]);
        let sizes: Vec<u32> = sorted
            .clone()
            .map(|features| features.len() as u32)
            .collect();
        let features = sorted.flatten().copied().collect();
        TemplateTable::from_parts(&sizes, features, usize::MAX).expect("the sizes just counted")
    }

    /// The table of the sizes of the templates and of their features plus 1, as a model file has them; `None` if they do
    /// not fit, or if there are not so many features.
    pub(crate) fn from_parts(
        sizes: &[u32],
        features: Vec<u32>,
        n_features: usize,
    ) -> Option<TemplateTable> {
        const N: usize = templates().len();
        let starts: [u32; N + 1] = starts(sizes.iter().map(|size| *size as usize))?;
        let is_sound = |feature: &u32| (*feature as usize) <= n_features;
        if starts[N] as usize != features.len() || !features.iter().all(is_sound) {
            return None;
        }
        let mut spans = Box::new([[0; 2]; Template::SLOTS]);
        for (declared, ends) in templates().iter().zip(starts.windows(2)) {
            spans[declared.template.slot()] = [ends[0], ends[1]];
        }
        Some(TemplateTable { spans, features })
    }

    /// Number of numbers of each template, in [`templates`]' order.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = u32> + '_ {
        templates().iter().map(|declared| {
            let [start, end] = self.spans[declared.template.slot()];
            end - start
        })
    }

    /// The features of the templates one after the other, plus 1.
    pub(crate) fn features(&self) -> &[u32] {
        &self.features
    }

    /// The same table with something else for each feature, told its template's family; what there is nothing for is not known.
    pub(crate) fn mapped(&self, map: impl Fn(Family, u32) -> Option<u32>) -> TemplateTable {
        let mut features = vec![0; self.features.len()];
        for declared in templates() {
            let [start, end] = self.spans[declared.template.slot()];
            let span = start as usize..end as usize;
            let known = self.features[span.clone()].iter();
            for (mapped, known) in features[span].iter_mut().zip(known) {
                let feature = known.checked_sub(1);
                let found = feature.and_then(|feature| map(declared.family, feature));
                *mapped = found.map_or(0, |found| found + 1);
            }
        }
        TemplateTable {
            spans: self.spans.clone(),
            features,
        }
    }

    /// The feature of a number, if it is known.
    #[inline]
    pub(crate) fn get(&self, template: Template, number: usize) -> Option<u32> {
        let [start, end] = self.spans[template.slot()];
        let at = number + start as usize;
        let is_within = at < end as usize;
        self.features.get(at).filter(|_| is_within)?.checked_sub(1)
    }
}

/// Where each of `N - 1` runs starts, and the end of the last; `None` if there are not as many, or if they are too long.
pub(super) fn starts<const N: usize>(sizes: impl IntoIterator<Item = usize>) -> Option<[u32; N]> {
    let (mut starts, mut sizes) = ([0; N], sizes.into_iter());
    for at in 1..N {
        starts[at] = u32::try_from(sizes.next()?)
            .ok()?
            .checked_add(starts[at - 1])?;
    }
    sizes.next().is_none().then_some(starts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Name;

    #[test]
    fn a_feature_is_found_by_its_number() {
        let template = |name| Name::parse(Family::Shape, name).templated().unwrap().0;
        let (first, last) = (template("address=1"), template("words=1"));
        let table = TemplateTable::new(&[(first, 1, 7), (last, 0, 8), (last, 2, 9)]);
        let found: Vec<_> = (0..4).map(|number| table.get(last, number)).collect();
        assert_eq!(found, [Some(8), None, Some(9), None]);
        assert_eq!((table.get(first, 0), table.get(first, 1)), (None, Some(7)));
        let sizes: Vec<u32> = table.sizes().collect();
        let features = table.features().to_vec();
        assert_eq!(
            TemplateTable::from_parts(&sizes, features.clone(), 10),
            Some(table)
        );
        assert_eq!(TemplateTable::from_parts(&sizes, features.clone(), 9), None);
        assert_eq!(
            TemplateTable::from_parts(&sizes, features[1..].to_vec(), 10),
            None
        );
        assert_eq!(TemplateTable::from_parts(&sizes[1..], features, 10), None);
    }
}
