//! Threads that label: sources in, labelled pages out, without a Python object anywhere.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::labelling::{Labelled, Labeller, Shared};
use crate::source::Source;
use crate::threads::Threads;

type Job = (usize, Source<'static>);
/// A page's number and what became of it.
pub type Done = (usize, Result<Labelled, String>);

/// The threads, started as there is work for them.
pub struct Pool {
    model: Shared,
    most: usize,
    /// The process that the threads are of.
    process: u32,
    /// None once the pool has ended.
    running: Option<Running>,
}

/// The threads, and what goes to them and comes from them.
struct Running {
    jobs: Sender<Job>,
    waiting: Arc<Mutex<Receiver<Job>>>,
    is_over: Arc<AtomicBool>,
    report: Sender<Done>,
    done: Mutex<Receiver<Done>>,
    threads: Vec<JoinHandle<()>>,
}

impl Pool {
    pub fn new(model: Shared, threads: Threads) -> Pool {
        Pool {
            model,
            most: threads.n(),
            process: std::process::id(),
            running: Some(Running::new()),
        }
    }

    /// Whether this is the process that the threads run in.
    pub fn is_of_this_process(&self) -> bool {
        self.process == std::process::id()
    }

    /// Has a page labelled.
    ///
    /// # Errors
    /// Where not even one thread can be started.
    pub fn give(&mut self, index: usize, source: Source<'static>) -> Result<(), String> {
        let Some(running) = &mut self.running else {
            return Ok(());
        };
        if running.threads.len() < self.most {
            match running.start(self.model.clone()) {
                Ok(thread) => running.threads.push(thread),
                Err(error) if running.threads.is_empty() => {
                    return Err(format!("no thread could be started: {error}"));
                }
                // Those that run do all the work.
                Err(_) => self.most = running.threads.len(),
            }
        }
        let sent = running.jobs.send((index, source));
        sent.expect("the pool holds the other end");
        Ok(())
    }

    /// A page that is done, if there is one.
    pub fn done(&mut self) -> Option<Done> {
        self.running.as_mut()?.done().try_recv().ok()
    }

    /// A page that is done, or `None` after a while.
    ///
    /// # Errors
    /// Where nobody is left to do any.
    pub fn wait(&mut self, patience: Duration) -> Result<Option<Done>, &'static str> {
        let gone = Err("the threads are gone, and pages with them");
        let Some(running) = &mut self.running else {
            return gone;
        };
        match running.done().recv_timeout(patience) {
            Ok(done) => Ok(Some(done)),
            Err(_) if running.threads.iter().all(JoinHandle::is_finished) => gone,
            Err(_) => Ok(None),
        }
    }

    /// Ends the threads: each after the page that it is at.
    pub fn end(&mut self) {
        self.running = None;
    }
}

impl Running {
    fn new() -> Running {
        let (jobs, waiting) = channel();
        let (report, done) = channel();
        Running {
            jobs,
            waiting: Arc::new(Mutex::new(waiting)),
            is_over: Arc::default(),
            report,
            done: Mutex::new(done),
            threads: Vec::new(),
        }
    }

    fn done(&mut self) -> &mut Receiver<Done> {
        self.done.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    fn start(&self, model: Shared) -> io::Result<JoinHandle<()>> {
        let (waiting, report) = (Arc::clone(&self.waiting), self.report.clone());
        let is_over = Arc::clone(&self.is_over);
        let thread = thread::Builder::new().name("unpitch".to_owned());
        thread.spawn(move || label_all(Labeller::new(model), &waiting, &report, &is_over))
    }
}

/// What a thread does.
fn label_all(
    mut labeller: Labeller,
    waiting: &Mutex<Receiver<Job>>,
    report: &Sender<Done>,
    is_over: &AtomicBool,
) {
    while let Some((index, source)) = next(waiting) {
        if is_over.load(Ordering::Relaxed) {
            return;
        }
        let labelled = labeller.label(source);
        if labelled.is_err() {
            labeller.renew();
        }
        if report.send((index, labelled)).is_err() {
            return;
        }
    }
}

/// The next job, once there is one; `None` when there will be none.
fn next(waiting: &Mutex<Receiver<Job>>) -> Option<Job> {
    let waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
    waiting.recv().ok()
}

impl Drop for Running {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        if !self.is_of_this_process() {
            // What the threads had locked at the fork stays locked: nothing of it may be touched.
            std::mem::forget(self.running.take());
        }
    }
}
