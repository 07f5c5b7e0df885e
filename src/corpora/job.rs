//! One piece of work: a page that is yet to be read, or news about the input.

use std::fmt;
use std::io;
use std::path::PathBuf;

use serde_json::value::RawValue;

use crate::dataset::NamedPage;
use crate::error::{Error, Result};

/// What is to be done for one page, on any thread.
pub struct Job {
    /// What it holds in memory before it is read, in bytes.
    pub bytes: usize,
    /// Where it stands in the inputs.
    pub position: Position,
    read: Box<dyn FnOnce() -> Result<Read, Box<Reject>> + Send>,
}

/// Where a job stands in the inputs, for [`Sources::after`](super::Sources::after): the same for the same paths, as long as
/// their files stay as they are.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Position {
    /// The file's number, from 0.
    pub file: u64,
    /// The job's number in its file, from 0.
    pub job: u64,
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Job");
        shown.field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl Job {
    /// A page that `read` will make of `bytes` bytes it holds.
    pub fn new(
        bytes: usize,
        read: impl FnOnce() -> Result<Read, Box<Reject>> + Send + 'static,
    ) -> Job {
        Job {
            bytes,
            position: Position::default(),
            read: Box::new(read),
        }
    }

    /// The same job, at its place.
    pub(super) fn at(self, position: Position) -> Job {
        Job { position, ..self }
    }

    /// The same job, whose page may be refused once it is read.
    pub(super) fn checked(
        self,
        check: impl FnOnce(Read) -> Result<Read, Box<Reject>> + Send + 'static,
    ) -> Job {
        let Job {
            bytes,
            position,
            read,
        } = self;
        Job {
            bytes,
            position,
            read: Box::new(|| read().and_then(check)),
        }
    }

    /// Reports an error in its turn.
    pub fn failed(reject: impl Into<Box<Reject>>) -> Job {
        let reject = reject.into();
        Job::new(reject.bytes.len(), || Err(reject))
    }

    /// Passes on a remark in its turn.
    #[must_use]
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
    ///
    /// # Errors
    /// The record, where it is no page.
    pub fn run(self) -> Result<Read, Box<Reject>> {
        (self.read)()
    }
}

/// Takes jobs in; its error ends the reading.
pub type Visit<'a> = &'a mut dyn FnMut(Job) -> io::Result<()>;

/// What a job gives.
#[derive(Debug)]
pub struct Read {
    /// None where the job only had something to say.
    pub page: Option<InputPage>,
    /// What of the input could not be used.
    pub remarks: Vec<Remark>,
}

/// A page as it was read.
#[derive(Debug)]
pub struct InputPage {
    /// The page and its name.
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
    /// Which kind it is: of several remarks with the same one, only the first need be shown.
    pub kind: String,
    /// Where it was found, as `path` or `path:line`; may be empty.
    pub place: String,
    /// What was found, and what became of it.
    pub text: String,
    /// Whether the user may want to change something.
    pub is_warning: bool,
}

/// A record of the input that is no page.
#[derive(Debug)]
pub struct Reject {
    /// What is wrong with it.
    pub error: Error,
    /// The file it stands in, or `-` for standard input, where one is known.
    pub source: Option<PathBuf>,
    /// Its first byte, from 0: of the unpacked file, or of the file itself where that could not be unpacked.
    pub offset: u64,
    /// Its name, where it could be read.
    pub id: Option<String>,
    /// Its first bytes, at most [`Reject::MOST_BYTES`].
    pub bytes: Vec<u8>,
}

impl Reject {
    /// Most bytes of a record that are kept.
    pub const MOST_BYTES: usize = 1 << 20;

    /// A record at the start of its file; the error says which.
    #[must_use]
    pub fn new(error: Error) -> Reject {
        Reject {
            source: error.path().map(ToOwned::to_owned),
            error,
            offset: 0,
            id: None,
            bytes: Vec::new(),
        }
    }

    /// Sets where it begins.
    #[must_use]
    pub fn offset(mut self, offset: u64) -> Reject {
        self.offset = offset;
        self
    }

    /// Sets its name.
    #[must_use]
    pub fn id(mut self, id: Option<String>) -> Reject {
        self.id = id;
        self
    }

    /// Sets its bytes, of which the first are kept.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Reject {
        self.bytes = bytes[..bytes.len().min(Reject::MOST_BYTES)].to_vec();
        self
    }
}

impl From<Error> for Box<Reject> {
    fn from(error: Error) -> Box<Reject> {
        Box::new(Reject::new(error))
    }
}
