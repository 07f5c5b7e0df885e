//! How far a long run is: a bar on a terminal, a line a minute in a log.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanDuration, ProgressBar, ProgressStyle};

use super::tally::Tally;
use crate::output::say;

/// A run that is over sooner shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Time between two lines in a log.
const BETWEEN_LINES: Duration = Duration::from_secs(60);

/// Shows how far a run is.
pub struct Progress {
    begun: Instant,
    said: Instant,
    /// Bytes of all inputs, where that is known.
    total: Option<u64>,
    /// Whether the terminal also shows the answers, between which a bar would stand.
    is_beside_answers: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub fn begin(total: Option<u64>, is_beside_answers: bool) -> Progress {
        let now = Instant::now();
        Progress {
            begun: now,
            said: now,
            total,
            is_beside_answers,
            bar: None,
        }
    }

    pub fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Shows what was done, with `read` bytes of the inputs.
    pub fn show(&mut self, tally: &Tally, read: u64) {
        if say::is_quiet() {
            return;
        }
        if !io::stderr().is_terminal() {
            return self.say(tally, read);
        }
        if self.elapsed() < PATIENCE || self.is_beside_answers {
            return;
        }
        let (total, line) = (self.total, self.line(tally, read));
        let bar = self.bar.get_or_insert_with(|| {
            let bar = bar(total);
            say::show_bar(Some(bar.clone()));
            bar
        });
        bar.set_position(read);
        bar.set_message(line);
    }

    fn say(&mut self, tally: &Tally, read: u64) {
        if self.said.elapsed() < BETWEEN_LINES {
            return;
        }
        self.said = Instant::now();
        say::note(&self.line(tally, read));
    }

    /// Pages and their rate, bytes, and the time left at the rate so far.
    fn line(&self, tally: &Tally, read: u64) -> String {
        let elapsed = self.elapsed();
        let pages = tally.pages(elapsed);
        let bytes = HumanBytes(read);
        match self.total {
            Some(total) => {
                let left = HumanDuration(left(elapsed, read, total));
                format!("{pages}; {bytes} of {}, {left:#} left", HumanBytes(total))
            }
            None => format!("{pages}; {bytes} read"),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
            say::show_bar(None);
        }
    }
}

/// The time that the rest takes at the rate so far.
fn left(elapsed: Duration, read: u64, total: u64) -> Duration {
    let rest = total.saturating_sub(read) as f64 / read.max(1) as f64;
    Duration::try_from_secs_f64(elapsed.as_secs_f64() * rest).unwrap_or(Duration::MAX)
}

fn bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (ProgressBar::new(total), "{wide_bar} {msg}"),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}"),
    };
    let style = ProgressStyle::with_template(template);
    bar.with_style(style.expect("the templates are ours"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_that_of_the_rate_so_far() {
        let left = |read, total| left(Duration::from_secs(6), read, total).as_secs();
        assert_eq!((left(30, 90), left(90, 90), left(100, 90)), (12, 0, 0));
        assert!(left(0, u64::MAX) > 1 << 40);
    }

    #[test]
    fn both_templates_are_understood() {
        for total in [Some(7), None] {
            bar(total).finish_and_clear();
        }
    }
}
