//! Labelled CSVs -> what a person should look at: a file per rule, each a pure function of what was read.
//!
//! ```text
//! files -> Survey, one each -> rules -> findings, by path and line
//!                                ^ copies (pages that are one), long_texts (which stand more than once)
//! ```
//! Only [`suspicious_labels`] trains models, so it is called apart.
//!
//! ```
//! use unpitch::check::{Rule, findings};
//! use unpitch::dataset::DatasetReader;
//!
//! let csv = "page,position,text,label\np,0,Home,navigation\np,3,Ferries sail again.,article\n";
//! let survey = DatasetReader::new().survey(csv.as_bytes(), "ferries.csv")?;
//! let found = findings(&[survey], &Rule::ALL);
//! assert_eq!((found[0].rule, found[0].line), (Rule::PositionGap, Some(3)));
//! # Ok::<(), unpitch::Error>(())
//! ```

mod copies;
mod encodings;
mod finding;
mod garbled_texts;
mod invalid_rows;
mod line_ends;
mod long_texts;
mod near_copies;
mod no_article;
mod one_site_labels;
mod pages;
mod position_gaps;
mod rule;
mod shared_pages;
mod shared_texts;
mod suspicious_labels;
mod two_labels;

use crate::dataset::Survey;

pub use copies::{LEAST_SHINGLES, LEAST_SIMILARITY};
pub use finding::{Finding, Place};
pub use long_texts::LEAST_CHARS;
pub use rule::{Rule, UnknownRule};
pub use suspicious_labels::{
    LEAST_CONFIDENCE, LEAST_OF_LABEL, LeftOut, SuspicionParams, Suspicions, suspicious_labels,
};

/// What these rules find in the files, sorted by path and line; nothing for [`Rule::SuspiciousLabel`], which needs models.
///
/// Each file is a part of its own, such as training and validation data: what stands in two of them is found by
/// [`Rule::SharedPage`] and [`Rule::SharedText`].
#[must_use]
pub fn findings(files: &[Survey], rules: &[Rule]) -> Vec<Finding> {
    let pages = pages::pages(files);
    let is_asked = |of: &[Rule]| of.iter().any(|rule| rules.contains(rule));
    let about_copies = [Rule::SharedPage, Rule::SharedText, Rule::NearCopy];
    let copies = if is_asked(&about_copies) {
        copies::copies(&pages)
    } else {
        Vec::new()
    };
    let texts = if is_asked(&[Rule::TwoLabels, Rule::SharedText]) {
        long_texts::long_texts(&pages)
    } else {
        Default::default()
    };
    let found = |rule: &Rule| match rule {
        Rule::InvalidRow => invalid_rows::find(files),
        Rule::Encoding => encodings::find(files),
        Rule::GarbledText => garbled_texts::find(&pages),
        Rule::LineEnds => line_ends::find(files),
        Rule::PositionGap => position_gaps::find(files),
        Rule::NoArticle => no_article::find(&pages),
        Rule::TwoLabels => two_labels::find(&pages, &texts),
        Rule::SharedPage => shared_pages::find(&pages, &copies),
        Rule::SharedText => shared_texts::find(&pages, &copies, &texts),
        Rule::NearCopy => near_copies::find(&pages, &copies),
        Rule::OneSiteLabel => one_site_labels::find(files),
        Rule::SuspiciousLabel => Vec::new(),
    };
    let mut findings: Vec<Finding> = rules.iter().flat_map(found).collect();
    findings.sort();
    // A rule may have been given twice.
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::DatasetReader;

    /// A file of these rows.
    pub(super) fn survey(path: &str, csv: &str) -> Survey {
        let survey = DatasetReader::new().survey(csv.as_bytes(), path);
        survey.expect("a file that can be read")
    }

    /// What a rule finds: path, line and the start of the message.
    pub(super) fn found(files: &[Survey], rule: Rule) -> Vec<(String, u64, String)> {
        let found = findings(files, &[rule]).into_iter();
        let found = found.map(|finding| {
            assert_eq!(finding.rule, rule);
            let path = finding.path.display().to_string();
            (path, finding.line.expect("a line"), finding.message)
        });
        found.collect()
    }

    /// The lines of a single file at which a rule finds something.
    pub(super) fn lines(csv: &str, rule: Rule) -> Vec<u64> {
        let found = found(&[survey("a.csv", csv)], rule);
        found.into_iter().map(|(_, line, _)| line).collect()
    }

    /// Words that no two pages have in the same order.
    pub(super) fn words(page: usize, n: usize) -> String {
        let words = (0..n).map(|word| format!("word{}", page * 10_000 + word));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn findings_are_sorted_by_path_and_line_and_each_is_there_once() {
        let late = survey(
            "b.csv",
            "page,position,text,label\np,0,a,x\np,3,b,article\np,5,c,article\n",
        );
        let early = survey("a.csv", "text,label\na,article\r\nb,y\n");
        let all = [
            Rule::PositionGap,
            Rule::InvalidRow,
            Rule::LineEnds,
            Rule::InvalidRow,
        ];
        let findings = findings(&[late, early], &all);
        let places = findings.iter().map(|finding| {
            let path = finding.path.display().to_string();
            (path, finding.line.unwrap(), finding.rule)
        });
        let expected = [
            ("a.csv", 2, Rule::LineEnds),
            ("a.csv", 3, Rule::InvalidRow),
            ("b.csv", 2, Rule::InvalidRow),
            ("b.csv", 3, Rule::PositionGap),
        ];
        let expected = expected.map(|(path, line, rule)| (path.to_owned(), line, rule));
        assert_eq!(places.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        assert_eq!(findings(&[], &Rule::ALL), []);
        let one = survey("a.csv", "text,label\nFerries sail again.,article\n");
        assert_eq!(findings(&[one], &Rule::ALL), []);
    }
}
