//! Which features paragraphs have often enough for a vocabulary; what no vocabulary will have is forgotten.

use std::mem;

use super::FeatureIds;
use crate::ends::Ends;
use crate::logistic::{on_threads, runs};

impl FeatureIds {
    /// In how many paragraphs of some pages each feature occurs, and the number of these paragraphs.
    pub(in crate::train) fn document_frequencies(&self, pages: &[usize]) -> (Vec<usize>, usize) {
        let mut df = vec![0; self.names.len()];
        // The last paragraph that a feature was counted in, from 1.
        let mut last = vec![0; df.len()];
        let mut n = 0;
        for page in pages {
            for paragraph in self.paragraphs(*page) {
                n += 1;
                for number in paragraph {
                    let number = number as usize;
                    df[number] += usize::from(last[number] != n);
                    last[number] = n;
                }
            }
        }
        (df, n)
    }

    /// Forgets the features that fewer than `min_df` paragraphs have, and numbers the others by family and name; paragraphs
    /// have them in that order from now on.
    ///
    /// The pages of a fold have no feature more often than all pages. So what is fitted on all and without each fold starts
    /// from a fraction of the names, and finds sorted what it would have to sort.
    pub(in crate::train) fn keep_frequent(&mut self, min_df: usize, threads: usize) {
        let all: Vec<usize> = (0..self.pages.len()).collect();
        let (df, _) = self.document_frequencies(&all);
        let mut kept: Vec<usize> = (0..df.len()).filter(|old| df[*old] >= min_df).collect();
        kept.sort_unstable_by(|a, b| self.names[*a].cmp(&self.names[*b]));
        let mut new = vec![None; df.len()];
        for (number, old) in (0..).zip(&kept) {
            new[*old] = Some(number);
        }
        self.keep_names(&kept, &new);
        self.keep_features(&new);
        self.sort(threads);
    }

    /// Keeps the names of these features, and the number of each key.
    fn keep_names(&mut self, kept: &[usize], new: &[Option<u32>]) {
        let mut names = mem::take(&mut self.names);
        let names = kept
            .iter()
            .map(|old| (names[*old].0, mem::take(&mut names[*old].1)));
        self.names = names.collect();
        self.is_word = kept.iter().map(|old| self.is_word[*old]).collect();
        let numbers = mem::take(&mut self.numbers).into_iter();
        self.numbers = numbers
            .filter_map(|(key, old)| Some((key, new[old as usize]?)))
            .collect();
    }

    /// Renumbers the paragraphs' features, in place.
    fn keep_features(&mut self, new: &[Option<u32>]) {
        let (mut kept, mut ends) = (0, Ends::default());
        for range in self.ends.ranges() {
            for at in range {
                if let Some(number) = new[self.features[at] as usize] {
                    self.features[kept] = number;
                    kept += 1;
                }
            }
            ends.push(kept);
        }
        self.ends = ends;
        self.features.truncate(kept);
        self.features.shrink_to_fit();
    }

    /// Sorts the features of each paragraph.
    fn sort(&mut self, threads: usize) {
        let ends = &self.ends;
        let (mut rest, mut work) = (self.features.as_mut_slice(), Vec::new());
        for run in runs(ends.as_slice(), threads) {
            let length = run
                .clone()
                .map(|paragraph| ends.range(paragraph).len())
                .sum();
            let (own, others) = rest.split_at_mut(length);
            work.push((run, own));
            rest = others;
        }
        on_threads(work, |(run, mut rest)| {
            for paragraph in run {
                let (own, others) = rest.split_at_mut(ends.range(paragraph).len());
                own.sort_unstable();
                rest = others;
            }
        });
    }
}
