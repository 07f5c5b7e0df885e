//! Fits the vocabulary: which features a model knows, and their inverse document frequencies.

mod extended;

use super::feature_ids::FeatureIds;
use crate::features::Family;
use crate::first_pass::Packed;
use crate::model::LARGEST_FILE;
use crate::vectorizer::Vectorizer;
use crate::vocabulary::{InvalidName, Vocabulary, is_storable};
use crate::{FitError, Result};

pub(super) use extended::{ExtendedVocabulary, extend};

/// A vocabulary, and where the features of the training pages are in it.
pub(super) struct FittedVocabulary {
    pub(super) vectorizer: Vectorizer,
    /// The vocabulary's feature for each number of [`FeatureIds`]; `None` if it has none.
    pub(super) to_vocabulary: Vec<Option<u32>>,
}

impl FittedVocabulary {
    /// Refuses a vocabulary that no model can be made of.
    ///
    /// # Errors
    /// [`Error::Fit`](crate::Error::Fit) where it has no feature, or so many that the model file could not be read.
    pub(super) fn require_usable(&self, min_df: usize) -> Result<()> {
        let vocabulary = self.vectorizer.vocabulary();
        if vocabulary.n_features() == 0 {
            return Err(FitError::NoFeatures { min_df }.into());
        }
        let bytes = file_bytes(&self.vectorizer);
        if bytes > LARGEST_FILE {
            let n_features = vocabulary.n_features();
            let most = LARGEST_FILE;
            return Err(FitError::ModelTooLarge { n_features, most }.into());
        }
        Ok(())
    }
}

/// Bytes of a model file with this vocabulary, and a little more.
fn file_bytes(vectorizer: &Vectorizer) -> u64 {
    /// What the small tensors and the header take at most.
    const OTHERS: usize = 1 << 20;
    let vocabulary = vectorizer.vocabulary();
    let weights = vocabulary.n_columns() * size_of::<Packed>();
    let names = vocabulary.lines().len() + vocabulary.index().slots().len();
    let numbers = vocabulary.templated().features().len() + vectorizer.idf().len();
    (weights + names + 4 * numbers + OTHERS) as u64
}

/// Fits the vocabulary on pages: features in at least `min_df` paragraphs, of each family at most the
/// `max_features` most frequent.
pub(super) fn fit(
    features: &FeatureIds,
    pages: &[usize],
    min_df: usize,
    max_features: usize,
) -> Result<FittedVocabulary> {
    let (df, n) = features.document_frequencies(pages);
    let name = |number: &u32| features.names()[*number as usize].1.as_str();
    let mut fitted = <[Vec<u32>; Family::ALL.len()]>::default();
    for (number, (family, _)) in (0..).zip(features.names()) {
        // A word of control characters is worth no refusal of all the data.
        if df[number as usize] >= min_df && is_storable(name(&number)) {
            fitted[*family as usize].push(number);
        }
    }
    let mut to_vocabulary = vec![None; df.len()];
    let (mut names, mut idf, mut sizes) = (Vec::new(), Vec::new(), [0; Family::ALL.len()]);
    for family in Family::ALL {
        let numbers = &mut fitted[family as usize];
        // By falling frequency, then by name, so that no hash order is left.
        let rank = |number: &u32| (std::cmp::Reverse(df[*number as usize]), name(number));
        numbers.sort_unstable_by(|a, b| rank(a).cmp(&rank(b)));
        numbers.truncate(max_features);
        numbers.sort_unstable_by(|a, b| name(a).cmp(name(b)));
        sizes[family as usize] = numbers.len();
        for number in numbers.iter() {
            to_vocabulary[*number as usize] = Some(names.len() as u32);
            names.push(name(number));
            if family.is_weighted() {
                idf.push(inverse(df[*number as usize], n));
            }
        }
    }
    let vocabulary = Vocabulary::new(names, sizes)
        .map_err(|InvalidName { name, .. }| FitError::FeatureName { name })?;
    Ok(FittedVocabulary {
        vectorizer: Vectorizer::new(vocabulary, idf),
        to_vocabulary,
    })
}

/// `ln((1 + n) / (1 + df)) + 1`.
fn inverse(df: usize, n: usize) -> f32 {
    let ratio = (1 + n) as f64 / (1 + df) as f64;
    (libm::log(ratio) + 1.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;
    use crate::features::{Caches, Prepared};
    use crate::rows::Rows;

    fn features(page: &Page) -> FeatureIds {
        let mut features = FeatureIds::default();
        features.push(&Prepared::new(page, &mut Caches::default()));
        features
    }

    #[test]
    fn frequencies_count_paragraphs_and_rank_without_hash_order() {
        let features = features(&Page::from_text("b a\n\na a\n\nc b\n\nd"));
        let words = |min_df, max_features| {
            let vectorizer = fit(&features, &[0], min_df, max_features)
                .unwrap()
                .vectorizer;
            let size = vectorizer.vocabulary().family_sizes()[Family::Word as usize];
            let lines = vectorizer.vocabulary().lines().lines();
            lines.take(size).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(words(1, 10), ["a", "b", "c", "d"]);
        assert_eq!(words(2, 10), ["a", "b"]);
        // a and b tie at two paragraphs: the first name stays.
        assert_eq!(words(1, 1), ["a"]);
        let idf = fit(&features, &[0], 2, 10).unwrap().vectorizer.idf()[0];
        assert!((f64::from(idf) - ((5.0f64 / 3.0).ln() + 1.0)).abs() < 1e-6);
    }

    #[test]
    fn numbered_features_make_the_rows_that_names_make() {
        let page =
            Page::from_text("Ferries sail again\n\nSubscribe now\n\nSubscribe today, subscribe");
        let features = features(&page);
        let FittedVocabulary {
            vectorizer,
            to_vocabulary,
        } = fit(&features, &[0], 1, 1000).unwrap();
        let mut rows = Rows::default();
        vectorizer.transform(&Prepared::new(&page, &mut Caches::default()), &mut rows);
        assert_eq!(rows, features.rows(&[0], &vectorizer, &to_vocabulary, 1));
    }

    #[test]
    fn vocabularies_and_rows_stay_where_rare_features_are_forgotten() {
        let texts = [
            "b a\n\na a\n\nc b",
            "d e\n\na d\n\nb a, log in",
            "a\n\nd d e",
        ];
        let mut features = FeatureIds::default();
        for text in texts {
            let page = Page::from_text(text);
            features.push(&Prepared::new(&page, &mut Caches::default()));
            features.push_wordless();
        }
        let fitted = |features: &FeatureIds, pages: &[usize]| {
            let fitted = fit(features, pages, 2, 1000).unwrap();
            let rows = features.rows(pages, &fitted.vectorizer, &fitted.to_vocabulary, 1);
            (fitted.vectorizer, rows)
        };
        let parts: [&[usize]; 3] = [&[0, 1, 2, 3, 4, 5], &[0, 1, 4, 5], &[2, 3, 4]];
        let before = parts.map(|pages| fitted(&features, pages));
        let all = features.names().len();
        features.keep_frequent(2, 2);
        assert!(features.names().len() < all && features.names().is_sorted());
        assert!(parts.map(|pages| fitted(&features, pages)) == before);
    }
}
