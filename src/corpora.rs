//! Pages as people have them by the thousand: folders, lists of files, JSON lines, CSV, WARC and WET, packed or not.
//!
//! [`Sources`] hands on one [`Job`] after the other, which any thread may run: it gives a page with the fields that came
//! with it, or the record that is none, and why, which [`RejectWriter`] writes down. Answers go into a [`PackedFile`] or a
//! [`Folder`]; a [`Journal`] beside them says how far a long run has come.
//!
//! ```
//! use std::path::Path;
//!
//! use unpitch::corpora::Sources;
//!
//! # let folder = tempfile::tempdir()?;
//! # std::fs::write(folder.path().join("ferries.txt"), "Ferries sail again from Monday.\n")?;
//! # let path = folder.path();
//! let mut names = Vec::new();
//! Sources::default().each_page(path, &mut |job| {
//!     match job.run() {
//!         Ok(read) => names.extend(read.page.map(|page| page.page.name().to_owned())),
//!         Err(reject) => eprintln!("{}", reject.error),
//!     }
//!     Ok(())
//! })?;
//! assert!(names[0].ends_with("ferries.txt"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod format;
mod job;
mod journal;
mod limits;
mod rejects;
mod repeated;
mod sinks;
mod sources;

pub use format::Format;
pub use job::{Fields, InputPage, Job, Position, Read, Reject, Remark, Visit};
pub use journal::{Journal, Pin, Plan};
pub use limits::Limits;
pub use rejects::RejectWriter;
pub use repeated::{LeftOut, Repeated};
pub use sinks::{Folder, PackedFile, shard, shard_there};
pub use sources::Sources;
#[cfg(feature = "serve")]
pub(crate) use sources::sent;
