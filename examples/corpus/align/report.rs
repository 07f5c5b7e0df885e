//! What `align` says of all pages: shares of letters, and the pages to look at.

use std::collections::BTreeMap;
use std::fmt;

use super::super::left_out::LeftOut;
use super::page::PageReport;

/// With more than this share of letters neither here nor hidden, the report names a page.
const WORTH_NAMING: f64 = 0.001;

/// What carried over.
#[derive(Debug, Default)]
pub struct AlignReport {
    /// Pages of the index, by name, and what carried over to each.
    pub pages: BTreeMap<String, PageReport>,
    /// Pages that are left out on purpose.
    pub left_out: LeftOut,
    /// Pages of the index that nothing has labelled; left out.
    pub unlabelled: Vec<String>,
}

impl AlignReport {
    /// A figure of all pages.
    pub fn sum(&self, of: impl Fn(&PageReport) -> usize) -> usize {
        self.pages.values().map(of).sum()
    }

    fn counts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n, without) = (self.sum(|p| p.n), self.sum(|p| p.n_unlabelled));
        let whole = self.pages.values().filter(|p| p.lost() == 0).count();
        writeln!(
            f,
            "pages       {} labelled, {whole} without a letter lost",
            self.pages.len()
        )?;
        writeln!(
            f,
            "paragraphs  {n} here, {} labelled there; {} the same, {without} without a label ({})",
            self.sum(|p| p.n_labelled),
            self.sum(|p| p.n_same),
            percent(without, n)
        )
    }

    fn letters(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let there = self.sum(|p| p.letters_there);
        writeln!(f, "letters     {there} there:")?;
        for (what, letters) in [
            ("kept their label", self.sum(|p| p.carried)),
            ("came under another label", self.sum(|p| p.outvoted)),
            ("hidden here on purpose", self.sum(|p| p.hidden)),
            ("lost", self.sum(PageReport::lost)),
        ] {
            writeln!(
                f,
                "            {letters} {what} ({})",
                percent(letters, there)
            )?;
        }
        let (here, labelled) = (
            self.sum(|p| p.letters_here),
            self.sum(|p| p.carried + p.outvoted),
        );
        let share = percent(labelled, here);
        writeln!(
            f,
            "            {here} here, {share} of them labelled by those"
        )
    }
}

impl fmt::Display for AlignReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.counts(f)?;
        self.letters(f)?;
        for (name, page) in &self.pages {
            if page.lost() as f64 > WORTH_NAMING * page.letters_there as f64
                || page.n_unlabelled > 0
            {
                writeln!(f, "page {name}: {page}")?;
            }
        }
        for name in &self.unlabelled {
            writeln!(f, "page {name}: no labels, left out")?;
        }
        write!(f, "{}", self.left_out)
    }
}

impl fmt::Display for PageReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of letters kept their label, {} hidden, {} lost; {} of {} paragraphs without a label",
            percent(self.carried, self.letters_there),
            percent(self.hidden, self.letters_there),
            percent(self.lost(), self.letters_there),
            self.n_unlabelled,
            self.n
        )
    }
}

fn percent(part: usize, whole: usize) -> String {
    format!("{:.2} %", 100.0 * part as f64 / whole.max(1) as f64)
}
