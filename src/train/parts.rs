//! Fits that don't depend on each other, side by side on threads; one listener hears them all.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};

use super::{Listener, Progress};
use crate::Result;

/// Runs `fit` for every part, at most `threads` at once, and gives the results in the parts' order.
///
/// # Errors
/// The first error in the parts' order. Where the listener breaks off, the fits are told to.
pub(super) fn fit_parts<P: Sync, T: Send>(
    parts: &[P],
    threads: usize,
    listener: Listener<'_>,
    fit: impl Fn(&P, Listener<'_>) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let results: Vec<Mutex<Option<Result<T>>>> = parts.iter().map(|_| Mutex::new(None)).collect();
    let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel::<Progress>();
    let work = |sender: mpsc::Sender<Progress>| {
        let mut tell = |progress| {
            // The receiver listens until the last sender is gone.
            let _ = sender.send(progress);
            if stopped.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(part) = parts.get(at) else { break };
            let result = fit(part, &mut tell);
            *results[at].lock().expect("no fit panics while it stores") = Some(result);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, parts.len().max(1)) {
            let sender = sender.clone();
            scope.spawn(|| work(sender));
        }
        drop(sender);
        for progress in receiver {
            if listener(progress).is_break() {
                stopped.store(true, Ordering::Relaxed);
            }
        }
    });
    let finished = results.into_iter().map(|result| {
        let result = result.into_inner().expect("no fit panicked");
        result.expect("every part was fitted")
    });
    finished.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn results_come_in_order_and_a_break_reaches_every_fit() {
        let vocabulary = |features| Progress::Vocabulary {
            features,
            columns: 0,
        };
        let mut heard = 0;
        let mut listener = |_| {
            heard += 1;
            ControlFlow::Continue(())
        };
        let tenfold = |part: &usize, listener: Listener<'_>| {
            let _ = listener(vocabulary(*part));
            Ok(part * 10)
        };
        let results = fit_parts(&[3, 1, 2], 2, &mut listener, tenfold).unwrap();
        assert_eq!((results, heard), (vec![30, 10, 20], 3));
        let endless = |part: &usize, listener: Listener<'_>| -> Result<()> {
            while listener(vocabulary(*part)).is_continue() {
                std::thread::yield_now();
            }
            Err(Error::Interrupted)
        };
        let broken = fit_parts(&[1, 2, 3], 2, &mut |_| ControlFlow::Break(()), endless);
        assert!(matches!(broken, Err(Error::Interrupted)));
    }
}
