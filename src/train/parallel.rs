//! The stages of a training that don't depend on each other, side by side on threads; one listener hears them all.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};

use linfa::DatasetBase;
use ndarray::Array1;

use super::{OnProgress, Progress, Stage};
use crate::logistic::{DesignMatrix, FittedLogistic, OnIteration, ValidLogisticParams};
use crate::{Error, Label, Result};

/// A stage being fitted.
pub(super) struct Job<'a> {
    pub(super) stage: Stage,
    /// Threads that it may use.
    pub(super) threads: usize,
    listener: OnProgress<'a>,
}

impl<'a> Job<'a> {
    /// The only stage of a training.
    pub(super) fn single(stage: Stage, threads: usize, listener: OnProgress<'a>) -> Job<'a> {
        Job {
            stage,
            threads,
            listener,
        }
    }
}

impl Job<'_> {
    /// Reports to the listener.
    ///
    /// # Errors
    /// [`Error::Interrupted`] where it breaks off.
    pub(super) fn report(&mut self, progress: Progress) -> Result<()> {
        match (self.listener)(progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Error::Interrupted),
        }
    }

    /// Fits a regression on this stage's threads, reporting as it goes. How a first pass without a fold ends is not reported.
    pub(super) fn fit(
        &mut self,
        params: &ValidLogisticParams,
        dataset: &DatasetBase<DesignMatrix, Array1<Label>>,
    ) -> Result<FittedLogistic> {
        let mut params = params.on_threads(self.threads);
        if let Stage::WithoutFold(_) = self.stage {
            params = params.unjudged();
        }
        self.heard(|on_iteration| params.fit_with_progress(dataset, on_iteration))
    }

    /// Fits the change of weights that give the paragraphs these scores.
    pub(super) fn fit_change(
        &mut self,
        params: &ValidLogisticParams,
        matrix: &DesignMatrix,
        labels: &[Label],
        before: Vec<[f64; Label::COUNT]>,
    ) -> Result<FittedLogistic> {
        let params = params.on_threads(self.threads);
        self.heard(|on_iteration| params.fit_change(matrix, labels, before, on_iteration))
    }

    /// A fit that the listener hears of, and may break off.
    fn heard(
        &mut self,
        fit: impl FnOnce(OnIteration<'_>) -> Result<FittedLogistic>,
    ) -> Result<FittedLogistic> {
        let mut stopped = false;
        let fitted = fit(&mut |event| {
            let flow = (self.listener)(Progress::of_fit(self.stage, event));
            stopped |= flow.is_break();
            flow
        })?;
        if stopped {
            Err(Error::Interrupted)
        } else {
            Ok(fitted)
        }
    }
}

/// Runs `fit` for every stage and gives the results in the stages' order. At most `threads` threads are at work: those beyond
/// the number of stages are divided among the stages, and a stage gets `threads_each` first, if there are so many.
///
/// # Errors
/// The first error in the stages' order. Where the listener breaks off, the fits are told to.
pub(super) fn fit_stages<T: Send>(
    stages: &[Stage],
    threads: usize,
    threads_each: usize,
    listener: OnProgress<'_>,
    fit: impl Fn(&mut Job<'_>) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let workers = (threads / threads_each).clamp(1, stages.len().max(1));
    if workers == 1 {
        let fits = stages.iter().map(|stage| {
            fit(&mut Job {
                stage: *stage,
                threads,
                listener: &mut *listener,
            })
        });
        return fits.collect();
    }
    let queue = Queue::new(stages);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, queue, fit) = (sender.clone(), &queue, &fit);
            scope.spawn(move || queue.work(threads / workers, &sender, fit));
        }
        drop(sender);
        for progress in receiver {
            if listener(progress).is_break() {
                queue.stopped.store(true, Ordering::Relaxed);
            }
        }
    });
    queue.finished()
}

/// The stages, and what became of them.
struct Queue<'a, T> {
    stages: &'a [Stage],
    next: AtomicUsize,
    stopped: AtomicBool,
    results: Vec<Mutex<Option<Result<T>>>>,
}

impl<T> Queue<'_, T> {
    fn new(stages: &[Stage]) -> Queue<'_, T> {
        Queue {
            stages,
            next: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            results: stages.iter().map(|_| Mutex::new(None)).collect(),
        }
    }

    /// Fits one stage after the other until none is left.
    fn work(
        &self,
        threads: usize,
        sender: &mpsc::Sender<Progress>,
        fit: impl Fn(&mut Job<'_>) -> Result<T>,
    ) {
        let mut tell = |progress| {
            // The receiver listens until the last sender is gone.
            let _ = sender.send(progress);
            if self.stopped.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(stage) = self.stages.get(at) else {
                break;
            };
            let result = fit(&mut Job {
                stage: *stage,
                threads,
                listener: &mut tell,
            });
            *self.results[at]
                .lock()
                .expect("no fit panics while it stores") = Some(result);
        }
    }

    fn finished(self) -> Result<Vec<T>> {
        let finished = self.results.into_iter().map(|result| {
            let result = result.into_inner().expect("no fit panicked");
            result.expect("every stage was fitted")
        });
        finished.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    const STAGES: [Stage; 3] = [Stage::WithoutFold(3), Stage::Whole, Stage::WithoutFold(2)];

    #[test]
    fn results_come_in_order_and_every_part_is_heard() {
        for threads in [1, 2, 7] {
            let mut heard = Vec::new();
            let mut listener = |progress: Progress| {
                heard.push(progress.stage());
                ControlFlow::Continue(())
            };
            let named = |job: &mut Job<'_>| {
                job.report(Progress::Started { stage: job.stage })?;
                Ok(job.stage.to_string())
            };
            let results = fit_stages(&STAGES, threads, 1, &mut listener, named).unwrap();
            assert_eq!(results, STAGES.map(|stage| stage.to_string()));
            heard.sort_unstable();
            assert_eq!(
                heard,
                [Stage::Whole, Stage::WithoutFold(2), Stage::WithoutFold(3)]
            );
        }
    }

    #[test]
    fn a_break_reaches_every_fit() {
        let endless = |job: &mut Job<'_>| -> Result<()> {
            loop {
                job.report(Progress::Started { stage: job.stage })?;
                std::thread::yield_now();
            }
        };
        for threads in [1, 2] {
            let broken = fit_stages(
                &STAGES,
                threads,
                1,
                &mut |_| ControlFlow::Break(()),
                endless,
            );
            assert!(matches!(broken, Err(Error::Interrupted)));
        }
    }

    #[test]
    fn no_more_threads_work_than_were_asked_for() {
        for threads in 1..20 {
            let (working, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let fit = |job: &mut Job<'_>| {
                let own = job.threads;
                assert!(own >= 1);
                let now = working.fetch_add(own, Ordering::SeqCst) + own;
                most.fetch_max(now, Ordering::SeqCst);
                std::thread::sleep(std::time::Duration::from_millis(2));
                working.fetch_sub(own, Ordering::SeqCst);
                Ok(())
            };
            let each = 1 + threads % 3;
            let listener = &mut |_| ControlFlow::Continue(());
            fit_stages(&STAGES, threads, each, listener, fit).unwrap();
            assert!(most.into_inner() <= threads, "{threads}");
        }
    }
}
