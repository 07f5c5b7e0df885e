//! Batches of pages: read, labelled and rendered on all cores, while the batches before are written.

use std::io;

use unpitch::corpora::{Job, Repeated};

use super::labeller::{LabelledPage, Labeller};
use super::queue::Queue;
use super::said::hidden_text;
use super::threads::Threads;
use super::work::Work;
use super::writer::Writer;
use crate::exit::{self, Exit};
use crate::output::pages::Render;

/// Labels batches, and has them written in their order.
pub struct Batches<'a> {
    pub labeller: &'a Labeller<'a>,
    pub threads: &'a Threads,
    pub render: Box<dyn Render>,
    pub writer: Writer,
    /// What the articles before had, where that is to be left out.
    pub repeated: Option<Repeated>,
    /// Pages that were named for the file that is written.
    pub named: u64,
}

/// A page's name in the output, and the page.
type Named<'a> = (String, LabelledPage<'a>);

impl<'a> Batches<'a> {
    /// Labels and writes all pages of a queue.
    pub fn run(&mut self, queue: &Queue) -> io::Result<()> {
        let next = |may_wait| queue.next_batch(|| exit::flow().is_continue(), may_wait);
        let (labeller, threads) = (self.labeller, self.threads);
        if self.repeated.is_some() || self.render.is_renaming() {
            let label = |job| labelled(labeller, job);
            return threads.batches(next, label, |labelled| self.name_and_write(labelled));
        }
        let (writer, render) = (&mut self.writer, &*self.render);
        let answer = |job| labelled(labeller, job).map(|page| labeller.answer(page?, None, render));
        threads.batches(next, answer, |answered| writer.write(answered, render))
    }

    /// Names labelled pages in their order, renders and writes them.
    fn name_and_write(
        &mut self,
        labelled: Vec<Work<io::Result<LabelledPage<'a>>>>,
    ) -> io::Result<()> {
        let named = labelled.into_iter().map(|work| self.named(work)).collect();
        let (labeller, render) = (self.labeller, &*self.render);
        let answer = |named: io::Result<Named<'_>>| {
            let (name, page) = named?;
            labeller.answer(page, Some(name), render)
        };
        let answered = self.threads.map(named, |work| work.map(answer))?;
        self.writer.write(answered, render)
    }

    /// What depends on the pages before: a page's name, and what other pages had already.
    fn named(&mut self, work: Work<io::Result<LabelledPage<'a>>>) -> Work<io::Result<Named<'a>>> {
        work.map(|page| {
            let mut page = page?;
            if let Some(repeated) = &mut self.repeated {
                page.leave_out(repeated);
            }
            let size = self.labeller.args.shard_size;
            if size.is_some_and(|size| self.named == size) {
                self.render.begin_file();
                self.named = 0;
            }
            self.named += 1;
            Ok((self.render.name(&page.name), page))
        })
    }

    /// Puts the output into its place, and says how it went.
    pub fn finish(self) -> io::Result<Exit> {
        self.writer.finish(&*self.render)
    }

    /// Keeps what was done until the run was interrupted, and says how to go on.
    pub fn interrupted(self) -> io::Result<Exit> {
        self.writer.interrupted()
    }
}

/// Reads a page and labels it.
fn labelled<'a>(labeller: &Labeller<'a>, job: Job) -> Work<io::Result<LabelledPage<'a>>> {
    let mut work = Work::read(job);
    let hidden = work.page_mut().and_then(|page| hidden_text(page));
    work.remarks.extend(hidden);
    work.map(|page| labeller.label(page))
}
