//! Counts of what was said and what was right.

use std::collections::BTreeMap;
use std::fmt;

/// How often each name was right and what was said instead, in the order of names.
#[derive(Debug, Default)]
pub struct Confusion(BTreeMap<(String, String), usize>);

impl Confusion {
    /// Counts one.
    pub fn add(&mut self, right: &str, said: &str) {
        let counts = self.0.entry((right.to_owned(), said.to_owned()));
        *counts.or_default() += 1;
    }
}

impl fmt::Display for Confusion {
    /// The accuracy, and a line for each pair of names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: usize = self.0.values().sum();
        let hits = self.0.iter().filter(|((right, said), _)| right == said);
        let hits: usize = hits.map(|(_, n)| n).sum();
        writeln!(f, "right {hits} of {all}, {:.3}", share(hits, all))?;
        for ((right, said), n) in &self.0 {
            writeln!(f, "  {right:<12} said {said:<12} {n:>5}")?;
        }
        Ok(())
    }
}

/// Hits, false alarms and misses of one name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    hits: usize,
    alarms: usize,
    misses: usize,
}

impl Counts {
    /// Counts one.
    pub fn add(&mut self, is_right: bool, is_said: bool) {
        self.hits += usize::from(is_right && is_said);
        self.alarms += usize::from(!is_right && is_said);
        self.misses += usize::from(is_right && !is_said);
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Counts>>(counts: I) -> Counts {
        counts.fold(Counts::default(), |all, one| Counts {
            hits: all.hits + one.hits,
            alarms: all.alarms + one.alarms,
            misses: all.misses + one.misses,
        })
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts {
            hits,
            alarms,
            misses,
        } = self;
        let f1 = share(2 * hits, 2 * hits + alarms + misses);
        write!(
            f,
            "F1 {f1:.3}  hits {hits:>3}  false alarms {alarms:>3}  misses {misses:>3}"
        )
    }
}

/// A share, 0 of nothing.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
