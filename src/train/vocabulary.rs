//! Fitting the vocabulary: which features a model knows, and their inverse document frequencies.

use std::collections::HashMap;

use crate::features::{Family, Prepared};
use crate::vectorizer::{Vectorizer, Vocabulary};

/// Document frequencies of one family's features: in how many paragraphs each occurs.
#[derive(Default)]
struct Frequencies {
    /// Per name: the number of paragraphs, and the last one counted (from 1), so that none counts twice.
    counts: HashMap<String, (usize, usize)>,
}

impl Frequencies {
    fn count(&mut self, name: &str, paragraph: usize) {
        match self.counts.get_mut(name) {
            Some((_, last)) if *last == paragraph => {}
            Some((df, last)) => {
                *df += 1;
                *last = paragraph;
            }
            None => {
                self.counts.insert(name.to_owned(), (1, paragraph));
            }
        }
    }

    /// The names in at least `min_df` paragraphs, by falling frequency, then by name: no hash order is left.
    fn ranked(self, min_df: usize) -> Vec<(String, usize)> {
        let counts = self.counts.into_iter();
        let mut ranked: Vec<_> = counts
            .map(|(name, (df, _))| (name, df))
            .filter(|(_, df)| *df >= min_df)
            .collect();
        ranked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        ranked
    }
}

/// Fits the vocabulary on pages: features in at least `min_df` paragraphs, of each family at most the
/// `max_features` most frequent.
pub(super) fn fit(pages: &[&Prepared<'_>], min_df: usize, max_features: usize) -> Vectorizer {
    let mut frequencies = <[Frequencies; Family::ALL.len()]>::default();
    let mut n = 0;
    for page in pages {
        for index in 0..page.n_paragraphs() {
            n += 1;
            page.emit(index, &mut |family, name| {
                frequencies[family as usize].count(name, n);
            });
        }
    }
    let mut idf = Vec::new();
    let mut families = <[Vec<String>; Family::ALL.len()]>::default();
    for (family, counted) in Family::ALL.into_iter().zip(frequencies) {
        let mut ranked = counted.ranked(min_df);
        ranked.truncate(max_features);
        ranked.sort_unstable();
        idf.extend(ranked.iter().map(|(_, df)| idf_of(family, *df, n)));
        families[family as usize] = ranked.into_iter().map(|(name, _)| name).collect();
    }
    Vectorizer::new(Vocabulary::new(families), idf)
}

/// `ln((1 + n) / (1 + df)) + 1`, and 1 in families that are not weighted.
fn idf_of(family: Family, df: usize, n: usize) -> f32 {
    if !family.is_weighted() {
        return 1.0;
    }
    let ratio = (1 + n) as f64 / (1 + df) as f64;
    (libm::log(ratio) + 1.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;

    #[test]
    fn frequencies_count_paragraphs_and_rank_without_hash_order() {
        let page = Page::from_text("b a\n\na a\n\nc b\n\nd");
        let prepared = [&Prepared::new(&page)];
        let words = |min_df, max_features| {
            let vectorizer = fit(&prepared, min_df, max_features);
            let size = vectorizer.vocabulary().family_sizes()[Family::Word as usize];
            vectorizer.vocabulary().names()[..size].to_vec()
        };
        assert_eq!(words(1, 10), ["a", "b", "c", "d"]);
        assert_eq!(words(2, 10), ["a", "b"]);
        // a and b tie at two paragraphs: the first name stays.
        assert_eq!(words(1, 1), ["a"]);
        let idf = fit(&prepared, 2, 10).idf()[0];
        assert!((f64::from(idf) - ((5.0f64 / 3.0).ln() + 1.0)).abs() < 1e-6);
    }
}
