//! What becomes of one job on its way: it keeps its place and its remarks while its page is read, labelled and rendered.

use unpitch::corpora::{Job, Position, Reject, Remark};

/// A job whose page is a `T` by now.
pub struct Work<T> {
    pub position: Position,
    pub remarks: Vec<Remark>,
    /// None where the job only had something to say.
    pub page: Result<Option<T>, Box<Reject>>,
}

impl<T> Work<T> {
    /// Makes something else of the page.
    pub fn map<R>(self, make: impl FnOnce(T) -> R) -> Work<R> {
        Work {
            position: self.position,
            remarks: self.remarks,
            page: self.page.map(|page| page.map(make)),
        }
    }

    /// The page, if there is one.
    pub fn page_mut(&mut self) -> Option<&mut T> {
        self.page.as_mut().ok().and_then(Option::as_mut)
    }
}

impl Work<unpitch::corpora::InputPage> {
    /// Reads the page.
    pub fn read(job: Job) -> Self {
        let position = job.position;
        let (remarks, page) = match job.run() {
            Ok(read) => (read.remarks, Ok(read.page)),
            Err(reject) => (Vec::new(), Err(reject)),
        };
        Work {
            position,
            remarks,
            page,
        }
    }
}
