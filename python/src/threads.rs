//! How many threads label.

use std::num::NonZero;
use std::thread;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// A number of threads that can be had.
#[derive(Clone, Copy)]
pub struct Threads(NonZero<usize>);

impl Threads {
    /// Most threads that can be asked for: each keeps the words that it knows, some megabytes.
    const MOST: usize = 1024;

    /// So many threads, 0 for one a core.
    pub fn new(jobs: usize) -> PyResult<Threads> {
        if jobs > Threads::MOST {
            let most = Threads::MOST;
            return Err(PyValueError::new_err(format!(
                "jobs: found {jobs}, expected 0 to {most}"
            )));
        }
        let cores = || thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        Ok(Threads(NonZero::new(jobs).unwrap_or_else(cores)))
    }

    pub fn n(self) -> usize {
        self.0.get()
    }
}
