//! The first pass over a page, without rows.
//!
//! Training and explanations see a page as rows; here no row is made. Each feature's weights go to the paragraphs
//! concerned as soon as it is looked up, and what the paragraphs of one path, of one block or under one
//! heading have in common is summed up once. So the sums are those of the rows, but for the order in which they are added up.

use std::array::from_fn;

use crate::Label;
use crate::features::{Family, Name, Prepared, Share};
use crate::first_pass::{FirstPass, Packed, Scores, add_scaled, unpack};
use crate::vectorizer::Vectorizer;
use crate::vocabulary::Vocabulary;

/// Furthest that a feature is seen, in paragraphs.
const REACH: usize = Family::WIDEST;

/// Where a family's features and their columns start.
#[derive(Clone, Copy)]
pub(super) struct FamilyPlace {
    feature: usize,
    column: usize,
    width: usize,
    value: f32,
}

impl FamilyPlace {
    /// The places of all families.
    pub(super) fn all(vocabulary: &Vocabulary) -> [FamilyPlace; Family::ALL.len()] {
        let (mut feature, mut column) = (0, 0);
        let sizes = vocabulary.family_sizes();
        from_fn(|family| {
            let (of, size) = (Family::ALL[family], sizes[family]);
            let place = FamilyPlace {
                feature,
                column,
                width: of.width(),
                value: of.value(),
            };
            feature += size;
            column += size * place.width;
            place
        })
    }

    #[inline]
    fn first_column(self, feature: u32) -> usize {
        self.column + (feature as usize - self.feature) * self.width
    }
}

/// The linear scores of a page's paragraphs while they are being summed up.
pub(super) struct Sums<'a> {
    vectorizer: &'a Vectorizer,
    weights: &'a [Packed],
    places: &'a [FamilyPlace; Family::ALL.len()],
    /// Of the paragraphs, and of [`REACH`] more above and below, which nobody asks for.
    scores: Vec<Scores>,
    /// Number of distinct features of each paragraph that the model knows.
    known: Vec<usize>,
}

/// What features that several paragraphs share add to the scores, as seen from each offset, and their number.
#[derive(Clone, Copy)]
struct Shared {
    seen_from: [Scores; 2 * REACH + 1],
    known: usize,
}

impl<'a> Sums<'a> {
    pub(super) fn of(
        page: &Prepared<'_>,
        vectorizer: &'a Vectorizer,
        first_pass: &'a FirstPass,
        places: &'a [FamilyPlace; Family::ALL.len()],
    ) -> Sums<'a> {
        let n = page.n_paragraphs();
        let mut sums = Sums {
            vectorizer,
            weights: first_pass.weights(),
            places,
            scores: vec![first_pass.intercepts(); n + 2 * REACH],
            known: Vec::with_capacity(n),
        };
        let mut found = Share::ALL.map(|by| vec![None; page.n_shares(by)]);
        let (mut words, mut weighted, mut features) = (Vec::new(), Vec::new(), Vec::new());
        for index in 0..n {
            let mut known = sums.add_own(page, index, &mut words);
            known += sums.add_words(&mut words, &mut weighted, index);
            for (by, found) in Share::ALL.into_iter().zip(&mut found) {
                if let Some(share) = page.share(by, index) {
                    let shared = *found[share]
                        .get_or_insert_with(|| sums.shared(page, by, share, &mut features));
                    known += sums.add_shared(index, &shared);
                }
            }
            sums.known.push(known);
        }
        sums
    }

    /// The scores of the page's paragraphs.
    pub(super) fn scores(&self) -> &[Scores] {
        &self.scores[REACH..self.scores.len() - REACH]
    }

    /// Number of distinct features of each paragraph that the model knows.
    pub(super) fn known(&self) -> &[usize] {
        &self.known
    }

    /// Adds a paragraph's own features, but for `words`, which are weighted together; the number of those known.
    fn add_own(&mut self, page: &Prepared<'_>, index: usize, words: &mut Vec<u32>) -> usize {
        let (vectorizer, mut known) = (self.vectorizer, 0);
        words.clear();
        page.emit_own(index, &mut |family, name: Name<'_>| {
            if let Some(feature) = vectorizer.vocabulary().feature(family, &name) {
                if family.is_weighted() {
                    words.push(feature);
                } else {
                    known += 1;
                    let place = self.places[family as usize];
                    self.add(place, feature, place.value, index);
                }
            }
        });
        known
    }

    /// Adds a paragraph's words and pairs; the number of those known.
    fn add_words(
        &mut self,
        words: &mut [u32],
        weighted: &mut Vec<(u32, f32)>,
        index: usize,
    ) -> usize {
        words.sort_unstable();
        self.vectorizer.weigh(words, weighted);
        let pairs = self.places[Family::Pair as usize];
        let n_words = weighted.partition_point(|(feature, _)| (*feature as usize) < pairs.feature);
        for (feature, value) in &weighted[..n_words] {
            self.add(self.places[Family::Word as usize], *feature, *value, index);
        }
        for (feature, value) in &weighted[n_words..] {
            self.add(pairs, *feature, *value, index);
        }
        weighted.len()
    }

    /// Adds a feature of paragraph `source` to all that see it.
    #[inline]
    fn add(&mut self, place: FamilyPlace, feature: u32, value: f32, source: usize) {
        let columns = &self.weights[place.first_column(feature)..];
        match place.width {
            1 => add_columns::<1, _>(&mut self.scores[source + REACH..], value, columns, unpack),
            3 => add_columns::<3, _>(
                &mut self.scores[source + REACH - 1..],
                value,
                columns,
                unpack,
            ),
            5 => add_columns::<5, _>(
                &mut self.scores[source + REACH - 2..],
                value,
                columns,
                unpack,
            ),
            width => unreachable!("no family is {width} columns wide"),
        }
    }

    /// Sums up features that several paragraphs share, each once.
    fn shared(
        &self,
        page: &Prepared<'_>,
        by: Share,
        share: usize,
        features: &mut Vec<(Family, u32)>,
    ) -> Shared {
        features.clear();
        page.emit_shared(by, share, &mut |family, name: Name<'_>| {
            let feature = self.vectorizer.vocabulary().feature(family, &name);
            features.extend(feature.map(|feature| (family, feature)));
        });
        features.sort_unstable_by_key(|(_, feature)| *feature);
        features.dedup();
        let mut shared = Shared {
            seen_from: [[0.0; Label::COUNT]; 2 * REACH + 1],
            known: features.len(),
        };
        for (family, feature) in features {
            let place = self.places[*family as usize];
            let columns = &self.weights[place.first_column(*feature)..][..place.width];
            let nearest = REACH - place.width / 2;
            for (sum, weights) in shared.seen_from[nearest..].iter_mut().zip(columns) {
                add_scaled(sum, place.value, &unpack(weights));
            }
        }
        shared
    }

    /// Adds shared features of paragraph `source` to all that see them; their number.
    fn add_shared(&mut self, source: usize, shared: &Shared) -> usize {
        let (seeing, sums) = (&mut self.scores[source..], &shared.seen_from);
        add_columns::<{ 2 * REACH + 1 }, _>(seeing, 1.0, sums, |sum| *sum);
        shared.known
    }
}

/// Adds a feature's columns, each widened to scores, to the paragraphs that see it, top to bottom.
///
/// The paragraph below sees the feature above itself, at offset -1: columns fall while paragraphs rise.
#[inline]
fn add_columns<const WIDTH: usize, C>(
    seeing: &mut [Scores],
    value: f32,
    columns: &[C],
    widen: impl Fn(&C) -> Scores,
) {
    let seeing = seeing.first_chunk_mut::<WIDTH>();
    let (Some(seeing), Some(columns)) = (seeing, columns.first_chunk::<WIDTH>()) else {
        unreachable!("scores and weights reach as far as the features do");
    };
    for (at, scores) in seeing.iter_mut().enumerate() {
        add_scaled(scores, value, &widen(&columns[WIDTH - 1 - at]));
    }
}

#[cfg(all(test, feature = "default-model", feature = "html"))]
pub(super) mod tests {
    use super::*;
    use crate::features::Lexicons;
    use crate::rows::Rows;
    use crate::{Model, Page};

    pub(in crate::model) const PAGE: &str = "<nav><ul><li><a href=/>News</a><li><a href=/>Sport</a></ul></nav><h1>Ferries sail \
        again</h1><p class=lead>Ferries sail again from the old harbour, sail after sail, said the company.\
        <h2>Subscribe, subscribe</h2><p>$1 a month<p>Cancel anytime<p>Log in";

    #[test]
    fn the_sums_are_those_of_the_rows() {
        let model = Model::embedded();
        for page in [Page::from_html(PAGE), Page::from_html(PAGE).without_marks()] {
            let mut lexicons = Lexicons::default();
            let prepared = Prepared::new(&page, &mut lexicons);
            let (vectorizer, first_pass) = (&model.vectorizer, &model.first_pass);
            let places = FamilyPlace::all(vectorizer.vocabulary());
            let sums = Sums::of(&prepared, vectorizer, first_pass, &places);
            let mut rows = Rows::default();
            vectorizer.transform(&prepared, &mut rows);
            for (index, expected) in first_pass.scores(&rows).into_iter().enumerate() {
                assert_eq!(sums.known[index], rows.paragraph(index).len());
                for (sum, expected) in sums.scores()[index].into_iter().zip(expected) {
                    assert!((sum - expected).abs() < 1e-4, "{index}: {sum}, {expected}");
                }
            }
        }
    }
}
