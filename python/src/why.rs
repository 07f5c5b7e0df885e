//! Why a paragraph was scored as it was.

use pyo3::prelude::*;

/// Something that spoke for a label or against it.
#[pyclass(frozen, get_all, module = "unpitch")]
#[derive(Clone)]
pub struct Term {
    /// What it is, in words: `'unlimit'`, `above: 'sign in'`, `the block it stands in`.
    pub words: String,
    /// What it adds to its score; negative where it speaks against the label.
    pub amount: f32,
    /// A feature's family, such as `word`; None of a surrounding.
    pub family: Option<&'static str>,
    /// A feature's name within its family, such as a stemmed word; None of a surrounding.
    pub feature: Option<String>,
    /// The paragraph that a feature stands in, relative to the one explained: -1 is the one above; None of a surrounding.
    pub offset: Option<i32>,
    /// A surrounding's name, such as `block`; None of a feature.
    pub surrounding: Option<&'static str>,
}

impl From<unpitch::Term> for Term {
    fn from(term: unpitch::Term) -> Term {
        let (words, amount) = (term.to_string(), term.amount());
        let surrounding = Term {
            words,
            amount,
            family: None,
            feature: None,
            offset: None,
            surrounding: None,
        };
        match term {
            unpitch::Term::Surrounding(influence) => Term {
                surrounding: Some(influence.surrounding.name()),
                ..surrounding
            },
            unpitch::Term::Feature(contribution) => Term {
                family: Some(contribution.family.name()),
                feature: Some(contribution.feature),
                offset: Some(contribution.offset),
                ..surrounding
            },
        }
    }
}

#[pymethods]
impl Term {
    fn __repr__(&self) -> String {
        format!("<unpitch.Term {:?} {:+.3}>", self.words, self.amount)
    }
}

/// Why a paragraph has its score for a label: two sums, one of each pass of the model.
#[pyclass(frozen, get_all, module = "unpitch")]
pub struct Why {
    /// The first pass's score is the sum of these and `features_intercept`, strongest first.
    pub features: Vec<Term>,
    /// The part of the first pass's score that nothing on the page adds.
    pub features_intercept: f32,
    /// The final score is the sum of these and `intercept`, strongest first; `itself` is what the first pass says.
    pub surroundings: Vec<Term>,
    /// The part of the final score that nothing on the page adds.
    pub intercept: f32,
    /// Both as one list: features, and surroundings but `itself`, which the features stand for; strongest first.
    pub strongest: Vec<Term>,
}

impl From<unpitch::Why> for Why {
    fn from(why: unpitch::Why) -> Why {
        let strongest = why.strongest(usize::MAX);
        let features = why.features.terms.into_iter().map(unpitch::Term::Feature);
        let around = why.surroundings.terms.into_iter();
        Why {
            features: features.map(Term::from).collect(),
            features_intercept: why.features.intercept,
            surroundings: around
                .map(unpitch::Term::Surrounding)
                .map(Term::from)
                .collect(),
            intercept: why.surroundings.intercept,
            strongest: strongest.into_iter().map(Term::from).collect(),
        }
    }
}

#[pymethods]
impl Why {
    fn __repr__(&self) -> String {
        let first = self
            .strongest
            .first()
            .map_or("", |term| term.words.as_str());
        format!(
            "<unpitch.Why {} terms, first {first:?}>",
            self.strongest.len()
        )
    }
}
