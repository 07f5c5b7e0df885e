//! Paths that are the same file, and outputs that could not be written: found out before anything is read.

use std::fs;
use std::io::{self, ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};

use unpitch::{Error, Result};

/// Whether a path means standard output.
pub fn is_standard_output(path: &Path) -> bool {
    path == Path::new("-") || path == Path::new("/dev/stdout")
}

/// Refuses a file that is given twice.
///
/// # Errors
/// [`Error::Io`] with the path as it is given the second time.
pub fn require_distinct(paths: &[PathBuf]) -> Result<()> {
    for (i, path) in paths.iter().enumerate() {
        if let Some(first) = same_as(path, &paths[..i]) {
            let reason = format!("the same file as {}; give it once", first.display());
            return Err(refused(path, reason));
        }
    }
    Ok(())
}

/// Refuses data to measure on that the model is trained on.
///
/// # Errors
/// [`Error::Io`] with the validation's path.
pub fn require_unseen(validation: &Path, training: &[PathBuf]) -> Result<()> {
    same_as(validation, training).map_or(Ok(()), |path| {
        let reason = format!(
            "the same file as {}, which is trained on; give --validation pages of other sites",
            path.display()
        );
        Err(refused(validation, reason))
    })
}

/// Refuses to fill a terminal with the bytes of a model.
///
/// # Errors
/// [`Error::Io`] where standard output is a terminal.
pub fn require_no_terminal() -> Result<()> {
    if io::stdout().is_terminal() {
        let reason = "a terminal cannot show a model; redirect it to a file or a pipe";
        return Err(refused(Path::new("standard output"), reason));
    }
    Ok(())
}

/// Refuses an output, named by `option`, that is one of the inputs, or that no file can be written to.
///
/// # Errors
/// [`Error::Io`] with the output's path.
pub fn require_writable<'a>(
    output: &Path,
    option: &str,
    inputs: impl IntoIterator<Item = &'a PathBuf>,
) -> Result<()> {
    let inputs = inputs.into_iter().map(PathBuf::as_path);
    if let Some(input) = same_as(output, inputs) {
        let reason = format!(
            "the same file as the input {}, which it would replace; give {option} another name",
            input.display()
        );
        return Err(refused(output, reason));
    }
    writable(output).map_err(|reason| refused(output, reason))
}

/// Found out now, and not after an hour of training.
fn writable(output: &Path) -> Result<(), String> {
    match fs::metadata(output) {
        Ok(found) if found.is_dir() => {
            return Err("is a folder, expected a file; name a file in it".to_owned());
        }
        // A device or a pipe; nothing is made in its folder.
        Ok(found) if !found.is_file() => return Ok(()),
        Ok(_) => {
            let opened = fs::OpenOptions::new().write(true).open(output);
            opened.map_err(|error| error.to_string())?;
        }
        Err(_) => {}
    }
    let real = fs::canonicalize(output).unwrap_or_else(|_| output.to_owned());
    let folder = real.parent().filter(|folder| *folder != Path::new(""));
    let folder = folder.unwrap_or(Path::new("."));
    match tempfile::tempfile_in(folder).map_err(|error| error.kind()) {
        Ok(_) => Ok(()),
        Err(ErrorKind::NotFound) => Err(format!("there is no folder {}", folder.display())),
        Err(kind) => Err(format!(
            "no file can be made in the folder {}: {kind}",
            folder.display()
        )),
    }
}

/// Names the path in an error; for `map_err`.
pub fn at(path: &Path) -> impl FnOnce(io::Error) -> io::Error {
    let path = path.display().to_string();
    move |error| io::Error::new(error.kind(), format!("{path}: {error}"))
}

/// An error about a path that is not to be used.
pub fn refused(path: &Path, reason: impl Into<String>) -> Error {
    Error::Io {
        path: path.to_owned(),
        source: io::Error::new(ErrorKind::InvalidInput, reason.into()),
    }
}

/// The first of `paths` that is the same regular file as `path`, whatever links lead to it.
fn same_as<'a, P: AsRef<Path> + ?Sized + 'a>(
    path: &Path,
    paths: impl IntoIterator<Item = &'a P>,
) -> Option<&'a Path> {
    let known = identity(path)?;
    let mut paths = paths.into_iter().map(AsRef::as_ref);
    paths.find(|other| identity(other).is_some_and(|other| other == known))
}

/// What two paths to one regular file have in common: file system and number, so that hard links count too.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let found = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok().filter(|path| path.is_file())
}
