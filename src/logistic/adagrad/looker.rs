//! What the paragraphs see, in the order in which they are visited.

use std::sync::mpsc;

use super::Settings;
use super::draws::Draws;
use crate::ends::Ends;
use crate::logistic::DesignMatrix;
use crate::rows::Layout;

/// Paragraphs that are looked at before the first of them is visited: what they see stays in a cache.
const BATCH: usize = 32;
/// Batches between the thread that looks and the one that visits.
const BATCHES: usize = 8;

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
                columns_of: columns_of(matrix.layout()),
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
    columns_of: Vec<ColumnsOf>,
}

impl Eye<'_> {
    fn look_at_all(&mut self, paragraphs: &[u32], batch: &mut Batch) {
        batch.ends.clear();
        batch.paragraphs.clear();
        batch.paragraphs.extend(paragraphs);
        for paragraph in paragraphs {
            self.look_at(*paragraph as usize, batch);
        }
    }

    /// Gathers the columns that a paragraph sees, each left out with the probability of the dropout.
    ///
    /// Which are seen and which are left out no processor can foresee: so all are written down, and what is not to stay is
    /// written over.
    fn look_at(&mut self, paragraph: usize, batch: &mut Batch) {
        let (start, end) = self.pages[paragraph];
        let margin = self.matrix.margin();
        let first = paragraph.saturating_sub(margin).max(start as usize);
        let last = (paragraph + margin + 1).min(end as usize);
        let rows = self.matrix.rows();
        let rows = (first..last).map(|source| (source, rows.paragraph(source)));
        let seen = batch.room(rows.clone().map(|(_, row)| row.len()).sum());
        let dropout = self.settings.dropout;
        let mut n = 0;
        for (source, row) in rows {
            let away = source.abs_diff(paragraph);
            let offset = source.wrapping_sub(paragraph) as u32;
            let scale = self.settings.counts_at(away) / (1.0 - dropout);
            for &(feature, value) in row {
                let columns = self.columns_of[feature as usize];
                seen[n] = (columns.own.wrapping_add(offset), value * scale);
                n += usize::from(away as u32 <= columns.reach);
            }
        }
        let kept = self.draws.leave_out(&mut seen[..n], dropout);
        batch.ends.push(batch.ends.last() + kept);
    }
}

/// The columns of a feature: what a look at the layout would read the memory twice for.
#[derive(Clone, Copy)]
struct ColumnsOf {
    /// The column of the paragraph's own.
    own: u32,
    reach: u32,
}

fn columns_of(layout: &Layout) -> Vec<ColumnsOf> {
    let features = 0..layout.n_features() as u32;
    let columns = features.map(|feature| ColumnsOf {
        own: layout.column(feature, 0) as u32,
        reach: layout.reach(feature) as u32,
    });
    columns.collect()
}
