//! Where pages come from: labelled datasets, or pages to label.

pub mod labelled;
pub mod model;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use unpitch::Result;
use unpitch::corpora::{Pin, Sources, Visit};

use crate::args::InputArgs;
use crate::files;
use crate::output::say;

/// How the pages are read.
///
/// # Errors
/// What is wrong with the options.
pub fn sources(args: &InputArgs) -> Result<Sources> {
    let sources = Sources::default()
        .format(args.input.into())
        .wrapping(args.wrap.into())
        .column(args.column.clone())
        .limits(args.limits());
    sources.globs(&args.glob)
}

/// The file for what is no page, which none of the inputs may be.
///
/// # Errors
/// Where it cannot be written.
pub fn rejects_file(args: &InputArgs) -> Result<Option<&Path>> {
    let file = args.rejects.as_deref();
    let inputs = || args.paths.iter().chain(&args.files_from);
    file.map_or(Ok(()), |file| {
        files::require_writable(file, "--rejects", inputs())
    })?;
    Ok(file)
}

/// Refuses a file for the answers that is one of the inputs, or that cannot be written.
///
/// # Errors
/// Why not.
pub fn check_output(output: Option<&Path>, args: &InputArgs) -> Result<()> {
    let file = output.filter(|path| !files::is_standard_output(path));
    let others = || {
        args.paths
            .iter()
            .chain(&args.files_from)
            .chain(&args.rejects)
    };
    file.map_or(Ok(()), |file| {
        files::require_writable(file, "--output", others())
    })
}

/// Refuses outputs that would be read as one of the pages, in this run or the next.
///
/// # Errors
/// [`Error::Io`] with the first one's path.
pub fn require_outside<'a>(
    outputs: impl IntoIterator<Item = &'a PathBuf>,
    args: &'a InputArgs,
    sources: &Sources,
) -> Result<()> {
    for output in outputs.into_iter().chain(&args.rejects) {
        let read = |folder: &&PathBuf| folder.is_dir() && sources.would_read(folder, output);
        if let Some(folder) = args.paths.iter().find(read) {
            let reason = format!(
                "would be read as one of the pages in {}; give it a place elsewhere, or say with --glob which files are pages",
                folder.display()
            );
            return Err(files::refused(output, reason));
        }
    }
    Ok(())
}

/// Bytes of all inputs, where they can be known beforehand. Folders and lists are gone through for it, but only for people
/// who watch.
pub fn total_bytes(sources: &Sources, args: &InputArgs) -> Option<u64> {
    let takes_time = args.files_from.is_some() || args.paths.iter().any(|path| path.is_dir());
    let is_wanted = !takes_time || io::stderr().is_terminal();
    if args.reads_standard_input() || !is_wanted {
        return None;
    }
    let pins = pins(sources, args).ok()?;
    Some(pins.iter().map(|pin| pin.bytes).sum())
}

/// What all paths and the list hold now.
///
/// # Errors
/// What cannot be read, or cannot be read twice.
pub fn pins(sources: &Sources, args: &InputArgs) -> Result<Vec<Pin>> {
    let paths = args.paths.iter().map(|path| sources.pin(path));
    let lists = args.files_from.iter().map(|list| sources.pin_listed(list));
    paths.chain(lists).collect()
}

/// Hands on the pages of all paths, then those of the list; of standard input where there are neither.
pub fn each_page(sources: &Sources, args: &InputArgs, visit: Visit<'_>) -> io::Result<()> {
    if args.paths.is_empty() && args.files_from.is_none() {
        return sources.each_page(Path::new("-"), visit);
    }
    for path in &args.paths {
        say::detail(|| format!("reading {}", path.display()));
        sources.each_page(path, visit)?;
    }
    let mut lists = args.files_from.iter();
    lists.try_for_each(|list| sources.each_listed(list, visit))
}
