//! Trains a site's own model from a few of its pages: a model that is there, whose first pass changes as little as the pages
//! ask for.
//!
//! Its second pass, the weights of its words and its thresholds stay: they say how a page hangs together and how sure a
//! verdict is, and that the default model has learned from more pages than a user will label. What a site alone has, the
//! classes of its boxes and the names of its letters, enters the vocabulary.

mod occurring;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::parallel::Job;
use super::second_pass::SecondPassReport;
use super::views::Views;
use super::vocabulary::{ExtendedVocabulary, extend};
use super::{OnProgress, Progress, Stage, Trained, ValidTrainParams};
use crate::dataset::Dataset;
use crate::first_pass::{FirstPass, unpack};
use crate::logistic::{Convergence, DesignMatrix};
use crate::model::{Metadata, Model};
use crate::page::Page;
use crate::rows::Layout;
use crate::{Label, Result};
use occurring::Occurring;

/// How many times as strong the penalty is on changes of what the base knows: that counts on all sites, and what is new on this
/// one alone. At 1 a site's own model loses 0.01 of macro F1 elsewhere; `models/EXPERIMENTS.md` has what was tried.
const HELD: f32 = 300.0;

impl ValidTrainParams {
    /// Trains on labelled pages from `base`, such as [`Model::embedded`]: its first pass learns the features
    /// that are new to it, with a penalty of `base_alpha`, and changes the weights of the others, with one 300 times as strong. A single page will do, and a single label.
    ///
    /// # Errors
    /// As [`ValidTrainParams::train`], but for what that says of two labels and of solver linfa.
    pub fn train_from(&self, base: &Model, dataset: &Dataset) -> Result<Trained> {
        self.train_from_with_progress(base, dataset, &mut |_| ControlFlow::Continue(()))
    }

    /// [`ValidTrainParams::train_from`], reporting to `progress` as it goes.
    ///
    /// # Errors
    /// As there, and [`Error::Interrupted`](crate::Error::Interrupted) where `progress` answers `Break`.
    pub fn train_from_with_progress(
        &self,
        base: &Model,
        dataset: &Dataset,
        progress: OnProgress<'_>,
    ) -> Result<Trained> {
        let pages: Vec<&Page> = dataset.pages().iter().map(|page| page.page()).collect();
        let labels: Vec<Label> = dataset.labels().collect();
        let threads = self.first_pass().threads();
        let views = Views::new(&pages, &labels, &vec![0; pages.len()], threads);
        let mut job = Job::single(Stage::Whole, threads, progress);
        let (vocabulary, first, convergence) = self.change(base, &views, &mut job)?;
        let metadata = self.metadata_from(base, &views, &convergence);
        let layout = first.layout();
        let mut trained = Trained {
            n_features: layout.n_features(),
            n_columns: layout.n_columns(),
            second_pass: SecondPassReport::OfBase,
            convergence,
            model: Model::new(
                vocabulary.fitted.vectorizer,
                first,
                base.second_pass().clone(),
                metadata,
            ),
        };
        trained.model.set_training_digest(dataset.digest());
        Ok(trained)
    }

    /// The changed first pass.
    fn change(
        &self,
        base: &Model,
        views: &Views,
        job: &mut Job<'_>,
    ) -> Result<(ExtendedVocabulary, FirstPass, Convergence)> {
        job.report(Progress::Started { stage: job.stage })?;
        let all = views.numbers(|_| true);
        let labels = views.labels(&all);
        let vocabulary = self.vocabulary_from(base, views, &labels)?;
        let fitted = &vocabulary.fitted;
        let layout = fitted.vectorizer.vocabulary().layout();
        job.report(Progress::Vocabulary {
            stage: job.stage,
            features: layout.n_features(),
            columns: layout.n_columns(),
        })?;
        let mut weights = renumbered(base.first_pass(), &vocabulary, &layout);
        let before = FirstPass::pack(layout.clone(), &weights, base.first_pass().intercepts());
        let rows =
            views
                .features()
                .rows(&all, &fitted.vectorizer, &fitted.to_vocabulary, job.threads);
        let scores = before.scores(&rows).into_iter();
        let is_old = vocabulary.is_old();
        let occurring = Occurring::new(&rows, &layout, |feature| {
            if is_old[feature as usize] { HELD } else { 1.0 }
        });
        let matrix = DesignMatrix::new(occurring.renumber(&rows), occurring.layout.clone())?;
        let scores = scores.map(|scores| scores.map(f64::from)).collect();
        let change = job.fit_change(&self.change_of_base(), &matrix, &labels, scores)?;
        occurring.add(&change, &layout, &mut weights);
        let first = FirstPass::pack(layout, &weights, before.intercepts());
        Ok((vocabulary, first, change.convergence))
    }

    fn vocabulary_from(
        &self,
        base: &Model,
        views: &Views,
        labels: &[Label],
    ) -> Result<ExtendedVocabulary> {
        let whole = views.numbers(|view| view.is_whole);
        let min_df = self.min_df(labels.len());
        extend(base.vectorizer(), views.features(), &whole, min_df)
    }

    fn metadata_from(&self, base: &Model, views: &Views, convergence: &Convergence) -> Metadata {
        let mut training = views.facts();
        training.solver = convergence.solver.to_string();
        training.iterations = convergence.iterations.map(|n| n as u64);
        training.converged = convergence.converged;
        training.second_pass = SecondPassReport::OfBase.to_string();
        let n_paragraphs = training.labels.iter().sum::<u64>() as usize;
        let words = [
            ("base", base.digest()),
            ("base_alpha", self.base_alpha.to_string()),
            ("min_df", self.min_df(n_paragraphs).to_string()),
        ];
        let parameters = words.map(|(name, value)| (name.to_owned(), value));
        Metadata {
            crate_version: env!("CARGO_PKG_VERSION").to_owned(),
            parameters: BTreeMap::from(parameters),
            training,
            validation: Vec::new(),
            losses: base.metadata().losses.clone(),
        }
    }
}

/// The base's weights where its features stand now; zeros for new ones.
fn renumbered(
    base: &FirstPass,
    vocabulary: &ExtendedVocabulary,
    layout: &Layout,
) -> Vec<[f64; Label::COUNT]> {
    let mut weights = vec![[0.0; Label::COUNT]; layout.n_columns()];
    for (old, new) in (0..).zip(&vocabulary.from_base) {
        let reach = layout.reach(*new) as isize;
        for offset in -reach..=reach {
            let from = unpack(&base.weights()[base.layout().column(old, offset)]);
            weights[layout.column(*new, offset)] = from.map(f64::from);
        }
    }
    weights
}

#[cfg(test)]
mod tests;
