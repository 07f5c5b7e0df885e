//! The first pass over a page in one loop: emit a feature, look it up, add its weights to all paragraphs that see it.
//!
//! Training and explanations see a page as rows ([`crate::rows`]); here no row is made:
//!
//! ```text
//! for each paragraph                                   "log in" is in paragraph 7
//!   emit      its features, one after the other         Family::Pair, Name::Two(log, in)
//!   look up   each once, in the vocabulary              feature 31,207: its 3 columns start at 118,340
//!   sum up    value * weights, by the offset seen from  columns at offsets   -1        0        +1
//!   add       the sums to those who see it              118,340 [a p n r] ───┼────────┼───────► paragraph 8
//!                                                       118,341 [a p n r] ───┼────────► paragraph 7
//!                                                       118,342 [a p n r] ───► paragraph 6
//! ```
//!
//! The four weights of a column, one per label, are one register wide, and a feature's columns lie side by side: of reach 2,
//! one look-up and one cache line or two serve five paragraphs. Who sees a feature at offset -1 has it in the paragraph above.
//!
//! Words and pairs wait until their paragraph ends, since TF-IDF weighs them together. What a text has wherever it stands is
//! looked up and summed up once for all paragraphs of that text, on this page and later ones, and what the paragraphs of one path,
//! of one block, of one card or under one heading have in common once for all of them ([`Scope`]). So the scores are those of the
//! rows, except for the order in which they are added up; and that order is the same whatever has been seen before.

use rapidhash::RapidHashMap;

use super::columns::Columns;
use super::gathered::{Gathered, REACH, SeenFrom, add_around};
use super::seen::Seen;
use super::{FirstPass, Packed};
use crate::deadline::Deadline;
use crate::error::Result;
use crate::features::{Family, MOST_TEXTS, Name, Prepared, Scope, Template};
use crate::scores::{Scores, add};
use crate::vectorizer::Vectorizer;

/// Paragraphs between two looks at the clock.
const PARAGRAPHS_PER_LOOK: usize = 64;

/// The first pass of a model over one page after another, with the memory that it uses again.
pub(crate) struct FusedPass<'m> {
    vectorizer: &'m Vectorizer,
    weights: &'m [Packed],
    intercepts: Scores,
    /// Of its own: behind a reference a look at it is a load more, and compilers inline it less.
    columns: Columns,
    /// The words and pairs of a paragraph.
    words: Vec<u32>,
    weighted: Vec<(u32, f32)>,
    gathered: Gathered,
    seen: Seen,
    /// What the texts that have been seen add by themselves, by their keys: as many as their own memory has.
    texts: RapidHashMap<u64, Shared>,
}

/// The linear scores of a page's paragraphs.
pub(crate) struct PageScores {
    /// Of the paragraphs, and of [`REACH`] more above and below, which are thrown away.
    scores: Vec<Scores>,
    /// Number of distinct features of each paragraph that the model knows.
    known: Vec<usize>,
}

/// What features that several paragraphs may share add to the scores, and their number.
#[derive(Clone, Copy)]
struct Shared {
    sums: SeenFrom,
    known: u32,
}

impl Shared {
    fn add(&mut self, other: &Shared) {
        let pairs = self.sums.iter_mut().zip(&other.sums);
        pairs.for_each(|(sum, other)| add(sum, other));
        self.known += other.known;
    }
}

impl<'m> FusedPass<'m> {
    pub(crate) fn new(
        vectorizer: &'m Vectorizer,
        first_pass: &'m FirstPass,
        columns: Columns,
    ) -> FusedPass<'m> {
        FusedPass {
            vectorizer,
            weights: first_pass.weights(),
            intercepts: first_pass.intercepts(),
            columns,
            words: Vec::new(),
            weighted: Vec::new(),
            gathered: Gathered::default(),
            seen: Seen::new(first_pass.weights().len()),
            texts: RapidHashMap::default(),
        }
    }

    /// The scores of a page.
    ///
    /// # Errors
    /// Past the deadline.
    pub(crate) fn scores(&mut self, page: &Prepared<'_>, deadline: Deadline) -> Result<PageScores> {
        let n = page.n_paragraphs();
        let mut scores = vec![self.intercepts; n + 2 * REACH];
        let mut known = Vec::with_capacity(n);
        let mut shared = Scope::ALL.map(|scope| vec![None; page.n_groups(scope)]);
        for index in 0..n {
            if index % PARAGRAPHS_PER_LOOK == 0 {
                deadline.check()?;
            }
            let mut own = self.sum_text(page, index);
            own.add(&self.sum_placed(page, index));
            for (scope, shared) in Scope::ALL.into_iter().zip(&mut shared) {
                if let Some(group) = page.group(scope, index) {
                    let shared =
                        shared[group].get_or_insert_with(|| self.sum_shared(page, scope, group));
                    own.add(shared);
                }
            }
            add_around(&mut scores[index..], &own.sums);
            known.push(own.known as usize);
        }
        Ok(PageScores { scores, known })
    }

    /// What those of a paragraph's own features add that its text has anywhere, summed up once for each text.
    fn sum_text(&mut self, page: &Prepared<'_>, index: usize) -> Shared {
        let key = page.text_key(index);
        if let Some(known) = self.texts.get(&key) {
            return *known;
        }
        self.gathered.clear();
        self.words.clear();
        // Short, so that it is inlined where a feature is emitted and its family and template are constants.
        page.emit_text(
            index,
            &mut |family, name: Name<'_>| match name.templated() {
                Some((template, number)) => self.add_templated(family, template, number),
                None => self.add_hashed(family, name.key(family)),
            },
        );
        self.gather_words();
        let shared = self.shared();
        if self.texts.len() >= MOST_TEXTS {
            self.texts.clear();
        }
        self.texts.insert(key, shared);
        shared
    }

    /// What the others of a paragraph's own features add.
    fn sum_placed(&mut self, page: &Prepared<'_>, index: usize) -> Shared {
        self.gathered.clear();
        page.emit_placed(
            index,
            &mut |family, name: Name<'_>| match name.templated() {
                Some((template, number)) => self.add_templated(family, template, number),
                None => self.add_hashed(family, name.key(family)),
            },
        );
        self.shared()
    }

    /// What has been gathered, summed up.
    fn shared(&self) -> Shared {
        Shared {
            sums: self.gathered.sum(self.weights),
            known: self.gathered.len() as u32,
        }
    }

    #[inline(always)]
    fn add_templated(&mut self, family: Family, template: Template, number: usize) {
        if let Some(column) = self.columns.templated(template, number) {
            self.gathered.push(family, column, family.value());
        }
    }

    /// Adds a feature that is found by its key.
    #[inline(never)]
    fn add_hashed(&mut self, family: Family, key: u64) {
        if !self.columns.may_have(family, key) {
            return;
        }
        if let Some(feature) = self.vectorizer.vocabulary().hashed(family, key) {
            if family.is_weighted() {
                self.words.push(feature);
            } else {
                let column = self.columns.first(family, feature);
                self.gathered.push(family, column, family.value());
            }
        }
    }

    /// Gathers a paragraph's words and pairs, weighted.
    fn gather_words(&mut self) {
        let weighted = &mut self.weighted;
        self.words.sort_unstable();
        self.vectorizer.weigh(&self.words, weighted);
        let first_pair = self.columns.first_feature(Family::Pair);
        let n_words = weighted.partition_point(|(feature, _)| (*feature as usize) < first_pair);
        let (words, pairs) = weighted.split_at(n_words);
        for (family, features) in [(Family::Word, words), (Family::Pair, pairs)] {
            for (feature, value) in features {
                let column = self.columns.first(family, *feature);
                self.gathered.push(family, column, *value);
            }
        }
    }

    /// Sums up features that the paragraphs of a group share, each once.
    fn sum_shared(&mut self, page: &Prepared<'_>, scope: Scope, group: usize) -> Shared {
        self.gathered.clear();
        page.emit_shared(
            scope,
            group,
            &mut |family, name: Name<'_>| match name.templated() {
                Some((template, number)) => {
                    if let Some(column) = self.columns.templated(template, number) {
                        self.add_once(family, column);
                    }
                }
                None => self.add_hashed_once(family, name.key(family)),
            },
        );
        self.seen.clear();
        self.shared()
    }

    /// Adds a feature of a group, unless it has been added.
    #[inline]
    fn add_once(&mut self, family: Family, column: u32) {
        if self.seen.insert(column) {
            self.gathered.push(family, column, family.value());
        }
    }

    /// The same, found by its key.
    #[inline(never)]
    fn add_hashed_once(&mut self, family: Family, key: u64) {
        if let Some(feature) = self.vectorizer.vocabulary().hashed(family, key) {
            self.add_once(family, self.columns.first(family, feature));
        }
    }
}

impl PageScores {
    /// The scores of the page's paragraphs.
    pub(crate) fn scores(&self) -> &[Scores] {
        &self.scores[REACH..self.scores.len() - REACH]
    }

    /// Number of distinct features of each paragraph that the model knows.
    pub(crate) fn known(&self) -> &[usize] {
        &self.known
    }
}

#[cfg(test)]
mod tests {
    use std::array::from_fn;
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::Label;
    use crate::features::Caches;
    use crate::page::{Link, Marks, Page, Paragraph};
    use crate::rows::Rows;
    use crate::vocabulary::Vocabulary;

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
        let mut caches = Caches::default();
        let prepared = Prepared::new(page, &mut caches);
        let (vectorizer, first_pass) = fitted(&prepared);
        let columns = Columns::new(vectorizer.vocabulary());
        let mut pass = FusedPass::new(&vectorizer, &first_pass, columns);
        let fused = pass.scores(&prepared, Deadline::NEVER).unwrap();
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
