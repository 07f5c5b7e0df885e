//! Precision, recall and F1 of each part.

use std::collections::BTreeMap;
use std::fmt;

use unpitch::{Page, Part};

use super::Gap;

/// How many paragraphs were judged to be one part and told to be another.
#[derive(Debug, Default)]
pub struct Counts([[usize; Part::COUNT]; Part::COUNT]);

impl Counts {
    /// Counts the paragraphs of one page.
    pub fn add(&mut self, judged: &BTreeMap<usize, Part>, told: &[Option<Part>]) {
        for (position, part) in judged {
            if let Some(Some(told)) = told.get(*position) {
                self.0[*part as usize][*told as usize] += 1;
            }
        }
    }

    /// How many are rightly told, are told, and are judged to be a part.
    fn of(&self, part: Part) -> (usize, usize, usize) {
        let part = part as usize;
        let told = self.0.iter().map(|row| row[part]).sum();
        (self.0[part][part], told, self.0[part].iter().sum())
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "part        precision recall  F1     judged")?;
        for part in Part::ALL {
            let (both, told, judged) = self.of(part);
            let (precision, recall) = (share(both, told), share(both, judged));
            let f1 = share(2 * both, told + judged);
            writeln!(
                f,
                "{part:<11} {precision:.3}     {recall:.3}   {f1:.3}  {judged}"
            )?;
        }
        let right = Part::ALL.map(|part| self.of(part).0).iter().sum();
        let n = self.0.iter().flatten().sum();
        writeln!(f, "all         {:.3} of {n} right", share(right, n))
    }
}

/// A share; of nothing it is 0.
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// What the rules told of all pages.
#[derive(Debug, Default)]
pub struct PartsReport {
    /// Of pages as they are.
    pub marked: Counts,
    /// Of pages without their marks.
    pub plain: Counts,
    /// Pages that could not be read.
    pub gaps: Vec<(String, Gap)>,
    /// Paragraphs told to be another part, if they are asked for.
    pub differences: Vec<String>,
}

impl PartsReport {
    /// Whether every judged page was measured.
    pub fn is_whole(&self) -> bool {
        self.gaps.is_empty()
    }
}

/// The paragraphs of a page that are told to be another part, a line each.
pub fn differences(
    page: &Page,
    name: &str,
    judged: &BTreeMap<usize, Part>,
    told: &[Option<Part>],
) -> Vec<String> {
    let differs = |(position, part): (&usize, &Part)| {
        let told = told[*position].filter(|told| told != part)?;
        let paragraph = &page.paragraphs()[*position];
        let path = paragraph.marks().map_or("", |marks| marks.path());
        let start = |text: &str| text.chars().take(80).collect::<String>();
        let (text, path) = (start(paragraph.text()), start(path));
        Some(format!(
            "{name} {position}: {part}, told {told}: {text} | {path}"
        ))
    };
    judged.iter().filter_map(differs).collect()
}

impl fmt::Display for PartsReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.differences {
            writeln!(f, "{line}")?;
        }
        write!(
            f,
            "with marks\n{}\nwithout marks\n{}",
            self.marked, self.plain
        )?;
        for (page, gap) in &self.gaps {
            writeln!(f, "page {page}: {gap}")?;
        }
        Ok(())
    }
}
