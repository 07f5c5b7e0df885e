//! The pages to be labelled: read ahead by a thread of their own, and taken in batches, each of what is there.
//!
//! So a slow stream is answered page by page, and a fast one keeps all cores busy. What is read ahead is bounded in
//! pages and in bytes.

use std::any::Any;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use unpitch::corpora::{Job, Visit};

/// How often waiting for pages looks up.
const LOOK_UP: Duration = Duration::from_millis(50);

/// Bytes that are read ahead, unless a single page has more.
const MOST_BYTES: usize = 16 << 20;

/// What is to be labelled.
pub struct Queue {
    jobs: Receiver<Job>,
    /// Pages in a batch at most.
    most: usize,
    room: Arc<Room>,
    feeder: JoinHandle<()>,
}

impl Queue {
    /// Starts to read: `feed` hands on pages until there are none, or its sink has no use for more.
    pub fn fed_by(most: usize, feed: impl FnOnce(Visit<'_>) + Send + 'static) -> Queue {
        let (sender, jobs) = sync_channel(most);
        let room = Arc::new(Room::default());
        let sink = Sink {
            sender,
            room: room.clone(),
        };
        let feeder = std::thread::spawn(move || feed(&mut |job| sink.push(job)));
        Queue {
            jobs,
            most,
            room,
            feeder,
        }
    }

    /// The pages that are there, at least one. `None` where there is none yet and it may not wait, at the end, and once
    /// nobody is patient any more.
    pub fn next_batch(&self, is_patient: impl Fn() -> bool, may_wait: bool) -> Option<Vec<Job>> {
        let first = match may_wait {
            true => self.wait(is_patient),
            false => is_patient().then(|| self.jobs.try_recv().ok()).flatten(),
        };
        first.map(|job| self.batch(job))
    }

    /// The next page.
    fn wait(&self, is_patient: impl Fn() -> bool) -> Option<Job> {
        while is_patient() {
            match self.jobs.recv_timeout(LOOK_UP) {
                Ok(job) => return Some(job),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        None
    }

    /// A page, and the others that are there.
    fn batch(&self, first: Job) -> Vec<Job> {
        let mut batch = vec![first];
        batch.extend(self.jobs.try_iter().take(self.most - 1));
        self.room.give(batch.iter().map(|job| job.bytes).sum());
        batch
    }

    /// Waits for the reading to end, once there are no more batches.
    ///
    /// # Errors
    /// Where the reading thread panicked: then pages are missing, however well those before them went.
    pub fn finish(self) -> io::Result<()> {
        let Queue { jobs, feeder, .. } = self;
        drop(jobs);
        feeder.join().map_err(|panic| {
            let reason = message(&*panic);
            io::Error::other(format!(
                "reading stopped before the end of the input, pages are missing: {reason}"
            ))
        })
    }
}

/// What a panic said.
fn message(panic: &(dyn Any + Send)) -> &str {
    let fixed = panic.downcast_ref::<&str>().copied();
    let made = panic.downcast_ref::<String>().map(String::as_str);
    fixed.or(made).unwrap_or("a panic without a message")
}

/// The reader's end of the queue.
struct Sink {
    sender: SyncSender<Job>,
    room: Arc<Room>,
}

impl Sink {
    fn push(&self, job: Job) -> io::Result<()> {
        self.room.take(job.bytes);
        let sent = self.sender.send(job);
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

/// The bytes that are read ahead.
#[derive(Default)]
struct Room {
    taken: Mutex<usize>,
    given: Condvar,
}

impl Room {
    /// Takes room for some bytes, once there is some, or nothing else is taken.
    fn take(&self, bytes: usize) {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |taken: &mut usize| *taken > 0 && taken.saturating_add(bytes) > MOST_BYTES;
        let waited = self.given.wait_while(taken, is_full);
        *waited.unwrap_or_else(PoisonError::into_inner) += bytes;
    }

    fn give(&self, bytes: usize) {
        *self.taken.lock().unwrap_or_else(PoisonError::into_inner) -= bytes;
        self.given.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unpitch::Page;
    use unpitch::corpora::InputPage;
    use unpitch::dataset::NamedPage;

    fn job(bytes: usize) -> Job {
        Job::new(bytes, || {
            let page = NamedPage::new("a", None, Page::from_text("a"));
            Ok(InputPage {
                page,
                fields: Vec::new(),
                has_content: true,
            }
            .into())
        })
    }

    fn next(queue: &Queue) -> Option<Vec<Job>> {
        queue.next_batch(|| true, true)
    }

    #[test]
    fn all_jobs_come_in_batches_and_none_is_too_large() {
        let queue = Queue::fed_by(4, |push| {
            for _ in 0..100 {
                push(job(MOST_BYTES / 3)).unwrap();
            }
        });
        let sizes: Vec<usize> = std::iter::from_fn(|| next(&queue).map(|b| b.len())).collect();
        assert_eq!(sizes.iter().sum::<usize>(), 100);
        // Three fill the room; a fourth can only come in once they are taken.
        assert!(sizes.iter().all(|size| (1..=4).contains(size)), "{sizes:?}");
        assert!(queue.finish().is_ok());
    }

    #[test]
    fn a_page_larger_than_the_room_passes_alone() {
        let queue = Queue::fed_by(4, |push| {
            push(job(2 * MOST_BYTES)).unwrap();
            push(job(1)).unwrap();
        });
        let sizes = [(); 3].map(|()| next(&queue).map_or(0, |batch| batch.len()));
        assert_eq!(sizes, [1, 1, 0]);
    }

    #[test]
    fn who_may_not_wait_gets_what_is_there() {
        let (said, heard) = std::sync::mpsc::channel();
        let queue = Queue::fed_by(2, move |push| {
            heard.recv().expect("somebody asks");
            push(job(1)).unwrap();
        });
        assert!(queue.next_batch(|| true, false).is_none());
        said.send(()).unwrap();
        assert!(queue.next_batch(|| false, true).is_none());
        assert_eq!(next(&queue).map(|batch| batch.len()), Some(1));
        assert!(next(&queue).is_none());
    }

    #[test]
    fn a_sink_that_has_enough_ends_the_reading() {
        let (said, heard) = std::sync::mpsc::channel();
        let queue = Queue::fed_by(1, move |push| {
            let mut pushed = std::iter::repeat_with(|| push(job(1)));
            let error = pushed.find_map(Result::err).expect("it never ends else");
            said.send(error.kind()).unwrap();
        });
        assert_eq!(next(&queue).map(|batch| batch.len()), Some(1));
        drop(queue);
        assert_eq!(heard.recv(), Ok(io::ErrorKind::BrokenPipe));
    }

    #[test]
    fn a_reader_that_panics_is_an_error_after_the_pages_before_it() {
        let queue = Queue::fed_by(4, |push| {
            push(job(1)).unwrap();
            panic!("no such {}", "luck");
        });
        assert_eq!(next(&queue).map(|batch| batch.len()), Some(1));
        assert!(next(&queue).is_none());
        let error = queue.finish().unwrap_err().to_string();
        assert!(
            error.ends_with("pages are missing: no such luck"),
            "{error}"
        );
    }
}
