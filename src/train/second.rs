//! The out-of-fold dance: the second pass learns from first passes that have not seen the answers.
//!
//! Fitted on the probabilities of a first pass for its own training pages, it would learn to trust them blindly.

use linfa::traits::Fit;
use linfa::{DatasetBase, ParamGuard};
use ndarray::Array1;

use super::sparse::DesignMatrix;
use super::{Listener, LogisticParams, Solver, ValidTrainParams, first_pass_of, rows_of};
use crate::features::Prepared;
use crate::first_pass::Scores;
use crate::page::Page;
use crate::rows::Rows;
use crate::second_pass::{SecondPass, layout, push_inputs};
use crate::{Label, Result};

/// Number of folds. More would cost a first pass each, and let each see little more.
pub(super) const FOLDS: usize = 3;

/// Strength of the penalty on the second pass's weights.
const ALPHA: f64 = 1.0;

/// Largest gradient, per paragraph, at which linfa's L-BFGS may stop.
const TOLERANCE: f64 = 1e-4;

/// Pages, the labels of all their paragraphs, and a fold for each page.
pub(super) struct FoldedPages<'a> {
    pub(super) prepared: Vec<Prepared<'a>>,
    pub(super) labels: Array1<Label>,
    folds: Vec<usize>,
}

impl<'a> FoldedPages<'a> {
    /// Prepares the pages, once for all the passes over them.
    pub(super) fn new(pages: &[&'a Page], labels: Array1<Label>, folds: Vec<usize>) -> Self {
        FoldedPages {
            prepared: pages.iter().map(|page| Prepared::new(page)).collect(),
            labels,
            folds,
        }
    }

    /// The pages inside or outside a fold, and their labels.
    fn part(&self, fold: usize, inside: bool) -> (Vec<&Prepared<'a>>, Vec<Label>) {
        let mut labels = self.labels.iter();
        let mut part = (Vec::new(), Vec::new());
        for (page, of_page) in self.prepared.iter().zip(&self.folds) {
            let own = labels.by_ref().take(page.n_paragraphs());
            if (*of_page == fold) == inside {
                part.0.push(page);
                part.1.extend(own.copied());
            } else {
                own.for_each(drop);
            }
        }
        part
    }

    /// Whether every first pass would have all labels that occur to learn from.
    fn can_be_folded(&self) -> bool {
        let occurring = distinct(self.labels.iter());
        (0..FOLDS).all(|fold| {
            let (inside, _) = self.part(fold, true);
            !inside.is_empty() && distinct(self.part(fold, false).1.iter()) == occurring
        })
    }
}

fn distinct<'a>(labels: impl Iterator<Item = &'a Label>) -> Vec<Label> {
    let mut labels: Vec<Label> = labels.copied().collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

impl ValidTrainParams {
    /// Fits the second pass; the identity where the data are too few for folds.
    pub(super) fn fit_second(
        &self,
        pages: &FoldedPages<'_>,
        progress: Listener<'_>,
    ) -> Result<SecondPass> {
        if !pages.can_be_folded() {
            return Ok(SecondPass::identity());
        }
        let mut rows = Rows::default();
        let mut labels = Vec::new();
        for fold in 0..FOLDS {
            let (others, of_others) = pages.part(fold, false);
            let (vectorizer, fitted) = self.fit_first(&others, of_others.into(), progress)?;
            let first_pass = first_pass_of(&vectorizer, &fitted);
            let (held_out, own) = pages.part(fold, true);
            for page in held_out {
                let probabilities: Vec<Scores> =
                    first_pass.probabilities(&rows_of(&vectorizer, &[page]));
                push_inputs(&probabilities, &mut rows);
            }
            labels.extend(own);
        }
        fit(rows, labels.into())
    }
}

/// Fits the second pass with linfa-logistic: its inputs are few, dense and within [0, 1].
///
/// Where linfa's line search fails, the sparse solver goes on; both minimise the same objective.
fn fit(rows: Rows, labels: Array1<Label>) -> Result<SecondPass> {
    let params = |solver| {
        let params = LogisticParams::default().alpha(ALPHA).solver(solver);
        params
            .gradient_tolerance(TOLERANCE)
            .memory_budget(usize::MAX)
    };
    let dataset = DatasetBase::new(DesignMatrix::new(rows, layout())?, labels);
    let mut fitted = params(Solver::Linfa).check()?.fit(&dataset)?;
    if !fitted.convergence.converged {
        fitted = params(Solver::Sparse).check()?.fit(&dataset)?;
    }
    let weights = fitted
        .weights
        .iter()
        .map(|row| row.map(|weight| weight as f32));
    Ok(SecondPass::new(
        weights.collect(),
        fitted.intercepts.map(|intercept| intercept as f32),
    ))
}
