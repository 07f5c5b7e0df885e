//! The least that a figure must reach: `macro_f1=0.80`.

use std::fmt;
use std::str::FromStr;

use super::Evaluation;
use super::confusion::Confusion;
use crate::Label;

/// A figure that a floor can be set for, computed on all paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// `macro_f1`: see [`Confusion::macro_f1`].
    MacroF1,
    /// `accuracy`: share of right labels.
    Accuracy,
    /// `<label>.f1`, such as `subscription-pitch.f1`.
    F1(Label),
    /// `<label>.precision`.
    Precision(Label),
    /// `<label>.recall`.
    Recall(Label),
}

impl Measure {
    /// The figure, 0 to 1. Undefined figures are 0, so that a floor on a label that the pages lack is missed.
    #[must_use]
    pub fn value(self, confusion: &Confusion) -> f64 {
        match self {
            Measure::MacroF1 => confusion.macro_f1(),
            Measure::Accuracy => confusion.accuracy(),
            Measure::F1(label) => confusion.f1(label),
            Measure::Precision(label) => confusion.precision(label),
            Measure::Recall(label) => confusion.recall(label),
        }
    }

    /// The measure of this name.
    fn from_name(name: &str) -> Option<Measure> {
        match name {
            "macro_f1" => return Some(Measure::MacroF1),
            "accuracy" => return Some(Measure::Accuracy),
            _ => {}
        }
        let (label, figure) = name.split_once('.')?;
        let label = label.parse().ok()?;
        match figure {
            "f1" => Some(Measure::F1(label)),
            "precision" => Some(Measure::Precision(label)),
            "recall" => Some(Measure::Recall(label)),
            _ => None,
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Measure::MacroF1 => f.write_str("macro_f1"),
            Measure::Accuracy => f.write_str("accuracy"),
            Measure::F1(label) => write!(f, "{label}.f1"),
            Measure::Precision(label) => write!(f, "{label}.precision"),
            Measure::Recall(label) => write!(f, "{label}.recall"),
        }
    }
}

/// A measure and the value it must reach, written `macro_f1=0.80` or `subscription-pitch.recall=0.5`.
///
/// ```
/// use unpitch::evaluate::{Evaluation, Floor, PageOutcome};
///
/// let floor: Floor = "macro_f1=0.8".parse()?;
/// let nothing = Evaluation::from_outcomes::<PageOutcome>([]);
/// assert!(floor.check(&nothing).is_some());
/// # Ok::<(), unpitch::evaluate::InvalidFloor>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Floor {
    measure: Measure,
    value: f64,
}

impl Floor {
    /// What is measured.
    #[must_use]
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// The least it must reach, 0 to 1.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// By how much an evaluation misses the floor; `None` where it is reached.
    #[must_use]
    pub fn check(&self, evaluation: &Evaluation) -> Option<Shortfall> {
        let reached = self.measure.value(&evaluation.overall.confusion);
        (reached < self.value).then_some(Shortfall {
            floor: *self,
            reached,
        })
    }
}

impl fmt::Display for Floor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.measure, self.value)
    }
}

/// Not a floor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidFloor {
    /// The name before `=`, or the `=` itself, is missing or unknown.
    #[error(
        "invalid floor {0:?}: expected NAME=VALUE, where NAME is macro_f1, accuracy, or a label with .f1, .precision or \
         .recall (labels: {labels}), such as subscription-pitch.f1=0.5",
        labels = Label::ALL.map(Label::name).join(", ")
    )]
    Name(String),
    /// The value is not a number, or out of range.
    #[error("invalid floor {0:?}: expected a value from 0 to 1 after the =, such as 0.8")]
    Value(String),
}

impl FromStr for Floor {
    type Err = InvalidFloor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name_error = || InvalidFloor::Name(text.to_owned());
        let (name, value) = text.split_once('=').ok_or_else(name_error)?;
        let measure = Measure::from_name(name.trim()).ok_or_else(name_error)?;
        match value.trim().parse() {
            Ok(value) if (0.0..=1.0).contains(&value) => Ok(Floor { measure, value }),
            _ => Err(InvalidFloor::Value(text.to_owned())),
        }
    }
}

/// A floor that was not reached.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Shortfall {
    /// The floor.
    pub floor: Floor,
    /// What was reached instead, 0 to 1.
    pub reached: f64,
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (measure, floor) = (self.floor.measure, self.floor.value);
        let reached = short_of(self.reached, floor);
        write!(f, "{measure} is {reached}, below the floor of {floor}")
    }
}

/// `reached` with four decimals, or with as many more as it takes not to be rounded up to the floor.
fn short_of(reached: f64, floor: f64) -> String {
    (4..16)
        .map(|decimals| format!("{reached:.decimals$}"))
        .find(|text| text.parse().is_ok_and(|rounded: f64| rounded < floor))
        .unwrap_or_else(|| reached.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::tests::evaluation;

    #[test]
    fn every_name_reads_back() {
        let figures = ["f1", "precision", "recall"];
        let by_label = Label::ALL
            .into_iter()
            .flat_map(|label| figures.map(|figure| format!("{label}.{figure}")));
        for name in by_label.chain(["macro_f1".into(), "accuracy".into()]) {
            let floor: Floor = format!("{name}=0.25").parse().unwrap();
            assert_eq!(floor.to_string(), format!("{name}=0.25"));
            assert_eq!(floor.value(), 0.25);
        }
    }

    #[test]
    fn what_is_not_a_floor_is_refused_with_its_fault() {
        for text in ["", "macro_f1", "f1=0.5", "pitch.f1=0.5", "article.f2=0.5"] {
            let error = text.parse::<Floor>().unwrap_err();
            assert_eq!(error, InvalidFloor::Name(text.into()));
            let start =
                format!("invalid floor {text:?}: expected NAME=VALUE, where NAME is macro_f1");
            assert!(error.to_string().starts_with(&start), "{error}");
            assert!(error.to_string().contains("subscription-pitch, navigation"));
        }
        for text in ["accuracy=", "accuracy=80%", "accuracy=80", "accuracy=nan"] {
            assert_eq!(text.parse::<Floor>(), Err(InvalidFloor::Value(text.into())));
        }
    }

    #[test]
    fn a_floor_is_missed_only_from_below() {
        // Two of three right: see `evaluation`.
        let evaluation = evaluation();
        let check = |text: &str| text.parse::<Floor>().unwrap().check(&evaluation);
        assert_eq!(check("accuracy=0.66"), None);
        assert_eq!(check("article.recall=1"), None);
        assert_eq!(
            check("accuracy=0.7").unwrap().to_string(),
            "accuracy is 0.6667, below the floor of 0.7"
        );
        assert_eq!(
            check("accuracy=0.66667").unwrap().to_string(),
            "accuracy is 0.666667, below the floor of 0.66667"
        );
        // A label that the pages lack.
        assert_eq!(check("related-content.f1=0.1").unwrap().reached, 0.0);
    }
}
