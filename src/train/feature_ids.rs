//! The features of all training pages, emitted once and numbered: every fit of a fold starts from the numbers.

mod frequent;

use std::ops::Range;

use rapidhash::RapidHashMap;

use crate::ends::Ends;
use crate::features::{Family, Name, Prepared};
use crate::logistic::on_threads;
use crate::rows::Rows;
use crate::vectorizer::Vectorizer;

/// Pages whose rows a thread makes before they are put behind the others.
const PAGES_AT_A_TIME: usize = 32;

/// The features of pages, by number, in the order in which they were first seen.
#[derive(Default)]
pub(super) struct FeatureIds {
    names: Vec<(Family, String)>,
    /// Whether each feature is a word, which a page without words lacks.
    is_word: Vec<bool>,
    /// The number of each feature, by its name's key.
    numbers: RapidHashMap<u64, u32>,
    /// The features of all paragraphs; repeated words repeatedly.
    features: Vec<u32>,
    /// End of each paragraph's features.
    ends: Ends,
    pages: Vec<Seen>,
}

/// The paragraphs of a page, and whether they are seen without their words.
#[derive(Clone)]
struct Seen {
    paragraphs: Range<usize>,
    is_wordless: bool,
}

impl FeatureIds {
    /// Appends a page.
    pub(super) fn push(&mut self, page: &Prepared<'_>) {
        let start = self.ends.len();
        for paragraph in 0..page.n_paragraphs() {
            page.emit(paragraph, &mut |family, name| {
                let number = self.number(family, name);
                self.features.push(number);
            });
            self.ends.push(self.features.len());
        }
        self.pages.push(Seen {
            paragraphs: start..self.ends.len(),
            is_wordless: false,
        });
    }

    /// Appends the last page once more, without its words. What words mean stays.
    pub(super) fn push_wordless(&mut self) {
        let last = self.pages.last().expect("a page with its words");
        self.pages.push(Seen {
            is_wordless: true,
            ..last.clone()
        });
    }

    /// Appends the pages of another, with the numbers that they would have got here.
    pub(super) fn append(&mut self, other: FeatureIds) {
        let mut keys = vec![0; other.names.len()];
        for (key, number) in &other.numbers {
            keys[*number as usize] = *key;
        }
        let named = keys.into_iter().zip(other.names);
        let numbers: Vec<u32> = named
            .map(|(key, name)| self.number_of(key, || name))
            .collect();
        let (features, paragraphs) = (self.features.len(), self.ends.len());
        let others = other.features.iter();
        self.features
            .extend(others.map(|number| numbers[*number as usize]));
        for range in other.ends.ranges() {
            self.ends.push(features + range.end);
        }
        self.pages.extend(other.pages.into_iter().map(|page| Seen {
            paragraphs: paragraphs + page.paragraphs.start..paragraphs + page.paragraphs.end,
            ..page
        }));
    }

    fn number(&mut self, family: Family, name: Name<'_>) -> u32 {
        self.number_of(name.key(family), || {
            let mut text = String::new();
            name.write(&mut text);
            (family, text)
        })
    }

    /// The number of a key; the next one where it is new.
    fn number_of(&mut self, key: u64, named: impl FnOnce() -> (Family, String)) -> u32 {
        let next = u32::try_from(self.names.len()).expect("fewer features than memory");
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            let (family, name) = named();
            self.is_word.push(is_word(family));
            self.names.push((family, name));
        }
        number
    }

    /// Family and name of every feature, by number.
    pub(super) fn names(&self) -> &[(Family, String)] {
        &self.names
    }

    /// The features of each paragraph of a page.
    pub(super) fn paragraphs(
        &self,
        page: usize,
    ) -> impl Iterator<Item = impl Iterator<Item = u32>> {
        let Seen {
            paragraphs,
            is_wordless,
        } = self.pages[page].clone();
        paragraphs.map(move |paragraph| {
            let features = self.features[self.ends.range(paragraph)].iter().copied();
            features.filter(move |feature| !(is_wordless && self.is_word[*feature as usize]))
        })
    }

    /// The rows of pages, as [`Vectorizer::transform`] makes them; `to_vocabulary` has its
    /// feature for each number, `None` where it has none. Each thread makes those of some pages at a time.
    pub(super) fn rows(
        &self,
        pages: &[usize],
        vectorizer: &Vectorizer,
        to_vocabulary: &[Option<u32>],
        threads: usize,
    ) -> Rows {
        let mut rows = Rows::default();
        let mut parts = vec![Rows::default(); threads.clamp(1, pages.len().max(1))];
        for pages in pages.chunks(parts.len() * PAGES_AT_A_TIME) {
            let work = pages.chunks(PAGES_AT_A_TIME).zip(&mut parts).collect();
            on_threads(work, |(pages, part): (&[usize], &mut Rows)| {
                part.clear();
                for page in pages {
                    self.push_rows(*page, vectorizer, to_vocabulary, part);
                }
            });
            let filled = pages.len().div_ceil(PAGES_AT_A_TIME);
            parts[..filled].iter().for_each(|part| rows.append(part));
        }
        rows
    }

    fn push_rows(
        &self,
        page: usize,
        vectorizer: &Vectorizer,
        to_vocabulary: &[Option<u32>],
        rows: &mut Rows,
    ) {
        let mut features = Vec::new();
        for paragraph in self.paragraphs(page) {
            features.clear();
            features.extend(paragraph.filter_map(|number| to_vocabulary[number as usize]));
            vectorizer.push_row(&mut features, rows);
        }
        rows.end_page();
    }
}

/// Whether a family's features are not known in a language that the model does not know.
fn is_word(family: Family) -> bool {
    matches!(family, Family::Word | Family::Pair | Family::Heading)
}
