//! What a run came to: pages, paragraphs, labels, rejects, and how fast.

use std::time::Duration;

use indicatif::HumanCount;
use unpitch::Label;

/// Paragraphs by label, in the order of [`Label::ALL`].
pub type Counts = [u64; Label::COUNT];

/// Counts of what was labelled.
#[derive(Default)]
pub struct Tally {
    pages: u64,
    paragraphs: Counts,
}

impl Tally {
    /// Takes a page in.
    pub fn add(&mut self, paragraphs: Counts) {
        self.pages += 1;
        for (all, n) in self.paragraphs.iter_mut().zip(paragraphs) {
            *all += n;
        }
    }

    /// Pages so far, and how many a second.
    pub fn pages(&self, elapsed: Duration) -> String {
        let rate = self.pages as f64 / elapsed.as_secs_f64().max(1e-3);
        let digits = usize::from(rate < 10.0);
        format!("{}, {rate:.digits$} a second", counted(self.pages, "page"))
    }

    /// One line about the run; none about a single page, which speaks for itself.
    pub fn summary(&self, rejects: u64, elapsed: Duration) -> Option<String> {
        if self.pages + rejects == 1 {
            return None;
        }
        let all: u64 = self.paragraphs.iter().sum();
        let share = |(label, n): (&Label, &u64)| {
            format!("{label} {:.1} %", 100.0 * *n as f64 / all.max(1) as f64)
        };
        let shares: Vec<String> = Label::ALL.iter().zip(&self.paragraphs).map(share).collect();
        Some(format!(
            "{}; {} ({}); {}",
            self.pages(elapsed),
            counted(all, "paragraph"),
            shares.join(", "),
            counted(rejects, "reject")
        ))
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
        tally.add([1, 0, 2, 0]);
        assert_eq!(tally.summary(0, second), None);
        for _ in 1..2_000 {
            tally.add([1, 0, 2, 1]);
        }
        assert_eq!(
            tally.summary(1, Duration::from_secs(4)).as_deref(),
            Some(
                "2,000 pages, 500 a second; 7,999 paragraphs (article 25.0 %, subscription-pitch 0.0 %, \
                 navigation 50.0 %, related-content 25.0 %); 1 reject"
            )
        );
        assert!(
            Tally::default()
                .summary(0, second)
                .unwrap()
                .starts_with("0 pages, 0.0 a second; 0 paragraphs (article 0.0 %")
        );
    }
}
