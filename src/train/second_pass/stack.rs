//! Fits one second pass on the views of one kind.

use linfa::DatasetBase;
use ndarray::Array1;

use super::SecondPassFit;
use crate::logistic::{
    ABSENT_INTERCEPT, DesignMatrix, FittedLogistic, LogisticParams, Solver, dense_bytes,
};
use crate::rows::Rows;
use crate::second_pass::{Stacked, layout, push_inputs};
use crate::train::first_pass::stored;
use crate::train::out_of_fold::OutOfFold;
use crate::train::parallel::Job;
use crate::train::views::Views;
use crate::train::{Stage, ValidTrainParams};
use crate::{Error, Label, Result};

/// Strength of the penalty on the second pass's weights, per paragraph, and its least and greatest.
///
/// Many pages allow a strong one, which generalises better; on few it would flatten the probabilities.
const ALPHA: (f64, f64, f64) = (2.5e-4, 1.0, 30.0);

/// Largest gradient, per paragraph, at which linfa's L-BFGS may stop.
///
/// Half of it changes no figure on unseen sites in its third digit, and takes half as long again.
const TOLERANCE: f64 = 2e-3;

/// The views of about so many paragraphs, spread over all of them; every view where there are fewer.
fn sample<'a>(views: &[&'a OutOfFold], paragraphs: usize) -> impl Iterator<Item = &'a OutOfFold> {
    let n: usize = views.iter().map(|view| view.probabilities.len()).sum();
    let share = paragraphs as f64 / n.max(1) as f64;
    // Knuth's multiplicative hash: the views of a page have numbers that follow each other.
    let place = |view: &&OutOfFold| (view.view as u32).wrapping_mul(2_654_435_769);
    let views = views.iter().copied();
    views.filter(move |view| f64::from(place(view)) < share * f64::from(u32::MAX) + 1.0)
}

/// Fits the second pass on the views of one kind.
///
/// Another one over its probabilities gains nothing on sites that neither was fitted on.
pub(super) fn fit_stacked(
    params: &ValidTrainParams,
    views: &Views,
    out_of_fold: &[&OutOfFold],
    most_paragraphs: usize,
    job: &mut Job<'_>,
) -> Result<(Stacked, SecondPassFit)> {
    let marked = job.stage == Stage::SecondPass { marked: true };
    let mut rows = Rows::default();
    let mut labels = Vec::new();
    for own in sample(out_of_fold, most_paragraphs) {
        let view = views.view(own.view);
        push_inputs(&own.probabilities, &view.structure, &mut rows);
        labels.extend(&view.labels);
    }
    let matrix = DesignMatrix::new(rows, layout(marked))?;
    let dataset = DatasetBase::new(matrix, Array1::from(labels));
    let (fitted, how) = fit_dense(params, &dataset, job)?;
    Ok((stacked(&fitted, params.pitch_bias), how))
}

/// Fits with linfa-logistic: the inputs are few, dense and within [0, 1].
///
/// Where their matrix is too large, or linfa's line search fails, solver sparse minimises the same objective.
fn fit_dense(
    params: &ValidTrainParams,
    dataset: &DatasetBase<DesignMatrix, Array1<Label>>,
    job: &mut Job<'_>,
) -> Result<(FittedLogistic, SecondPassFit)> {
    let n = dataset.targets.len() as f64;
    let logistic = LogisticParams::default()
        .alpha((ALPHA.0 * n).clamp(ALPHA.1, ALPHA.2))
        .gradient_tolerance(TOLERANCE)
        .memory_budget(params.first_pass().memory_budget());
    let mut how = SecondPassFit::SparseForMemory;
    if dense_bytes(&dataset.records) <= params.first_pass().memory_budget() {
        match job.fit(&logistic.clone().solver(Solver::Linfa).check()?, dataset) {
            Ok(fitted) if fitted.convergence.converged => {
                return Ok((fitted, SecondPassFit::Linfa));
            }
            Ok(_) | Err(Error::Fit(_)) => how = SecondPassFit::SparseForConvergence,
            Err(other) => return Err(other),
        }
    }
    let fitted = job.fit(&logistic.solver(Solver::Sparse).check()?, dataset)?;
    Ok((fitted, how))
}

/// The second pass of fitted weights. A pitch's score is raised: pitches are few, and macro F1 counts them as much as the menus.
/// With the default of 0.2, chosen on unseen sites (`models/EXPERIMENTS.md`), probabilities stay within 0.02 of the
/// frequencies, on average.
fn stacked(fitted: &FittedLogistic, pitch_bias: f32) -> Stacked {
    let mut intercepts = fitted.intercepts;
    let pitch = &mut intercepts[Label::SubscriptionPitch.index()];
    if *pitch != ABSENT_INTERCEPT {
        *pitch += f64::from(pitch_bias);
    }
    Stacked {
        weights: fitted.weights.iter().map(|row| stored(*row)).collect(),
        intercepts: stored(intercepts),
    }
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
