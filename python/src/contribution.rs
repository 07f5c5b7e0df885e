//! Why a paragraph was scored as it was.

use pyo3::prelude::*;

/// One term of a paragraph's score for a label in the model's first pass: `amount = value * weight`.
#[pyclass(frozen, get_all, module = "unpitch")]
pub struct Contribution {
    /// The feature's family, such as `words`.
    pub family: &'static str,
    /// The feature's name within its family, such as a stemmed word.
    pub feature: String,
    /// The paragraph that it stands in, relative to the one explained: -1 is the one above.
    pub offset: i32,
    /// The feature's value there; above 0, at most 1.
    pub value: f32,
    /// The weight for the label and offset.
    pub weight: f32,
    /// What it adds to the score; negative where it speaks against the label.
    pub amount: f32,
}

impl From<unpitch::Contribution> for Contribution {
    fn from(contribution: unpitch::Contribution) -> Contribution {
        Contribution {
            family: contribution.family.name(),
            amount: contribution.amount(),
            feature: contribution.feature,
            offset: contribution.offset,
            value: contribution.value,
            weight: contribution.weight,
        }
    }
}

#[pymethods]
impl Contribution {
    fn __repr__(&self) -> String {
        let Contribution {
            family,
            feature,
            offset,
            amount,
            ..
        } = self;
        format!("<unpitch.Contribution {family} {feature:?} offset={offset} amount={amount:.3}>")
    }
}
