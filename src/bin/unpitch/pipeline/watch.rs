//! What a run is watched by: counts, rejects, remarks, progress.

use std::io;

use unpitch::corpora::{Reject, Remark, Sources};

use super::notices::Notices;
use super::progress::Progress;
use super::rejects::Rejects;
use super::tally::{Seen, Tally};
use crate::output::notice;

/// Counts what comes by, and says what is to be said.
pub struct Watch {
    pub progress: Progress,
    pub rejects: Rejects,
    pub tally: Tally,
    /// What is read, for the bytes of it.
    pub sources: Sources,
    pub notices: Notices,
}

impl Watch {
    pub fn remark(&mut self, remarks: Vec<Remark>) {
        for remark in remarks {
            self.notices.add(remark);
        }
    }

    pub fn reject(&mut self, reject: &Reject) -> io::Result<()> {
        self.rejects.add(reject)
    }

    pub fn page(&mut self, seen: &Seen) {
        self.tally.add(seen);
    }

    /// Shows how far it is.
    pub fn show(&mut self) -> io::Result<()> {
        self.rejects.flush()?;
        let read = self.sources.bytes_read();
        self.progress.show(&self.tally, read);
        Ok(())
    }

    /// Says what of the input could not be used, and how it went.
    pub fn finish(&self) {
        self.progress.finish();
        self.rejects.say_rest();
        self.notices.say();
        let elapsed = self.progress.elapsed();
        if let Some(summary) = self.tally.summary(self.rejects.n(), elapsed) {
            notice(&summary);
        }
    }
}
