//! Labels without pages: carries a labelled corpus over to this crate's segmentation (`align`), makes training CSVs of
//! those labels and of the pages' public repositories (`rebuild`), and compares metadata with what was read (`metadata`).
//!
//! ```text
//! files     bytes of a file, gunzipped; written beside and renamed
//! table     CSV with a header: cells by name, errors with path, line and column
//! rows      the tables of data/corpus: pages, labels, corrections
//! left_out  one more: pages that are not to be learned from
//! carry     labels of one segmentation -> labels of another; no I/O
//! unhidden  HTML with nothing hidden
//! align     labelled CSVs + pages -> data/corpus
//! source    where a page's HTML is: clones, their history, or a flat folder
//! rebuild   data/corpus + pages -> training CSVs
//! parts     judged paragraphs + pages -> how well the parts of articles are told
//! metadata  pages + what people read on them -> how often title, authors and date are right
//! verdicts  data/corpus + pages -> verdicts, compared with readers' judgements
//! ```
//! `data/corpus/README.md` has the commands. The labels are this project's to give away, the pages are not: no text of
//! a page is in what `align` writes, only a short hash of each paragraph, by which `rebuild` knows it again.

pub(crate) mod align;
pub(crate) mod carry;
mod commits;
pub(crate) mod files;
pub(crate) mod left_out;
mod metadata;
mod parts;
pub(crate) mod rebuild;
pub(crate) mod rows;
pub(crate) mod source;
pub(crate) mod table;
mod unhidden;
mod verdicts;

use std::fmt::Display;
use std::process::ExitCode;

use clap::Parser;

use align::Align;
use metadata::Metadata;
use parts::Parts;
use rebuild::Rebuild;
use verdicts::Verdicts;

#[derive(Parser)]
#[command(name = "corpus", about = "Labels without pages, and back")]
enum Command {
    /// Carry labelled CSVs over to this crate's segmentation of their pages
    Align(Align),
    /// Make training CSVs of data/corpus and of clones of the pages' repositories
    Rebuild(Rebuild),
    /// Measure how well the parts of articles are told
    Parts(Parts),
    /// Compare the metadata of pages with what people read on them
    Metadata(Metadata),
    /// Compare verdicts on labelled pages with judgements of readers
    Verdicts(Verdicts),
}

/// 0: done. 1: done, save for pages that the report names; or not done, and standard error says why. 2: bad arguments.
fn main() -> ExitCode {
    match Command::parse() {
        Command::Align(align) => finish(align.run(), |_| true),
        Command::Verdicts(verdicts) => finish(verdicts.run(), |_| true),
        Command::Rebuild(rebuild) => finish(rebuild.run(), |report| report.is_whole()),
        Command::Parts(parts) => finish(parts.run(), |report| report.is_whole()),
        Command::Metadata(metadata) => finish(metadata.run(), |report| report.is_whole()),
    }
}

fn finish<R: Display>(ran: unpitch::Result<R>, is_whole: impl Fn(&R) -> bool) -> ExitCode {
    match ran {
        Ok(report) => {
            print!("{report}");
            ExitCode::from(u8::from(!is_whole(&report)))
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
