//! JSON -> pages, one at a time: an object per line, objects one after the other, or an array of them.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::super::job::{Job, Reject, Visit};
use super::faults::Place;
use super::json::values::{Found, Values};
use super::record::{self, Reading};
use super::source::{Source, at};

/// Hands on each object as a page to be read, or what is wrong with it; stops at the first error of `visit`.
pub fn each(source: Source, reading: &Reading, visit: Visit<'_>) -> io::Result<()> {
    let path: Arc<Path> = source.path.as_path().into();
    let longest = source.longest;
    let (input, left_out) = source.reader();
    let mut values = Values::new(input, longest);
    loop {
        match values.next() {
            Ok(Some(found)) => visit(job(found, reading, &path))?,
            Ok(None) => break,
            Err(error) => {
                let reject = Reject::new(at(&path)(error)).offset(values.offset());
                return visit(Job::failed(reject));
            }
        }
    }
    left_out().map_or(Ok(()), |remark| visit(Job::remark(remark)))
}

fn job(found: Found, reading: &Reading, path: &Arc<Path>) -> Job {
    let place = Place {
        path: path.clone(),
        line: found.line,
    };
    let offset = found.offset;
    match found.json {
        Ok(json) => record::job(json, reading, place, offset),
        Err(fault) => {
            let error = place.error(fault.found, &fault.expected, fault.advice);
            Job::failed(Reject::new(error).offset(offset).bytes(&found.rest))
        }
    }
}
