//! Page -> rows of (feature, value): the vocabulary and its weights, frozen at fit.
//!
//! Words and pairs of a paragraph `d` are weighted by TF-IDF with sublinear term frequency, L2-normed:
//! `w(t, d) = (1 + ln tf(t, d)) idf(t)`, `idf(t) = ln((1 + n) / (1 + df(t))) + 1` over the `n` training paragraphs
//! (scikit-learn's `sublinear_tf` and `smooth_idf`). Every other feature has its family's value where present.
//! Unknown features are left out, so a paragraph's row does not depend on what it is transformed with.

use std::collections::HashMap;

use crate::features::{Family, Prepared};
use crate::rows::{Layout, Rows};

/// The features a model knows, in a fixed order: by family, then by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Vocabulary {
    names: Vec<String>,
    /// Number of features of each family, in [`Family::ALL`]'s order.
    family_sizes: [usize; Family::ALL.len()],
    /// The feature of each name, one map a family.
    index: [HashMap<String, u32>; Family::ALL.len()],
}

impl Vocabulary {
    /// A vocabulary of each family's names, which must be sorted and unique.
    pub(crate) fn new(families: [Vec<String>; Family::ALL.len()]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for (family, names) in families.into_iter().enumerate() {
            vocabulary.family_sizes[family] = names.len();
            for name in names {
                let feature = u32::try_from(vocabulary.names.len()).expect("bounded by training");
                vocabulary.index[family].insert(name.clone(), feature);
                vocabulary.names.push(name);
            }
        }
        vocabulary
    }

    /// Number of features.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The names, in feature order.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of features of each family, in [`Family::ALL`]'s order.
    pub(crate) fn family_sizes(&self) -> [usize; Family::ALL.len()] {
        self.family_sizes
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

    fn feature(&self, family: Family, name: &str) -> Option<u32> {
        self.index[family as usize].get(name).copied()
    }
}

/// Turns pages into rows with a vocabulary and weights that no page changes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Vectorizer {
    vocabulary: Vocabulary,
    /// One a feature; 1 for features that are not weighted.
    idf: Vec<f32>,
}

impl Vectorizer {
    /// Puts a vocabulary and the weights of its features together.
    pub(crate) fn new(vocabulary: Vocabulary, idf: Vec<f32>) -> Vectorizer {
        assert_eq!(vocabulary.len(), idf.len(), "one idf a feature");
        Vectorizer { vocabulary, idf }
    }

    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    pub(crate) fn idf(&self) -> &[f32] {
        &self.idf
    }

    /// Appends a page's rows.
    pub(crate) fn transform(&self, page: &Prepared<'_>, rows: &mut Rows) {
        let mut known = Vec::new();
        for paragraph in 0..page.n_paragraphs() {
            known.clear();
            page.emit(paragraph, &mut |family, name| {
                known.extend(self.vocabulary.feature(family, name));
            });
            self.push_row(&mut known, rows);
        }
        rows.end_page();
    }

    /// Appends a paragraph's row from its known features, each as often as it occurs, in any order.
    pub(crate) fn push_row(&self, known: &mut [u32], rows: &mut Rows) {
        known.sort_unstable();
        self.push_values(known, rows);
        rows.end_paragraph();
    }

    /// Appends the values of a paragraph's features, which come sorted, each as often as it occurs.
    fn push_values(&self, known: &[u32], rows: &mut Rows) {
        let (words, others) = known.split_at(known.partition_point(|&f| self.is_weighted(f)));
        let weighted = || {
            words.chunk_by(|a, b| a == b).map(|same| {
                let tf = 1.0 + libm::logf(same.len() as f32);
                (same[0], tf * self.idf[same[0] as usize])
            })
        };
        let norm = weighted()
            .map(|(_, value)| value * value)
            .sum::<f32>()
            .sqrt();
        for (feature, value) in weighted() {
            rows.push(feature, value / norm);
        }
        for same in others.chunk_by(|a, b| a == b) {
            rows.push(same[0], self.vocabulary.family(same[0]).value());
        }
    }

    /// Weighted families come first in [`Family::ALL`].
    fn is_weighted(&self, feature: u32) -> bool {
        (feature as usize) < n_weighted(&self.vocabulary.family_sizes)
    }
}

/// Number of features in the families that TF-IDF weights.
pub(crate) fn n_weighted(family_sizes: &[usize; Family::ALL.len()]) -> usize {
    let families = Family::ALL.into_iter().zip(family_sizes);
    families
        .filter(|(family, _)| family.is_weighted())
        .map(|(_, size)| size)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    /// Three paragraphs "a a b", "a", "c": df(a) = 2, df(b) = df(c) = 1, n = 3.
    fn vectorizer() -> Vectorizer {
        let mut families = <[Vec<String>; Family::ALL.len()]>::default();
        families[Family::Word as usize] = names(&["a", "b"]);
        families[Family::Shape as usize] = names(&["words=1"]);
        let vocabulary = Vocabulary::new(families);
        let idf = |df: f32| (4.0 / (1.0 + df)).ln() + 1.0;
        Vectorizer::new(vocabulary, vec![idf(2.0), idf(1.0), 1.0])
    }

    fn rows(text: &str) -> Rows {
        let page = Page::from_text(text);
        let mut rows = Rows::default();
        vectorizer().transform(&Prepared::new(&page), &mut rows);
        rows
    }

    #[test]
    fn tf_idf_by_hand() {
        let rows = rows("a a b\n\na\n\nc");
        // a: (1 + ln 2) (ln 4/3 + 1) = 2.1802; b: 1 (ln 2 + 1) = 1.6931; norm 2.7604.
        let [(0, a), (1, b)] = rows.paragraph(0) else {
            panic!("{:?}", rows.paragraph(0))
        };
        assert!(
            (a - 0.78981).abs() < 1e-4 && (b - 0.61336).abs() < 1e-4,
            "{a} {b}"
        );
        assert_eq!(rows.paragraph(1), [(0, 1.0), (2, 0.15)]);
        // An unknown word leaves the shape alone.
        assert_eq!(rows.paragraph(2), [(2, 0.15)]);
    }

    #[test]
    fn a_page_alone_and_among_others_gives_the_same_rows() {
        let (first, second) = (Page::from_text("a b"), Page::from_text("b b a"));
        let (mut alone, mut both) = (Rows::default(), Rows::default());
        vectorizer().transform(&Prepared::new(&second), &mut alone);
        vectorizer().transform(&Prepared::new(&first), &mut both);
        vectorizer().transform(&Prepared::new(&second), &mut both);
        assert_eq!(alone.paragraph(0), both.paragraph(1));
    }
}
