//! How many bytes of the inputs have been read.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts bytes of one input, and of all inputs together.
#[derive(Clone, Debug, Default)]
pub struct Counter {
    all: Arc<AtomicU64>,
    own: Arc<AtomicU64>,
}

impl Counter {
    /// A counter for a further input.
    pub fn next(&self) -> Counter {
        Counter {
            all: self.all.clone(),
            own: Arc::default(),
        }
    }

    /// Bytes of all inputs.
    pub fn bytes(&self) -> u64 {
        self.all.load(Ordering::Relaxed)
    }

    /// Forgets this input, which is going to be read from its start again.
    pub fn start_again(&self) {
        let own = self.own.swap(0, Ordering::Relaxed);
        self.all.fetch_sub(own, Ordering::Relaxed);
    }

    pub fn add(&self, n: usize) {
        self.own.fetch_add(n as u64, Ordering::Relaxed);
        self.all.fetch_add(n as u64, Ordering::Relaxed);
    }
}

/// A reader whose bytes are counted.
pub struct Counted<R> {
    pub input: R,
    pub counter: Counter,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.counter.add(n);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_that_is_read_twice_counts_once() {
        let all = Counter::default();
        let read = |bytes: &[u8], counter: &Counter| {
            let counter = counter.clone();
            let mut counted = Counted {
                input: bytes,
                counter,
            };
            io::copy(&mut counted, &mut io::sink()).unwrap();
        };
        read(b"ferries", &all.next());
        let second = all.next();
        read(b"sa", &second);
        second.start_again();
        read(b"sail", &second);
        assert_eq!(all.bytes(), 11);
    }
}
