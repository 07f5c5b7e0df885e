//! Fitting the vocabulary: which features a model knows, and their inverse document frequencies.

use super::emitted::Emitted;
use crate::features::Family;
use crate::vectorizer::Vectorizer;
use crate::vocabulary::Vocabulary;
use crate::{Error, Result};

/// A vocabulary and what it makes of the features emitted.
pub(super) struct Fitted {
    pub(super) vectorizer: Vectorizer,
    /// The vocabulary's feature for each emitted one, by number; `None` if it is not known.
    pub(super) known: Vec<Option<u32>>,
}

/// Fits the vocabulary on pages: features in at least `min_df` paragraphs, of each family at most the
/// `max_features` most frequent.
pub(super) fn fit(
    emitted: &Emitted,
    pages: &[usize],
    min_df: usize,
    max_features: usize,
) -> Result<Fitted> {
    let (df, n) = document_frequencies(emitted, pages);
    let mut fitted = <[Vec<u32>; Family::ALL.len()]>::default();
    for (number, (family, _)) in (0..).zip(emitted.names()) {
        if df[number as usize] >= min_df {
            fitted[*family as usize].push(number);
        }
    }
    let name = |number: &u32| emitted.names()[*number as usize].1.as_str();
    let mut known = vec![None; df.len()];
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
            known[*number as usize] = Some(names.len() as u32);
            names.push(name(number));
            if family.is_weighted() {
                idf.push(inverse(df[*number as usize], n));
            }
        }
    }
    let vocabulary =
        Vocabulary::new(names, sizes).map_err(|error| Error::Fit(error.to_string()))?;
    Ok(Fitted {
        vectorizer: Vectorizer::new(vocabulary, idf),
        known,
    })
}

/// In how many paragraphs each feature occurs, and the number of paragraphs.
fn document_frequencies(emitted: &Emitted, pages: &[usize]) -> (Vec<usize>, usize) {
    let mut df = vec![0; emitted.names().len()];
    // The last paragraph that a feature was counted in, from 1.
    let mut last = vec![0; df.len()];
    let mut n = 0;
    for page in pages {
        for paragraph in emitted.paragraphs(*page) {
            n += 1;
            for number in paragraph {
                let number = *number as usize;
                df[number] += usize::from(last[number] != n);
                last[number] = n;
            }
        }
    }
    (df, n)
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
    use crate::features::{Prepared, TokenCaches};
    use crate::rows::Rows;

    fn emitted(page: &Page) -> Emitted {
        let mut emitted = Emitted::default();
        emitted.push(&Prepared::new(page, &mut TokenCaches::default()));
        emitted
    }

    #[test]
    fn frequencies_count_paragraphs_and_rank_without_hash_order() {
        let emitted = emitted(&Page::from_text("b a\n\na a\n\nc b\n\nd"));
        let words = |min_df, max_features| {
            let vectorizer = fit(&emitted, &[0], min_df, max_features)
                .expect("sound names")
                .vectorizer;
            let size = vectorizer.vocabulary().family_sizes()[Family::Word as usize];
            let lines = vectorizer.vocabulary().lines().lines();
            lines.take(size).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(words(1, 10), ["a", "b", "c", "d"]);
        assert_eq!(words(2, 10), ["a", "b"]);
        // a and b tie at two paragraphs: the first name stays.
        assert_eq!(words(1, 1), ["a"]);
        let vectorizer = fit(&emitted, &[0], 2, 10).expect("sound names").vectorizer;
        let idf = vectorizer.idf()[0];
        assert!((f64::from(idf) - ((5.0f64 / 3.0).ln() + 1.0)).abs() < 1e-6);
    }

    #[test]
    fn numbered_features_make_the_rows_that_names_make() {
        let page =
            Page::from_text("Ferries sail again\n\nSubscribe now\n\nSubscribe today, subscribe");
        let emitted = emitted(&page);
        let Fitted { vectorizer, known } = fit(&emitted, &[0], 1, 1000).expect("sound names");
        let mut rows = Rows::default();
        vectorizer.transform(
            &Prepared::new(&page, &mut TokenCaches::default()),
            &mut rows,
        );
        assert_eq!(rows, emitted.rows(&[0], &vectorizer, &known));
    }
}
