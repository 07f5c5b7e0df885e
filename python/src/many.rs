//! `label_many`: an iterable of pages -> an iterator over labelled pages.
//!
//! Python runs in the thread that asks for the next page and nowhere else: that thread pulls items, turns them into sources
//! without a Python object in them, and hands them to threads that know nothing of Python.
//!
//! ```text
//! items -> item (Source, or what is wrong with it) -> window (what is on its way) -> Page or PageError
//!                                                       |  ^
//!                                                       v  |
//!                                                       pool (threads)
//! ```

mod item;
mod pool;
mod window;

use std::sync::{Mutex, TryLockError};
use std::time::Duration;

use pyo3::exceptions::{PyException, PyValueError};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::error::{Error, PageError};
use crate::labelling::{Labeller, Shared};
use crate::page::Page;
use crate::threads::Threads;
use pool::Pool;
use window::{Finished, Outcome, Window};

/// How often a wait looks for Ctrl-C.
const PATIENCE: Duration = Duration::from_millis(50);

/// The pages of a `label_many`, an iterator.
///
/// Its threads are started when the first page is asked for, and end with the iterator: when it is exhausted, closed or no
/// longer referred to.
#[pyclass(frozen, module = "unpitch")]
pub struct Pages(Mutex<Run>);

/// An iterator's state.
struct Run {
    /// None once there are no more.
    items: Option<Py<PyIterator>>,
    /// What the items ended with, to be raised behind the pages before it.
    end: Option<PyErr>,
    worker: Worker,
    window: Window,
}

/// Who labels.
enum Worker {
    /// The thread that asks.
    Caller(Box<Labeller>),
    Threads(Pool),
}

impl Pages {
    pub fn new(model: Shared, items: Py<PyIterator>, threads: Threads, is_ordered: bool) -> Pages {
        let worker = match threads.n() {
            1 => Worker::Caller(Box::new(Labeller::new(model))),
            _ => Worker::Threads(Pool::new(model, threads)),
        };
        Pages(Mutex::new(Run {
            items: Some(items),
            end: None,
            window: Window::new(threads.n(), is_ordered),
            worker,
        }))
    }
}

#[pymethods]
impl Pages {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    /// Raises Error in a process that was forked off the one that made the iterator, and ValueError where another thread,
    /// or the iterable itself, is asking already.
    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let Ok(mut run) = self.0.try_lock() else {
            return Err(PyValueError::new_err(
                "pages are being asked for already; use the iterator in one thread",
            ));
        };
        let next = run.next(py);
        if !matches!(next, Ok(Some(_))) && run.is_over() {
            run.close();
        }
        next
    }

    /// Ends the iterator and its threads. Pages that wait are dropped.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        let Ok(mut run) = self.0.try_lock() else {
            return Err(PyValueError::new_err(
                "pages are being asked for; close the iterator when they are there",
            ));
        };
        run.close();
        // A generator that is closed may run Python code.
        let items = run.items.take();
        drop(run);
        drop((items, py));
        Ok(())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        match self.0.try_lock() {
            Ok(run) => visit.call(&run.items),
            Err(TryLockError::WouldBlock | TryLockError::Poisoned(_)) => Ok(()),
        }
    }

    fn __clear__(&self) {
        let items = self.0.try_lock().ok().and_then(|mut run| run.items.take());
        drop(items);
    }
}

impl Run {
    /// The next page or what is wrong with it.
    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        self.require_own_process()?;
        let mut has_pulled = false;
        loop {
            self.collect();
            let wants_more = !has_pulled && self.window.has_room() && self.items.is_some();
            if !wants_more && let Some(finished) = self.window.next() {
                return exported(py, finished).map(Some);
            }
            if self.window.has_room() && self.items.is_some() {
                self.pull(py)?;
                has_pulled = true;
            } else if self.window.is_empty() {
                return self.end.take().map_or(Ok(None), Err);
            } else {
                self.wait(py)?;
            }
        }
    }

    /// Takes an item in.
    fn pull(&mut self, py: Python<'_>) -> PyResult<()> {
        let Some(items) = &self.items else {
            return Ok(());
        };
        match items.bind(py).clone().next() {
            None => self.items = None,
            Some(Ok(item)) => return self.add(&item),
            Some(Err(error)) => {
                self.items = None;
                // Ctrl-C and the like do not wait for pages.
                if !error.is_instance_of::<PyException>(py) {
                    self.close();
                    return Err(error);
                }
                self.end = Some(error);
            }
        }
        Ok(())
    }

    fn add(&mut self, item: &Bound<'_, PyAny>) -> PyResult<()> {
        let (source, url) = item::read(item)?;
        let source = match source {
            Ok(source) => source,
            Err(message) => {
                self.window.add_finished(Outcome {
                    labelled: Err(message),
                    url,
                });
                return Ok(());
            }
        };
        let number = self.window.add(source.content.len(), url);
        match &mut self.worker {
            Worker::Threads(pool) => pool.give(number, source).map_err(Error::new_err),
            Worker::Caller(labeller) => {
                let labelled = item.py().detach(|| labeller.label(source));
                if labelled.is_err() {
                    labeller.renew();
                }
                self.window.finish(number, labelled);
                Ok(())
            }
        }
    }

    /// Takes over what the threads have done.
    fn collect(&mut self) {
        if let Worker::Threads(pool) = &mut self.worker {
            while let Some((number, labelled)) = pool.done() {
                self.window.finish(number, labelled);
            }
        }
    }

    /// Waits for a thread to have done something, or for Ctrl-C.
    fn wait(&mut self, py: Python<'_>) -> PyResult<()> {
        if let Worker::Threads(pool) = &mut self.worker {
            let done = py.detach(|| pool.wait(PATIENCE)).map_err(Error::new_err)?;
            if let Some((number, labelled)) = done {
                self.window.finish(number, labelled);
                return Ok(());
            }
        }
        py.check_signals()
    }

    fn require_own_process(&self) -> PyResult<()> {
        match &self.worker {
            Worker::Threads(pool) if !pool.is_of_this_process() => Err(Error::new_err(
                "the iterator was made before a fork, which its threads did not survive; call label_many in the new process",
            )),
            _ => Ok(()),
        }
    }

    fn is_over(&self) -> bool {
        self.items.is_none() && self.end.is_none() && self.window.is_empty()
    }

    /// Ends the threads; nothing comes any more.
    fn close(&mut self) {
        self.end = None;
        self.window.clear();
        if let Worker::Threads(pool) = &mut self.worker {
            pool.end();
        }
    }
}

/// What the caller gets for an item.
fn exported(py: Python<'_>, finished: Finished) -> PyResult<Py<PyAny>> {
    let Finished { index, outcome } = finished;
    match outcome.labelled {
        Ok(labelled) => Ok(Py::new(py, Page::from(labelled))?.into_any()),
        Err(message) => {
            let error = PageError::new_err((message, index, outcome.url));
            Ok(error.into_value(py).into_any())
        }
    }
}
