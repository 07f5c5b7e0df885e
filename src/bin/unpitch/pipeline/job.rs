//! One piece of work: a page that is yet to be read, or news about the input.

use std::io;

use serde_json::value::RawValue;
use unpitch::Result;
use unpitch::dataset::NamedPage;

/// What is to be done for one page, on any thread.
pub struct Job {
    /// What it holds in memory before it is read, in bytes.
    pub bytes: usize,
    read: Box<dyn FnOnce() -> Result<Read> + Send>,
}

impl Job {
    pub fn new(bytes: usize, read: impl FnOnce() -> Result<Read> + Send + 'static) -> Job {
        Job {
            bytes,
            read: Box::new(read),
        }
    }

    /// Reports an error in its turn.
    pub fn failed(error: unpitch::Error) -> Job {
        Job::new(0, || Err(error))
    }

    /// Passes on a remark in its turn.
    pub fn remark(remark: Remark) -> Job {
        let remarks = vec![remark];
        Job::new(0, || {
            Ok(Read {
                page: None,
                remarks,
            })
        })
    }

    /// Reads the page.
    pub fn run(self) -> Result<Read> {
        (self.read)()
    }
}

/// Takes jobs in; its error ends the reading.
pub type Visit<'a> = &'a mut dyn FnMut(Job) -> io::Result<()>;

/// What a job gives.
pub struct Read {
    /// None where the job only had something to say.
    pub page: Option<InputPage>,
    /// What of the input could not be used.
    pub remarks: Vec<Remark>,
}

/// A page as it was read.
pub struct InputPage {
    pub page: NamedPage,
    /// What came with the page and goes back with its answer.
    pub fields: Fields,
    /// Whether the source held anything but white space.
    pub has_content: bool,
}

impl From<InputPage> for Read {
    fn from(page: InputPage) -> Read {
        Read {
            page: Some(page),
            remarks: Vec::new(),
        }
    }
}

/// Fields of the input by name, in their order, each as JSON on one line.
pub type Fields = Vec<(String, Box<RawValue>)>;

/// Something about the input that could not be used, though its page could.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Which kind it is: of several remarks with the same one, only the first is shown.
    pub kind: String,
    /// Where it was found, as `path` or `path:line`.
    pub place: String,
    /// What was found, and what became of it.
    pub text: String,
}
