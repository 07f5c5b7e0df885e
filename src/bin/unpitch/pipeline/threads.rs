//! The threads, started when there is work for two.

use std::io;
use std::sync::OnceLock;

use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

pub struct Threads {
    n: usize,
    pool: OnceLock<ThreadPool>,
}

impl Threads {
    pub fn new(n: usize) -> Threads {
        Threads {
            n,
            pool: OnceLock::new(),
        }
    }

    /// Does the same to all items, side by side; the results come in the items' order.
    pub fn map<T: Send, R: Send>(
        &self,
        items: Vec<T>,
        run: impl Fn(T) -> R + Sync + Send,
    ) -> io::Result<Vec<R>> {
        if self.n == 1 || items.len() < 2 {
            return Ok(items.into_iter().map(run).collect());
        }
        if self.pool.get().is_none() {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(self.n).build();
            // Another thread that had set it would have set the same.
            let _ = self.pool.set(pool.map_err(io::Error::other)?);
        }
        let pool = self.pool.get().expect("set above");
        Ok(pool.install(|| items.into_par_iter().map(run).collect()))
    }
}
