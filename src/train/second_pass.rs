//! Fits the second pass on out-of-fold probabilities: those of first passes that have not seen the answers.
//!
//! Fitted on the probabilities of a first pass for its own training pages, it would learn to trust them blindly.

use std::fmt;

use linfa::DatasetBase;
use ndarray::Array1;

use super::first_pass::{FittedFirstPass, stored};
use super::folds::{FoldedBy, Folding};
use super::out_of_fold::OutOfFold;
use super::parallel::{Job, fit_parts};
use super::views::Views;
use super::{OnProgress, Part, Progress, ValidTrainParams, losses};
use crate::logistic::{
    ABSENT_INTERCEPT, DesignMatrix, FittedLogistic, LogisticParams, Solver, dense_bytes,
};
use crate::model::{LossTable, Losses};
use crate::page::Page;
use crate::rows::Rows;
use crate::second_pass::{SecondPass, Stacked, layout, push_inputs};
use crate::{Error, Label, Result};

/// Number of folds. More would cost a first pass each, and let each see little more.
pub(super) const FOLDS: usize = 3;

/// Paragraphs with others on their page, below which there is no second pass.
///
/// On the first 50 paragraphs of some pages of `data/train.csv` it took up to 0.12 from the macro F1 on `data/validation.csv`,
/// on 100 it added 0.01 to 0.04, on 200 some 0.07. On single paragraphs it never helps: it has nothing to look at.
const LEAST_PARAGRAPHS: usize = 100;

/// Strength of the penalty on the second pass's weights, per paragraph, and its least and greatest.
///
/// Many pages allow a strong one, which generalises better; on few it would flatten the probabilities.
const ALPHA: (f64, f64, f64) = (2.5e-4, 1.0, 30.0);

/// Largest gradient, per paragraph, at which linfa's L-BFGS may stop.
///
/// Half of it changes no figure on unseen sites in its third digit, and takes half as long again.
const TOLERANCE: f64 = 2e-3;

/// Most paragraphs of a kind that a second pass learns from: its few hundred weights need no more, and linfa's dense copy
/// of a million would take gigabytes.
const MOST_PARAGRAPHS: usize = 250_000;

/// Most that one without a fold learns from, by which thresholds are found: it need not be the best, only honest.
const MOST_PARAGRAPHS_OF_OTHERS: usize = 100_000;

/// How the second pass was fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecondPassReport {
    /// It was not: the model's probabilities are those of the first pass.
    None(NoSecondPass),
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

/// The folds of pages, or why there is no second pass.
pub(super) fn folding<K: Ord + Copy>(
    pages: &[&Page],
    labels: &[Label],
    sites: &[K],
) -> Result<Folding, NoSecondPass> {
    let lengths = pages.iter().map(|page| page.paragraphs().len());
    if lengths.filter(|length| *length > 1).sum::<usize>() < LEAST_PARAGRAPHS {
        return Err(NoSecondPass::FewParagraphs);
    }
    Folding::new(pages, labels, sites, FOLDS).ok_or(NoSecondPass::RareLabel)
}

/// The probabilities that a first pass fitted without a fold gives to the fold.
pub(super) fn out_of_fold(views: &Views, first: &FittedFirstPass, fold: usize) -> Vec<OutOfFold> {
    let held_out = views.numbers(|view| view.fold == fold).into_iter();
    let seen = held_out.map(|view| OutOfFold {
        view,
        probabilities: first.probabilities(views, view),
    });
    seen.collect()
}

/// The second pass, how it was fitted, and what may be dropped at which loss.
pub(super) struct FittedSecondPass {
    pub(super) pass: SecondPass,
    pub(super) report: SecondPassReport,
    pub(super) losses: Losses,
}

impl FittedSecondPass {
    /// The one that leaves the first pass's probabilities as they are, and why it does.
    pub(super) fn none(why: NoSecondPass) -> FittedSecondPass {
        FittedSecondPass {
            pass: SecondPass {
                plain: Stacked::identity(false),
                marked: Stacked::identity(true),
            },
            report: SecondPassReport::None(why),
            losses: Losses::default(),
        }
    }
}

/// One half of it.
#[derive(Debug)]
struct FittedHalf {
    weights: Stacked,
    fit: SecondPassFit,
    losses: Option<LossTable>,
}

/// Fits the second pass of plain and of marked pages, side by side; the identity for a kind without pages.
pub(super) fn fit(
    params: &ValidTrainParams,
    views: &Views,
    out_of_fold: &[OutOfFold],
    folds: FoldedBy,
    progress: OnProgress<'_>,
) -> Result<FittedSecondPass> {
    let parts = [false, true].map(|marked| Part::SecondPass { marked });
    let threads = params.first_pass().threads();
    let fits = fit_parts(&parts, threads, progress, |job| {
        let marked = job.part == parts[1];
        let of_kind = |own: &&OutOfFold| views.view(own.view).structure.is_marked() == marked;
        let of_kind: Vec<&OutOfFold> = out_of_fold.iter().filter(of_kind).collect();
        if of_kind.is_empty() {
            return Ok(None);
        }
        job.report(Progress::Started { part: job.part })?;
        let (weights, fit) = fit_stacked(params, views, &of_kind, MOST_PARAGRAPHS, job)?;
        let held_out = held_out(params, views, &of_kind, job)?;
        let losses = losses::table(views, &held_out);
        Ok(Some(FittedHalf {
            weights,
            fit,
            losses,
        }))
    })?;
    let [plain, marked] = <[_; 2]>::try_from(fits).expect("two parts");
    let plain = plain.expect("every page has a view without marks");
    Ok(put_together(plain, marked, folds))
}

fn put_together(
    plain: FittedHalf,
    marked: Option<FittedHalf>,
    folds: FoldedBy,
) -> FittedSecondPass {
    let report = SecondPassReport::Fitted {
        folds,
        text: plain.fit,
        marked: marked.as_ref().map(|half| half.fit),
    };
    let (marked, of_marked) = marked.map(|half| (half.weights, half.losses)).unzip();
    FittedSecondPass {
        pass: SecondPass {
            plain: plain.weights,
            marked: marked.unwrap_or_else(|| Stacked::identity(true)),
        },
        report,
        losses: Losses::new(plain.losses, of_marked.flatten()),
    }
}

/// What second passes fitted without a page's fold say of it, for all pages as they are.
fn held_out(
    params: &ValidTrainParams,
    views: &Views,
    out_of_fold: &[&OutOfFold],
    job: &mut Job<'_>,
) -> Result<Vec<OutOfFold>> {
    let mut held_out = Vec::new();
    for fold in 0..FOLDS {
        let (own, others): (Vec<&OutOfFold>, Vec<&OutOfFold>) = out_of_fold
            .iter()
            .partition(|own| views.view(own.view).fold == fold);
        if others.is_empty() {
            continue;
        }
        let (weights, _) = fit_stacked(params, views, &others, MOST_PARAGRAPHS_OF_OTHERS, job)?;
        let own = own.into_iter().filter(|own| views.view(own.view).is_whole);
        held_out.extend(own.map(|own| OutOfFold {
            view: own.view,
            probabilities:
                weights.probabilities_in_lists(&own.probabilities, &views.view(own.view).structure),
        }));
    }
    Ok(held_out)
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

/// Fits the second pass on the views of one kind.
///
/// Another one over its probabilities gains nothing on sites that neither was fitted on.
fn fit_stacked(
    params: &ValidTrainParams,
    views: &Views,
    out_of_fold: &[&OutOfFold],
    most_paragraphs: usize,
    job: &mut Job<'_>,
) -> Result<(Stacked, SecondPassFit)> {
    let marked = job.part == Part::SecondPass { marked: true };
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
