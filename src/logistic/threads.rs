//! Sharing out work, in runs of consecutive items.

use std::ops::Range;

/// Cuts the items whose running totals are `ends` into at most `threads` runs of about the same total.
pub(crate) fn runs(ends: &[usize], threads: usize) -> Vec<Range<usize>> {
    let total = ends.last().copied().unwrap_or(0);
    let threads = threads.clamp(1, ends.len().max(1));
    let cut = |thread: usize| {
        let goal = (total as f64 * thread as f64 / threads as f64) as usize;
        match thread {
            0 => 0,
            _ if thread == threads => ends.len(),
            // The item that reaches the goal still belongs to the run.
            _ => (ends.partition_point(|end| *end < goal) + 1).min(ends.len()),
        }
    };
    (0..threads)
        .map(|thread| cut(thread)..cut(thread + 1))
        .collect()
}

/// Does every piece of work on a thread of its own, the last one on this thread.
pub(crate) fn on_threads<W: Send>(mut work: Vec<W>, run: impl Fn(W) + Sync) {
    let own = work.pop();
    std::thread::scope(|scope| {
        for work in work {
            scope.spawn(|| run(work));
        }
        own.into_iter().for_each(&run);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_cover_every_item_once_and_weigh_about_the_same() {
        let cuts = |ends: &[usize], threads| -> Vec<_> {
            runs(ends, threads)
                .into_iter()
                .map(|run| (run.start, run.end))
                .collect()
        };
        assert_eq!(cuts(&[4, 5, 6, 8], 2), [(0, 1), (1, 4)]);
        assert_eq!(cuts(&[8, 8, 8, 8], 1), [(0, 4)]);
        assert_eq!(cuts(&[0, 0], 8), [(0, 1), (1, 2)]);
        assert_eq!(cuts(&[], 3), [(0, 0)]);
    }

    #[test]
    fn all_work_is_done() {
        let mut done = [0; 5];
        on_threads(done.iter_mut().collect(), |done| *done += 1);
        assert_eq!(done, [1; 5]);
    }
}
