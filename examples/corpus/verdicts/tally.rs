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
    /// The accuracy, unless `{:#}` says that the names are not of one kind, and a line for each pair of names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: usize = self.0.values().sum();
        let hits = self.0.iter().filter(|((right, said), _)| right == said);
        let hits: usize = hits.map(|(_, n)| n).sum();
        if f.alternate() {
            writeln!(f, "{all}")?;
        } else {
            writeln!(f, "right {hits} of {all}, {:.3}", share(hits, all))?;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_make_f1_and_pairs_an_accuracy() {
        let mut counts = Counts::default();
        for (is_right, is_said) in [(true, true), (true, false), (false, true), (false, false)] {
            counts.add(is_right, is_said);
        }
        assert!(counts.to_string().starts_with("F1 0.500  hits   1"));
        let mut confusion = Confusion::default();
        for said in ["open", "open", "gated", "open"] {
            confusion.add("open", said);
        }
        assert!(confusion.to_string().starts_with("right 3 of 4, 0.750\n"));
        assert!(format!("{confusion:#}").starts_with("4\n"));
        assert!(
            Confusion::default()
                .to_string()
                .starts_with("right 0 of 0, 0.000")
        );
    }
}
