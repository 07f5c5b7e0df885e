//! How far a long run is: a bar on a terminal, a line a minute in a log.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

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
        let total = self.total;
        let bar = self.bar.get_or_insert_with(|| {
            let bar = bar(total);
            say::show_bar(Some(bar.clone()));
            bar
        });
        bar.set_position(read);
        bar.set_message(tally.pages(self.begun.elapsed()));
    }

    fn say(&mut self, tally: &Tally, read: u64) {
        if self.said.elapsed() < BETWEEN_LINES {
            return;
        }
        self.said = Instant::now();
        let of_all = match self.total {
            Some(total) => format!(" of {}", HumanBytes(total)),
            None => String::new(),
        };
        let pages = tally.pages(self.elapsed());
        say::note(&format!("{pages}; {}{of_all} read", HumanBytes(read)));
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
            say::show_bar(None);
        }
    }
}

fn bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (
            ProgressBar::new(total),
            "{wide_bar} {msg}; {bytes} of {total_bytes}, {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}; {bytes} read"),
    };
    let style = ProgressStyle::with_template(template);
    bar.with_style(style.expect("the templates are ours"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_templates_are_understood() {
        for total in [Some(7), None] {
            bar(total).finish_and_clear();
        }
    }
}
