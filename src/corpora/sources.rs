//! Paths -> the pages in them.

mod counted;
mod csv;
mod detect;
mod faults;
mod file;
mod gzip;
mod json;
mod jsonl;
mod list;
mod packing;
#[cfg(feature = "parquet")]
mod parquet;
mod pins;
mod record;
#[cfg(feature = "serve")]
pub(crate) mod sent;
mod source;
mod utf16;
mod walk;
mod warc;
#[cfg(not(feature = "parquet"))]
mod without_parquet;

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use globset::GlobSet;

use super::format::Format;
use super::job::{Job, Position, Reject, Visit};
use super::journal::Pin;
use super::limits::Limits;
use crate::error::{Error, Result};
use crate::page::Wrapping;
use counted::Counter;
use file::Reading;
use source::Source;
#[cfg(not(feature = "parquet"))]
use without_parquet as parquet;

/// Hands on the pages of files, folders and lists.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    format: Option<Format>,
    wrapping: Wrapping,
    column: Option<String>,
    globs: Option<GlobSet>,
    keeps_source: bool,
    limits: Limits,
    counter: Counter,
    /// Files that were handed on or skipped so far.
    files: Arc<AtomicU64>,
    /// The last job that is not wanted.
    after: Option<Position>,
}

impl Sources {
    /// Reads each file as `format`; none, the default, detects it: a CSV by its name, the others by their content, HTML
    /// also by its name.
    #[must_use]
    pub fn format(mut self, format: Option<Format>) -> Sources {
        self.format = format;
        self
    }

    /// How the lines of a text make paragraphs.
    #[must_use]
    pub fn wrapping(mut self, wrapping: Wrapping) -> Sources {
        self.wrapping = wrapping;
        self
    }

    /// The column of Parquet, or field of JSON, that holds the page, as text or HTML, which is detected. None, the default:
    /// `html` or `text`.
    #[must_use]
    pub fn column(mut self, column: Option<String>) -> Sources {
        self.column = column;
        self
    }

    /// Of a folder, reads only files that fit one of these globs: below the folder, or by their name where a glob has no
    /// `/`. None at all: every file.
    ///
    /// # Errors
    /// [`Error::Param`] for what is no glob.
    pub fn globs<S: AsRef<str>>(mut self, globs: &[S]) -> Result<Sources> {
        self.globs = walk::globs(globs)?;
        Ok(self)
    }

    /// Whether a page's source goes back with it as the field `html` or `text`: decoded, but otherwise as it was.
    #[must_use]
    pub fn keep_source(mut self, keeps_source: bool) -> Sources {
        self.keeps_source = keeps_source;
        self
    }

    /// How much a page may be.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Sources {
        self.limits = limits;
        self
    }

    /// Leaves out all jobs up to that one, of the same paths in the same order. Files before it are not opened.
    #[must_use]
    pub fn after(mut self, position: Option<Position>) -> Sources {
        self.after = position;
        self
    }

    /// What a file or folder holds now.
    ///
    /// # Errors
    /// [`Error::Io`] where there is nothing.
    pub fn pin(&self, path: &Path) -> Result<Pin> {
        pins::path(path, self.globs.as_ref())
    }

    /// What the paths of a list hold now.
    ///
    /// # Errors
    /// [`Error::Io`] where it is no file, or names standard input, either of which cannot be read twice.
    pub fn pin_listed(&self, list: &Path) -> Result<Pin> {
        pins::listed(list, self.globs.as_ref())
    }

    /// Whether a file at that path would be read as one of the folder's, also if it is not there yet.
    #[must_use]
    pub fn would_read(&self, folder: &Path, file: &Path) -> bool {
        walk::would_read(folder, self.globs.as_ref(), file)
    }

    /// Bytes that have been read of files and standard input, as they are stored; clones of these sources count together.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.counter.bytes()
    }

    /// Hands on the pages of one path, or what is wrong with one of them: a file, a folder with all that is in it (but
    /// hidden files and folders, by name), or `-` for standard input.
    ///
    /// # Errors
    /// Those of `visit`; what is wrong with the input is a job.
    pub fn each_page(&self, path: &Path, visit: Visit<'_>) -> io::Result<()> {
        if path.as_os_str() != "-" && path.is_dir() {
            return walk::files(path, self.globs.as_ref(), &mut |file| match file {
                Ok(path) => self.numbered(visit, |visit| self.each_of_file(&path, visit)),
                Err(reject) => self.numbered(visit, |visit| visit(Job::failed(reject))),
            });
        }
        self.numbered(visit, |visit| self.each_of_file(path, visit))
    }

    /// Hands on the pages of the paths that a file lists, one a line; `-` is standard input.
    ///
    /// # Errors
    /// As [`Sources::each_page`].
    pub fn each_listed(&self, list: &Path, visit: Visit<'_>) -> io::Result<()> {
        list::paths(list, &mut |path| match path {
            Ok(path) => self.each_page(&path, visit),
            Err(error) => self.numbered(visit, |visit| visit(Job::failed(error))),
        })
    }

    /// Gives the jobs of a file their positions, and leaves out those that are not wanted.
    fn numbered(
        &self,
        visit: Visit<'_>,
        each: impl FnOnce(Visit<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let file = self.files.fetch_add(1, Ordering::Relaxed);
        if self.after.is_some_and(|after| file < after.file) {
            return Ok(());
        }
        let mut jobs = 0..;
        each(&mut |job| {
            let position = Position {
                file,
                job: jobs.next().expect("no file has 2^64 pages"),
            };
            if self.after.is_some_and(|after| position <= after) {
                return Ok(());
            }
            visit(job.at(position))
        })
    }

    fn objects(&self) -> record::Reading {
        record::Reading::new(self.wrapping, self.column.as_deref())
            .keep_source(self.keeps_source)
            .longest(self.limits.page_bytes)
    }

    fn each_of_file(&self, path: &Path, visit: Visit<'_>) -> io::Result<()> {
        let (limits, shared): (Limits, Arc<Path>) = (self.limits, path.into());
        let visit: Visit<'_> = &mut |job| {
            let path = shared.clone();
            visit(job.checked(move |read| limits.check(read, &path)))
        };
        let source = match Source::open(path, self.format, self.counter.next()) {
            Ok(source) => source.longest(limits.page_bytes),
            Err(error) => return visit(Job::failed(rejected(path, error))),
        };
        let format = self.format;
        let format = format.unwrap_or_else(|| detect::format(path, &source.head));
        match (format, detect::binary(&source.head, self.format.is_some())) {
            (Format::Csv, _) => csv::each(source, visit),
            (Format::Parquet, _) => parquet::each(path, &self.objects(), &self.counter, visit),
            (Format::Warc, _) => warc::each(source, self.wrapping, self.keeps_source, visit),
            (_, Some(found)) => {
                let error = faults::refused(path, found, "give the page itself, in UTF-8");
                visit(Job::failed(rejected(path, error)))
            }
            (Format::Jsonl, None) => jsonl::each(source, &self.objects(), visit),
            (Format::Html | Format::Text, None) => {
                let reading = Reading {
                    is_html: format == Format::Html,
                    wrapping: self.wrapping,
                    keeps_source: self.keeps_source,
                };
                file::one(source, reading, visit)
            }
        }
    }
}

/// A file that is rejected as a whole, with its first bytes; those of standard input are gone.
fn rejected(path: &Path, error: Error) -> Reject {
    let mut start = Vec::new();
    if path.is_file()
        && let Ok(file) = File::open(path)
    {
        let mut file = file.take(Reject::MOST_BYTES as u64);
        // What cannot be read is what the error says already.
        let _ = file.read_to_end(&mut start);
    }
    Reject::new(error).bytes(&start)
}
