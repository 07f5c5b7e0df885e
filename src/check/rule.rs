//! The rules by name.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A rule that labelled files are held to. Its name is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// `invalid-row`: a row that training refuses, or leaves out with `skip_bad`.
    InvalidRow,
    /// `encoding`: bytes that are no UTF-8, a byte order mark between rows, a NUL.
    Encoding,
    /// `garbled-text`: a text that was read in a wrong encoding before it came into the file: `â€™` for `’`.
    GarbledText,
    /// `line-ends`: rows that end in several ways.
    LineEnds,
    /// `position-gap`: a page without some of its positions.
    PositionGap,
    /// `no-article`: a page without a paragraph labelled article.
    NoArticle,
    /// `two-labels`: one text with two labels.
    TwoLabels,
    /// `shared-page`: a page that stands in two files.
    SharedPage,
    /// `shared-text`: a text that stands in two files, on pages that are not the same.
    SharedText,
    /// `near-copy`: a page that is nearly, or quite, the same as another one of its file.
    NearCopy,
    /// `one-site-label`: a label of which all paragraphs come from one site, while there are others.
    OneSiteLabel,
    /// `suspicious-label`: a label that models which have not seen the site confidently contradict.
    SuspiciousLabel,
}

impl Rule {
    /// Every rule: those of rows and bytes, of pages, of texts, of labels.
    pub const ALL: [Rule; 12] = [
        Rule::InvalidRow,
        Rule::Encoding,
        Rule::GarbledText,
        Rule::LineEnds,
        Rule::PositionGap,
        Rule::NoArticle,
        Rule::TwoLabels,
        Rule::SharedPage,
        Rule::SharedText,
        Rule::NearCopy,
        Rule::OneSiteLabel,
        Rule::SuspiciousLabel,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Rule::InvalidRow => "invalid-row",
            Rule::Encoding => "encoding",
            Rule::GarbledText => "garbled-text",
            Rule::LineEnds => "line-ends",
            Rule::PositionGap => "position-gap",
            Rule::NoArticle => "no-article",
            Rule::TwoLabels => "two-labels",
            Rule::SharedPage => "shared-page",
            Rule::SharedText => "shared-text",
            Rule::NearCopy => "near-copy",
            Rule::OneSiteLabel => "one-site-label",
            Rule::SuspiciousLabel => "suspicious-label",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Not the name of a rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rule is called {0:?}; expected one of {names}", names = Rule::ALL.map(Rule::name).join(", "))]
pub struct UnknownRule(pub String);

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Rule, UnknownRule> {
        let known = Rule::ALL.into_iter().find(|rule| rule.name() == name);
        known.ok_or_else(|| UnknownRule(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_known_by_its_name() {
        for rule in Rule::ALL {
            assert_eq!(rule.to_string().parse(), Ok(rule));
        }
        let error = "two-label".parse::<Rule>().unwrap_err().to_string();
        assert!(error.contains("two-labels, shared-page"), "{error}");
    }
}
