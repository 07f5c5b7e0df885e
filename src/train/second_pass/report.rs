//! How the second pass was fitted, or why there is none.

use std::fmt;

use super::LEAST_PARAGRAPHS;
use crate::train::folds::FoldedBy;

/// How the second pass was fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecondPassReport {
    /// It was not: the model's probabilities are those of the first pass.
    None(NoSecondPass),
    /// It was not: it is that of the model that the training began with.
    OfBase,
    /// On the probabilities of first passes without a fold.
    #[non_exhaustive]
    Fitted {
        /// What the folds were made of.
        folds: FoldedBy,
        /// The fit for pages without marks.
        text: SecondPassFit,
        /// The fit for pages with marks, if there were some.
        marked: Option<SecondPassFit>,
    },
}

/// Why there is no second pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoSecondPass {
    /// Too few paragraphs have others on their page, which are what it looks at.
    FewParagraphs,
    /// Some label occurs so rarely that a first pass without a fold would not know it.
    RareLabel,
}

/// How one half of the second pass was fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecondPassFit {
    /// By linfa-logistic.
    Linfa,
    /// By solver sparse, because linfa's matrix would have exceeded the memory budget.
    SparseForMemory,
    /// By solver sparse, because linfa-logistic did not converge.
    SparseForConvergence,
}

impl fmt::Display for SecondPassReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecondPassReport::None(NoSecondPass::FewParagraphs) => {
                write!(
                    f,
                    "none: fewer than {LEAST_PARAGRAPHS} paragraphs have others on their page"
                )
            }
            SecondPassReport::None(NoSecondPass::RareLabel) => {
                f.write_str("none: a label occurs too rarely to be divided into folds")
            }
            SecondPassReport::OfBase => f.write_str("that of the base"),
            SecondPassReport::Fitted {
                folds,
                text,
                marked,
            } => {
                write!(f, "{folds}; text: {text}")?;
                marked.map_or(Ok(()), |marked| write!(f, "; with marks: {marked}"))
            }
        }
    }
}

impl fmt::Display for SecondPassFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            SecondPassFit::Linfa => "linfa",
            SecondPassFit::SparseForMemory => "sparse, as linfa would exceed the memory budget",
            SecondPassFit::SparseForConvergence => "sparse, as linfa did not converge",
        })
    }
}
