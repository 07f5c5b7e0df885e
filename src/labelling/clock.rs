//! How long a page takes a person.

use std::time::{Duration, Instant};

/// Longest pause between two steps that counts: who is away for longer has not looked at the page.
const LONGEST: Duration = Duration::from_secs(60);

/// Counts the time on one page.
#[derive(Debug)]
pub struct Clock {
    last: Instant,
    spent: Duration,
}

impl Clock {
    /// From now on.
    pub fn start() -> Clock {
        Clock {
            last: Instant::now(),
            spent: Duration::ZERO,
        }
    }

    /// Counts what went by since the last step.
    pub fn step(&mut self) {
        let now = Instant::now();
        self.spent += now.duration_since(self.last).min(LONGEST);
        self.last = now;
    }

    /// Seconds so far, to a tenth.
    pub fn seconds(&self) -> f32 {
        (self.spent.as_secs_f32() * 10.0).round() / 10.0
    }
}
