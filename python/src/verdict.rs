//! What a page's labels come to.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use unpitch::Label;

use crate::label;

/// Whether a page may be read without an account, what it offers, what kind of page it is, and why.
#[pyclass(frozen, get_all, module = "unpitch")]
pub struct Verdict {
    /// `open`, `metered` (the text is there, but reading is limited), `gated` (the text is cut off before an offer to read
    /// on) or `unknown`, by the text's own evidence.
    pub access: &'static str,
    /// `article`, `listing`, `forum`, `product` or `other`.
    pub kind: &'static str,
    /// What its pitches offer, such as `paywall` or `newsletter`, each once.
    pub pitches: Vec<&'static str>,
    /// Whether the page claims that it can be read for free; None where it claims neither.
    pub claimed_free: Option<bool>,
    /// The CSS selectors of the parts that are to be paid for, by the page's own claim.
    pub paid_parts: Vec<String>,
    /// What decided, in a sentence each, most telling first.
    pub reasons: Vec<String>,
    shares: Shares,
}

/// In the order of [`Label::ALL`].
#[derive(Clone, Copy)]
struct Shares([f32; Label::COUNT]);

impl<'py> IntoPyObject<'py> for Shares {
    type Target = PyDict;
    type Output = Bound<'py, PyDict>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        label::dict(py, self.0)
    }
}

impl From<unpitch::Verdict> for Verdict {
    fn from(verdict: unpitch::Verdict) -> Verdict {
        let shares = verdict.shares;
        Verdict {
            access: verdict.access.name(),
            kind: verdict.kind.name(),
            pitches: verdict.pitches.iter().map(|pitch| pitch.name()).collect(),
            claimed_free: verdict.claimed_free,
            paid_parts: verdict.paid_parts,
            reasons: verdict.reasons.iter().map(ToString::to_string).collect(),
            shares: Shares([
                shares.article,
                shares.subscription_pitch,
                shares.navigation,
                shares.related_content,
            ]),
        }
    }
}

#[pymethods]
impl Verdict {
    fn __repr__(&self) -> String {
        let (access, kind, pitches) = (self.access, self.kind, &self.pitches);
        format!("<unpitch.Verdict access={access:?} kind={kind:?} pitches={pitches:?}>")
    }
}
