//! How much of a page is labelled otherwise once its HTML is another.

use std::fmt;
use std::ops::AddAssign;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unpitch::{Label, Model, Page};

/// A page's paragraphs and their labels.
pub struct Labelled {
    texts: Vec<String>,
    labels: Vec<Label>,
}

impl Labelled {
    pub fn new(page: &Page) -> Labelled {
        let predictions = Model::embedded().predict(page);
        let texts = page.paragraphs().iter().map(|p| p.text().to_owned());
        Labelled {
            texts: texts.collect(),
            labels: predictions.iter().map(|p| p.label()).collect(),
        }
    }

    /// Its first paragraphs.
    pub fn first(mut self, n: usize) -> Labelled {
        self.texts.truncate(n);
        self.labels.truncate(n);
        self
    }

    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// What of this page is not there, or labelled otherwise, on the other.
    pub fn changed(&self, other: &Labelled) -> Changed {
        let mut changed = Changed::default();
        (changed.paragraphs, changed.characters) = self.measure(0..self.len(), |_| true);
        let kept = self.alike(other).into_iter().map(|(own, theirs, n)| {
            self.measure(own..own + n, |at| {
                self.labels[at] == other.labels[at - own + theirs]
            })
        });
        let (mut paragraphs, mut characters) = (0, 0);
        for kept in kept {
            paragraphs += kept.0;
            characters += kept.1;
        }
        changed.other_paragraphs = changed.paragraphs - paragraphs;
        changed.other_characters = changed.characters - characters;
        changed
    }

    /// Runs of paragraphs of the same texts: where each begins here and there, and how long it is.
    fn alike(&self, other: &Labelled) -> Vec<(usize, usize, usize)> {
        if self.texts == other.texts {
            return vec![(0, 0, self.len())];
        }
        let runs = capture_diff_slices(Algorithm::Patience, &self.texts, &other.texts).into_iter();
        let run = |op| match op {
            DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => Some((old_index, new_index, len)),
            _ => None,
        };
        runs.filter_map(run).collect()
    }

    /// The number of those paragraphs of a range for which something holds, and of their characters.
    fn measure(
        &self,
        range: std::ops::Range<usize>,
        holds: impl Fn(usize) -> bool,
    ) -> (usize, usize) {
        let held = range.filter(|at| holds(*at));
        let lengths = held.map(|at| self.texts[at].chars().count());
        lengths.fold((0, 0), |(n, sum), length| (n + 1, sum + length))
    }
}

/// Counts over pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Changed {
    pub pages: usize,
    pub paragraphs: usize,
    pub characters: usize,
    pub other_paragraphs: usize,
    pub other_characters: usize,
}

impl Changed {
    /// The share of paragraphs, and of characters.
    pub fn shares(&self) -> [f64; 2] {
        let share = |of: usize, all: usize| of as f64 / all.max(1) as f64;
        [
            share(self.other_paragraphs, self.paragraphs),
            share(self.other_characters, self.characters),
        ]
    }
}

impl AddAssign for Changed {
    fn add_assign(&mut self, page: Changed) {
        self.pages += 1;
        self.paragraphs += page.paragraphs;
        self.characters += page.characters;
        self.other_paragraphs += page.other_paragraphs;
        self.other_characters += page.other_characters;
    }
}

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [paragraphs, characters] = self.shares().map(|share| 100.0 * share);
        write!(
            f,
            "{paragraphs:.3} % of {} paragraphs ({}), {characters:.3} % of characters, on {} pages",
            self.paragraphs, self.other_paragraphs, self.pages
        )
    }
}
