//! Writes answers in the pages' order, in shards where that is asked for.

use std::io;

use unpitch::corpora::Position;

use super::labeller::Answered;
use super::ledger::{Ledger, Shard};
use super::watch::Watch;
use super::work::Work;
use crate::exit::Exit;
use crate::output::notice;
use crate::output::pages::Render;
use crate::output::sink::Sink;

/// Where answers go, and how far the run is.
pub struct Writer {
    pub sink: Sink,
    pub watch: Watch,
    /// The texts that are remembered of the shard that is written.
    pub remembered: Vec<u64>,
    /// Of a run in shards.
    pub ledger: Option<Ledger>,
    /// The last job that was written.
    pub after: Option<Position>,
}

impl Writer {
    /// Writes a batch.
    pub fn write(
        &mut self,
        answered: Vec<Work<io::Result<Answered>>>,
        render: &dyn Render,
    ) -> io::Result<()> {
        if answered.is_empty() {
            return Ok(());
        }
        for work in answered {
            self.emit(work, render)?;
        }
        self.sink.flush()?;
        self.watch.show()
    }

    /// Writes what became of a job, in the jobs' order.
    fn emit(&mut self, work: Work<io::Result<Answered>>, render: &dyn Render) -> io::Result<()> {
        self.watch.remark(work.remarks);
        match work.page {
            Err(reject) => {
                self.watch.reject(&reject)?;
                let stand_in = render.rejected(&reject)?;
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
    pub fn finish(mut self, render: &dyn Render) -> io::Result<Exit> {
        self.end_shard(true)?;
        let footer = render.footer()?;
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
