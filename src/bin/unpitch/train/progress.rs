//! Reports how a training goes, in few lines: each step once, iterations only every so often.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use unpitch::train::{Progress, Stage};

use crate::exit;
use crate::output::say;

/// The wait before the first iteration that is reported; the next wait is twice as long, and so on: a training of two
/// minutes reports five of its hundreds of iterations.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// The longest wait: somebody watching a log wants a sign of life now and then.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// Reports how one training goes: on a terminal in one line that changes, elsewhere in a few lines.
pub struct ProgressLog {
    can_pass: bool,
    pace: Pace,
}

impl ProgressLog {
    /// The log of a training that begins now.
    pub fn new() -> ProgressLog {
        ProgressLog {
            can_pass: say::can_pass(),
            pace: Pace::new(Instant::now()),
        }
    }

    /// Reports a step, and tells the training to go on unless Ctrl-C was pressed.
    pub fn flow(&mut self, progress: Progress) -> ControlFlow<()> {
        self.report(progress);
        exit::flow()
    }

    /// Reports a step.
    pub fn report(&mut self, progress: Progress) {
        match step(progress) {
            Some(step) => say::line(&step),
            None => self.report_iteration(progress),
        }
    }

    fn report_iteration(&mut self, progress: Progress) {
        let Some(text) = iteration(progress) else {
            return;
        };
        if self.can_pass {
            say::passing(&text);
        } else if self.pace.is_due(Instant::now()) {
            say::line(&text);
        }
    }
}

/// When the next iteration is reported.
struct Pace {
    wait: Duration,
    next: Instant,
}

impl Pace {
    fn new(now: Instant) -> Pace {
        Pace {
            wait: FIRST_WAIT,
            next: now + FIRST_WAIT,
        }
    }

    fn is_due(&mut self, now: Instant) -> bool {
        if now < self.next {
            return false;
        }
        self.wait = (2 * self.wait).min(LONGEST_WAIT);
        self.next = now + self.wait;
        true
    }
}

/// A step of which there are few.
fn step(progress: Progress) -> Option<String> {
    match progress {
        Progress::Started {
            stage: stage @ Stage::SecondPass { .. },
            ..
        } => Some(stage.to_string()),
        Progress::Vocabulary {
            stage,
            features,
            columns,
            ..
        } => Some(format!("{stage}: {features} features, {columns} columns")),
        _ => None,
    }
}

/// A step of which there are many.
fn iteration(progress: Progress) -> Option<String> {
    match progress {
        Progress::Round {
            stage, round, loss, ..
        } => Some(figures(stage, "round", round, &[("loss", loss)])),
        Progress::Iteration {
            stage,
            iteration,
            gradient,
            objective,
            ..
        } => {
            let known = [("objective", objective), ("gradient", gradient)];
            Some(figures(stage, "iteration", iteration, &known))
        }
        _ => None,
    }
}

/// A line with the figures of a step. A figure that is not finite is not known yet: it is left out, and so are those
/// behind it.
fn figures(stage: Stage, unit: &str, number: usize, figures: &[(&str, f64)]) -> String {
    let mut text = format!("{stage}: {unit} {number}");
    for (name, value) in figures.iter().take_while(|(_, value)| value.is_finite()) {
        let value = if value.abs() < 1.0 {
            format!("{value:.1e}")
        } else {
            format!("{value:.1}")
        };
        text += &format!(", {name} {value}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_figures_are_left_out() {
        let known = figures(
            Stage::Whole,
            "iteration",
            7,
            &[("objective", 1234.56), ("gradient", 2.5e-3)],
        );
        assert_eq!(
            known,
            "first pass: iteration 7, objective 1234.6, gradient 2.5e-3"
        );
        let unknown = figures(
            Stage::WithoutFold(1),
            "iteration",
            0,
            &[("objective", f64::INFINITY), ("gradient", 1.0)],
        );
        assert_eq!(unknown, "without fold 2: iteration 0");
        assert_eq!(
            figures(Stage::Whole, "round", 3, &[("loss", f64::NAN)]),
            "first pass: round 3"
        );
    }

    #[test]
    fn reports_become_rarer() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        let reported = |seconds: std::ops::Range<u64>, pace: &mut Pace| {
            let times = seconds.map(|s| start + Duration::from_secs(s));
            times.filter(|now| pace.is_due(*now)).count()
        };
        assert_eq!(reported(0..120, &mut pace), 5);
        assert!((25..40).contains(&reported(120..3600, &mut pace)));
    }
}
