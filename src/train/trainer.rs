//! The steps of a training: the first pass of all pages and those without each fold, then the second pass.

use super::first_pass::FittedFirstPass;
use super::folds::Folding;
use super::out_of_fold::OutOfFold;
use super::parallel::{Job, fit_stages};
use super::second_pass::{self, FOLDS, FittedSecondPass, NoSecondPass};
use super::views::Views;
use super::{OnProgress, Progress, Stage, Trained, ValidTrainParams};
use crate::logistic::Convergence;
use crate::model::{Metadata, Model};
use crate::page::Page;
use crate::{Label, Result};

/// Threads that a first pass is fitted on before another one is beside it: it takes no longer so, and the rows of one matrix
/// less are in memory.
const THREADS_EACH: usize = 2;

/// Pages seen as both passes see them, and what is to be done with them.
pub(super) struct Trainer<'a> {
    params: &'a ValidTrainParams,
    min_df: usize,
    views: Views,
    folding: Result<Folding, NoSecondPass>,
    /// The views of the folds, where those are not whole pages.
    pieces: Option<Views>,
}

impl<'a> Trainer<'a> {
    /// Prepares a training on pages, on the labels of all their paragraphs, one after the other, and on the site of each page.
    pub(super) fn new<K: Ord + Copy>(
        params: &'a ValidTrainParams,
        pages: &[&Page],
        labels: &[Label],
        sites: &[K],
    ) -> Trainer<'a> {
        let folding = second_pass::folding(pages, labels, sites);
        let threads = params.first_pass().threads();
        let min_df = params.min_df(labels.len());
        let (mut views, mut pieces) = views(pages, labels, folding.as_ref().ok(), threads);
        for views in std::iter::once(&mut views).chain(&mut pieces) {
            views.keep_frequent(min_df, threads);
        }
        Trainer {
            params,
            min_df,
            views,
            folding,
            pieces,
        }
    }

    /// Fits both passes.
    pub(super) fn train(&self, progress: OnProgress<'_>) -> Result<Trained> {
        let mut stages = vec![Stage::Whole];
        if self.folding.is_ok() {
            stages.extend((0..FOLDS).map(Stage::WithoutFold));
        }
        let threads = self.params.first_pass().threads();
        let each = THREADS_EACH;
        let fits = fit_stages(&stages, threads, each, progress, |job| self.fit_stage(job))?;
        let (mut first, mut out_of_fold) = (None, Vec::new());
        for (whole, held_out) in fits {
            first = first.or(whole);
            out_of_fold.extend(held_out);
        }
        let first = first.expect("the whole is the first stage");
        let second = match &self.folding {
            Ok(Folding { by, .. }) => second_pass::fit(
                self.params,
                self.folded_views(),
                &out_of_fold,
                *by,
                progress,
            )?,
            Err(why) => FittedSecondPass::none(*why),
        };
        Ok(self.put_together(first, second))
    }

    /// The first pass of all pages, or what one without a fold says of the fold.
    fn fit_stage(&self, job: &mut Job<'_>) -> Result<(Option<FittedFirstPass>, Vec<OutOfFold>)> {
        job.report(Progress::Started { stage: job.stage })?;
        let Stage::WithoutFold(fold) = job.stage else {
            let first = self.fit_first(&self.views, &self.views.numbers(|_| true), job)?;
            return Ok((Some(first), Vec::new()));
        };
        let views = self.folded_views();
        let first = self.fit_first(views, &views.numbers(|view| view.fold != fold), job)?;
        Ok((
            None,
            second_pass::out_of_fold(views, &first, fold, job.threads),
        ))
    }

    fn fit_first(
        &self,
        views: &Views,
        numbers: &[usize],
        job: &mut Job<'_>,
    ) -> Result<FittedFirstPass> {
        FittedFirstPass::fit(self.params, views, numbers, self.min_df, job)
    }

    fn folded_views(&self) -> &Views {
        self.pieces.as_ref().unwrap_or(&self.views)
    }

    fn put_together(&self, first: FittedFirstPass, second: FittedSecondPass) -> Trained {
        let layout = first.pass.layout();
        let metadata = self.metadata(&first.convergence, &second);
        Trained {
            n_features: layout.n_features(),
            n_columns: layout.n_columns(),
            second_pass: second.report,
            model: Model::new(
                first.vocabulary.vectorizer,
                first.pass,
                second.pass,
                metadata,
            ),
            convergence: first.convergence,
        }
    }

    fn metadata(&self, convergence: &Convergence, second: &FittedSecondPass) -> Metadata {
        let mut training = self.views.facts();
        let n_paragraphs = training.labels.iter().sum::<u64>() as usize;
        training.solver = convergence.solver.to_string();
        training.iterations = convergence.iterations.map(|n| n as u64);
        training.converged = convergence.converged;
        training.second_pass = second.report.to_string();
        Metadata {
            crate_version: env!("CARGO_PKG_VERSION").to_owned(),
            parameters: self.params.in_words_for(n_paragraphs),
            training,
            validation: Vec::new(),
            losses: second.losses.clone(),
        }
    }
}

/// The views of the pages, and those of the pieces that they are cut into for the folds.
fn views(
    pages: &[&Page],
    labels: &[Label],
    folding: Option<&Folding>,
    threads: usize,
) -> (Views, Option<Views>) {
    match folding {
        None => (
            Views::new(pages, labels, &vec![0; pages.len()], threads),
            None,
        ),
        Some(folding) if folding.pieces.is_empty() => {
            (Views::new(pages, labels, &folding.folds, threads), None)
        }
        Some(folding) => {
            let pieces: Vec<&Page> = folding.pieces.iter().collect();
            let of_pieces = Views::new(&pieces, labels, &folding.folds, threads);
            let whole = Views::new(pages, labels, &vec![0; pages.len()], threads);
            (whole, Some(of_pieces))
        }
    }
}
