//! Reports how a training goes, in few lines: each step once, iterations only every so often.

use std::time::{Duration, Instant};

use unpitch::{Progress, Solver, ValidTrainParams};

use crate::output::say;

/// The wait before the first iteration that is reported; the next wait is twice as long, and so on: a training of two
/// minutes reports five of its hundreds of iterations.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// The longest wait: somebody watching a log wants a sign of life now and then.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// Reports how one training goes: on a terminal in one line that changes, elsewhere in a few lines.
pub struct ProgressLog {
    is_descent: bool,
    can_pass: bool,
    pace: Pace,
}

impl ProgressLog {
    /// The log of a training that begins now.
    pub fn new(params: &ValidTrainParams) -> ProgressLog {
        let solver = params.in_words().remove("solver");
        ProgressLog {
            is_descent: solver.is_some_and(|name| name == Solver::Adagrad.name()),
            can_pass: say::can_pass(),
            pace: Pace::new(Instant::now()),
        }
    }

    /// Reports a step.
    pub fn report(&mut self, progress: Progress) {
        match step(progress) {
            Some(step) => say::line(&step),
            None => self.report_iteration(progress),
        }
    }

    fn report_iteration(&mut self, progress: Progress) {
        let Some(text) = iteration(progress, self.is_descent) else {
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
        Progress::Vocabulary {
            features, columns, ..
        } => Some(format!(
            "vocabulary: {features} features, {columns} columns"
        )),
        Progress::SecondPass { marked, .. } => {
            let pages = if marked { "pages with marks" } else { "text" };
            Some(format!("second pass: {pages}"))
        }
        _ => None,
    }
}

/// A step of which there are many.
fn iteration(progress: Progress, is_descent: bool) -> Option<String> {
    let Progress::Iteration {
        iteration,
        gradient,
        objective,
        ..
    } = progress
    else {
        return None;
    };
    // A round of AdaGrad has a loss, but no gradient.
    Some(if is_descent {
        figures("round", iteration, &[("loss", objective)])
    } else {
        let known = [("objective", objective), ("gradient", gradient)];
        figures("iteration", iteration, &known)
    })
}

/// A line with the figures of a step. A figure that is not finite is not known yet: it is left out, and so are those
/// behind it.
fn figures(unit: &str, number: usize, figures: &[(&str, f64)]) -> String {
    let mut text = format!("first pass: {unit} {number}");
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
            "iteration",
            7,
            &[("objective", 1234.56), ("gradient", 2.5e-3)],
        );
        assert_eq!(
            known,
            "first pass: iteration 7, objective 1234.6, gradient 2.5e-3"
        );
        let unknown = figures(
            "iteration",
            0,
            &[("objective", f64::INFINITY), ("gradient", 1.0)],
        );
        assert_eq!(unknown, "first pass: iteration 0");
        assert_eq!(
            figures("round", 3, &[("loss", f64::NAN)]),
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
