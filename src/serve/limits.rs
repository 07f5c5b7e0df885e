//! How much a service takes on.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How much a service takes on; what is beyond is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Pages that are labelled at a time, each on a thread of its own: 1 or more.
    pub threads: usize,
    /// Requests that are read, wait or are worked on at a time, batches among them; of any more each gets 503.
    pub requests: usize,
    /// Connections at a time; the operating system keeps others waiting.
    pub connections: usize,
    /// Longest page, in bytes, unpacked: a body, or a line of a batch.
    pub page_bytes: usize,
    /// How long a request may take: to send its body, and then to be answered. In a batch, each page, and each wait for
    /// more of it.
    pub time: Duration,
}

/// A request's place among those under way, free again once nothing holds it any more.
pub type Place = Arc<OwnedSemaphorePermit>;

impl Default for Limits {
    /// One thread for each core, 64 requests, 1,024 connections, pages of 16 MiB, 30 seconds.
    fn default() -> Limits {
        Limits {
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            requests: 64,
            connections: 1_024,
            page_bytes: 16 << 20,
            time: Duration::from_secs(30),
        }
    }
}

/// Longest time for a request: clocks overflow beyond.
const LONGEST: Duration = Duration::from_secs(365 * 86_400);

impl Limits {
    /// The same, where a number makes no sense the nearest that does.
    pub(super) fn sensible(self) -> Limits {
        Limits {
            threads: self.threads.max(1),
            requests: self.requests.clamp(1, Semaphore::MAX_PERMITS),
            connections: self.connections.clamp(1, Semaphore::MAX_PERMITS),
            time: self.time.min(LONGEST),
            ..self
        }
    }
}
