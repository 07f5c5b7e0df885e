//! The out-of-fold dance: the second pass learns from first passes that have not seen the answers.
//!
//! Fitted on the probabilities of a first pass for its own training pages, it would learn to trust them blindly.

use linfa::traits::Fit;
use linfa::{DatasetBase, ParamGuard};

use super::chain::{self, Sequence};
use super::first::First;
use super::sparse::DesignMatrix;
use super::views::Views;
use super::{Listener, LogisticParams, Progress, Solver, parts};
use crate::rows::Rows;
use crate::scores::Scores;
use crate::second_pass::{SecondPass, Surroundings, Window, layout, push_inputs};
use crate::{Error, Label, Result};

/// Number of folds. More would cost a first pass each, and let each see little more.
pub(super) const FOLDS: usize = 3;

/// Strength of the penalty on the second pass's weights, a paragraph, and its least and greatest.
///
/// Many pages hold a strong one, which generalises better; on few it would flatten the probabilities.
const ALPHA: (f64, f64, f64) = (2.5e-4, 1.0, 30.0);

/// Largest gradient, per paragraph, at which linfa's L-BFGS may stop.
///
/// Half of it changes no figure on sites that were not fitted on in its third digit, and takes half as long again.
const TOLERANCE: f64 = 2e-3;

/// Most paragraphs of a kind that a second pass learns from: its few hundred weights need no more, and linfa's dense copy
/// of a million would take gigabytes.
const MOST_PARAGRAPHS: usize = 250_000;

/// What is added to the score of an offer: it finds more of them, at the price of some that are none.
///
/// Offers are few, and macro F1 counts them as much as the menus. Chosen on sites that were not fitted on
/// (`models/EXPERIMENTS.md`); probabilities stay within 0.02 of the frequencies, on average.
const OFFER: f32 = 0.2;

/// The probabilities of a view's paragraphs by a first pass that did not see the view.
pub(super) struct OutOfFold {
    view: usize,
    probabilities: Vec<Scores>,
}

/// Whether every fold's first pass would have all labels that occur to learn from.
pub(super) fn can_be_folded(views: &Views) -> bool {
    let distinct = |numbers: &[usize]| {
        let mut labels = views.labels(numbers);
        labels.sort_unstable();
        labels.dedup();
        labels
    };
    let occurring = distinct(&views.numbers(|_| true));
    (0..FOLDS).all(|fold| {
        !views.numbers(|view| view.fold == fold).is_empty()
            && distinct(&views.numbers(|view| view.fold != fold)) == occurring
    })
}

/// What a first pass fitted without a fold says of it.
pub(super) fn out_of_fold(views: &Views, first: &First, fold: usize) -> Vec<OutOfFold> {
    let held_out = views.numbers(|view| view.fold == fold).into_iter();
    let said = held_out.map(|view| OutOfFold {
        view,
        probabilities: first.probabilities(views, view),
    });
    said.collect()
}

/// Fits the second pass of plain and of marked pages, side by side; the identity where there are none.
pub(super) fn fit(
    views: &Views,
    out_of_fold: &[OutOfFold],
    threads: usize,
    progress: Listener<'_>,
) -> Result<SecondPass> {
    let fits = parts::fit_parts(&[false, true], threads, progress, |marked, progress| {
        let of_kind = |own: &&OutOfFold| views.view(own.view).structure.is_marked() == *marked;
        let of_kind: Vec<&OutOfFold> = out_of_fold.iter().filter(of_kind).collect();
        let sequences: Vec<Sequence<'_>> = sample(&of_kind, MOST_PARAGRAPHS)
            .map(|own| {
                let view = views.view(own.view);
                Sequence {
                    first: &own.probabilities,
                    structure: &view.structure,
                    labels: &view.labels,
                }
            })
            .collect();
        if sequences.is_empty() {
            return Ok(Surroundings::identity(*marked));
        }
        if progress(Progress::SecondPass { marked: *marked }).is_break() {
            return Err(Error::Interrupted);
        }
        fit_surroundings(&sequences, *marked)
    })?;
    let [plain, marked] = <[Surroundings; 2]>::try_from(fits).expect("two parts");
    Ok(SecondPass { plain, marked })
}

/// The views of about so many paragraphs, spread over all of them; every view where there are fewer.
fn sample<'a>(views: &[&'a OutOfFold], paragraphs: usize) -> impl Iterator<Item = &'a OutOfFold> {
    let n: usize = views.iter().map(|view| view.probabilities.len()).sum();
    let share = paragraphs as f64 / n.max(1) as f64;
    // Knuth's multiplicative hash: the views of a page have numbers that follow each other.
    let place = |view: &&OutOfFold| (view.view as u32).wrapping_mul(2_654_435_769);
    let views = views.iter().copied();
    views.filter(move |view| f64::from(place(view)) < share * f64::from(u32::MAX) + 1.0)
}

/// The chain first, then the window over what it says.
///
/// A second window over the first one's probabilities gains nothing on sites that neither was fitted on.
fn fit_surroundings(sequences: &[Sequence<'_>], marked: bool) -> Result<Surroundings> {
    let chain = chain::fit(sequences);
    let mut rows = Rows::default();
    let mut labels = Vec::new();
    for page in sequences {
        let of_chain = chain.probabilities(page.first, page.structure);
        push_inputs(page.first, &of_chain, page.structure, &mut rows);
        labels.extend(page.labels);
    }
    let window = fit_window(rows, labels, marked)?;
    Ok(Surroundings { chain, window })
}

/// Fits with linfa-logistic: the inputs are few, dense and within [0, 1].
///
/// Where linfa's line search fails, the sparse solver goes on; both minimise the same objective.
fn fit_window(rows: Rows, labels: Vec<Label>, marked: bool) -> Result<Window> {
    let alpha = (ALPHA.0 * labels.len() as f64).clamp(ALPHA.1, ALPHA.2);
    let params = |solver| {
        let params = LogisticParams::default().alpha(alpha).solver(solver);
        params
            .gradient_tolerance(TOLERANCE)
            .memory_budget(usize::MAX)
    };
    let matrix = DesignMatrix::new(rows, layout(marked))?;
    let dataset = DatasetBase::new(matrix, ndarray::Array1::from(labels));
    let mut fitted = params(Solver::Linfa).check()?.fit(&dataset)?;
    if !fitted.convergence.converged {
        fitted = params(Solver::Sparse).check()?.fit(&dataset)?;
    }
    let weights = fitted.weights.iter();
    let mut intercepts = fitted.intercepts.map(|intercept| intercept as f32);
    intercepts[Label::SubscriptionPitch.index()] += OFFER;
    Ok(Window {
        weights: weights.map(|row| row.map(|weight| weight as f32)).collect(),
        intercepts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_as_large_as_asked_and_spread_over_all_views() {
        let view = |view| OutOfFold {
            view,
            probabilities: vec![[0.25; 4]; 10],
        };
        let views: Vec<OutOfFold> = (0..1000).map(view).collect();
        let views: Vec<&OutOfFold> = views.iter().collect();
        assert_eq!(sample(&views, 10_000).count(), 1000);
        let half: Vec<usize> = sample(&views, 5000).map(|own| own.view).collect();
        let odd = half.iter().filter(|view| **view % 2 == 1).count();
        assert!((450..550).contains(&half.len()) && (200..300).contains(&odd));
    }
}
