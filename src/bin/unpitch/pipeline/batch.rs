//! Batches of pages: read, labelled and rendered on all cores, written in their order.

use std::io;

use unpitch::corpora::{InputPage, Job, Position, Repeated};

use super::labeller::{Answered, Labeller};
use super::ledger::{Ledger, Shard};
use super::said::hidden_text;
use super::threads::Threads;
use super::watch::Watch;
use super::work::Work;
use crate::exit::Exit;
use crate::output::notice;
use crate::output::pages::Render;
use crate::output::sink::Sink;

/// Labels batches and writes them.
pub struct Batches<'a> {
    pub labeller: Labeller<'a>,
    pub threads: Threads,
    pub render: Box<dyn Render>,
    pub sink: Sink,
    pub watch: Watch,
    /// What the articles before had, where that is to be left out.
    pub repeated: Option<Repeated>,
    /// The texts that are remembered of the shard that is written.
    pub remembered: Vec<u64>,
    /// Of a run in shards.
    pub ledger: Option<Ledger>,
    /// The last job that was written.
    pub after: Option<Position>,
    /// Pages that were named for the file that is written.
    pub named: u64,
}

/// A page and its name in the output.
type Named = (String, InputPage);

impl Batches<'_> {
    /// Labels and writes a batch.
    pub fn write(&mut self, jobs: Vec<Job>) -> io::Result<()> {
        let read = self.threads.map(jobs, Work::read)?;
        let named = read.into_iter().map(|work| self.named(work)).collect();
        for answered in self.answered(named)? {
            self.emit(answered)?;
        }
        self.sink.flush()?;
        self.watch.show()
    }

    /// Gives a page its name; names may depend on the names before.
    fn named(&mut self, mut work: Work<InputPage>) -> Work<Named> {
        let hidden = work.page_mut().and_then(|page| hidden_text(page));
        work.remarks.extend(hidden);
        let size = self.labeller.args.shard_size;
        work.map(|page| {
            if size.is_some_and(|size| self.named == size) {
                self.render.begin_file();
                self.named = 0;
            }
            self.named += 1;
            (self.render.name(page.page.name()), page)
        })
    }

    /// Labels and renders pages, side by side.
    fn answered(&mut self, named: Vec<Work<Named>>) -> io::Result<Vec<Work<io::Result<Answered>>>> {
        let (labeller, render) = (&self.labeller, &*self.render);
        let Some(repeated) = &mut self.repeated else {
            return self.threads.map(named, |work| {
                work.map(|(name, page)| labeller.answer(labeller.label(name, page)?, render))
            });
        };
        let mut labelled = self.threads.map(named, |work| {
            work.map(|(name, page)| labeller.label(name, page))
        })?;
        for page in labelled.iter_mut().filter_map(Work::page_mut).flatten() {
            page.leave_out(repeated);
        }
        self.threads.map(labelled, |work| {
            work.map(|page| labeller.answer(page?, render))
        })
    }

    /// Writes what became of a job, in the jobs' order.
    fn emit(&mut self, work: Work<io::Result<Answered>>) -> io::Result<()> {
        self.watch.remark(work.remarks);
        match work.page {
            Err(reject) => {
                self.watch.reject(&reject)?;
                let stand_in = self.render.rejected(&reject)?;
                if let Some(id) = reject.id.filter(|_| !stand_in.is_empty()) {
                    self.sink.write(&id, &stand_in)?;
                }
            }
            Ok(None) => {}
            Ok(Some(answered)) => {
                let Answered {
                    name,
                    bytes,
                    seen,
                    remembered,
                    said,
                } = answered?;
                if self.ledger.is_some() {
                    self.remembered.extend(remembered);
                }
                said.iter().for_each(|line| notice(line));
                self.sink.write(&name, &bytes)?;
                self.watch.page(&seen);
            }
        }
        self.after = Some(work.position);
        if self.sink.shards().is_some_and(|shards| shards.is_full()) {
            self.end_shard(false)?;
        }
        Ok(())
    }

    /// Puts a shard into its place and notes it.
    fn end_shard(&mut self, is_last: bool) -> io::Result<()> {
        let (Some(shards), Some(ledger)) = (self.sink.shards(), &mut self.ledger) else {
            return Ok(());
        };
        match is_last {
            true => shards.finish()?,
            false => shards.close()?,
        }
        let shard = Shard {
            next: shards.number(),
            after: self.after,
            rejects: self.watch.rejects.saved()?,
            repeated: 0,
            tally: self.watch.tally.clone(),
            columns: shards.columns(),
            is_last,
        };
        ledger.add(shard, &std::mem::take(&mut self.remembered))
    }

    /// Puts the output into its place, and says how it went.
    pub fn finish(mut self) -> io::Result<Exit> {
        self.end_shard(true)?;
        let footer = self.render.footer()?;
        if !footer.is_empty() {
            self.sink.write("", &footer)?;
            self.sink.flush()?;
        }
        self.sink.finish()?;
        self.watch.finish();
        Ok(Exit::by_rejects(self.watch.rejects.n()))
    }

    /// Keeps what was done until the run was interrupted, and says how to go on.
    pub fn interrupted(mut self) -> io::Result<Exit> {
        self.end_shard(false)?;
        let is_file = matches!(self.sink, Sink::File(_));
        // Half a file is no file.
        if !is_file {
            self.sink.finish()?;
        }
        self.watch.finish();
        notice(&match (&self.ledger, is_file) {
            (Some(ledger), _) => format!("interrupted; go on with: {}", ledger.command()),
            (None, true) => {
                "interrupted, so the output was not written; --shard-size N keeps what is done"
                    .to_owned()
            }
            (None, false) => "interrupted; the pages until here are written".to_owned(),
        });
        Ok(Exit::Interrupted)
    }
}
