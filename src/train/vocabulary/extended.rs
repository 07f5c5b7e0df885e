//! Adds what pages show to a vocabulary that is there: the old features keep their weights of TF-IDF.

use super::FittedVocabulary;
use crate::features::{Family, Name};
use crate::train::feature_ids::FeatureIds;
use crate::vectorizer::Vectorizer;
use crate::vocabulary::{InvalidName, Vocabulary, is_storable};
use crate::{FitError, Result};

/// A vocabulary with new features among the old ones.
pub(in crate::train) struct ExtendedVocabulary {
    pub(in crate::train) fitted: FittedVocabulary,
    /// The new number of each old feature.
    pub(in crate::train) from_base: Vec<u32>,
}

impl ExtendedVocabulary {
    /// Whether each feature is an old one.
    pub(in crate::train) fn is_old(&self) -> Vec<bool> {
        let n = self.fitted.vectorizer.vocabulary().n_features();
        let mut is_old = vec![false; n];
        for feature in &self.from_base {
            is_old[*feature as usize] = true;
        }
        is_old
    }
}

/// The features of `base`, and those in at least `min_df` paragraphs of the pages. A new word weighs as the rarest old one: in
/// the pages that the old ones were counted in it occurs less often than all of them.
pub(in crate::train) fn extend(
    base: &Vectorizer,
    features: &FeatureIds,
    pages: &[usize],
    min_df: usize,
) -> Result<ExtendedVocabulary> {
    let (df, _) = features.document_frequencies(pages);
    let known = known(base, features);
    let mut names = old_names(base);
    for (number, (family, name)) in features.names().iter().enumerate() {
        if known[number].is_none() && df[number] >= min_df && is_storable(name) {
            names[*family as usize].push((name, Origin::Pages(number)));
        }
    }
    number(base, names, known)
}

/// Where a feature comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// The old vocabulary, by its number there.
    Base(u32),
    /// The pages, by its number among their features.
    Pages(usize),
}

/// The old feature of each of the pages' features.
fn known(base: &Vectorizer, features: &FeatureIds) -> Vec<Option<u32>> {
    let names = features.names().iter();
    let known = names.map(|(family, name)| {
        let name = Name::parse(*family, name);
        base.vocabulary().feature(*family, &name)
    });
    known.collect()
}

/// The old names of each family.
fn old_names(base: &Vectorizer) -> [Vec<(&str, Origin)>; Family::ALL.len()] {
    let vocabulary = base.vocabulary();
    let mut names = <[Vec<(&str, Origin)>; Family::ALL.len()]>::default();
    for (feature, name) in (0..).zip(vocabulary.lines().lines()) {
        names[vocabulary.family(feature) as usize].push((name, Origin::Base(feature)));
    }
    names
}

/// Numbers old and new features by family and name, as [`super::fit`] does.
fn number(
    base: &Vectorizer,
    names: [Vec<(&str, Origin)>; Family::ALL.len()],
    known: Vec<Option<u32>>,
) -> Result<ExtendedVocabulary> {
    let rarest = base.idf().iter().copied().fold(1.0, f32::max);
    let mut from_base = vec![0; base.vocabulary().n_features()];
    let mut new = vec![None; known.len()];
    let (mut all, mut idf, mut sizes) = (Vec::new(), Vec::new(), [0; Family::ALL.len()]);
    for (family, mut names) in Family::ALL.into_iter().zip(names) {
        names.sort_unstable();
        sizes[family as usize] = names.len();
        for (name, origin) in names {
            let feature = all.len() as u32;
            all.push(name);
            match origin {
                Origin::Base(old) => from_base[old as usize] = feature,
                Origin::Pages(number) => new[number] = Some(feature),
            }
            if family.is_weighted() {
                idf.push(match origin {
                    Origin::Base(old) => base.idf()[old as usize],
                    Origin::Pages(_) => rarest,
                });
            }
        }
    }
    let vocabulary = Vocabulary::new(all, sizes)
        .map_err(|InvalidName { name, .. }| FitError::FeatureName { name })?;
    let renumbered = |old: u32| from_base[old as usize];
    let to_vocabulary = known.into_iter().zip(new);
    let to_vocabulary = to_vocabulary.map(|(old, new)| old.map(renumbered).or(new));
    Ok(ExtendedVocabulary {
        fitted: FittedVocabulary {
            vectorizer: Vectorizer::new(vocabulary, idf),
            to_vocabulary: to_vocabulary.collect(),
        },
        from_base,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;
    use crate::features::{Caches, Prepared};
    use crate::train::vocabulary::fit;

    fn features(text: &str) -> FeatureIds {
        let page = Page::from_text(text);
        let mut features = FeatureIds::default();
        features.push(&Prepared::new(&page, &mut Caches::default()));
        features
    }

    #[test]
    fn old_features_keep_their_weights_and_new_ones_stand_among_them() {
        let old = fit(&features("b d\n\nb\n\nd"), &[0], 1, 100).unwrap();
        let pages = features("a b\n\nc c\n\na");
        let extended = extend(&old.vectorizer, &pages, &[0], 2).unwrap();
        let vocabulary = extended.fitted.vectorizer.vocabulary();
        let n_words = vocabulary.family_sizes()[Family::Word as usize];
        let words: Vec<&str> = vocabulary.lines().lines().take(n_words).collect();
        // c is in one paragraph alone.
        assert_eq!(words, ["a", "b", "d"]);
        let (before, after) = (old.vectorizer.idf(), extended.fitted.vectorizer.idf());
        assert_eq!((after[1], after[2]), (before[0], before[1]));
        let rarest = before.iter().copied().fold(0.0, f32::max);
        assert_eq!(after[0], rarest);
        for (name, new) in old
            .vectorizer
            .vocabulary()
            .lines()
            .lines()
            .zip(&extended.from_base)
        {
            assert_eq!(vocabulary.name(*new), name);
        }
        let number = |wanted: &str| pages.names().iter().position(|(_, name)| name == wanted);
        let feature = |name| extended.fitted.to_vocabulary[number(name).expect(name)];
        assert_eq!(
            (feature("a"), feature("b"), feature("c")),
            (Some(0), Some(1), None)
        );
    }
}
