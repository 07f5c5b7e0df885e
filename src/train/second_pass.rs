//! Fits the second pass on out-of-fold probabilities: those of first passes that have not seen the answers.
//!
//! Fitted on the probabilities of a first pass for its own training pages, it would learn to trust them blindly. `stack` fits
//! one of them, `held_out` some more without a fold each, whose answers thresholds are found on.

mod held_out;
mod report;
mod stack;

use super::first_pass::FittedFirstPass;
use super::folds::FoldedBy;
use super::folds::Folding;
use super::out_of_fold::OutOfFold;
use super::parallel::fit_stages;
use super::views::Views;
use super::{OnProgress, Progress, Stage, ValidTrainParams, losses};
use crate::logistic::on_threads;
use crate::model::{LossTable, Losses};
use crate::page::Page;
use crate::second_pass::{SecondPass, Stacked};
use crate::{Label, Result};
use held_out::held_out;
pub use report::{NoSecondPass, SecondPassFit, SecondPassReport};
use stack::fit_stacked;

/// Number of folds. More would cost a first pass each, and let each see little more.
pub(super) const FOLDS: usize = 3;

/// Paragraphs with others on their page, below which there is no second pass.
///
/// On the first 50 paragraphs of some pages of `data/train.csv` it took up to 0.12 from the macro F1 on `data/validation.csv`,
/// on 100 it added 0.01 to 0.04, on 200 some 0.07. On single paragraphs it never helps: it has nothing to look at.
const LEAST_PARAGRAPHS: usize = 100;

/// Most paragraphs of a kind that a second pass learns from: its few hundred weights need no more, and linfa's dense copy
/// of a million would take gigabytes.
const MOST_PARAGRAPHS: usize = 250_000;

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
pub(super) fn out_of_fold(
    views: &Views,
    first: &FittedFirstPass,
    fold: usize,
    threads: usize,
) -> Vec<OutOfFold> {
    let held_out = views.numbers(|view| view.fold == fold).into_iter();
    let unseen = held_out.map(|view| OutOfFold {
        view,
        probabilities: Vec::new(),
    });
    let mut seen: Vec<OutOfFold> = unseen.collect();
    let for_each = seen.len().div_ceil(threads.max(1)).max(1);
    on_threads(seen.chunks_mut(for_each).collect(), |part| {
        for page in part {
            page.probabilities = first.probabilities(views, page.view);
        }
    });
    seen
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
    let stages = [false, true].map(|marked| Stage::SecondPass { marked });
    let threads = params.first_pass().threads();
    let fits = fit_stages(&stages, threads, 1, progress, |job| {
        let marked = job.stage == stages[1];
        let of_kind = |own: &&OutOfFold| views.view(own.view).structure.is_marked() == marked;
        let of_kind: Vec<&OutOfFold> = out_of_fold.iter().filter(of_kind).collect();
        if of_kind.is_empty() {
            return Ok(None);
        }
        job.report(Progress::Started { stage: job.stage })?;
        let (weights, fit) = fit_stacked(params, views, &of_kind, MOST_PARAGRAPHS, job)?;
        let held_out = held_out(params, views, &of_kind, job)?;
        let losses = losses::table(views, &held_out);
        Ok(Some(FittedHalf {
            weights,
            fit,
            losses,
        }))
    })?;
    let [plain, marked] = <[_; 2]>::try_from(fits).expect("two stages");
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
