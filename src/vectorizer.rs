//! Page -> rows of (feature, value): the vocabulary and its weights, frozen at fit.
//!
//! Words and pairs of a paragraph `d` are weighted by TF-IDF with sublinear term frequency, L2-normed:
//! `w(t, d) = (1 + ln tf(t, d)) idf(t)`, `idf(t) = ln((1 + n) / (1 + df(t))) + 1` over the `n` training paragraphs
//! (scikit-learn's `sublinear_tf` and `smooth_idf`). Every other feature has its family's value where present.
//! Unknown features are left out, so a paragraph's row does not depend on the pages it is transformed with.

use crate::features::Prepared;
use crate::rows::Rows;
use crate::vocabulary::Vocabulary;

/// Turns pages into rows with a vocabulary and weights that no page changes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Vectorizer {
    vocabulary: Vocabulary,
    /// One per feature of the weighted families, which come first.
    idf: Vec<f32>,
}

impl Vectorizer {
    /// Puts a vocabulary and the weights of its features together.
    pub(crate) fn new(vocabulary: Vocabulary, idf: Vec<f32>) -> Vectorizer {
        assert_eq!(
            vocabulary.n_weighted(),
            idf.len(),
            "one idf per weighted feature"
        );
        Vectorizer { vocabulary, idf }
    }

    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// One per weighted feature.
    pub(crate) fn idf(&self) -> &[f32] {
        &self.idf
    }

    /// Appends a page's rows.
    pub(crate) fn transform(&self, page: &Prepared<'_>, rows: &mut Rows) {
        let mut known = Vec::new();
        for paragraph in 0..page.n_paragraphs() {
            known.clear();
            page.emit(paragraph, &mut |family, name| {
                known.extend(self.vocabulary.feature(family, &name));
            });
            self.push_row(&mut known, rows);
        }
        rows.end_page();
    }

    /// Appends a paragraph's row from its known features, each as often as it occurs, in any order.
    pub(crate) fn push_row(&self, known: &mut [u32], rows: &mut Rows) {
        known.sort_unstable();
        let (words, others) = known.split_at(known.partition_point(|&f| self.is_weighted(f)));
        let mut weighted = Vec::with_capacity(words.len());
        self.weigh(words, &mut weighted);
        for (feature, value) in weighted {
            rows.push(feature, value);
        }
        for same in others.chunk_by(|a, b| a == b) {
            rows.push(same[0], self.vocabulary.family(same[0]).value());
        }
        rows.end_paragraph();
    }

    /// The values of a paragraph's weighted features, which come sorted, each as often as it occurs.
    #[inline]
    pub(crate) fn weigh(&self, words: &[u32], weighted: &mut Vec<(u32, f32)>) {
        weighted.clear();
        let mut squares = 0.0f32;
        for same in words.chunk_by(|a, b| a == b) {
            let tf = match same.len() {
                1 => 1.0,
                n => 1.0 + libm::logf(n as f32),
            };
            let value = tf * self.idf[same[0] as usize];
            squares += value * value;
            weighted.push((same[0], value));
        }
        let norm = squares.sqrt();
        weighted.iter_mut().for_each(|(_, value)| *value /= norm);
    }

    /// Weighted families come first in [`Family::ALL`].
    fn is_weighted(&self, feature: u32) -> bool {
        (feature as usize) < self.idf.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;
    use crate::features::{Caches, Family};

    /// Three paragraphs "a a b", "a", "c": df(a) = 2, df(b) = df(c) = 1, n = 3.
    fn vectorizer() -> Vectorizer {
        let mut sizes = [0; Family::ALL.len()];
        (sizes[Family::Word as usize], sizes[Family::Shape as usize]) = (2, 1);
        let vocabulary = Vocabulary::new(["a", "b", "words=1"], sizes).expect("sound names");
        let idf = |df: f32| (4.0 / (1.0 + df)).ln() + 1.0;
        Vectorizer::new(vocabulary, vec![idf(2.0), idf(1.0)])
    }

    fn rows(text: &str) -> Rows {
        let page = Page::from_text(text);
        let mut rows = Rows::default();
        let mut caches = Caches::default();
        vectorizer().transform(&Prepared::new(&page, &mut caches), &mut rows);
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
        let transform = |page, rows: &mut Rows| {
            let mut caches = Caches::default();
            vectorizer().transform(&Prepared::new(page, &mut caches), rows);
        };
        transform(&second, &mut alone);
        transform(&first, &mut both);
        transform(&second, &mut both);
        assert_eq!(alone.paragraph(0), both.paragraph(1));
    }
}
