//! Where pages come from: labelled datasets, or pages to label.

pub mod labelled;
pub mod model;

use std::io;
use std::path::Path;

use unpitch::Result;
use unpitch::corpora::{Sources, Visit};

use crate::args::PageArgs;

/// How the pages are read.
///
/// # Errors
/// What is wrong with the options.
pub fn sources(args: &PageArgs) -> Result<Sources> {
    let sources = Sources::default()
        .format(args.input.into())
        .wrapping(args.wrap.into());
    sources.globs(&args.glob)
}

/// Hands on the pages of all paths, then those of the list; of standard input where there are neither.
pub fn each_page(sources: &Sources, args: &PageArgs, visit: Visit<'_>) -> io::Result<()> {
    if args.paths.is_empty() && args.files_from.is_none() {
        return sources.each_page(Path::new("-"), visit);
    }
    for path in &args.paths {
        sources.each_page(path, visit)?;
    }
    let mut lists = args.files_from.iter();
    lists.try_for_each(|list| sources.each_listed(list, visit))
}
