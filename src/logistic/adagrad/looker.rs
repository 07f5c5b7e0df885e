//! What the paragraphs see, in the order in which they are visited.

use std::hint::black_box;
use std::ops::Range;
use std::sync::mpsc;

use super::Settings;
use super::alike::AlikeRuns;
use super::draws::Draws;
use crate::ends::Ends;
use crate::logistic::DesignMatrix;

/// Paragraphs that are looked at before the first of them is visited: what they see stays in a cache.
const BATCH: usize = 32;
/// Batches between the thread that looks and the one that visits.
const BATCHES: usize = 8;

/// Entries of a row in a cache line.
const LINE: usize = 64 / size_of::<(u32, f32)>();

/// Shuffles the paragraphs and gathers what each of them sees.
pub(super) struct Looker<'a> {
    order: Vec<u32>,
    eye: Eye<'a>,
}

impl<'a> Looker<'a> {
    pub(super) fn new(matrix: &'a DesignMatrix, settings: &'a Settings) -> Looker<'a> {
        let pages = matrix.rows().pages();
        let pages = pages
            .flat_map(|page| std::iter::repeat_n((page.start as u32, page.end as u32), page.len()));
        Looker {
            order: (0..matrix.n_paragraphs() as u32).collect(),
            eye: Eye {
                matrix,
                settings,
                draws: Draws(1),
                pages: pages.collect(),
                alike: AlikeRuns::new(matrix),
            },
        }
    }

    /// Calls `visit(paragraph, columns and values that it sees)` for every paragraph once, in a new order. With a second
    /// thread the next paragraphs are looked at while one is visited.
    pub(super) fn look_around(
        &mut self,
        threads: usize,
        mut visit: impl FnMut(usize, &[(u32, f32)]),
    ) {
        let Looker { order, eye } = self;
        eye.draws.shuffle(order);
        let mut work = order.chunks(BATCH);
        if threads < 2 {
            let mut batch = Batch::default();
            return work.for_each(|paragraphs| {
                eye.look_at_all(paragraphs, &mut batch);
                batch.visit(&mut visit);
            });
        }
        let ((full, filled), (empty, emptied)) = (mpsc::channel(), mpsc::channel());
        (0..BATCHES).for_each(|_| hand_on(&empty, Batch::default()));
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for mut batch in emptied {
                    let Some(paragraphs) = work.next() else { break };
                    eye.look_at_all(paragraphs, &mut batch);
                    hand_on(&full, batch);
                }
            });
            for batch in filled {
                batch.visit(&mut visit);
                hand_on(&empty, batch);
            }
        });
    }
}

/// Sends a batch to the other thread. One that has nothing left to do takes none, and needs none.
fn hand_on(to: &mpsc::Sender<Batch>, batch: Batch) {
    let _ = to.send(batch);
}

/// What some paragraphs see.
#[derive(Default)]
struct Batch {
    paragraphs: Vec<u32>,
    /// Columns and values of one paragraph after the other, then room for more.
    seen: Vec<(u32, f32)>,
    /// End of each paragraph's in `seen`.
    ends: Ends,
}

impl Batch {
    fn visit(&self, visit: &mut impl FnMut(usize, &[(u32, f32)])) {
        for (paragraph, range) in self.paragraphs.iter().zip(self.ends.ranges()) {
            visit(*paragraph as usize, &self.seen[range]);
        }
    }

    /// Room for what one more paragraph sees.
    fn room(&mut self, most: usize) -> &mut [(u32, f32)] {
        let start = self.ends.last();
        if self.seen.len() < start + most {
            self.seen.resize(start + most, (0, 0.0));
        }
        &mut self.seen[start..]
    }
}

/// What it takes to look at a paragraph.
struct Eye<'a> {
    matrix: &'a DesignMatrix,
    settings: &'a Settings,
    draws: Draws,
    /// The page of each paragraph, as its first paragraph and the end of its last.
    pages: Vec<(u32, u32)>,
    alike: AlikeRuns,
}

impl Eye<'_> {
    fn look_at_all(&mut self, paragraphs: &[u32], batch: &mut Batch) {
        batch.ends.clear();
        batch.paragraphs.clear();
        batch.paragraphs.extend(paragraphs);
        let windows: Vec<Range<usize>> = paragraphs.iter().map(|own| self.window(*own)).collect();
        self.fetch(&windows);
        for (paragraph, window) in paragraphs.iter().zip(windows) {
            self.look_at(*paragraph as usize, window, batch);
        }
    }

    /// The paragraphs from which one may see features: those of its page that are near enough.
    fn window(&self, paragraph: u32) -> Range<usize> {
        let (start, end) = self.pages[paragraph as usize];
        let margin = self.matrix.margin() as u32;
        let first = paragraph.saturating_sub(margin).max(start);
        let last = paragraph.saturating_add(margin + 1).min(end);
        first as usize..last as usize
    }

    /// Reads a value of each cache line that is about to be looked at. The paragraphs are all over the memory: the lines come
    /// together so, where one would be waited for after the other.
    fn fetch(&self, windows: &[Range<usize>]) {
        let rows = self.matrix.rows();
        let entries = windows.iter().map(|window| rows.paragraphs(window.clone()));
        let entries: Vec<&[(u32, f32)]> = entries.collect();
        let runs = windows.iter().map(|window| self.alike.of_row(window.start));
        let runs = runs.fold(0, |sum, runs| sum + runs.first().map_or(0, |run| run.len()));
        let lines = entries.iter().flat_map(|own| own.iter().step_by(LINE));
        black_box(lines.fold(runs, |sum, (feature, _)| sum ^ *feature as usize));
    }

    /// Gathers the columns that a paragraph sees, each left out with the probability of the dropout.
    ///
    /// Which are left out no processor can foresee: so all are written down, and what is not to stay is written over.
    fn look_at(&mut self, paragraph: usize, window: Range<usize>, batch: &mut Batch) {
        let most = self.matrix.rows().paragraphs(window.clone()).len();
        let seen = batch.room(most);
        let mut n = 0;
        for source in window {
            n += self.look_from(paragraph, source, &mut seen[n..]);
        }
        let kept = self.draws.leave_out(&mut seen[..n], self.settings.dropout);
        batch.ends.push(batch.ends.last() + kept);
    }

    /// Writes down what a paragraph sees of the entries of another, or of its own; how many these are.
    fn look_from(&self, paragraph: usize, source: usize, seen: &mut [(u32, f32)]) -> usize {
        let away = source.abs_diff(paragraph);
        let offset = source.wrapping_sub(paragraph) as u32;
        let scale = self.settings.counts_at(away) / (1.0 - self.settings.dropout);
        let mut entries = self.matrix.rows().paragraph(source);
        let mut n = 0;
        for run in self.alike.of_row(source) {
            let (own, others) = entries.split_at(run.len());
            entries = others;
            if run.reach() < away {
                continue;
            }
            // Wrapping, as entries may come in any order and offsets may be below 0.
            let (first, width) = (own[0].0, 2 * run.reach() as u32 + 1);
            let column = self.matrix.layout().column(first, 0) as u32;
            let column = column.wrapping_add(offset);
            for (seen, (feature, value)) in seen[n..n + run.len()].iter_mut().zip(own) {
                let column = column.wrapping_add(feature.wrapping_sub(first).wrapping_mul(width));
                *seen = (column, value * scale);
            }
            n += run.len();
        }
        n
    }
}
