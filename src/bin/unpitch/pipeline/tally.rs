//! What a run came to: pages, paragraphs, labels, rejects, and how fast.

use std::time::Duration;

use indicatif::HumanCount;
use serde::{Deserialize, Serialize};
use unpitch::{Access, Label};

/// What was seen on a page.
pub struct Seen {
    /// Paragraphs by label, in the order of [`Label::ALL`].
    pub labels: [u64; Label::COUNT],
    pub access: Access,
    /// Paragraphs left out because another page had them.
    pub left_out: u64,
}

/// Counts of what was labelled.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    pages: u64,
    /// Those of them that were labelled before the run was stopped and went on.
    #[serde(skip)]
    earlier: u64,
    labels: [u64; Label::COUNT],
    /// Pages by access, in the order of [`Access::ALL`].
    access: Vec<u64>,
    left_out: u64,
}

impl Tally {
    /// The counts of a run that goes on from here.
    pub fn go_on(self) -> Tally {
        Tally {
            earlier: self.pages,
            ..self
        }
    }

    /// Takes a page in.
    pub fn add(&mut self, seen: &Seen) {
        self.pages += 1;
        for (all, n) in self.labels.iter_mut().zip(seen.labels) {
            *all += n;
        }
        self.access.resize(Access::ALL.len(), 0);
        for (n, access) in self.access.iter_mut().zip(Access::ALL) {
            *n += u64::from(*access == seen.access);
        }
        self.left_out += seen.left_out;
    }

    /// Pages so far, and how many a second.
    pub fn pages(&self, elapsed: Duration) -> String {
        let rate = (self.pages - self.earlier) as f64 / elapsed.as_secs_f64().max(1e-3);
        let digits = usize::from(rate < 10.0);
        format!("{}, {rate:.digits$} a second", counted(self.pages, "page"))
    }

    /// One line about the run; none about a single page, which speaks for itself.
    pub fn summary(&self, rejects: u64, elapsed: Duration) -> Option<String> {
        if self.pages + rejects == 1 {
            return None;
        }
        let all: u64 = self.labels.iter().sum();
        let mut parts = vec![
            self.pages(elapsed),
            format!("{} ({})", counted(all, "paragraph"), self.shares(all)),
            self.verdicts(),
        ];
        if self.left_out > 0 {
            parts.push(format!(
                "{} left out as repeated",
                HumanCount(self.left_out)
            ));
        }
        parts.push(counted(rejects, "reject"));
        parts.retain(|part| !part.is_empty());
        Some(parts.join("; "))
    }

    fn shares(&self, all: u64) -> String {
        let share = |(label, n): (&Label, &u64)| {
            format!("{label} {:.1} %", 100.0 * *n as f64 / all.max(1) as f64)
        };
        let shares: Vec<String> = Label::ALL.iter().zip(&self.labels).map(share).collect();
        shares.join(", ")
    }

    fn verdicts(&self) -> String {
        let pages = Access::ALL
            .iter()
            .zip(&self.access)
            .filter(|(_, n)| **n > 0);
        let pages: Vec<String> = pages
            .map(|(access, n)| format!("{} {access}", HumanCount(*n)))
            .collect();
        pages.join(", ")
    }
}

fn counted(n: u64, what: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{} {what}{s}", HumanCount(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_one_line_and_a_page_none() {
        let mut tally = Tally::default();
        let second = Duration::from_secs(1);
        let page = |article, access, left_out| Seen {
            labels: [article, 0, 2, 1],
            access,
            left_out,
        };
        tally.add(&page(0, Access::Gated, 0));
        assert_eq!(tally.summary(0, second), None);
        for _ in 1..2_000 {
            tally.add(&page(1, Access::Open, 0));
        }
        let summary = |tally: &Tally| tally.summary(1, Duration::from_secs(4)).unwrap();
        assert_eq!(
            summary(&tally),
            "2,000 pages, 500 a second; 7,999 paragraphs (article 25.0 %, subscription-pitch 0.0 %, \
             navigation 50.0 %, related-content 25.0 %); 1,999 open, 1 gated; 1 reject"
        );
        tally.add(&page(1, Access::Open, 3));
        assert!(summary(&tally).ends_with("1 gated; 3 left out as repeated; 1 reject"));
        assert!(
            Tally::default()
                .summary(0, second)
                .unwrap()
                .starts_with("0 pages, 0.0 a second; 0 paragraphs (article 0.0 %")
        );
    }
}
