//! The first pass over a page in one loop: emit a feature, look it up, add its weights to all paragraphs that see it.
//!
//! Training and explanations see a page as rows ([`crate::rows`]); here no row is made:
//!
//! ```text
//! for each paragraph                                   "log in" is in paragraph 7
//!   emit      its features, one after the other         Family::Pair, Name::Two(log, in)
//!   look up   each once, in the vocabulary              feature 31,207: its 3 columns start at 118,340
//!   add       value * weights to those who see it       columns at offsets   -1        0        +1
//!                                                       118,340 [a p n r] ───┼────────┼───────► paragraph 8
//!                                                       118,341 [a p n r] ───┼────────► paragraph 7
//!                                                       118,342 [a p n r] ───► paragraph 6
//! ```
//!
//! The four weights of a column, one per label, are one register wide, and a feature's columns lie side by side: of reach 2,
//! one look-up and one cache line or two serve five paragraphs. Who sees a feature at offset -1 has it in the paragraph above.
//!
//! Words and pairs wait until their paragraph ends, since TF-IDF weighs them together. What the paragraphs of one path, of
//! one block, of one card or under one heading have in common is looked up and summed up once for all of them ([`Scope`]). So the scores
//! are those of the rows, except for the order in which they are added up.

use std::array::from_fn;

use super::{FirstPass, Packed, unpack};
use crate::Label;
use crate::deadline::Deadline;
use crate::error::Result;
use crate::features::{Family, Name, Prepared, Scope};
use crate::scores::{Scores, add_scaled};
use crate::vectorizer::Vectorizer;
use crate::vocabulary::Vocabulary;

/// Furthest that a feature is seen, in paragraphs.
const REACH: usize = Family::WIDEST;

/// [`FusedScores::add`] has code for each width, so that the compiler unrolls it.
const WIDTHS: [usize; 3] = [1, 3, 5];

const _: () = {
    let mut family = 0;
    while family < Family::ALL.len() {
        let (mut at, width) = (0, Family::ALL[family].width());
        while WIDTHS[at] != width {
            at += 1;
            assert!(at < WIDTHS.len(), "a family is wider than any code for it");
        }
        family += 1;
    }
};

/// Where a family's features and their columns start.
#[derive(Clone, Copy)]
pub(crate) struct FamilyColumns {
    feature: usize,
    column: usize,
    width: usize,
    value: f32,
}

impl FamilyColumns {
    /// Those of all families.
    pub(crate) fn of_vocabulary(vocabulary: &Vocabulary) -> [FamilyColumns; Family::ALL.len()] {
        let (mut feature, mut column) = (0, 0);
        let sizes = vocabulary.family_sizes();
        from_fn(|at| {
            let (family, size) = (Family::ALL[at], sizes[at]);
            let columns = FamilyColumns {
                feature,
                column,
                width: family.width(),
                value: family.value(),
            };
            feature += size;
            column += size * columns.width;
            columns
        })
    }

    /// As [`crate::rows::Layout::columns`], without its table.
    #[inline]
    fn first_column(self, feature: u32) -> usize {
        self.column + (feature as usize - self.feature) * self.width
    }
}

/// The linear scores of a page's paragraphs while they are being summed up.
pub(crate) struct FusedScores<'a> {
    vectorizer: &'a Vectorizer,
    weights: &'a [Packed],
    columns: &'a [FamilyColumns; Family::ALL.len()],
    /// Of the paragraphs, and of [`REACH`] more above and below, which are thrown away.
    scores: Vec<Scores>,
    /// Number of distinct features of each paragraph that the model knows.
    known: Vec<usize>,
    seen: Seen,
}

/// What features that several paragraphs share add to the scores, as seen from each offset, and their number.
#[derive(Clone, Copy)]
struct Shared {
    seen_from: [Scores; 2 * REACH + 1],
    known: usize,
}

/// Paragraphs between two looks at the clock.
const PARAGRAPHS_PER_LOOK: usize = 64;

impl<'a> FusedScores<'a> {
    /// The scores of a page.
    ///
    /// # Errors
    /// Past the deadline.
    pub(crate) fn new(
        page: &Prepared<'_>,
        vectorizer: &'a Vectorizer,
        first_pass: &'a FirstPass,
        columns: &'a [FamilyColumns; Family::ALL.len()],
        deadline: Deadline,
    ) -> Result<FusedScores<'a>> {
        let n = page.n_paragraphs();
        let mut scores = FusedScores {
            vectorizer,
            weights: first_pass.weights(),
            columns,
            scores: vec![first_pass.intercepts(); n + 2 * REACH],
            known: Vec::with_capacity(n),
            seen: Seen::new(vectorizer.vocabulary().n_features()),
        };
        scores.add_page(page, deadline)?;
        Ok(scores)
    }

    /// The scores of the page's paragraphs.
    pub(crate) fn scores(&self) -> &[Scores] {
        &self.scores[REACH..self.scores.len() - REACH]
    }

    /// Number of distinct features of each paragraph that the model knows.
    pub(crate) fn known(&self) -> &[usize] {
        &self.known
    }

    fn add_page(&mut self, page: &Prepared<'_>, deadline: Deadline) -> Result<()> {
        let mut summed = Scope::ALL.map(|scope| vec![None; page.n_groups(scope)]);
        let (mut words, mut weighted) = (Vec::new(), Vec::new());
        for index in 0..page.n_paragraphs() {
            if index % PARAGRAPHS_PER_LOOK == 0 {
                deadline.check()?;
            }
            let mut known = self.add_own(page, index, &mut words);
            known += self.add_words(&mut words, &mut weighted, index);
            for (scope, summed) in Scope::ALL.into_iter().zip(&mut summed) {
                if let Some(group) = page.group(scope, index) {
                    let shared =
                        *summed[group].get_or_insert_with(|| self.sum_shared(page, scope, group));
                    known += self.add_shared(index, &shared);
                }
            }
            self.known.push(known);
        }
        Ok(())
    }

    /// Adds a paragraph's own features, except for `words`, which are weighted together; the number of those known.
    fn add_own(&mut self, page: &Prepared<'_>, index: usize, words: &mut Vec<u32>) -> usize {
        let (vectorizer, mut known) = (self.vectorizer, 0);
        words.clear();
        page.emit_own(index, &mut |family, name: Name<'_>| {
            if let Some(feature) = vectorizer.vocabulary().feature(family, &name) {
                if family.is_weighted() {
                    words.push(feature);
                } else {
                    known += 1;
                    let columns = self.columns[family as usize];
                    self.add(columns, feature, columns.value, index);
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
        let pairs = self.columns[Family::Pair as usize];
        let n_words = weighted.partition_point(|(feature, _)| (*feature as usize) < pairs.feature);
        for (feature, value) in &weighted[..n_words] {
            self.add(self.columns[Family::Word as usize], *feature, *value, index);
        }
        for (feature, value) in &weighted[n_words..] {
            self.add(pairs, *feature, *value, index);
        }
        weighted.len()
    }

    /// Adds a feature of paragraph `source` to all that see it.
    #[inline]
    fn add(&mut self, columns: FamilyColumns, feature: u32, value: f32, source: usize) {
        let weights = &self.weights[columns.first_column(feature)..];
        // What sees a feature starts at a place that the compiler knows for each width.
        let scores = &mut self.scores;
        match columns.width {
            1 => add_columns::<1, _>(&mut scores[source + REACH..], value, weights, unpack),
            3 => add_columns::<3, _>(&mut scores[source + REACH - 1..], value, weights, unpack),
            5 => add_columns::<5, _>(&mut scores[source + REACH - 2..], value, weights, unpack),
            _ => unreachable!("all widths are in WIDTHS"),
        }
    }

    /// Sums up features that the paragraphs of a group share, each once.
    fn sum_shared(&mut self, page: &Prepared<'_>, scope: Scope, group: usize) -> Shared {
        let mut seen_from = [[0.0; Label::COUNT]; 2 * REACH + 1];
        page.emit_shared(scope, group, &mut |family, name: Name<'_>| {
            let feature = self.vectorizer.vocabulary().feature(family, &name);
            let Some(feature) = feature.filter(|feature| self.seen.insert(*feature)) else {
                return;
            };
            let columns = self.columns[family as usize];
            let weights = &self.weights[columns.first_column(feature)..][..columns.width];
            let nearest = REACH - columns.width / 2;
            for (sum, weights) in seen_from[nearest..].iter_mut().zip(weights) {
                add_scaled(sum, columns.value, &unpack(weights));
            }
        });
        let known = self.seen.clear();
        Shared { seen_from, known }
    }

    /// Adds shared features of paragraph `source` to all that see them; their number.
    fn add_shared(&mut self, source: usize, shared: &Shared) -> usize {
        let (seeing, sums) = (&mut self.scores[source..], &shared.seen_from);
        add_columns::<{ 2 * REACH + 1 }, _>(seeing, 1.0, sums, |sum| *sum);
        shared.known
    }
}

/// The features that a group has shown so far.
struct Seen {
    /// A bit for each feature of the vocabulary.
    bits: Vec<u64>,
    features: Vec<u32>,
}

impl Seen {
    fn new(n_features: usize) -> Seen {
        Seen {
            bits: vec![0; n_features.div_ceil(64)],
            features: Vec::new(),
        }
    }

    /// Whether a feature is new.
    #[inline]
    fn insert(&mut self, feature: u32) -> bool {
        let (bits, bit) = (&mut self.bits[feature as usize / 64], 1 << (feature % 64));
        let is_new = *bits & bit == 0;
        if is_new {
            *bits |= bit;
            self.features.push(feature);
        }
        is_new
    }

    /// Forgets all features; how many there were.
    fn clear(&mut self) -> usize {
        let features = self.features.drain(..);
        let n = features.len();
        for feature in features {
            self.bits[feature as usize / 64] = 0;
        }
        n
    }
}

/// Adds a feature's columns, each widened to scores, to the paragraphs that see it, top to bottom.
///
/// The paragraph below sees the feature above itself, at offset -1, so the columns are taken from the last to the first.
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::features::TokenCaches;
    use crate::page::{Link, Marks, Page, Paragraph};
    use crate::rows::Rows;

    /// A vocabulary of every feature of a page but each seventh, with weights that look like those of a fit.
    fn fitted(page: &Prepared<'_>) -> (Vectorizer, FirstPass) {
        let mut names: [BTreeSet<String>; Family::ALL.len()] = Default::default();
        for index in 0..page.n_paragraphs() {
            page.emit(index, &mut |family, name: Name<'_>| {
                let mut text = String::new();
                name.write(&mut text);
                names[family as usize].insert(text);
            });
        }
        for (number, names) in names.iter_mut().enumerate() {
            let mut at = number;
            names.retain(|_| {
                at += 1;
                !at.is_multiple_of(7)
            });
        }
        let sizes = names.each_ref().map(BTreeSet::len);
        let vocabulary = Vocabulary::new(names.iter().flatten().map(String::as_str), sizes)
            .expect("names as emitted");
        let idf = (0..vocabulary.n_weighted()).map(|at| 1.0 + (at % 9) as f32);
        let idf = idf.collect();
        let layout = vocabulary.layout();
        let weight =
            |at: usize| f64::from((at as u32).wrapping_mul(2_654_435_761) >> 16) / 1e4 - 3.0;
        let columns = 0..layout.n_columns();
        let weights: Vec<[f64; Label::COUNT]> = columns
            .map(|column| from_fn(|label| weight(Label::COUNT * column + label)))
            .collect();
        let first_pass = FirstPass::pack(layout, &weights, [0.1, -0.2, 0.3, 0.0]);
        (Vectorizer::new(vocabulary, idf), first_pass)
    }

    fn page(marked: bool) -> impl Strategy<Value = Page> {
        let text = "([A-Z]?[a-e]{1,3}|subscribe|sign|free|€|[0-9]{1,3}|ferries sail again from the harbour){1,9}( [a-e]{1,4}){0,40}";
        let path = "(p|h2|a\\.btn)( < (li|div\\.[a-c]box|nav|section)){0,3} < body";
        let place = prop::collection::vec(0..3u32, 5);
        let link = "(/[a-c]{1,3}(-[a-c]{2}){0,4}|//facebook\\.com|#a|)";
        let form = "(\\.|/search) (text:q ){0,2}submit:";
        let paragraph = (text, path, 0.0f32..=1.0, place, link, form);
        prop::collection::vec(paragraph, 0..30).prop_map(move |paragraphs| {
            let paragraphs =
                paragraphs
                    .into_iter()
                    .map(|(text, path, link_density, place, link, form)| {
                        let paragraph = Paragraph::new(&text);
                        if !marked {
                            return paragraph;
                        }
                        let tag = path.split(['.', ' ']).next().unwrap_or_default().to_owned();
                        let n_elements = path.matches(" < ").count() + 1;
                        let marks = Marks::new(tag, link_density, path)
                            .with_place(place[..n_elements].to_vec())
                            .with_links(vec![Link::new(0..1, &link, "nofollow"); 2])
                            .with_beside(&form[..1])
                            .with_form(form);
                        paragraph.with_marks(marks)
                    });
            Page::new(paragraphs.collect())
        })
    }

    fn is_as_the_rows(page: &Page) {
        let mut caches = TokenCaches::default();
        let prepared = Prepared::new(page, &mut caches);
        let (vectorizer, first_pass) = fitted(&prepared);
        let columns = FamilyColumns::of_vocabulary(vectorizer.vocabulary());
        let fused = FusedScores::new(
            &prepared,
            &vectorizer,
            &first_pass,
            &columns,
            Deadline::NEVER,
        )
        .unwrap();
        let mut rows = Rows::default();
        vectorizer.transform(&prepared, &mut rows);
        let by_rows = first_pass.scores(&rows);
        assert_eq!(fused.scores().len(), by_rows.len());
        for (index, expected) in by_rows.into_iter().enumerate() {
            assert_eq!(fused.known()[index], rows.paragraph(index).len());
            for (score, expected) in fused.scores()[index].into_iter().zip(expected) {
                assert!(
                    (score - expected).abs() < 1e-3,
                    "{index}: {score}, {expected}"
                );
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn fused_scores_are_those_of_the_rows(plain in page(false), marked in page(true)) {
            is_as_the_rows(&plain);
            is_as_the_rows(&marked);
        }
    }
}
