//! The windowed sparse matrix of a fit and its products with the weights.
//!
//! With `X` of shape (paragraphs, columns) the solvers need `X v`, `X' r` and `X' f(X v)`. No matrix is ever written
//! out: the products walk the rows, and as the columns of a feature lie together, so do the weights they touch.

use std::ops::Range;

use linfa::dataset::Records;

use crate::rows::{Layout, Rows};
use crate::{Error, Label, Result};

/// One value a label.
pub(crate) type Four = [f64; Label::COUNT];

/// Adding the partial sums of so many parts costs a few per cent of a product. Fixed, so that the order of the sums,
/// and with it every bit of a fit, is the same on any number of threads.
const PARTS: usize = 4;

/// Paragraphs of one or more pages as linfa's records: sparse rows and the columns they stand in.
#[derive(Clone, Debug)]
pub struct DesignMatrix {
    rows: Rows,
    layout: Layout,
    /// The pages, as ranges of paragraphs, in at most [`PARTS`] runs of about as many entries each.
    parts: Vec<Vec<Range<usize>>>,
}

impl DesignMatrix {
    /// Takes the rows once they are found sound.
    ///
    /// # Errors
    ///
    /// [`Error::Fit`] where a value is not finite, a feature is not in the layout, or a paragraph is not on a page.
    pub fn new(rows: Rows, layout: Layout) -> Result<DesignMatrix> {
        if rows.pages().last().map_or(0, |page| page.end) != rows.n_paragraphs() {
            return Err(Error::Fit("the last page was not ended".to_owned()));
        }
        for paragraph in 0..rows.n_paragraphs() {
            for &(feature, value) in rows.paragraph(paragraph) {
                check_entry(paragraph, feature, value, layout.n_features())?;
            }
        }
        let parts = parts(&rows);
        Ok(DesignMatrix {
            rows,
            layout,
            parts,
        })
    }

    /// Calls `visit(paragraph, column, value)` for every nonzero; the order is fixed.
    pub(crate) fn visit(&self, visit: impl FnMut(usize, usize, f32)) {
        self.rows.visit(&self.layout, visit);
    }

    /// `X v + b`: one row of scores a paragraph.
    pub(crate) fn scores(&self, weights: &[Four], intercepts: Four, threads: usize) -> Vec<Four> {
        let mut scores = vec![intercepts; self.nsamples()];
        let work = self.split(&mut scores);
        self.on_threads(threads, work, |pages, scores| {
            for page in pages {
                self.gather(page, weights, local(scores, pages, page));
            }
        });
        scores
    }

    /// `X' r`, or with [`Values::Squared`] the same with every value of `X` squared; one row a column.
    pub(crate) fn sums(
        &self,
        values: Values,
        threads: usize,
        residual: impl Fn(usize) -> Four + Sync,
    ) -> Vec<Four> {
        let mut sums = vec![Vec::new(); self.parts.len()];
        let work = sums.iter_mut().collect();
        self.on_threads(threads, work, |pages, sums: &mut Vec<Four>| {
            sums.resize(self.nfeatures(), [0.0; 4]);
            for page in pages {
                let residuals: Vec<Four> = page.clone().map(&residual).collect();
                self.scatter(page, values, &residuals, sums);
            }
        });
        self.add_up(sums)
    }

    /// `X' f(X v + b)` in one walk: fills `scores` with `X v + b`, gives `f` each paragraph's scores, sums what it returns.
    pub(crate) fn sums_of_scores(
        &self,
        (weights, intercepts): (&[Four], Four),
        scores: &mut [Four],
        threads: usize,
        f: impl Fn(usize, Four) -> Four + Sync,
    ) -> Vec<Four> {
        let mut sums = vec![Vec::new(); self.parts.len()];
        let work = self.split(scores).into_iter().zip(&mut sums).collect();
        self.on_threads(threads, work, |pages, (scores, sums)| {
            sums.resize(self.nfeatures(), [0.0; 4]);
            let mut residuals = Vec::new();
            for page in pages {
                let scores = local(scores, pages, page);
                scores.fill(intercepts);
                self.gather(page, weights, scores);
                residuals.clear();
                residuals.extend(page.clone().zip(scores).map(|(i, score)| f(i, *score)));
                self.scatter(page, Values::Plain, &residuals, sums);
            }
        });
        self.add_up(sums)
    }

    /// Adds `X v` to the scores of one page.
    fn gather(&self, page: &Range<usize>, weights: &[Four], scores: &mut [Four]) {
        self.spans(page, |paragraphs, columns, value| {
            let weights = weights[columns].iter().rev();
            for (score, weight) in scores[paragraphs].iter_mut().zip(weights) {
                add_scaled(score, value, weight);
            }
        });
    }

    /// Adds `X' r` of one page to the sums.
    fn scatter(&self, page: &Range<usize>, values: Values, residuals: &[Four], sums: &mut [Four]) {
        self.spans(page, |paragraphs, columns, value| {
            let value = match values {
                Values::Plain => value,
                Values::Squared => value * value,
            };
            let sums = sums[columns].iter_mut().rev();
            for (residual, sum) in residuals[paragraphs].iter().zip(sums) {
                add_scaled(sum, value, residual);
            }
        });
    }

    /// [`Rows::visit`] of one page, an entry at a time: `visit(paragraphs, columns, value)`, where the paragraphs count
    /// from the page's first and meet the columns in reverse.
    #[inline(always)]
    fn spans(&self, page: &Range<usize>, mut visit: impl FnMut(Range<usize>, Range<usize>, f64)) {
        let length = page.len();
        for source in 0..length {
            for &(feature, value) in self.rows.paragraph(page.start + source) {
                let columns = self.layout.columns(feature);
                let reach = columns.len() / 2;
                let first = source.saturating_sub(reach);
                let end = (source + reach + 1).min(length);
                let low = columns.start + source + reach + 1 - end;
                visit(first..end, low..low + (end - first), f64::from(value));
            }
        }
    }

    /// Cuts one value a paragraph into one slice a part.
    fn split<'a>(&self, mut values: &'a mut [Four]) -> Vec<&'a mut [Four]> {
        let mut slices = Vec::with_capacity(self.parts.len());
        for pages in &self.parts {
            let length = pages.iter().map(Range::len).sum();
            let (head, tail) = values.split_at_mut(length);
            slices.push(head);
            values = tail;
        }
        slices
    }

    /// Runs `run(pages, state)` for every part, the parts dealt out in turn to the threads.
    fn on_threads<S: Send>(
        &self,
        threads: usize,
        states: Vec<S>,
        run: impl Fn(&[Range<usize>], S) + Sync,
    ) {
        let threads = threads.clamp(1, self.parts.len().max(1));
        let mut hands: Vec<Vec<_>> = (0..threads).map(|_| Vec::new()).collect();
        for (i, work) in self.parts.iter().zip(states).enumerate() {
            hands[i % threads].push(work);
        }
        let play = |hand: Vec<(&Vec<Range<usize>>, S)>| {
            for (pages, state) in hand {
                run(pages, state);
            }
        };
        let own = hands.pop().unwrap_or_default();
        std::thread::scope(|scope| {
            for hand in hands {
                scope.spawn(|| play(hand));
            }
            play(own);
        });
    }

    /// The sum of the parts' sums, first part first.
    fn add_up(&self, sums: Vec<Vec<Four>>) -> Vec<Four> {
        let mut sums = sums.into_iter();
        let mut total = sums.next().unwrap_or(vec![[0.0; 4]; self.nfeatures()]);
        for part in sums {
            for (total, sum) in total.iter_mut().zip(&part) {
                add_scaled(total, 1.0, sum);
            }
        }
        total
    }
}

impl Records for DesignMatrix {
    type Elem = f32;

    /// Number of paragraphs.
    fn nsamples(&self) -> usize {
        self.rows.n_paragraphs()
    }

    /// Number of columns: every feature counts once for each offset at which it is seen.
    fn nfeatures(&self) -> usize {
        self.layout.n_columns()
    }
}

/// Whether a sum takes the values of the matrix or their squares.
#[derive(Clone, Copy)]
pub(crate) enum Values {
    Plain,
    Squared,
}

/// `sum += factor * four`.
#[inline(always)]
pub(crate) fn add_scaled(sum: &mut Four, factor: f64, four: &Four) {
    for (sum, value) in sum.iter_mut().zip(four) {
        *sum += factor * value;
    }
}

/// The part of a run of pages' values that belongs to one page.
fn local<'a>(
    values: &'a mut [Four],
    pages: &[Range<usize>],
    page: &Range<usize>,
) -> &'a mut [Four] {
    let origin = pages[0].start;
    &mut values[page.start - origin..page.end - origin]
}

fn check_entry(paragraph: usize, feature: u32, value: f32, n_features: usize) -> Result<()> {
    if feature as usize >= n_features {
        return Err(Error::Fit(format!(
            "paragraph {paragraph} has feature {feature}, the layout ends before {n_features}"
        )));
    }
    if !value.is_finite() {
        return Err(Error::Fit(format!(
            "paragraph {paragraph}, feature {feature}: found {value}, expected a finite value"
        )));
    }
    Ok(())
}

/// Deals the pages, in order, into at most [`PARTS`] runs of about as many entries each.
fn parts(rows: &Rows) -> Vec<Vec<Range<usize>>> {
    let size =
        |page: &Range<usize>| -> usize { page.clone().map(|i| rows.paragraph(i).len() + 1).sum() };
    let pages: Vec<_> = rows.pages().filter(|page| !page.is_empty()).collect();
    let total: usize = pages.iter().map(size).sum();
    let mut parts: Vec<Vec<Range<usize>>> = Vec::new();
    let mut before = 0;
    for page in pages {
        // `before < total`, as every page has a size, so there are never more than PARTS.
        if before * PARTS >= parts.len() * total {
            parts.push(Vec::new());
        }
        before += size(&page);
        parts
            .last_mut()
            .expect("the first page opens a part")
            .push(page);
    }
    parts
}
