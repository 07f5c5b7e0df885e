//! The threads, started when there is work for two.

use std::collections::VecDeque;
use std::io;
use std::sync::OnceLock;
use std::sync::mpsc::channel;

use rayon::ThreadPool;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

/// Batches that are worked at or wait to be handed on: with one alone, threads wait for its last page.
const MOST_BATCHES: usize = 3;

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

    /// Does the same to all items of all batches, side by side, and hands the results on, in their order. While a batch is
    /// handed on, the next are worked at: `next` is asked for one, and told whether it may wait, which it may once all before
    /// were handed on. `None` is the end then.
    ///
    /// # Errors
    /// Those of `take`, or that the threads can't be started.
    pub fn batches<T: Send, R: Send>(
        &self,
        mut next: impl FnMut(bool) -> Option<Vec<T>>,
        run: impl Fn(T) -> R + Sync,
        mut take: impl FnMut(Vec<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        while let Some(items) = next(true) {
            match self.n == 1 || items.len() < 2 {
                true => take(items.into_iter().map(&run).collect())?,
                false => return self.overlapping(items, next, run, take),
            }
        }
        Ok(())
    }

    fn overlapping<T: Send, R: Send>(
        &self,
        first: Vec<T>,
        mut next: impl FnMut(bool) -> Option<Vec<T>>,
        run: impl Fn(T) -> R + Sync,
        mut take: impl FnMut(Vec<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        let run = &run;
        self.pool()?.in_place_scope(|scope| {
            let mut under_way = VecDeque::new();
            let mut batch = Some(first);
            loop {
                if let Some(items) = batch.take() {
                    let (done, results) = channel();
                    // Nobody waits for results once there was an error.
                    scope.spawn(move |_| drop(done.send(side_by_side(items, run))));
                    under_way.push_back(results);
                }
                if under_way.len() < MOST_BATCHES {
                    batch = next(under_way.is_empty());
                }
                if batch.is_none() {
                    let Some(results) = under_way.pop_front() else {
                        return Ok(());
                    };
                    take(results.recv().map_err(io::Error::other)?)?;
                }
            }
        })
    }

    /// Does the same to all items, side by side; the results come in the items' order.
    pub fn map<T: Send, R: Send>(
        &self,
        items: Vec<T>,
        run: impl Fn(T) -> R + Sync,
    ) -> io::Result<Vec<R>> {
        if self.n == 1 || items.len() < 2 {
            return Ok(items.into_iter().map(run).collect());
        }
        Ok(self.pool()?.install(|| side_by_side(items, &run)))
    }

    fn pool(&self) -> io::Result<&ThreadPool> {
        if self.pool.get().is_none() {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(self.n).build();
            // Another thread that had set it would have set the same.
            let _ = self.pool.set(pool.map_err(io::Error::other)?);
        }
        Ok(self.pool.get().expect("set above"))
    }
}

/// Each item for itself: rayon hands out runs of them else, and the last run keeps one thread busy alone.
fn side_by_side<T: Send, R: Send>(items: Vec<T>, run: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    let each = items.into_par_iter().with_max_len(1);
    each.map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Squares of the batches' numbers, and what `take` saw.
    fn squares(n: usize, batches: &[Vec<u64>]) -> Vec<Vec<u64>> {
        let mut left = batches.iter().cloned();
        let mut taken = Vec::new();
        let done = Threads::new(n).batches(
            |_| left.next(),
            |number| number * number,
            |batch| {
                taken.push(batch);
                Ok(())
            },
        );
        done.expect("nothing fails");
        taken
    }

    #[test]
    fn batches_are_handed_on_in_their_order_by_any_number_of_threads() {
        let batches: Vec<Vec<u64>> = (0..40).map(|n| (n..n + 1 + n % 7).collect()).collect();
        let wanted: Vec<Vec<u64>> = batches
            .iter()
            .map(|batch| batch.iter().map(|number| number * number).collect())
            .collect();
        for n in [1, 2, 5] {
            assert_eq!(squares(n, &batches), wanted, "{n} threads");
        }
    }

    #[test]
    fn it_waits_for_a_batch_only_once_all_before_were_handed_on() {
        let mut asked = Vec::new();
        let taken = std::cell::Cell::new(0);
        let next = |may_wait: bool| {
            asked.push((may_wait, taken.get()));
            (asked.len() <= 2).then(|| vec![1, 2])
        };
        let take = |_| {
            taken.set(taken.get() + 1);
            Ok(())
        };
        let done = Threads::new(2).batches(next, |number: u8| number, take);
        done.expect("nothing fails");
        let waited = |&(may_wait, taken): &(bool, usize)| may_wait.then_some(taken);
        let waited: Vec<usize> = asked.iter().filter_map(waited).collect();
        assert_eq!(waited, [0, 2]);
    }

    #[test]
    fn what_cannot_be_handed_on_ends_it() {
        for n in [1, 2] {
            let full = |_| Err(io::Error::other("full"));
            let ended = Threads::new(n).batches(|_| Some(vec![1, 2]), |number: u8| number, full);
            assert_eq!(ended.unwrap_err().to_string(), "full");
        }
    }
}
